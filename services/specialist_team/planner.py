"""Use cases of the planner: make a plan, try a change by hand, and offer what the coordinator accepts."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from uuid_utils.compat import uuid7

from contracts.event import ActorReference
from contracts.organisation import Organisation
from contracts.specialist_team import api
from contracts.specialist_team import planning as bodies
from contracts.specialist_team.planning_events import PlanProposed
from libs import publishing
from libs.calendar import is_working_day, local_date
from libs.commands import Occasion
from libs.database import Transaction
from libs.refusals import RoleMayNot, ServiceError
from services.specialist_team import (
    availability_store,
    handlers,
    import_store,
    planner_bodies,
    planner_store,
    solving,
    team_store,
)
from services.specialist_team.domain.availability import Availability
from services.specialist_team.domain.plan import effect, fingerprint, tell
from services.specialist_team.domain.planning import Draft, Known, draft, starts, wishes
from services.specialist_team.domain.refusals import RequestNotFound
from services.specialist_team.domain.rules import COORDINATOR
from services.specialist_team.domain.team import Booking
from services.specialist_team.standing import Standing, standing

PAUSE = timedelta(minutes=10)
"""A plan stands for so long before a new request in the queue makes another; several then come together."""
_PATIENCE = text("SET LOCAL idle_in_transaction_session_timeout = '120s'")
"""The solver takes seconds, and the transaction stands still meanwhile."""
BY_RULE = ActorReference(id="system", role="rule")


def _require_coordinator(occasion: Occasion) -> None:
    if not occasion.actor.has(COORDINATOR):
        raise RoleMayNot("Only the coordinator plans.")


async def known(tx: Transaction, organisation: Organisation, now: datetime, last: bodies.Plan | None) -> Known:
    """Return what a plan rests on now; ``last`` is the plan before."""
    here = await standing(tx, organisation, now)
    return _known(here, await availability_store.team(tx), await team_store.bookings(tx), last)


def _known(
    here: Standing,
    team: list[Availability],
    bookings: list[tuple[Booking, str, str]],
    last: bodies.Plan | None,
) -> Known:
    policy = here.policy
    ledger = here.ledger(policy)
    units = {request.id: request.content.unit for request in here.helped}
    return Known(
        now=here.now,
        wishes=wishes(here.places(policy), policy, ledger),
        team=team,
        bookings=[(one, district) for one, _, district in bookings if one.ends_on >= local_date(here.now)],
        before={one.request: (one.specialist, one.starts_on) for one in last.proposals} if last else {},
        knows=frozenset((one.specialist, units[one.request_id]) for one, _, _ in bookings if one.request_id in units),
        parts={one.id: one.part for one in here.organisation.districts if one.part},
    )


async def make_plan(tx: Transaction, now: datetime, organisation: Organisation) -> None:
    """Make a plan each working day, when somebody has asked for one since the last, and when it lacks a request.

    While history is being imported none is made, for the queue changes with every row; nor while nobody waits.
    """
    last = await planner_store.latest(tx)
    if not await _due(tx, now, last):
        return
    await tx.execute(_PATIENCE)
    made = draft(await known(tx, organisation, now, last))
    if not made.known.team:
        return
    solution = await solving.solve_apart(made.problem)
    version = solving.solver_version()
    body = planner_bodies.plan(uuid7(), made, tell(made, solution), solution, version, fingerprint(made, version))
    await planner_store.keep(tx, body)
    before = made.known.before
    event = PlanProposed(
        subject_id=body.id,
        subject_version=1,
        occurred_at=now,
        actor=BY_RULE,
        proposed=len(body.proposals),
        without_proposal=len(body.without_proposals),
        changed=sum(before.get(one.request) != (one.specialist, one.starts_on) for one in body.proposals),
        proven=body.proven,
    )
    await publishing.publish(tx, [event], None)


async def _due(tx: Transaction, now: datetime, last: bodies.Plan | None) -> bool:
    if await import_store.is_under_way(tx):
        return False
    if planner_bodies.is_due(last, await planner_store.wanted_at(tx)):
        return True
    if not await planner_store.has_a_queue(tx):
        return False
    today = local_date(now)
    if last is None or (is_working_day(today) and local_date(last.made_at) < today):
        return True
    return last.made_at < now - PAUSE and await planner_store.lacks_a_request(tx, last)


async def order(tx: Transaction, occasion: Occasion) -> None:
    """Ask for a plan; the job makes it within seconds."""
    _require_coordinator(occasion)
    await planner_store.order(tx, occasion.now)


async def try_move(
    tx: Transaction, organisation: Organisation, now: datetime, request_id: UUID, specialist: str, starts_on: date
) -> bodies.PlanEffect:
    """Return what it would do to the latest plan to give a request this person from this day. Changes nothing."""
    last = await planner_store.latest(tx)
    made = draft(await known(tx, organisation, now, last))
    chosen = _chosen(made, last)
    return planner_bodies.effect(made, chosen, effect(made, chosen, _wish(made, request_id), specialist, starts_on))


async def open_slots(tx: Transaction, organisation: Organisation, now: datetime, request_id: UUID) -> bodies.OpenSlots:
    """Return who could help a request in the queue, and from when."""
    made = draft(await known(tx, organisation, now, await planner_store.latest(tx)))
    wish = _wish(made, request_id)
    slots = [made.slots[number] for number in made.of_wish(wish)]
    return bodies.OpenSlots(
        request=request_id,
        days=starts(made.known, made.known.wishes[wish].request),
        slots=[
            bodies.OpenSlot(specialist=one.specialist, starts_on=one.starts_on, ends_on=one.ends_on) for one in slots
        ],
    )


def _wish(made: Draft, request_id: UUID) -> int:
    wish = next((n for n, one in enumerate(made.known.wishes) if one.request.id == request_id), None)
    if wish is None:
        raise RequestNotFound("The request is not in the queue.")
    return wish


def _chosen(made: Draft, last: bodies.Plan | None) -> list[int]:
    """Return the slots that the plan proposed and that are still open."""
    proposed = {(one.request, one.specialist, one.starts_on) for one in last.proposals} if last else set()
    return [
        number
        for number, slot in enumerate(made.slots)
        if (made.known.wishes[slot.wish].request.id, slot.specialist, slot.starts_on) in proposed
    ]


async def accept(tx: Transaction, occasion: Occasion, body: bodies.AcceptProposals) -> bodies.AcceptResults:
    """Offer each row to its district; a refused row stops no other."""
    _require_coordinator(occasion)
    return bodies.AcceptResults(results=[await _offer(tx, occasion, row, body.reason) for row in body.rows])


async def _offer(tx: Transaction, occasion: Occasion, row: bodies.AcceptedRow, reason: str) -> bodies.RowResult:
    asked = api.Offer(
        expected_version=row.expected_version,
        specialist=row.specialist,
        percent=row.percent,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        reason=reason,
    )
    try:
        async with tx.begin_nested():
            await handlers.offer(tx, occasion, row.request, asked)
    except ServiceError as refusal:
        return bodies.RowResult(request=row.request, offered=False, code=refusal.code)
    return bodies.RowResult(request=row.request, offered=True, code=None)
