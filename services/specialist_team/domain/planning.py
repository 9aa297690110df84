"""The planner's rules: who could help whom from which day on, and what each such slot is worth.

A slot is a request's whole period moved as a piece: it begins on the wanted day, or as soon as a district can have
answered, or on a Monday after that while the wished period lasts. It keeps extent and length. What is offered or
accepted is not touched: it only takes time. Goals, the most important first (``Goal``): acute requests within the
emergency lane, the policy's points, what is owed between districts, the plan before, who knows the unit, short ways
(``nearness``); each counts for more the earlier help begins, so that serving and serving soon are one thing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from contracts.specialist_team.codes import Urgency
from contracts.specialist_team.planning import Goal
from libs.calendar import add_working_days, answer_deadline, is_working_day, local_date
from services.specialist_team.domain.availability import Availability
from services.specialist_team.domain.candidates import free_of
from services.specialist_team.domain.ledger import Ledger
from services.specialist_team.domain.load import WEEKS, weeks_from
from services.specialist_team.domain.policy import Policy
from services.specialist_team.domain.queue import Place, lane_hours
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.selection import Limit, Option, Problem, Spread
from services.specialist_team.domain.team import Booking, Taken
from services.specialist_team.domain.team_decisions import WORKING_DAYS_TO_ANSWER

MOST_DISTRICTS = 2
"""A specialist is in at most so many districts at the same time."""
_MOST_OWED = 100
GOALS = tuple(Goal)


@dataclass(frozen=True)
class Wish:
    """A request in the queue as the planner sees it. ``points`` by the policy, ``owed`` percent to its district."""

    request: SupportRequest
    points: int
    acute: bool
    owed: int


@dataclass(frozen=True)
class Slot:
    """A wish, who could help, and when; ``late`` counts the starts that would have been earlier."""

    wish: int
    specialist: str
    percent: int
    starts_on: date
    ends_on: date
    late: int


@dataclass(frozen=True)
class Known:
    """What a plan rests on. ``wishes`` in the queue's order; ``bookings`` with their district.

    ``before``: who was proposed for a request in the plan before, and from when. ``knows``: specialists and the units
    that they have helped. ``parts``: districts and the part of the city that each is in.
    """

    now: datetime
    wishes: Sequence[Wish]
    team: Sequence[Availability]
    bookings: Sequence[tuple[Booking, str]]
    before: Mapping[UUID, tuple[str, date]]
    knows: frozenset[tuple[str, str]]
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def first_day(self) -> date:
        """The first working day after a district can have answered an offer made now."""
        return add_working_days(local_date(answer_deadline(self.now, WORKING_DAYS_TO_ANSWER)), 1)

    @property
    def mondays(self) -> list[date]:
        """The weeks of the plan."""
        return weeks_from(self.first_day, WEEKS)


@dataclass(frozen=True)
class Draft:
    """What a plan is chosen from: slots, and the same as a problem of numbers."""

    known: Known
    slots: tuple[Slot, ...]
    problem: Problem

    def of_wish(self, wish: int) -> list[int]:
        """Return the numbers of a wish's slots."""
        return [number for number, slot in enumerate(self.slots) if slot.wish == wish]


def wishes(places: Sequence[Place], policy: Policy, ledger: Ledger) -> list[Wish]:
    """Return the queue as wishes; an acute one is helped first as long as the emergency lane has room for it."""
    lane, found = ledger.lane, []
    for place in places:
        if place.position is None:
            continue
        acute = place.request.urgency is Urgency.ACUTE
        first = acute and (not policy.emergency_percent or lane.is_open(policy.emergency_percent))
        lane = lane.after(lane_hours(place), emergency=acute)
        owed = min(ledger.owed_percent(place.request.district) or 0, _MOST_OWED)
        found.append(Wish(place.request, place.points, first, owed))
    return found


def draft(known: Known) -> Draft:
    """Return every slot that nothing stands in the way of, and what may not be chosen together."""
    slots = tuple(slot for number in range(len(known.wishes)) for slot in _slots(known, number))
    options = tuple(Option(slot.wish, _values(known, slot)) for slot in slots)
    limits, spreads = list[Limit](), list[Spread]()
    for one in known.team:
        mine = [(number, slot) for number, slot in enumerate(slots) if slot.specialist == one.member.id]
        for day in _busy_days(known, one, [slot for _, slot in mine]):
            there = [(number, slot) for number, slot in mine if slot.starts_on <= day <= slot.ends_on]
            _limit(known, one, day, there, limits, spreads)
    return Draft(known, slots, Problem(options, tuple(limits), tuple(spreads)))


