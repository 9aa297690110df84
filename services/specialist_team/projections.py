"""Local copies of other services' facts. This service needs none yet."""

from sqlalchemy import Table

REBUILT_TABLES: list[Table] = []
