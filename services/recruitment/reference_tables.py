"""Table of references: who is asked and what was said are sealed."""

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, LargeBinary, String, Table, Uuid, text

from services.recruitment.tables import metadata

reference_request = Table(
    "reference_request",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), nullable=False),
    Column("application_id", Uuid, ForeignKey("application.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("status", String(30), nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Column("key_id", String(40), nullable=False),
    Column("referee", LargeBinary, nullable=False, comment="Name and address, sealed"),
    Column("answer_key_id", String(40)),
    Column("answer", LargeBinary, comment="What the referee said, sealed"),
    Column("taken_by", String(100), comment="Who took it down by telephone"),
    Index("reference_request_open", "expires_at", postgresql_where=text("status IN ('asked', 'reminded')")),
)
