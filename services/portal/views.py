"""What pages read from the portal's own projections: lists, tasks, places, and what is new."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, not_, or_, select, true

from contracts.specialist_team.assignment_codes import Side
from contracts.specialist_team.codes import Status, Urgency
from contracts.specialist_team.time_codes import TimeStatus
from libs.calendar import local_date, now
from libs.database import Transaction
from services.portal.store import feed, person, request_view, time_view
from services.portal.visitor import Role, Visitor

OPEN: Final = (Status.SUBMITTED, Status.RETURNED, Status.TRIAGED, Status.QUEUED, Status.OFFERED)
RUNNING: Final = (Status.ACCEPTED, Status.UNDER_WAY)
ENDED: Final = (Status.COMPLETED, Status.EVALUATED, Status.DECLINED, Status.WITHDRAWN, Status.EXPIRED)
_MOST_TASKS: Final = 7
_MOST_RUNNING: Final = 7
TIME_WAITS: Final = exists(
    select(time_view.c.id).where(
        time_view.c.request == request_view.c.id, time_view.c.status == TimeStatus.REPORTED, time_view.c.minutes > 0
    )
)
"""Whether worked time waits for the unit's answer."""
_MOST_NEWS: Final = 6

SORTINGS: Final = {
    "uppdaterad": request_view.c.updated_at.desc(),
    "-uppdaterad": request_view.c.updated_at.asc(),
    "start": request_view.c.starts_on.asc(),
    "-start": request_view.c.starts_on.desc(),
    "referens": request_view.c.reference.asc(),
    "-referens": request_view.c.reference.desc(),
}


@dataclass(frozen=True)
class ListChoice:
    """Which requests of a list, in which order: what the address bar says.

    ``query`` is part of a reference; ``named`` are the units and districts whose names it is part of.
    """

    status: Status | None = None
    sort: str = "uppdaterad"
    query: str = ""
    named: frozenset[str] = frozenset()
    page: int = 1
    limit: int = 20


def _mine(visitor: Visitor) -> Select[Any]:
    return select(request_view).where(visitor.may_see())


async def _rows(tx: Transaction, query: Select[Any]) -> Sequence[Row[Any]]:
    rows: Sequence[Row[Any]] = (await tx.execute(query)).all()
    return rows


async def requests(tx: Transaction, visitor: Visitor, choice: ListChoice) -> Sequence[Row[Any]]:
    """Return the requests of the choice that the person may see, one page of them; ``limit`` 0 means all."""
    query = _mine(visitor).where(_sought(choice))
    query = query.order_by(SORTINGS.get(choice.sort, SORTINGS["uppdaterad"]), request_view.c.reference.desc())
    if choice.status:
        query = query.where(request_view.c.status == choice.status)
    if choice.limit:
        query = query.limit(choice.limit).offset((choice.page - 1) * choice.limit)
    return await _rows(tx, query)


def _sought(choice: ListChoice) -> ColumnElement[bool]:
    if not choice.query:
        return true()
    places = [request_view.c.unit.in_(choice.named), request_view.c.district.in_(choice.named)]
    return or_(request_view.c.reference.icontains(choice.query, autoescape=True), *places)


async def counts(tx: Transaction, visitor: Visitor, choice: ListChoice) -> Mapping[str, int]:
    """Return how many of the requests that are sought stand in each state, of those the person may see."""
    query = (
        select(request_view.c.status, func.count().label("number"))
        .where(visitor.may_see(), _sought(choice))
        .group_by(request_view.c.status)
    )
    return {row.status: row.number for row in await tx.execute(query)}


async def request(tx: Transaction, visitor: Visitor, request_id: UUID) -> Row[Any] | None:
    """Return a request as its events tell it, if the person may see it."""
    found = await _rows(tx, _mine(visitor).where(request_view.c.id == request_id))
    return found[0] if found else None


async def events(tx: Transaction, visitor: Visitor, request_id: UUID) -> Sequence[Row[Any]]:
    """Return what happened to a request, newest first, as far as the person may know."""
    query = select(feed).where(feed.c.request == request_id, visitor.may_hear()).order_by(feed.c.version.desc())
    return await _rows(tx, query)


async def news(tx: Transaction, visitor: Visitor) -> Sequence[Row[Any]]:
    """Return what others did since the visit before this one, newest first; at most six rows."""
    before = select(person.c.here_before_at).where(person.c.id == visitor.id).scalar_subquery()
    query = (
        select(feed)
        .where(visitor.may_hear(), feed.c.actor != visitor.id, or_(before.is_(None), feed.c.at > before))
        .order_by(feed.c.at.desc(), feed.c.id.desc())
        .limit(_MOST_NEWS)
    )
    return await _rows(tx, query)


