"""Tables of voluntary answers: counters that know nobody, and which questions an application has answered, not how.

No row has a time: an answer must not be told by when it came.
"""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from services.recruitment.tables import metadata

equality_counter = Table(
    "equality_counter",
    metadata,
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), primary_key=True),
    Column("question", String(10), primary_key=True),
    Column("answer", String(20), primary_key=True),
    Column("stage", String(20), primary_key=True),
    Column("number", Integer, nullable=False),
)
equality_answered = Table(
    "equality_answered",
    metadata,
    Column("application_id", Uuid, ForeignKey("application.id"), primary_key=True),
    Column("question", String(10), primary_key=True),
    Column("stage", String(20), primary_key=True, comment="That it is answered for; never what"),
)
equality_report = Table(
    "equality_report",
    metadata,
    Column("campaign_id", Uuid, ForeignKey("campaign.id"), primary_key=True),
    Column("decided_on", Date, nullable=False),
    Column("groups", JSONB, nullable=False, comment="With the numbers that may be told, and no others"),
)
