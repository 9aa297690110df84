"""Tables of the specialists' terms, and of what limits their time and where they can be sent."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, SmallInteger, String, Table, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY

from services.specialist_team.tables import metadata

specialist_terms = Table(
    "specialist_terms",
    metadata,
    Column("specialist", String(60), ForeignKey("specialist.id"), primary_key=True),
    Column("starts_on", Date, primary_key=True),
    Column("percent", SmallInteger),
    Column("home_district", String(60)),
    Column("gained", ARRAY(String(40)), nullable=False),
    Column("lost", ARRAY(String(40)), nullable=False),
    comment="What changes from a day on; NULL and nothing is as before",
)
time_off = Table(
    "time_off",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("specialist", String(60), ForeignKey("specialist.id"), nullable=False),
    Column("cause", String(30), nullable=False, comment="For the coordinator and the specialist only"),
    Column("percent", SmallInteger, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Index("time_off_specialist", "specialist", "ends_on", postgresql_where=text("NOT cancelled")),
)
conflict_of_interest = Table(
    "conflict_of_interest",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("specialist", String(60), ForeignKey("specialist.id"), nullable=False),
    Column("district", String(60), nullable=False),
    Column("unit", String(60)),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Index("conflict_of_interest_specialist", "specialist"),
    comment="That it is so; why is stored nowhere",
)
