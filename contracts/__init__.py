"""The published language: events, HTTP bodies and codes that the services share. Imports pydantic only."""
