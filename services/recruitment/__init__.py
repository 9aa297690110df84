"""Coordinated recruitment: HR-service recruits for many districts at once."""
