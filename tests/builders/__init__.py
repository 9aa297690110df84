"""Valid things that take overrides."""
