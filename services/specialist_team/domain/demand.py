"""Demand: what was asked, what came of it and how long it took, as a fold over what has happened to the requests.

A request belongs to the month and the district in which it was first sent, whatever happens to it later. A part that
was split off another request is no new need. The outcome is the last word so far: help that was accepted and then
withdrawn was not given; a request that is with the district, or offered, is waiting.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from statistics import median_low
from typing import Any
from uuid import UUID

from contracts.organisation import Area, Organisation
from contracts.specialist_team.codes import Purpose, WithdrawReason
from contracts.specialist_team.demand import Outcome
from libs.calendar import local_date, waited_working_days
from services.specialist_team.domain.request import Clock, started, stopped


@dataclass(frozen=True)
class Happening:
    """Something that happened to a request: the event's name such as ``request_accepted``, when, and its facts."""

    request: UUID
    name: str
    at: datetime
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Demanded:
    """A request as demand sees it."""

    id: UUID
    reference: str
    month: date
    district: str
    unit: str
    area: Area
    purpose: Purpose
    percent: int
    outcome: Outcome
    reason: str | None
    waited_days: int


@dataclass(frozen=True)
class Tally:
    """Requests by outcome, and the median wait in working days of those that were given help."""

    counts: Mapping[Outcome, int]
    median_wait_days: int | None

    @property
    def asked(self) -> int:
        """How many there were."""
        return sum(self.counts.values())


COUNTED = (
    "request_submitted",
    "request_resubmitted",
    "request_returned",
    "request_accepted",
    "assignment_stood_down",
    "request_declined",
    "request_withdrawn",
    "request_expired",
)
"""What decides: the rest of a request's history changes no figure."""

_ENDED = {
    "request_declined": Outcome.DECLINED,
    "request_withdrawn": Outcome.WITHDRAWN,
    "request_expired": Outcome.EXPIRED,
}
_STOPS = {*_ENDED, "request_returned", "request_accepted"}
_STARTS = {"request_submitted", "request_resubmitted"}


def month_of(day: date) -> date:
    """Return the first day of the month."""
    return day.replace(day=1)


def demanded(happenings: Iterable[Happening], now: datetime) -> list[Demanded]:
    """Return every request that was sent, in that order; what happened to one comes in the order of its versions."""
    histories: defaultdict[UUID, list[Happening]] = defaultdict(list)
    for one in happenings:
        histories[one.request].append(one)
    sent = (_told(history, now) for history in histories.values() if history[0].name == "request_submitted")
    return sorted(sent, key=lambda one: (one.month, one.reference))


def _told(history: Sequence[Happening], now: datetime) -> Demanded:
    first, need = history[0], history[0].data["need"]
    outcome, reason = Outcome.WAITING, None
    clock: Clock = ()
    for one in history:
        need = one.data.get("need", need)
        if one.name in _STARTS:
            outcome, clock = Outcome.WAITING, started(clock, one.at)
        if one.name in _STOPS:
            clock = stopped(clock, one.at)
        if one.name == "request_accepted":
            outcome = Outcome.PARTLY_GIVEN if _is_less(one.data, need) else Outcome.GIVEN
        if one.name == "assignment_stood_down":
            given = one.data["last_day"] is not None
            outcome, reason = (Outcome.PARTLY_GIVEN, None) if given else (Outcome.DECLINED, one.data["reason"])
        if one.name in _ENDED:
            reason = one.data.get("reason") or one.data.get("cause")
            outcome = Outcome.CALLED_OFF if reason == WithdrawReason.CALLED_OFF else _ENDED[one.name]
    return Demanded(
        id=first.request,
        reference=first.data["reference"],
        month=month_of(local_date(first.at)),
        district=first.data["district"],
        unit=first.data["unit"],
        area=Area(need["area"]),
        purpose=Purpose(need["purpose"]),
        percent=need["percent"],
        outcome=outcome,
        reason=reason,
        waited_days=waited_working_days(clock, now),
    )


def _is_less(given: Mapping[str, Any], asked: Mapping[str, Any]) -> bool:
    """Tell whether the help is of smaller extent or shorter than what was asked; it may begin later."""
    return given["percent"] < asked["percent"] or _days(given) < _days(asked)


def _days(period: Mapping[str, Any]) -> int:
    return (date.fromisoformat(period["ends_on"]) - date.fromisoformat(period["starts_on"])).days


def tally(requests: Iterable[Demanded]) -> Tally:
    """Return how many had each outcome, and the median wait of those that were given help."""
    found = list(requests)
    waits = [one.waited_days for one in found if one.outcome in {Outcome.GIVEN, Outcome.PARTLY_GIVEN}]
    return Tally(Counter(one.outcome for one in found), median_low(waits) if waits else None)


def by(requests: Iterable[Demanded], key: Callable[[Demanded], str]) -> dict[str, Tally]:
    """Return a tally for each value of ``key``."""
    groups: defaultdict[str, list[Demanded]] = defaultdict(list)
    for one in requests:
        groups[key(one)].append(one)
    return {name: tally(groups[name]) for name in sorted(groups)}


def reasons(requests: Iterable[Demanded]) -> list[tuple[Outcome, str, int]]:
    """Return why requests ended without help, the most common first."""
    counted = Counter((one.outcome, one.reason) for one in requests if one.reason)
    return sorted(((outcome, why, n) for (outcome, why), n in counted.items() if why), key=lambda row: (-row[2], row))


def district_today(organisation: Organisation, day: date) -> Callable[[str], str]:
    """Return what a district is called on ``day``; one that was split into several keeps its own name."""

    def today(district: str) -> str:
        found = organisation.successors_on(district, day)
        return found[0].id if len(found) == 1 else district

    return today


def under(district: str, request: Demanded) -> Demanded:
    """Return the request as one of ``district``."""
    return replace(request, district=district)


def by_district_and_month(requests: Iterable[Demanded]) -> dict[tuple[str, date], Tally]:
    """Return a tally for each district and month in which something was asked."""
    groups: defaultdict[tuple[str, date], list[Demanded]] = defaultdict(list)
    for one in requests:
        groups[one.district, one.month].append(one)
    return {key: tally(groups[key]) for key in sorted(groups)}
