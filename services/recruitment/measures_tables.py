"""The table of measures that were published."""

from sqlalchemy import Column, Date, Integer, String, Table
from sqlalchemy.dialects.postgresql import JSONB

from services.recruitment.tables import metadata

measures_report = Table(
    "measures_report",
    metadata,
    Column("district", String(60), primary_key=True),
    Column("month", Date, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("figures", JSONB, nullable=False),
)
