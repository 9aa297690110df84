"""Tables of applications. Who a candidate is, and what one can, stand apart, each sealed."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.recruitment.tables import metadata

candidate = Table(
    "candidate",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("created_at", DateTime(timezone=True), nullable=False),
)
candidate_identity = Table(
    "candidate_identity",
    metadata,
    Column("candidate_id", Uuid, ForeignKey("candidate.id"), primary_key=True),
    Column("key_id", String(40), nullable=False),
    Column("content", LargeBinary, nullable=False, comment="Names, number and addresses, sealed"),
)
candidate_mark = Table(
    "candidate_mark",
    metadata,
    Column("candidate_id", Uuid, ForeignKey("candidate.id"), primary_key=True),
    Column("mark", LargeBinary(32), primary_key=True, comment="Keyed hash of a number or an address"),
    Column("borrowed", Boolean, nullable=False, server_default="false", comment="Of another candidate, joined to it"),
    Index("candidate_mark_mark", "mark"),
)
candidate_told_apart = Table(
    "candidate_told_apart",
    metadata,
    Column("lower", Uuid, ForeignKey("candidate.id"), primary_key=True),
    Column("higher", Uuid, ForeignKey("candidate.id"), primary_key=True),
)
application = Table(
    "application",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), nullable=False),
    Column("candidate_id", Uuid, ForeignKey("candidate.id"), nullable=False, index=True),
    Column(
        "came_as", Uuid, ForeignKey("candidate.id"), index=True, comment="Its own candidate, when it has been joined"
    ),
    Column("number", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("wishes", JSONB, nullable=False, comment="Positions, wanted most first"),
    Column("withdrawn_on", Date),
    Column("source_reference", String(60), nullable=False),
    Column("said", LargeBinary(32), nullable=False, comment="Keyed hash of the row it came as"),
    UniqueConstraint("id", "candidate_id", name="application_person"),
    UniqueConstraint("campaign_id", "number", name="application_number"),
    UniqueConstraint("campaign_id", "source_reference", name="application_source"),
)
application_merit = Table(
    "application_merit",
    metadata,
    Column("application_id", Uuid, ForeignKey("application.id"), primary_key=True),
    Column("key_id", String(40), nullable=False),
    Column("content", LargeBinary, nullable=False, comment="Degree, experience and letter, sealed"),
)
application_file = Table(
    "application_file",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), nullable=False, index=True),
    Column("status", String(20), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("checked_by", String(100), nullable=False),
    Column("checked_at", DateTime(timezone=True), nullable=False),
    Column("ordered_at", DateTime(timezone=True)),
    Column("finished_at", DateTime(timezone=True)),
    Index("application_file_running", "ordered_at", postgresql_where=text("status = 'running'")),
)
application_row = Table(
    "application_row",
    metadata,
    Column("file_id", Uuid, ForeignKey("application_file.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("key", String(60)),
    Column("fate", String(20), nullable=False),
    Column("errors", JSONB, nullable=False),
    Column("same_person", JSONB, nullable=False),
    Column("key_id", String(40)),
    Column("content", LargeBinary, comment="What is to be taken in, sealed, as long as it is; never what was refused"),
    Column("application_id", Uuid, ForeignKey("application.id"), index=True),
    Index(
        "application_row_waiting",
        "file_id",
        "number",
        postgresql_where=text("fate IN ('new', 'withdraws')"),
    ),
)
