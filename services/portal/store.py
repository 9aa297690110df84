"""The portal's own tables: sessions, people's choices, and what it has learnt from events, which can be rebuilt."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    column,
    func,
    literal_column,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

metadata: Final = MetaData()

session = Table(
    "session",
    metadata,
    Column("id_hash", LargeBinary, primary_key=True, comment="SHA-256 of the cookie; the cookie itself is not stored"),
    Column("person", String(100), nullable=False),
    Column("roles", ARRAY(String(50)), nullable=False),
    Column("district", String(60)),
    Column("unit", String(60)),
    Column("csrf", String(64), nullable=False),
    Column("access_token", Text, nullable=False),
    Column("access_expires_at", DateTime(timezone=True), nullable=False),
    Column("refresh_token", Text),
    Column("id_token", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("seen_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("session_seen", "seen_at"),
)

sign_in = Table(
    "sign_in",
    metadata,
    Column("state_hash", LargeBinary, primary_key=True),
    Column("browser_hash", LargeBinary, nullable=False, comment="Binds the answer to the browser that asked"),
    Column("nonce", String(64), nullable=False),
    Column("verifier", String(128), nullable=False),
    Column("destination", String(500), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)

person = Table(
    "person",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("language", String(2)),
    Column("theme", String(10), nullable=False, server_default="auto"),
    Column("density", String(10), nullable=False, server_default="normal"),
    Column("signed_in_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("here_before_at", DateTime(timezone=True), comment="When the visit before this one began"),
    Column("email", String(254)),
    Column("roles", ARRAY(String(50)), nullable=False, server_default="{}"),
    Column("district", String(60)),
    Column("unit", String(60)),
)

notice_choice = Table(
    "notice_choice",
    metadata,
    Column("person", String(100), ForeignKey("person.id"), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("choice", String(20), nullable=False),
)

notice = Table(
    "notice",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=True),
    Column("person", String(100), ForeignKey("person.id"), nullable=False),
    Column("event_id", UUID, nullable=False),
    Column("request", UUID, nullable=False),
    Column("reference", String(30), nullable=False),
    Column("type", String(120), nullable=False),
    Column("due_at", DateTime(timezone=True), nullable=False),
    Column("sent_at", DateTime(timezone=True)),
    UniqueConstraint("person", "event_id", name="notice_once"),
    Index("notice_due", "due_at", postgresql_where=literal_column("sent_at IS NULL")),
)

request_view = Table(
    "request_view",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("reference", String(30), nullable=False),
    Column("district", String(60), nullable=False),
    Column("unit", String(60), nullable=False),
    Column("status", String(20), nullable=False),
    Column("area", String(40), nullable=False),
    Column("purpose", String(40), nullable=False),
    Column("percent", Integer, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("systems", ARRAY(String(40)), nullable=False, server_default="{}"),
    Column("urgency", String(20)),
    Column("acute_proposed_by", String(100)),  # while a second person has not answered
    Column("answer_by", DateTime(timezone=True), comment="When the district must answer a question or an offer"),
    Column("specialist", String(60)),
    Column("help_percent", Integer),
    Column("help_starts_on", Date),
    Column("help_ends_on", Date),
    Column("ending_on", Date, comment="A last day that is near and that the district has not let be the last"),
    Column("proposed_by", String(10), comment="The side that proposed another last day and waits for an answer"),
    Column("effect_due", Boolean, nullable=False, server_default="false"),
    Column("asked_approval_by", String(100), comment="Who sent it to the district's approver"),
    Column("past_specialists", ARRAY(String(60)), nullable=False, server_default="{}"),
    Column("position", UUID, comment="The vacant position that the help bridges"),
    Column("submitted_at", DateTime(timezone=True)),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Index("request_view_district", "district", "updated_at"),
    Index("request_view_status", "status"),
)
"""Each support request as its events tell it. Rebuilt from the topic."""

order_view = Table(
    "order_view",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("reference", String(30), nullable=False),
    Column("district", String(60), nullable=False),
    Column("unit", String(60), nullable=False),
    Column("status", String(20), nullable=False),
    Column("area", String(40), nullable=False),
    Column("occupation", String(60), nullable=False),
    Column("positions", Integer, nullable=False),
    Column("percent", Integer, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("placed_at", DateTime(timezone=True)),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Index("order_view_district", "district", "updated_at"),
)
"""Each recruitment order as its events tell it. Rebuilt from the topic."""

time_view = Table(
    "time_view",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("request", UUID, nullable=False),
    Column("specialist", String(60), nullable=False),
    Column("monday", Date, nullable=False),
    Column("status", String(20), nullable=False),
    Column("minutes", Integer, nullable=False),
    Index("time_view_request", "request", "status"),
)
"""Each week of worked time as its events tell it. Rebuilt from the topic."""

help_period = Table(
    "help_period",
    metadata,
    Column("request", UUID, primary_key=True),
    Column("specialist", String(60), primary_key=True),
    Column("starts_on", Date, primary_key=True),
    Column("ends_on", Date, nullable=False),
    Column("percent", Integer, nullable=False),
    Column("reference", String(30), nullable=False),
    Column("district", String(60), nullable=False),
    Column("unit", String(60), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Index("help_period_specialist", "specialist"),
    Index("help_period_district", "district"),
)
"""Who gives help when, for calendars; what fell away is kept as cancelled. Rebuilt from the topic."""

calendar_link = Table(
    "calendar_link",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("person", String(100), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("secret_hash", LargeBinary, nullable=False, unique=True, comment="SHA-256 of the link; it is not stored"),
    Column("district", String(60)),
    Column("unit", String(60)),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("revoked_at", DateTime(timezone=True)),
    Index("calendar_link_working", "person", "kind", unique=True, postgresql_where=column("revoked_at").is_(None)),
)
"""Private links to calendars."""

feed = Table(
    "feed",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=True),
    Column("event_id", UUID, nullable=False, comment="Not unique: a doubled effect must show, not be swallowed"),
    Column("request", UUID, nullable=False),
    Column("version", Integer, nullable=False),
    Column("type", String(120), nullable=False),
    Column("reference", String(30), nullable=False),
    Column("district", String(60), nullable=False),
    Column("unit", String(60), nullable=False),
    Column("specialist", String(60)),
    Column("previous_specialist", String(60)),
    Column("actor", String(100), nullable=False),
    Column("role", String(50), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("team_knows", Boolean, nullable=False, comment="False while the request is the district's own draft"),
    Column("data", JSONB, nullable=False, server_default="{}"),
    Index("feed_district", "district", "at"),
    Index("feed_request", "request", "version"),
)
"""What happened, one row per event, for «Sedan du var här sist», the live stream and a last known history."""
