"""Calibrations in the database, and what the record says of when judgings were finished."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import Row, func, select

from contracts.recruitment.calibrations import CalibrationEvent
from libs import publishing
from libs.audit import audit_record
from libs.calendar import local_date
from libs.database import Transaction
from services.recruitment.calibration_tables import calibration
from services.recruitment.domain.calibration import Calibration
from services.recruitment.domain.calibration_refusals import CalibrationNotFound

_FINISHED: Final = "recruitment.screening_finished.v1"


class Finished(NamedTuple):
    """An application whose judging was last finished in the month."""

    campaign_id: UUID
    application_id: UUID
    month: date


async def finished(tx: Transaction, first: date, before: date) -> list[Finished]:
    """Return what was last finished from ``first`` until before ``before``, first days of months."""
    entry = audit_record.c
    campaign_id, application_id = (entry.data[name].as_string() for name in ("campaign_id", "application_id"))
    query = select(
        campaign_id.label("campaign_id"), application_id.label("application_id"), func.max(entry.at).label("at")
    )
    rows = await tx.execute(query.where(entry.action == _FINISHED).group_by(campaign_id, application_id))
    found = [
        Finished(UUID(row.campaign_id), UUID(row.application_id), local_date(row.at).replace(day=1)) for row in rows
    ]
    return [one for one in found if first <= one.month < before]


async def looked_at(tx: Transaction) -> set[tuple[str, date]]:
    """Return the districts and months that were looked at."""
    rows = await tx.execute(select(calibration.c.district, calibration.c.month))
    return {(row.district, row.month) for row in rows}


async def note(tx: Transaction, where: tuple[str, date], judged: int) -> None:
    """Keep that a month was looked at and calls for nothing."""
    row = {"id": uuid4(), "version": 0, "district": where[0], "month": where[1], "judged": judged}
    await tx.execute(calibration.insert(), row)


async def add(tx: Transaction, called: tuple[Calibration, CalibrationEvent]) -> None:
    """Store a calibration that is called for, and publish it."""
    await tx.execute(calibration.insert(), asdict(called[0]))
    await publishing.publish(tx, [called[1]], None)


async def load(tx: Transaction, calibration_id: UUID) -> Calibration:
    """Return the calibration, locked; raises CalibrationNotFound."""
    mine = (calibration.c.id == calibration_id) & calibration.c.due_at.is_not(None)
    row = (await tx.execute(select(calibration).where(mine).with_for_update())).one_or_none()
    if row is None:
        raise CalibrationNotFound("No such calibration is called for.")
    return _calibration(row)


async def save(tx: Transaction, changed: tuple[Calibration, CalibrationEvent]) -> Calibration:
    """Store a changed calibration, which the caller has locked, and publish what happened."""
    one, event = changed
    await tx.execute(calibration.update().where(calibration.c.id == one.id).values(asdict(one)))
    await publishing.publish(tx, [event], None)
    return one


async def due(tx: Transaction, most: int) -> Sequence[Calibration]:
    """Return calibrations that were called for, those that wait first, the latest month first."""
    order = (calibration.c.held_at.is_not(None), calibration.c.month.desc(), calibration.c.district)
    query = select(calibration).where(calibration.c.due_at.is_not(None)).order_by(*order)
    return [_calibration(row) for row in await tx.execute(query.limit(most))]


async def waiting(tx: Transaction) -> int:
    """Return how many wait to be held."""
    query = select(func.count()).where(calibration.c.due_at.is_not(None), calibration.c.held_at.is_(None))
    return (await tx.execute(query)).scalar_one()


def _calibration(row: Row[Any]) -> Calibration:
    return Calibration(**{name: getattr(row, name) for name in Calibration.__dataclass_fields__})
