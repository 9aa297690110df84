"""Use cases of the forecast and the simulator: what is known goes in, the engine plays beside the event loop."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import text

from contracts.organisation import Organisation
from contracts.specialist_team.codes import Status
from contracts.specialist_team.forecast import Basis
from libs.calendar import is_working_day, local_date
from libs.database import Transaction
from services.specialist_team import availability_store, forecast_store, import_store, team_store
from services.specialist_team.domain import capacity, queue
from services.specialist_team.domain.experience import Experience, learn
from services.specialist_team.domain.forecast import Outlook, look_ahead
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.scenario import WAITING, Choices, Known, Order, build
from services.specialist_team.standing import Standing, standing

_PATIENCE = text("SET LOCAL idle_in_transaction_session_timeout = '60s'")
"""A long queue takes seconds to play, and the transaction stands still meanwhile."""


def order_in(today: Standing) -> Order:
    """Return the order of the queue by the policy in force, with the ledger and the units' situation as they are."""
    policy = today.policy
    ledger = today.ledger(policy)

    def ordered(requests: Sequence[SupportRequest], moment: datetime) -> Sequence[SupportRequest]:
        return [place.request for place in queue.order(requests, policy, ledger, today.situation, moment)]

    return ordered


async def known_and_order(tx: Transaction, organisation: Organisation, now: datetime) -> tuple[Known, Order]:
    """Return what the forecast rests on, and the order of the queue."""
    return await known(tx, now), order_in(await standing(tx, organisation, now))


async def known(tx: Transaction, now: datetime) -> Known:
    """Return what the forecast rests on."""
    bookings = [booking for booking, _, _ in await team_store.bookings(tx)]
    today = local_date(now)
    members = [one for one in await availability_store.team(tx) if not one.member.has_left(today)]
    absences = {one.member.id: one.time_off for one in members}
    requests = await forecast_store.remembered(tx, now)
    return Known(now, requests, [one.member for one in members], bookings, absences)


async def make_promises(tx: Transaction, now: datetime, organisation: Organisation) -> None:
    """Promise every request in the queue a start: each working day, and when one has come to the queue or changed.

    While history is being imported nothing is promised: what is known changes with every row.
    """
    if await import_store.is_under_way(tx) or not await _due(tx, now):
        return
    facts, order = await known_and_order(tx, organisation, now)
    if not facts.team:
        return
    await tx.execute(_PATIENCE)
    experience, outlook = await asyncio.to_thread(_look_ahead, facts, order)
    queued = {request.id for request in facts.requests if request.status is Status.QUEUED}
    await forecast_store.keep(tx, now, outlook, experience, queued)


async def _due(tx: Transaction, now: datetime) -> bool:
    run, today = await forecast_store.last_run(tx), local_date(now)
    if run is None or (is_working_day(today) and local_date(run.made_at) < today):
        return True
    return await forecast_store.lacks_promise(tx)


def _look_ahead(facts: Known, order: Order) -> tuple[Experience, Outlook]:
    experience = learn(facts.requests, facts.now)
    waiting = [request for request in facts.requests if request.status in WAITING]
    return experience, look_ahead(build(facts, experience, order), waiting)


async def simulate(
    facts: Known, order: Order, choices: Choices, arrivals_per_week: Decimal | None, agency_hour_price: int
) -> tuple[capacity.Simulation, Experience]:
    """Return what the choices would do, and the experience that it rests on."""
    experience = learn(facts.requests, facts.now)
    if arrivals_per_week is not None:
        experience = replace(experience, arrivals=Fraction(arrivals_per_week), arrivals_basis=Basis.CHOICE)

    def play() -> capacity.Simulation:
        return capacity.simulate(build(facts, experience, order, choices), experience, agency_hour_price)

    return await asyncio.to_thread(play), experience


def free_percent(facts: Known) -> Mapping[str, object]:
    """Return how much of the team is free next Monday, in percent of full time."""
    today = local_date(facts.now)
    day = today + timedelta(days=7 - today.weekday())
    taken = sum(b.percent for b in facts.bookings if b.starts_on <= day <= b.ends_on)
    taken += sum(o.percent for off in facts.absences.values() for o in off if o.starts_on <= day <= o.ends_on)
    whole = sum(member.percent_on(day) for member in facts.team)
    return {"free_percent": max(0, whole - taken), "team_percent": whole, "free_from": day}
