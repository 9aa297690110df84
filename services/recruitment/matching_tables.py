"""Tables of matching runs and of the lot that decides between equals."""

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.recruitment.tables import metadata

campaign_lot = Table(
    "campaign_lot",
    metadata,
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), primary_key=True),
    Column("seed", LargeBinary, nullable=False, comment="Drawn when the campaign was published"),
)
matching_run = Table(
    "matching_run",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), nullable=False),
    Column("number", SmallInteger, nullable=False),
    Column("repairs", Uuid, ForeignKey("matching_run.id")),
    Column("made_by", String(100), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("profile", SmallInteger, nullable=False),
    Column("snapshot", LargeBinary, nullable=False, comment="All that the run was given, byte for byte"),
    Column("record", LargeBinary, nullable=False, comment="All that came out, byte for byte"),
    Column("levels", JSONB, nullable=False, comment="What the points came from, by application and criterion"),
    Column("candidates", Integer, nullable=False),
    Column("positions", Integer, nullable=False),
    Column("matched", Integer, nullable=False),
    Column("not_judged", Integer, nullable=False),
    Column("short_of_must", Integer, nullable=False),
    UniqueConstraint("campaign_id", "number", name="matching_run_number"),
)