def starts(known: Known, request: SupportRequest) -> list[date]:
    """Return the days on which help can begin: the first possible, then Mondays while the wished period lasts."""
    earliest = working_day(max(request.content.starts_on, known.first_day))
    last = min(request.content.ends_on, known.mondays[-1] + timedelta(days=6))
    mondays = [working_day(monday) for monday in weeks_from(earliest + timedelta(weeks=1), WEEKS)]
    return [day for day in dict.fromkeys([earliest, *mondays]) if day <= last]


def working_day(day: date) -> date:
    """Return the day, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _slots(known: Known, number: int) -> list[Slot]:
    request = known.wishes[number].request
    content = request.content
    length = content.ends_on - content.starts_on
    return [
        Slot(number, one.member.id, content.percent, day, day + length, late)
        for late, day in enumerate(starts(known, request))
        for one in known.team
        if knows(request, one, day, day + length) and is_open(known, request, one, day, day + length)
    ]


def knows(request: SupportRequest, one: Availability, starts_on: date, ends_on: date) -> bool:
    """Tell whether the specialist has the request's competences through the period."""
    return set(request.content.competences) <= one.member.competences_through(starts_on, ends_on)


def is_open(known: Known, request: SupportRequest, one: Availability, starts_on: date, ends_on: date) -> bool:
    """Tell whether the specialist has the time free and no conflict of interest, other proposals apart."""
    place = (request.district, request.content.unit)
    if any(conflict.concerns(*place, starts_on, ends_on) for conflict in one.conflicts):
        return False
    booked = [booking for booking, _ in known.bookings]
    return free_of(one, booked, starts_on, ends_on) >= request.content.percent


def _values(known: Known, slot: Slot) -> tuple[int, ...]:
    """Return the slot's worth, goal by goal; earlier is more."""
    wish, early = known.wishes[slot.wish], WEEKS + 1 - slot.late
    request = wish.request
    before = known.before.get(request.id)
    return (
        early * wish.acute,
        early * (wish.points + 1),
        early * wish.owed,
        0 if before is None else (before[0] == slot.specialist) + (before[1] == slot.starts_on),
        int((slot.specialist, request.content.unit) in known.knows),
        nearness(known, slot),
    )


def nearness(known: Known, slot: Slot) -> int:
    """Return 2 when the specialist sets out from the request's district, 1 from the same part of the city, else 0."""
    home = next(one.member.home_on(slot.starts_on) for one in known.team if one.member.id == slot.specialist)
    district = known.wishes[slot.wish].request.district
    if home == district:
        return 2
    return int(home in known.parts and known.parts[home] == known.parts.get(district))


def _busy_days(known: Known, one: Availability, mine: Sequence[Slot]) -> list[date]:
    """Return the days on which the most can be taken: those on which something begins, as in decision 0011."""
    if not mine:
        return []
    first, last = min(slot.starts_on for slot in mine), max(slot.ends_on for slot in mine)
    days = {slot.starts_on for slot in mine}
    days |= {taken.starts_on for taken in _taken(known, one) if first <= taken.starts_on <= last}
    days |= {*one.member.changes(first, last)}
    return sorted(days)


def _taken(known: Known, one: Availability) -> list[Taken]:
    booked: list[Taken] = [booking for booking, _ in known.bookings if booking.specialist == one.member.id]
    return booked + [off for off in one.time_off if not off.cancelled]


def _limit(
    known: Known,
    one: Availability,
    day: date,
    there: Sequence[tuple[int, Slot]],
    limits: list[Limit],
    spreads: list[Spread],
) -> None:
    """Add what the day allows: the free share, and the districts that the specialist is not in already."""
    free = one.member.percent_on(day) - sum(t.percent for t in _taken(known, one) if t.starts_on <= day <= t.ends_on)
    if sum(slot.percent for _, slot in there) > free:
        limits.append(Limit(max(free, 0), tuple((number, slot.percent) for number, slot in there)))
    already = {
        district
        for booking, district in known.bookings
        if booking.specialist == one.member.id and booking.starts_on <= day <= booking.ends_on
    }
    by_district: dict[str, list[int]] = {}
    least: dict[str, int] = {}
    for number, slot in there:
        district = known.wishes[slot.wish].request.district
        if district not in already:
            by_district.setdefault(district, []).append(number)
            least[district] = min(least.get(district, slot.percent), slot.percent)
    room = max(MOST_DISTRICTS - len(already), 0)
    if len(by_district) > room and sum(sorted(least.values())[: room + 1]) <= free:
        spreads.append(Spread(room, tuple(tuple(by_district[name]) for name in sorted(by_district))))
