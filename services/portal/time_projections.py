"""What the portal remembers of worked time: each week as it stands, and whether the unit has answered."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert

from contracts.specialist_team.time_codes import TimeStatus
from contracts.specialist_team.time_events import TimeConfirmed, TimeCorrected, TimeObjected, TimeReported
from libs.database import Transaction
from services.portal.store import time_view


async def show_time(tx: Transaction, event: TimeReported | TimeCorrected) -> None:
    """Show a week that was reported or corrected: it waits for the unit."""
    await _store(tx, event, TimeStatus.REPORTED, sum(one.minutes for one in event.entries))


async def show_answer(tx: Transaction, event: TimeConfirmed | TimeObjected) -> None:
    """Show what the unit answered."""
    status = TimeStatus.CONFIRMED if isinstance(event, TimeConfirmed) else TimeStatus.OBJECTED
    await _store(tx, event, status, event.minutes)


async def _store(
    tx: Transaction,
    event: TimeReported | TimeCorrected | TimeConfirmed | TimeObjected,
    status: TimeStatus,
    minutes: int,
) -> None:
    row: dict[str, Any] = {
        "id": event.subject_id,
        "version": event.subject_version,
        "request": event.request,
        "specialist": event.specialist,
        "monday": event.monday,
        "status": status,
        "minutes": minutes,
    }
    await tx.execute(insert(time_view).values(row).on_conflict_do_update(index_elements=["id"], set_=row))