async def running(tx: Transaction, visitor: Visitor) -> tuple[Sequence[Row[Any]], int]:
    """Return ongoing and booked support, what ends first first, at most seven rows; and how many there are in all."""
    query = _mine(visitor).where(request_view.c.status.in_(RUNNING)).order_by(request_view.c.help_ends_on)
    total = (await tx.execute(select(func.count()).select_from(query.subquery()))).scalar_one()
    return await _rows(tx, query.limit(_MOST_RUNNING)), total


async def waiting(tx: Transaction, visitor: Visitor) -> Sequence[Row[Any]]:
    """Return the manager's own requests that wait for the team, the longest waiting first; not other units'."""
    statuses = (Status.SUBMITTED, Status.TRIAGED, Status.QUEUED)
    query = _mine(visitor).where(_own(visitor), request_view.c.status.in_(statuses))
    return await _rows(tx, query.order_by(request_view.c.submitted_at))


def _own(visitor: Visitor) -> ColumnElement[bool]:
    """Return the condition for the manager's own unit; who has no unit answers for the district."""
    if visitor.unit:
        return request_view.c.unit == visitor.unit
    return request_view.c.district == visitor.district


async def tasks(tx: Transaction, visitor: Visitor) -> tuple[Sequence[Row[Any]], int]:
    """Return what waits for the person, the most urgent first, at most seven rows; and how many there are in all."""
    condition = or_(*_task_conditions(visitor, local_date(now()))) if _task_conditions(visitor, date.min) else None
    if condition is None:
        return [], 0
    asked = _second_opinion(visitor)
    query = _mine(visitor).add_columns(TIME_WAITS.label("time_waits"), asked.label("second_opinion")).where(condition)
    queued, urgency = and_(request_view.c.status == Status.QUEUED, not_(asked)), request_view.c.urgency
    order = query.order_by(
        request_view.c.answer_by.asc().nulls_last(),
        queued,  # what is to be assessed or answered comes before what waits for somebody's time
        case({code: rank for rank, code in enumerate(Urgency)}, value=urgency).nulls_last(),
        request_view.c.submitted_at.asc().nulls_last(),
    )
    total = (await tx.execute(select(func.count()).select_from(query.subquery()))).scalar_one()
    return await _rows(tx, order.limit(_MOST_TASKS)), total


def _second_opinion(visitor: Visitor) -> ColumnElement[bool]:
    """Return the condition for what another has called acute, which waits for this person."""
    proposed_by = func.coalesce(request_view.c.acute_proposed_by, visitor.id)
    return and_(request_view.c.status.in_((Status.TRIAGED, Status.QUEUED)), proposed_by != visitor.id)


def _task_conditions(visitor: Visitor, today: date) -> list[Any]:
    status, conditions = request_view.c.status, []
    if visitor.has(Role.UNIT_MANAGER):
        waits = (
            status.in_((Status.DRAFT, Status.RETURNED, Status.OFFERED, Status.COMPLETED)),
            request_view.c.ending_on.is_not(None),
            request_view.c.proposed_by == Side.TEAM,
            request_view.c.effect_due,
            TIME_WAITS,
        )
        conditions.append(and_(_own(visitor), or_(*waits)))
    if visitor.has(Role.DISTRICT_APPROVER):
        others = func.coalesce(request_view.c.asked_approval_by, "") != visitor.id
        conditions.append(and_(status == Status.AWAITING_APPROVAL, request_view.c.district == visitor.district, others))
    begins = and_(status == Status.ACCEPTED, request_view.c.help_starts_on <= today)
    ends = and_(status == Status.UNDER_WAY, request_view.c.help_ends_on <= today)
    if visitor.has(Role.COORDINATOR):
        asked = request_view.c.proposed_by == Side.DISTRICT
        conditions += [status.in_((Status.SUBMITTED, Status.TRIAGED, Status.QUEUED)), begins, ends, asked]
    elif visitor.has(Role.SPECIALIST):
        conditions += [begins, ends]
    return conditions


async def bridging(tx: Transaction, visitor: Visitor, positions: Iterable[UUID]) -> Mapping[UUID, Sequence[Row[Any]]]:
    """Return the requests that bridge each of the positions and are not over, of those the person may see."""
    found: dict[UUID, list[Row[Any]]] = {}
    query = _mine(visitor).where(request_view.c.position.in_(list(positions)), request_view.c.status.not_in(ENDED))
    for row in await _rows(tx, query.order_by(request_view.c.reference)):
        found.setdefault(row.position, []).append(row)
    return found


async def updated_at(tx: Transaction) -> datetime | None:
    """Return when the newest event that is known here happened."""
    latest: datetime | None = (await tx.execute(select(func.max(feed.c.at)))).scalar_one_or_none()
    return latest
