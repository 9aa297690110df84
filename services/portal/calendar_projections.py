"""What the portal remembers for calendars: each request's periods of help, and those that fell away."""

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert

from contracts.specialist_team.events import SupportRequestEvent
from libs.database import Transaction
from services.portal.help_periods import Period, after
from services.portal.store import help_period


async def show_periods(tx: Transaction, event: SupportRequestEvent) -> None:
    """Keep the periods of the event's request as they are after it; one that is gone stays as cancelled."""
    table = help_period.c
    query = select(help_period).where(table.request == event.subject_id, ~table.cancelled).order_by(table.starts_on)
    held = {
        _key(row): Period(row.specialist, row.percent, row.starts_on, row.ends_on) for row in await tx.execute(query)
    }
    now = {(one.specialist, one.starts_on): one for one in after(list(held.values()), event)}
    for key, period in now.items():
        if held.get(key) != period:
            await _keep(tx, event, period, cancelled=False)
    for key, period in held.items():
        if key not in now:
            await _keep(tx, event, period, cancelled=True)


def _key(row: Row[Any]) -> tuple[str, date]:
    return row.specialist, row.starts_on


async def _keep(tx: Transaction, event: SupportRequestEvent, period: Period, *, cancelled: bool) -> None:
    row = asdict(period) | {
        "request": event.subject_id,
        "reference": event.reference,
        "district": event.district,
        "unit": event.unit,
        "sequence": event.subject_version,
        "cancelled": cancelled,
        "changed_at": event.occurred_at,
    }
    key = ["request", "specialist", "starts_on"]
    await tx.execute(insert(help_period).values(row).on_conflict_do_update(index_elements=key, set_=row))
