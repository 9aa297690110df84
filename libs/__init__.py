"""The kernel: what every service does alike with HTTP, PostgreSQL, Kafka and time. Knows no word of the domain."""
