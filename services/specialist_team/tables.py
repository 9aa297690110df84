"""Tables that hold what the order of the queue stands on: policies, units' situation, and their vacant positions."""

from sqlalchemy import CheckConstraint, Column, Date, DateTime, Integer, MetaData, SmallInteger, String, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData()

queue_policy = Table(
    "queue_policy",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("number", SmallInteger, unique=True),
    Column("status", String(20), nullable=False),
    Column("rule", JSONB, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("proposed_by", String(100), nullable=False),
    Column("proposed_at", DateTime(timezone=True), nullable=False),
    Column("signed_by", String(100)),
    Column("signed_at", DateTime(timezone=True)),
    CheckConstraint("signed_by <> proposed_by", name="queue_policy_four_eyes"),
)
unit_situation = Table(
    "unit_situation",
    metadata,
    Column("unit", String(60), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("vacant_percent", SmallInteger),
    Column("turnover_percent", SmallInteger),
    Column("source", String(600), nullable=False),
)
vacancy = Table(
    "vacancy",
    metadata,
    Column("position", Uuid, primary_key=True),
    Column("status", String(20), nullable=False),
    Column("unit", String(60), nullable=False),
    Column("percent", SmallInteger, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("filled_on", Date),
    Column("starts_on", Date),
    Column("order_id", Uuid),
    Column("number", SmallInteger),
)
