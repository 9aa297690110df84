"""From what the team's service knows to what the engine plays: working days for dates, asks in the queue's order.

The order is asked once, as of the last day: every clock of a waiting request runs alike, so who stands before whom does
not change while both wait. Coming requests are copies of remembered ones; all that may come are ordered together, and
each round draws its own from them.
"""

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from random import Random
from uuid import UUID

from contracts.organisation import Area
from contracts.specialist_team.codes import Purpose, Status, Urgency
from libs.calendar import STOCKHOLM, is_working_day, local_date
from services.specialist_team.domain.experience import Experience, asked_days, working_days
from services.specialist_team.domain.request import Content, SupportRequest
from services.specialist_team.domain.simulation import ENGINE_VERSION, WEEK, Ask, Booked, Member, Scenario
from services.specialist_team.domain.team import Booking, Specialist, Taken

WEEKS = 52
"""How far ahead is played."""
POOL = 2000
"""At most so many coming requests are ordered; each round draws its own from them."""
THINNING = 32
WAITING = frozenset({Status.SUBMITTED, Status.TRIAGED, Status.QUEUED})
"""Requests that compete for time. A returned one waits for its district, an offered one has its time reserved."""

HANDED_OVER = (100,)
"""Percent of what was booked: who hands over ends on the day, whatever becomes of the assignment."""

Order = Callable[[Sequence[SupportRequest], datetime], Sequence[SupportRequest]]
"""The queue's order at a moment, first the one to be helped first."""
Absences = Mapping[str, Sequence[Taken]]
"""Time off by member of the team."""


@dataclass(frozen=True)
class Known:
    """What the service knows at ``now``. ``requests``: every sent one that is open, has help, or is remembered."""

    now: datetime
    requests: Sequence[SupportRequest]
    team: Sequence[Specialist]
    bookings: Sequence[Booking]
    absences: Absences


@dataclass(frozen=True)
class Choices:
    """What a simulation assumes instead of what is known; None means as it is."""

    team_size: int | None = None
    away_percent: int = 0
    weeks: int | None = None


@dataclass(frozen=True)
class Plan:
    """A scenario with the working days that its day numbers stand for, and the fingerprint of all that went in."""

    scenario: Scenario
    days: tuple[date, ...]
    fingerprint: str

    def day(self, number: int | None) -> date | None:
        """Return the date of a day number."""
        return None if number is None else self.days[number]


AS_IT_IS = Choices()


