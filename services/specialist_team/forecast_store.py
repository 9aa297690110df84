"""Forecasts in the database: what the engine needs to know, what it promised, and what became of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import median_low
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on, insert

from contracts.specialist_team.codes import Status
from contracts.specialist_team.events import RequestDeclined, RequestReturned, RequestSubmitted, RequestTriaged
from libs.audit import audit_record
from libs.calendar import local_date, working_days_between
from libs.database import Transaction
from services.specialist_team.domain.experience import FEWEST_FINISHED, MEMORY, Experience
from services.specialist_team.domain.forecast import Chances, Kept, Outlook
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.simulation import ENGINE_VERSION
from services.specialist_team.store import forecast_promise, forecast_run, request_of, support_request

_LIVE = [Status.SUBMITTED, Status.TRIAGED, Status.QUEUED, Status.OFFERED, Status.ACCEPTED, Status.UNDER_WAY]
_SENT = str(RequestSubmitted.model_fields["type"].default)
_ANSWERS = [str(event.model_fields["type"].default) for event in (RequestTriaged, RequestReturned, RequestDeclined)]


async def remembered(tx: Transaction, now: datetime) -> list[SupportRequest]:
    """Return every sent request that is waiting, has help, or was sent within the time that is remembered."""
    sent_lately = support_request.c.submitted_at >= now - MEMORY
    live = support_request.c.status.in_(_LIVE)
    rows = await tx.execute(select(support_request).where(or_(sent_lately, live)))
    return [request_of(row) for row in rows]


async def last_run(tx: Transaction) -> Row[Any] | None:
    """Return the latest run, or None."""
    return (await tx.execute(select(forecast_run).order_by(forecast_run.c.made_at.desc()).limit(1))).one_or_none()


async def lacks_promise(tx: Transaction) -> bool:
    """Tell whether a request in the queue has no promise that is later than its last change."""
    promised = select(forecast_promise.c.request_id).where(
        forecast_promise.c.request_id == support_request.c.id,
        forecast_promise.c.made_at >= support_request.c.updated_at,
    )
    lacking = support_request.c.status == Status.QUEUED, ~promised.exists()
    return (await tx.execute(select(support_request.c.id).where(*lacking).limit(1))).one_or_none() is not None


async def keep(tx: Transaction, made_at: datetime, outlook: Outlook, experience: Experience, of: set[UUID]) -> None:
    """Store a run and its promises to the requests ``of``."""
    run = {
        "made_at": made_at,
        "fingerprint": outlook.fingerprint,
        "engine_version": ENGINE_VERSION,
        "rounds": outlook.rounds,
        "finished": experience.finished,
        "arrivals_per_year": round(experience.arrivals * 52),
        "arrivals_basis": experience.arrivals_basis,
        "new_p50": outlook.new_p50,
        "new_p90": outlook.new_p90,
    }
    await tx.execute(insert(forecast_run).values(run))
    promises = [
        _row(made_at, request_id, chances) for request_id, chances in outlook.chances.items() if request_id in of
    ]
    if promises:
        await tx.execute(insert(forecast_promise), promises)


def _row(made_at: datetime, request_id: UUID, chances: Chances) -> dict[str, Any]:
    return {
        "request_id": request_id,
        "made_at": made_at,
        "wanted_on": chances.wanted_on,
        "p50": chances.p50,
        "p90": chances.p90,
        "in_time": chances.in_time,
        "weeks": [[day.isoformat(), count] for day, count in chances.weeks],
    }


async def latest(tx: Transaction, requests: Iterable[UUID]) -> dict[UUID, Row[Any]]:
    """Return the latest promise of each request that has one, with its run."""
    query = (
        select(forecast_promise, *(column for column in forecast_run.c if column.name != "made_at"))
        .join(forecast_run, forecast_promise.c.made_at == forecast_run.c.made_at)
        .where(forecast_promise.c.request_id.in_(list(requests)))
        .ext(distinct_on(forecast_promise.c.request_id))
        .order_by(forecast_promise.c.request_id, forecast_promise.c.made_at.desc())
    )
    return {row.request_id: row for row in await tx.execute(query)}


async def first_promises(tx: Transaction) -> list[Kept]:
    """Return each request's first promise and what became of it."""
    first = (
        select(forecast_promise.c.request_id, func.min(forecast_promise.c.made_at).label("made_at"))
        .group_by(forecast_promise.c.request_id)
        .subquery()
    )
    same = and_(forecast_promise.c.request_id == first.c.request_id, forecast_promise.c.made_at == first.c.made_at)
    query = (
        select(forecast_promise.c.p50, forecast_promise.c.p90, support_request.c.started_on, support_request.c.status)
        .join(first, same)
        .join(support_request, support_request.c.id == forecast_promise.c.request_id)
    )
    return [Kept(row.p50, row.p90, row.started_on, Status(row.status)) for row in await tx.execute(query)]


async def answer_days(tx: Transaction, now: datetime) -> int | None:
    """Return the median working days from submission to the team's first answer; None with fewer than five."""
    answered = await tx.execute(_first(_ANSWERS, now))
    sent = {row.subject_id: row.at for row in await tx.execute(_first([_SENT], now))}
    waits = [
        working_days_between(local_date(sent[row.subject_id]), local_date(row.at))
        for row in answered
        if row.subject_id in sent
    ]
    return median_low(waits) if len(waits) >= FEWEST_FINISHED else None


def _first(actions: Sequence[str], now: datetime) -> Any:
    return (
        select(audit_record.c.subject_id, func.min(audit_record.c.at).label("at"))
        .where(audit_record.c.action.in_(actions), audit_record.c.at >= now - MEMORY)
        .group_by(audit_record.c.subject_id)
    )
