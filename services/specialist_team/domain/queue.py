"""The order of the queue: a pure function of requests, policy, ledger, situation and time; same input, same order.

Most points first (see ``policy``), then who waited longest, then who sent first. Acute requests may stand ahead of
their place while the emergency lane is open: help to acute requests, counted in hours, is at most the lane's share of
all help when one is lifted; more closes the lane until other help has repaid it. Last come the coordinator's overrides:
each stands on the place that was decided, and the others keep their order around them.

Bound: all terms but waiting are within 0 … gap. When i has waited d = ⌈gap/ageing⌉ working days longer than j, then
P(i) - P(j) ≥ ageing·d - gap ≥ 0, and waiting decides a tie. Clocks run alike while i waits, so the lead never shrinks:
what is sent after i has waited d working days stays behind i, and so does all that is that much younger today. An
override is an exception with a reason, so overridden requests are counted as if they could always pass.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from uuid import UUID

from contracts.specialist_team.api import Term
from contracts.specialist_team.codes import Status, Urgency
from libs.calendar import add_working_days, local_date, working_days_between
from services.specialist_team.domain.help_given import hours_of
from services.specialist_team.domain.ledger import Ledger
from services.specialist_team.domain.policy import Policy, Weight
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.situation import Situation

_STEPS = {urgency: steps for steps, urgency in enumerate(reversed(Urgency))}


@dataclass(frozen=True)
class Contribution:
    """What a term gives a request: the fact in words' place (empty when missing), its points, and the most it gives."""

    term: Term
    value: str
    points: int
    cap: int | None = None
    missing: bool = False


@dataclass(frozen=True)
class Place:
    """A place in the queue, 1 is next; what each term of the policy says, and the sum.

    ``emergency``: lifted by the emergency lane. ``ruled_position``: the place without the coordinator's overrides.
    ``latest_position``: the place if all open now that can pass did; None where the coordinator decided the place.
    """

    request: SupportRequest
    position: int | None
    terms: Sequence[Contribution]
    points: int
    waiting: int
    emergency: bool = False
    ruled_position: int | None = None
    latest_position: int | None = None


def order(
    requests: Iterable[SupportRequest], policy: Policy, ledger: Ledger, situation: Situation, now: datetime
) -> list[Place]:
    """Return the places in the queue by the policy, then the other open requests, oldest first, without a place."""
    everyone = [_scored(request, policy, ledger, situation, now) for request in requests]
    queued = sorted((p for p in everyone if p.request.status is Status.QUEUED), key=_key)
    others = sorted((p for p in everyone if p.request.status is not Status.QUEUED), key=lambda p: _age(p.request))
    latest = _latest_positions(everyone, policy)
    ruled = _with_lane(queued, policy, ledger)
    ruled_positions = {place.request.id: position for position, place in enumerate(ruled, start=1)}
    placed = [
        replace(
            place,
            position=position,
            ruled_position=ruled_positions[place.request.id],
            latest_position=None if place.request.override else latest(place),
        )
        for position, place in enumerate(_with_overrides(ruled), start=1)
    ]
    return placed + others


def _age(request: SupportRequest) -> tuple[datetime, str]:
    return request.submitted_at or request.updated_at, request.reference


def _key(place: Place) -> tuple[int, int, datetime, str]:
    return -place.points, -place.waiting, *_age(place.request)


def _scored(request: SupportRequest, policy: Policy, ledger: Ledger, situation: Situation, now: datetime) -> Place:
    terms = [_contribution(weight, request, ledger, situation) for weight in policy.weights]
    if request.urgency is None:  # not assessed yet, which is not a fact that is missing
        terms = [term for term in terms if term.term is not Term.URGENCY]
    days = request.waiting_days(now)
    terms.append(Contribution(Term.WAITING, str(days), policy.ageing * days))
    return Place(request, None, terms, sum(term.points for term in terms), days)