def build(known: Known, experience: Experience, order: Order, choices: Choices = AS_IT_IS) -> Plan:
    """Return the scenario that follows from what is known; the same input gives the same scenario."""
    days = _days(local_date(known.now))
    members = _members(known, days, choices)
    waiting = sorted((r for r in known.requests if r.status in WAITING), key=lambda r: r.reference)
    pool = max(2, min(THINNING, POOL // max(1, round(experience.arrivals * WEEKS))))
    seed = Random(_fingerprint([(str(r.id), r.version) for r in waiting], days))  # noqa: S311 - reproducible chance
    coming = list(_coming(experience, days, round(experience.arrivals * WEEKS * pool), seed))
    until = _moment(days[-1])
    ranked = order([_queued(request) for request in [*waiting, *coming]], until)
    made = _Asks(experience, days, members, choices, {request.id for request in coming})
    asks = tuple(made.ask(request) for request in ranked)
    booked = tuple(_booked(known, experience, days))
    scenario = Scenario(len(days), tuple(members), booked, asks, pool, choices.away_percent)
    return Plan(scenario, days, _fingerprint(asdict(scenario), days))


def _fingerprint(*parts: object) -> str:
    def plain(value: object) -> object:
        return sorted(value) if isinstance(value, frozenset) else str(value)

    written = json.dumps((ENGINE_VERSION, *parts), default=plain, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def _days(today: date) -> tuple[date, ...]:
    every = (today + timedelta(days=step) for step in range((WEEKS * timedelta(weeks=1)).days))
    return tuple(day for day in every if is_working_day(day))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(12), STOCKHOLM)


def _queued(request: SupportRequest) -> SupportRequest:
    """Return the request as it will stand in the queue when it has been assessed."""
    return replace(request, status=Status.QUEUED, urgency=request.urgency or Urgency.NORMAL)


def _members(known: Known, days: Sequence[date], choices: Choices) -> list[Member]:
    team = sorted(known.team, key=lambda one: one.id)
    size = len(team) if choices.team_size is None else choices.team_size
    members = [_member(known, one, days, leaving=number >= size) for number, one in enumerate(team)]
    held = [competences for member in members for competences in (member.competences, *(c for _, c in member.later))]
    every = frozenset[str]().union(*held)
    return members + [Member(f"new-{number}", 100, every) for number in range(len(team) + 1, size + 1)]


def _member(known: Known, one: Specialist, days: Sequence[date], *, leaving: bool) -> Member:
    """Return the member day by day: away when all of the share is off, else what is off and short of the most."""
    shares = [one.percent_on(day) for day in days]
    most = max(shares)
    off = known.absences.get(one.id, ())
    taken = [sum(each.percent for each in off if each.starts_on <= day <= each.ends_on) for day in days]
    away = frozenset(n for n, (percent, share) in enumerate(zip(taken, shares, strict=True)) if 0 < share <= percent)
    first, *later = one.changes(days[0], days[-1])
    return Member(
        one.id,
        most,
        _competences(one, first),
        leaving,
        away,
        _spans([0 if n in away else percent for n, percent in enumerate(taken)]),
        _spans([most - share for share in shares]),
        tuple((bisect_left(days, day), _competences(one, day)) for day in later),
    )


def _competences(one: Specialist, day: date) -> frozenset[str]:
    return frozenset(map(str, one.competences_on(day)))


def _spans(percents: Sequence[int]) -> tuple[tuple[int, int, int], ...]:
    """Return the stretches of days with the same percent, where there is any."""
    found, end = [], 0
    for percent, run in groupby(percents):
        first, end = end, end + len(list(run))
        if percent:
            found.append((percent, first, end))
    return tuple(found)


def _coming(experience: Experience, days: Sequence[date], count: int, random: Random) -> Iterator[SupportRequest]:
    """Return requests that may come: each a copy of a remembered one, sent on any of the days."""
    templates = experience.templates or (ASSUMED_REQUEST,)
    for number in range(count):
        like = templates[int(random.random() * len(templates))]
        sent = days[int(random.random() * len(days))]
        lead = max(0, (like.content.starts_on - local_date(like.submitted_at or like.updated_at)).days)
        length = like.content.ends_on - like.content.starts_on
        starts_on = sent + timedelta(days=lead)
        yield replace(
            like,
            id=UUID(int=random.getrandbits(128)),
            reference=f"~{number:05d}",
            content=replace(like.content, starts_on=starts_on, ends_on=starts_on + length),
            submitted_at=_moment(sent),
            clock=((_moment(sent), None),),
            offer=None,
            override=None,
        )


def _booked(known: Known, experience: Experience, days: Sequence[date]) -> Iterator[Booked]:
    members = {one.id: number for number, one in enumerate(sorted(known.team, key=lambda one: one.id))}
    requests = {request.id: request for request in known.requests}
    by_end = sorted(known.bookings, key=lambda b: b.ends_on)
    last = {booking.request_id: booking.ends_on for booking in by_end}
    for booking in sorted(known.bookings, key=lambda b: (b.specialist, b.starts_on, str(b.request_id))):
        first, end = bisect_left(days, booking.starts_on), bisect_right(days, booking.ends_on)
        if first >= end or booking.specialist not in members:
            continue
        elapsed = working_days(booking.starts_on, days[0] - timedelta(days=1))
        request = requests.get(booking.request_id)
        lengths = experience.lengths_for(request.content.purpose if request else Purpose.OTHER)
        if booking.ends_on < last[booking.request_id]:
            lengths = HANDED_OVER
        yield Booked(members[booking.specialist], booking.percent, first, end, elapsed, lengths)


class _Asks:
    """Makes asks of requests."""

    def __init__(
        self, experience: Experience, days: Sequence[date], team: Sequence[Member], choices: Choices, coming: set[UUID]
    ) -> None:
        self._experience = experience
        self._days = days
        self._team = [member for member in team if not member.leaving]
        self._weeks = choices.weeks
        self._coming = coming

    def ask(self, request: SupportRequest) -> Ask:
        """Return the ask; nobody is given more than the largest share of those who have the competences."""
        content, coming = request.content, request.id in self._coming
        needs = frozenset(map(str, content.competences))
        shares = [member.percent for member in self._team if member.percent and member.ever_knows(needs)]
        return Ask(
            id=str(request.id),
            percent=min(content.percent, max(shares, default=content.percent)),
            competences=needs,
            sent=self._number(local_date(request.submitted_at)) if coming and request.submitted_at else 0,
            wanted=self._number(content.starts_on),
            days=self._weeks * WEEK if coming and self._weeks else asked_days(request),
            lengths=self._experience.lengths_for(content.purpose),
            coming=coming,
        )

    def _number(self, day: date) -> int:
        return bisect_left(self._days, day)


ASSUMED_REQUEST = SupportRequest(
    UUID(int=0),
    "~",
    1,
    Status.QUEUED,
    "",
    Content("", Area.CHILDREN_AND_YOUTH, Purpose.OTHER, 60, date(2026, 1, 19), date(2026, 3, 13), (), (), "", ""),
    datetime(2026, 1, 5, 12, tzinfo=STOCKHOLM),
    Urgency.NORMAL,
    submitted_at=datetime(2026, 1, 5, 12, tzinfo=STOCKHOLM),
)
"""Assumption where nothing is remembered: 60 percent for eight weeks, wanted two weeks ahead."""
