"""State, rules and refusals of the specialist team. Pure: no clock, no database, no network."""