def _contribution(weight: Weight, request: SupportRequest, ledger: Ledger, situation: Situation) -> Contribution:
    fact = _fact(weight.term, request, ledger, situation)
    value = "" if fact is None else str(fact)
    if weight.term is Term.URGENCY and request.urgency:
        value = str(request.urgency)
    return Contribution(weight.term, value, weight.of(fact), weight.cap, missing=fact is None)


def _fact(term: Term, request: SupportRequest, ledger: Ledger, situation: Situation) -> int | None:
    unit = situation.get(request.content.unit)
    match term:
        case Term.URGENCY:
            return _STEPS[request.urgency or Urgency.NORMAL]
        case Term.STATUTORY_RISK:
            return len(request.content.statutory_risks)
        case Term.VACANT_POSTS:
            return unit.vacant_percent if unit else None
        case Term.TURNOVER:
            return unit.turnover_percent if unit else None
        case Term.ENTITLEMENT:
            return ledger.owed_percent(request.district)
        case Term.WAITING:
            raise ValueError(term)


def _is_acute(place: Place) -> bool:
    return place.request.urgency is Urgency.ACUTE


def _with_lane(ordered: Sequence[Place], policy: Policy, ledger: Ledger) -> list[Place]:
    """Return the places with acute ones lifted while the lane is open, each time the first of them."""
    lane, result = ledger.lane, []
    acute = iter([place for place in ordered if _is_acute(place)] if policy.emergency_percent else [])
    lifted: set[UUID] = set()
    following = next(acute, None)
    for place in ordered:
        while following and following is not place and lane.is_open(policy.emergency_percent):
            result.append(replace(following, emergency=True))
            lifted.add(following.request.id)
            lane = lane.after(lane_hours(following), emergency=True)
            following = next(acute, None)
        if place.request.id in lifted:
            continue
        result.append(place)
        lane = lane.after(lane_hours(place), emergency=_is_acute(place))
        if following is place:
            following = next(acute, None)
    return result


def _with_overrides(ruled: Sequence[Place]) -> list[Place]:
    """Return the places with each overridden one where it was decided; a later decision on a place has it."""
    result = [place for place in ruled if place.request.override is None]
    decided = [(place.request.override, place) for place in ruled if place.request.override]
    for override, place in sorted(decided, key=lambda one: (one[0].position, one[0].at, one[1].request.reference)):
        result.insert(override.position - 1, replace(place, emergency=False))
    return result


def lane_hours(place: Place) -> Fraction:
    """Return the hours that help to the request would count for in the emergency lane."""
    content = place.request.content
    return hours_of(content.percent, content.starts_on, content.ends_on)


def _latest_positions(everyone: Sequence[Place], policy: Policy) -> Callable[[Place], int]:
    """Return what counts, for a place, the open requests that are not proven to stay behind it, itself among them.

    While there is a lane, whoever is acute today may also pass from further behind; whoever is overridden always may.
    """
    waits = sorted(place.waiting for place in everyone)
    passing = sorted(
        place.waiting for place in everyone if place.request.override or (policy.emergency_percent and _is_acute(place))
    )

    def latest(place: Place) -> int:
        far_behind = place.waiting - policy.overtaking_days
        return len(waits) - bisect_right(waits, far_behind) + bisect_right(passing, far_behind)

    return latest


@lru_cache(maxsize=4096)
def _days_after(day: date, count: int) -> date:
    """Return the same as ``add_working_days``, jumping over whole weeks: a bound may be years ahead."""
    near = day + timedelta(weeks=(count - 1) // 5)  # at most five working days a week, so never too far
    return add_working_days(near, count - working_days_between(day, near))


def overtaking_ends_on(request: SupportRequest, policy: Policy) -> date | None:
    """Return the day from which no request that is sent can pass this one; None while its clock stands still.

    It is the day on which the request has waited ⌈gap/ageing⌉ working days, if its clock runs on.
    """
    left = policy.overtaking_days
    for started, stopped in request.clock:
        first = local_date(started)
        counted = working_days_between(first, local_date(stopped)) if stopped else left
        if counted >= left:
            return _days_after(first, left)
        left -= counted
    return None
