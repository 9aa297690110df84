"""Demand in the database: what has happened to the requests, and what was published last of each district and month."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, Integer, String, Table, select
from sqlalchemy.dialects.postgresql import JSONB, insert

from libs.audit import audit_record
from libs.database import Transaction
from services.specialist_team.domain.demand import COUNTED, Happening
from services.specialist_team.store import support_request
from services.specialist_team.tables import metadata

demand_report = Table(
    "demand_report",
    metadata,
    Column("district", String(60), primary_key=True),
    Column("month", Date, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("counts", JSONB, nullable=False),
)
_TYPES = {f"specialist_team.{name}.v1": name for name in COUNTED}


async def happenings(tx: Transaction, sent: tuple[datetime, datetime] | None = None) -> list[Happening]:
    """Return what decides demand, from the record; what happened to one request in the order of its versions.

    ``sent``: only of requests that were sent between the two, both included; the rest of the record is not read.
    """
    entry = audit_record.c
    query = select(entry.subject_id, entry.action, entry.at, entry.data).where(entry.action.in_(_TYPES))
    if sent:
        then = select(support_request.c.id).where(support_request.c.submitted_at.between(*sent))
        query = query.where(entry.subject_id.in_(then))
    rows = await tx.execute(query.order_by(entry.subject_id, entry.subject_version))
    return [Happening(row.subject_id, _TYPES[row.action], row.at, row.data) for row in rows]


async def reported(tx: Transaction) -> dict[tuple[str, date], tuple[int, dict[str, Any]]]:
    """Return what was published last: version and counts by district and month."""
    rows = await tx.execute(select(demand_report))
    return {(row.district, row.month): (row.version, row.counts) for row in rows}


async def report(tx: Transaction, district: str, month: date, version: int, counts: dict[str, Any]) -> None:
    """Remember what is published."""
    row = {"district": district, "month": month, "version": version, "counts": counts}
    statement = insert(demand_report).values(row)
    await tx.execute(statement.on_conflict_do_update(index_elements=["district", "month"], set_=row))
