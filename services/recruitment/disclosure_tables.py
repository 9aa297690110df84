"""Tables of disclosures: what was masked stays as codes; what was given goes with the application, sealed."""

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, LargeBinary, String, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from services.recruitment.tables import metadata

disclosure = Table(
    "disclosure",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("documents", JSONB, nullable=False),
    Column("numbers", JSONB, nullable=False, comment="Of which applications"),
    Column("begun_by", String(100), nullable=False),
    Column("begun_at", DateTime(timezone=True), nullable=False),
    Column("given_at", DateTime(timezone=True)),
    Column("given", Integer, nullable=False),
    Column("masks", JSONB, nullable=False, comment="Passage and ground; never what it said"),
    Index("disclosure_latest", "begun_at"),
)
disclosed_application = Table(
    "disclosed_application",
    metadata,
    Column("disclosure_id", Uuid, ForeignKey("disclosure.id"), primary_key=True),
    Column("application_id", Uuid, ForeignKey("application.id"), primary_key=True, index=True),
    Column("key_id", String(40), nullable=False),
    Column("content", LargeBinary, nullable=False, comment="What was given out of it, sealed"),
)
disclosure_recipient = Table(
    "disclosure_recipient",
    metadata,
    Column("disclosure_id", Uuid, ForeignKey("disclosure.id"), primary_key=True),
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), nullable=False, index=True),
    Column("key_id", String(40), nullable=False),
    Column("content", LargeBinary, nullable=False, comment="To whom, when that was said, sealed"),
)
