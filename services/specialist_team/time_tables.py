"""The table of worked time."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from services.specialist_team.tables import metadata

time_report = Table(
    "time_report",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("request_id", Uuid, ForeignKey("support_request.id"), nullable=False),
    Column("specialist", String(60), ForeignKey("specialist.id"), nullable=False),
    Column("monday", Date, nullable=False),
    Column("status", String(20), nullable=False),
    Column("entries", JSONB, nullable=False),
    Column("minutes", Integer, nullable=False),
    UniqueConstraint("request_id", "specialist", "monday", name="time_report_week"),
    Index("time_report_specialist", "specialist", "monday"),
)
