"""The service's tables."""

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    literal_column,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData()

recruitment_order = Table(
    "recruitment_order",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("reference", String(20), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("district", String(60), nullable=False),
    Column("unit", String(60), nullable=False),
    Column("area", String(30), nullable=False),
    Column("content", JSONB, nullable=False),
    Column("question", Text),
    Column("placed_at", DateTime(timezone=True)),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Index("recruitment_order_district", "district", "status"),
)
position = Table(
    "position",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("order_id", Uuid, ForeignKey("recruitment_order.id"), nullable=False),
    Column("number", SmallInteger, nullable=False),
    Column("status", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
    UniqueConstraint("order_id", "number"),
    Index("position_open", "opened_on", postgresql_where=literal_column("status = 'open'")),
)
reference_number = Table(
    "reference_number",
    metadata,
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)
