"""What the specialist team's service publishes (events) and accepts (HTTP bodies)."""
