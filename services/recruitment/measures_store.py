"""Measures in the database: what the record says of positions, and what was published last."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from libs.audit import audit_record
from libs.database import Transaction
from services.recruitment.campaign_tables import campaign, campaign_position
from services.recruitment.domain.measuring import Judged
from services.recruitment.domain.vacancy import COUNTED, Happening
from services.recruitment.measures_tables import measures_report

_TYPES: Final = {f"recruitment.{name}.v1": name for name in COUNTED}
_JUDGED: Final = "recruitment.screening_finished.v1"


async def happenings(tx: Transaction) -> list[Happening]:
    """Return what decides the course of positions, from the record, in the order in which it happened."""
    entry = audit_record.c
    query = select(entry.subject_id, entry.action, entry.at, entry.data).where(entry.action.in_(_TYPES))
    rows = await tx.execute(query.order_by(entry.seq))
    return [Happening(row.subject_id, _TYPES[row.action], row.at, row.data) for row in rows]


async def judged(tx: Transaction) -> dict[UUID, Judged]:
    """Return how many applications of each campaign were ever judged to the end, from the record."""
    campaign_id = audit_record.c.data["campaign_id"].as_string().label("campaign_id")
    counted = select(campaign_id, func.count(audit_record.c.subject_id.distinct()).label("applications"))
    finished = await tx.execute(counted.where(audit_record.c.action == _JUDGED).group_by(campaign_id))
    applications = {UUID(row.campaign_id): row.applications for row in finished}
    count = select(campaign_position.c.campaign_id, func.count().label("positions"))
    rows = await tx.execute(count.group_by(campaign_position.c.campaign_id))
    return {row.campaign_id: Judged(applications.get(row.campaign_id, 0), row.positions) for row in rows}


async def references(tx: Transaction, campaigns: Sequence[UUID]) -> dict[UUID, str]:
    """Return the references of campaigns."""
    rows = await tx.execute(select(campaign.c.id, campaign.c.reference).where(campaign.c.id.in_(campaigns)))
    return {row.id: row.reference for row in rows}


async def reported(tx: Transaction) -> dict[tuple[str, date], tuple[int, dict[str, Any]]]:
    """Return what was published last: version and figures by district and month."""
    rows = await tx.execute(select(measures_report))
    return {(row.district, row.month): (row.version, row.figures) for row in rows}


async def report(tx: Transaction, district: str, month: date, version: int, figures: dict[str, Any]) -> None:
    """Remember what is published."""
    row = {"district": district, "month": month, "version": version, "figures": figures}
    statement = insert(measures_report).values(row)
    await tx.execute(statement.on_conflict_do_update(index_elements=["district", "month"], set_=row))
