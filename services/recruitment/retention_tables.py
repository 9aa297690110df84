"""Tables of retention: what is kept from erasure, and evidence of what was erased."""

from sqlalchemy import Column, Date, DateTime, ForeignKey, Integer, String, Table, Uuid

from services.recruitment.tables import metadata

erasure_hold = Table(
    "erasure_hold",
    metadata,
    Column("application_id", Uuid, ForeignKey("application.id"), primary_key=True),
    Column("ground", String(30), nullable=False),
    Column("held_by", String(100), nullable=False),
    Column("held_at", DateTime(timezone=True), nullable=False),
)
campaign_hold = Table(
    "campaign_hold",
    metadata,
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), primary_key=True),
    Column("ground", String(30), nullable=False),
    Column("held_by", String(100), nullable=False),
    Column("held_at", DateTime(timezone=True), nullable=False),
)
erasure_request = Table(
    "erasure_request",
    metadata,
    Column("application_id", Uuid, ForeignKey("application.id"), primary_key=True),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("answered_at", DateTime(timezone=True)),
)
personnel_file = Table(
    "personnel_file",
    metadata,
    Column("application_id", Uuid, ForeignKey("application.id"), primary_key=True),
    Column("made_by", String(100), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
)
erased_application = Table(
    "erased_application",
    metadata,
    Column("application_id", Uuid, primary_key=True, comment="Of what is gone: it refers to nothing"),
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("rule", String(30), nullable=False),
    Column("concluded_on", Date, nullable=False),
    Column("erased_at", DateTime(timezone=True), nullable=False),
)
