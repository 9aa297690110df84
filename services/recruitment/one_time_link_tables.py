"""Table of one-time links."""

from sqlalchemy import Column, DateTime, Index, LargeBinary, String, Table, Uuid

from services.recruitment.tables import metadata

one_time_link = Table(
    "one_time_link",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("purpose", String(20), nullable=False),
    Column("subject_id", Uuid, nullable=False, comment="What it opens, by its purpose"),
    Column("token_digest", LargeBinary(32), nullable=False, unique=True, comment="SHA-256; the token is nowhere"),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("used_at", DateTime(timezone=True)),
    Column("revoked_at", DateTime(timezone=True)),
    Index("one_time_link_subject", "subject_id"),
    Index("one_time_link_expires", "expires_at"),
)
