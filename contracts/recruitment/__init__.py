"""What coordinated recruitment publishes: HTTP bodies, events, codes."""
