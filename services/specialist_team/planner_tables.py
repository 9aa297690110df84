"""Tables of the planner: every plan as it was made, and whether somebody wants a new one."""

from sqlalchemy import Boolean, Column, DateTime, Integer, SmallInteger, String, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from services.specialist_team.tables import metadata

plan = Table(
    "plan",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("made_at", DateTime(timezone=True), nullable=False, unique=True),
    Column("fingerprint", String(64), nullable=False),
    Column("solver_version", String(40), nullable=False),
    Column("proven", Boolean, nullable=False),
    Column("gap_per_mille", Integer, nullable=False),
    Column("content", JSONB, nullable=False),
    comment="A plan as it was made; what came of its rows is in the requests",
)
plan_order = Table(
    "plan_order",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("wanted_at", DateTime(timezone=True), nullable=False),
    comment="One row: when somebody last asked for a plan",
)
