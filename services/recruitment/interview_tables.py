"""Tables of interviews. A booking takes a person's time, or a candidate's; no two of one overlap."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
)

from services.recruitment.tables import metadata

_SEAT = ["interview_seat.interview_id", "interview_seat.person"]

interview = Table(
    "interview",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), nullable=False, index=True),
    Column("application_id", Uuid, ForeignKey("application.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("sequence", Integer, nullable=False, comment="Of the invitation, RFC 5545"),
    Column("status", String(20), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("starts_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    Column("place", Text, nullable=False),
    Column("cancelled", String(30)),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Index("interview_time", "starts_at"),
)
interview_seat = Table(
    "interview_seat",
    metadata,
    Column("interview_id", Uuid, ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String(100), primary_key=True),
    Column("number", SmallInteger, nullable=False),
    Column("role", String(50), nullable=False),
    Column("locked_at", DateTime(timezone=True)),
    Index("interview_seat_person", "person"),
)
interview_verdict = Table(
    "interview_verdict",
    metadata,
    Column("interview_id", Uuid, primary_key=True),
    Column("person", String(100), primary_key=True),
    Column("criterion", String(100), primary_key=True),
    Column("profile", SmallInteger, nullable=False),
    Column("value", SmallInteger, nullable=False),
    Column("ground", String(20), nullable=False),
    Column("key_id", String(40)),
    Column("note", LargeBinary, comment="Sealed"),
    ForeignKeyConstraint(["interview_id", "person"], _SEAT, ondelete="CASCADE"),
)
interview_draft = Table(
    "interview_draft",
    metadata,
    Column("interview_id", Uuid, primary_key=True),
    Column("person", String(100), primary_key=True),
    Column("key_id", String(40), nullable=False),
    Column("content", LargeBinary, nullable=False, comment="What is judged so far, sealed"),
    Column("saved_at", DateTime(timezone=True), nullable=False),
    ForeignKeyConstraint(["interview_id", "person"], _SEAT, ondelete="CASCADE"),
)
interview_booking = Table(
    "interview_booking",
    metadata,
    Column("interview_id", Uuid, ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String(100)),
    Column("application_id", Uuid),
    Column("candidate_id", Uuid, comment="Follows the application when two are found to be one person's"),
    Column("party", Text, Computed("coalesce(person, candidate_id::text)", persisted=True), primary_key=True),
    Column("starts_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False),
    ForeignKeyConstraint(
        ["application_id", "candidate_id"],
        ["application.id", "application.candidate_id"],
        name="interview_booking_person",
        onupdate="CASCADE",
    ),
    CheckConstraint("(person IS NULL) = (candidate_id IS NOT NULL)", name="interview_booking_whose"),
)
