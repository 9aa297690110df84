"""Tables of referrals with their offers, and of feedback to candidates."""

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.recruitment.tables import metadata

referral = Table(
    "referral",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), nullable=False, index=True),
    Column("position_id", Uuid, ForeignKey("position.id"), nullable=False),
    Column("application_id", Uuid, nullable=False, index=True),
    Column(
        "candidate_id", Uuid, nullable=False, comment="Follows the application when two are found to be one person's"
    ),
    Column("district", String(60), nullable=False),
    Column("unit", String(60), nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("run_id", Uuid, ForeignKey("matching_run.id")),
    Column("proposed_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Column("decision", Text),
    Column("passed_over", String(30)),
    Column("ended", String(30)),
    Column("documents", JSONB, nullable=False, comment="What was seen, by whom and when; never what it said"),
    Column("answer_by", Date),
    Column("starts_on", Date),
    ForeignKeyConstraint(
        ["application_id", "candidate_id"],
        ["application.id", "application.candidate_id"],
        name="referral_person",
        onupdate="CASCADE",
    ),
    UniqueConstraint("position_id", "application_id", name="referral_once"),
    Index(
        "referral_one_a_position",
        "position_id",
        unique=True,
        postgresql_where=text("status IN ('chosen', 'offered', 'accepted')"),
    ),
    Index(
        "referral_one_a_person",
        "candidate_id",
        unique=True,
        postgresql_where=text("status IN ('offered', 'accepted')"),
    ),
    Index("referral_offers", "answer_by", postgresql_where=text("status = 'offered'")),
)
application_feedback = Table(
    "application_feedback",
    metadata,
    Column("application_id", Uuid, ForeignKey("application.id"), primary_key=True),
    Column("template", String(30), nullable=False),
    Column("key_id", String(40), nullable=False),
    Column("content", LargeBinary, nullable=False, comment="What the candidate was told, sealed"),
    Column("given_by", String(100), nullable=False),
    Column("given_at", DateTime(timezone=True), nullable=False),
)
