"""The local runtime: real PostgreSQL and Kafka from package registries, no Docker, Java or root needed."""
