"""All tables of the service, for migrations to be compared with."""

from services.recruitment.tables import metadata

__all__ = ["metadata"]
