"""Worked time in the database, and the one way to change a week."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.dialects.postgresql import insert

from contracts.specialist_team.time_codes import TimeStatus
from libs import publishing
from libs.database import Transaction
from services.specialist_team import import_store
from services.specialist_team.domain.time_refusals import TimeReportNotFound
from services.specialist_team.domain.time_report import Entry, TimeDecision, TimeReport
from services.specialist_team.store import specialist
from services.specialist_team.time_tables import time_report

_ENTRIES = TypeAdapter(tuple[Entry, ...])


def _report(row: Row[Any]) -> TimeReport:
    entries = _ENTRIES.validate_python(row.entries)
    status = TimeStatus(row.status)
    return TimeReport(row.id, row.version, row.request_id, row.specialist, row.monday, status, entries)


def _row(one: TimeReport) -> dict[str, Any]:
    return {
        "id": one.id,
        "version": one.version,
        "request_id": one.request,
        "specialist": one.specialist,
        "monday": one.monday,
        "status": one.status,
        "entries": _ENTRIES.dump_python(one.entries, mode="json"),
        "minutes": one.minutes,
    }


async def _found(tx: Transaction, *conditions: ColumnElement[bool]) -> list[TimeReport]:
    query = select(time_report).where(*conditions).order_by(time_report.c.monday.desc(), time_report.c.specialist)
    return [_report(row) for row in await tx.execute(query)]


async def of_request(tx: Transaction, request_id: UUID) -> list[TimeReport]:
    """Return a request's weeks, latest first."""
    return await _found(tx, time_report.c.request_id == request_id)


async def of_specialist(tx: Transaction, specialist_id: str, first: date, last: date) -> list[TimeReport]:
    """Return a specialist's weeks whose Monday is between the two, latest first."""
    return await _found(
        tx, time_report.c.specialist == specialist_id, time_report.c.monday >= first, time_report.c.monday <= last
    )


async def load(tx: Transaction, report_id: UUID) -> TimeReport:
    """Return one week; raises TimeReportNotFound."""
    found = await _found(tx, time_report.c.id == report_id)
    if not found:
        raise TimeReportNotFound("There is no such time report.")
    return found[0]


async def lock(tx: Transaction, specialist_id: str) -> None:
    """Let nobody else change the specialist's time until the transaction ends: a day's hours are added up over all."""
    await tx.execute(select(specialist.c.id).where(specialist.c.id == specialist_id).with_for_update())


async def change(
    tx: Transaction,
    known: TimeReport,
    expected_version: int,
    decide: Callable[[TimeReport], TimeDecision],
    reason: str | None,
) -> TimeReport:
    """Let ``decide`` change the week, save, record and publish. The caller holds the specialist's lock.

    Raises VersionConflict, with what changed, when the week is not at ``expected_version``.
    """
    if expected_version != known.version:
        raise await publishing.conflict(tx, known.id, known.version, expected_version)
    changed, events = decide(known)
    row = _row(changed)
    await tx.execute(insert(time_report).values(row).on_conflict_do_update(index_elements=["id"], set_=row))
    await publishing.publish(tx, events, reason or None)
    return changed


@dataclass(frozen=True)
class Sums:
    """Minutes of a request. What is reported includes what is confirmed, and what an import told as a sum."""

    reported: int
    confirmed: int
    imported: int = 0


async def sums(tx: Transaction, request_id: UUID) -> Sums:
    """Return the minutes of a request."""
    confirmed = func.sum(time_report.c.minutes).filter(time_report.c.status == TimeStatus.CONFIRMED)
    query = select(func.coalesce(func.sum(time_report.c.minutes), 0), func.coalesce(confirmed, 0))
    row = (await tx.execute(query.where(time_report.c.request_id == request_id))).one()
    imported = await import_store.minutes_told(tx, request_id)
    return Sums(int(row[0]) + imported, int(row[1]), imported)


def others_of(week: Iterable[TimeReport], report_id: UUID) -> list[TimeReport]:
    """Return the week's reports but the one."""
    return [one for one in week if one.id != report_id]
