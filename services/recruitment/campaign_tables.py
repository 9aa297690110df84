"""Tables of campaigns."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.recruitment.tables import metadata

campaign = Table(
    "campaign",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("reference", String(20), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("status", String(30), nullable=False),
    Column("title", Text, nullable=False),
    Column("opens_on", Date, nullable=False),
    Column("closes_on", Date, nullable=False),
    Column("records", JSONB, nullable=False, comment="What the examination of gates found"),
    Column("published_at", DateTime(timezone=True)),
    Column("concluded_at", DateTime(timezone=True), comment="When it was decided or cancelled"),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Index("campaign_closing", "closes_on", postgresql_where=text("status = 'published'")),
)
campaign_position = Table(
    "campaign_position",
    metadata,
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), primary_key=True),
    Column("position_id", Uuid, ForeignKey("position.id"), primary_key=True),
    Column("released", Boolean, nullable=False),
    Index("campaign_position_once", "position_id", unique=True, postgresql_where=text("NOT released")),
)
requirement_profile = Table(
    "requirement_profile",
    metadata,
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), primary_key=True),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("criteria", JSONB, nullable=False),
    Column("locked_at", DateTime(timezone=True)),
    Column("reason", Text),
)
campaign_number = Table(
    "campaign_number",
    metadata,
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)
