"""Tables of screening. What an assessor sees is joined to no table that knows who the candidate is."""

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.recruitment.tables import metadata

_MINE = ["screening_seat.screening_id", "screening_seat.assessor"]

screening = Table(
    "screening",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("application_id", Uuid, ForeignKey("application.id"), nullable=False, unique=True),
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("profile", SmallInteger, nullable=False, comment="The profile's version that the status is by"),
    Column("agreed", JSONB, nullable=False, comment="Settled value by criterion: level 0-4; must 1, 0, -1 unclear"),
)
screening_seat = Table(
    "screening_seat",
    metadata,
    Column("screening_id", Uuid, ForeignKey("screening.id"), primary_key=True),
    Column("assessor", String(100), primary_key=True),
    Column("number", SmallInteger, nullable=False, comment="1 and 2 judge all, 3 what they differ on"),
    Column("taken_at", DateTime(timezone=True), nullable=False),
    Column("left_for", String(20), comment="Why the assessor left it to another"),
    Index("screening_seat_once", "screening_id", "number", unique=True, postgresql_where=text("left_for IS NULL")),
    Index("screening_seat_assessor", "assessor"),
)
screening_verdict = Table(
    "screening_verdict",
    metadata,
    Column("screening_id", Uuid, primary_key=True),
    Column("assessor", String(100), primary_key=True),
    Column("criterion", String(100), primary_key=True),
    Column("profile", SmallInteger, primary_key=True, autoincrement=False),
    Column("value", SmallInteger, nullable=False),
    Column("ground", String(20), nullable=False),
    Column("key_id", String(40)),
    Column("note", LargeBinary, comment="Sealed"),
    Column("locked_at", DateTime(timezone=True), nullable=False),
    ForeignKeyConstraint(["screening_id", "assessor"], _MINE),
)
screening_offer = Table(
    "screening_offer",
    metadata,
    Column("screening_id", Uuid, primary_key=True),
    Column("assessor", String(100), primary_key=True),
    Column("criterion", String(100), primary_key=True),
    Column("profile", SmallInteger, primary_key=True, autoincrement=False),
    Column("value", SmallInteger, nullable=False),
    Column("key_id", String(40), nullable=False),
    Column("reason", LargeBinary, nullable=False, comment="Sealed"),
    Column("offered_at", DateTime(timezone=True), nullable=False),
    ForeignKeyConstraint(["screening_id", "assessor"], _MINE),
)
screening_draft = Table(
    "screening_draft",
    metadata,
    Column("screening_id", Uuid, primary_key=True),
    Column("assessor", String(100), primary_key=True),
    Column("key_id", String(40), nullable=False),
    Column("content", LargeBinary, nullable=False, comment="What is judged so far, sealed"),
    Column("saved_at", DateTime(timezone=True), nullable=False),
    ForeignKeyConstraint(["screening_id", "assessor"], _MINE),
)
conflict_declaration = Table(
    "conflict_declaration",
    metadata,
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), primary_key=True),
    Column("assessor", String(100), primary_key=True),
    Column("id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("declared_at", DateTime(timezone=True), nullable=False),
)
conflict_mark = Table(
    "conflict_mark",
    metadata,
    Column("campaign_id", Uuid, primary_key=True),
    Column("assessor", String(100), primary_key=True),
    Column("mark", LargeBinary(32), primary_key=True, comment="Keyed hash of a number or an address"),
    ForeignKeyConstraint(
        ["campaign_id", "assessor"], ["conflict_declaration.campaign_id", "conflict_declaration.assessor"]
    ),
)
identity_access = Table(
    "identity_access",
    metadata,
    Column("application_id", Uuid, ForeignKey("application.id"), primary_key=True),
    Column("person", String(100), primary_key=True),
    Column("ground", String(20), nullable=False),
    Column("protected_for", LargeBinary, comment="Why a protected identity is shown, sealed"),
    Column("key_id", String(40)),
    Column("shown_at", DateTime(timezone=True), nullable=False),
)
