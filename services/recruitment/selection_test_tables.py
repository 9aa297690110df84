"""Table of selection tests: what they showed is sealed."""

from sqlalchemy import Column, Date, DateTime, ForeignKey, LargeBinary, String, Table, Uuid

from services.recruitment.tables import metadata

selection_test = Table(
    "selection_test",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), nullable=False),
    Column("application_id", Uuid, ForeignKey("application.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("taken_on", Date, nullable=False),
    Column("recorded_by", String(100), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("key_id", String(40), nullable=False),
    Column("outcome", LargeBinary, nullable=False, comment="What it showed, sealed; secret, OSL 39:5a"),
)
