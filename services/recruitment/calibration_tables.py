"""The table of months whose judging was looked at, and of calibrations that it called for."""

from sqlalchemy import Column, Date, DateTime, Integer, Numeric, String, Table, UniqueConstraint, Uuid

from services.recruitment.tables import metadata

calibration = Table(
    "calibration",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("district", String(60), nullable=False),
    Column("month", Date, nullable=False),
    Column("judged", Integer, nullable=False),
    Column("kappa", Numeric(4, 2)),
    Column("agreement", Numeric(4, 2)),
    Column("due_at", DateTime(timezone=True), comment="None when the month was looked at and calls for nothing"),
    Column("held_at", DateTime(timezone=True)),
    Column("held_by", String(100)),
    UniqueConstraint("district", "month", name="calibration_month"),
)
