"""A year of the team's life, for the demo: about 300 requests from every district, made the same each time.

A small queue is played working day by working day: districts ask more in autumn than in July, the team answers, offers
whoever knows the area and has time, helps, and says no when it must. The file goes through the import that a
coordinator uses, with the same rules, so nobody is booked beyond the share. Invented needs, no real people.
"""

import csv
import io
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from contracts.organisation import Area, Organisation, Unit
from contracts.specialist_team.codes import (
    Alternative,
    CitySystem,
    Competence,
    DeclineReason,
    Purpose,
    Status,
    StatutoryRisk,
    Urgency,
    WithdrawReason,
)
from contracts.specialist_team.import_format import COLUMNS
from deploy.local.demo_stories import WATCHED
from libs.calendar import add_working_days, is_working_day, working_days_between
from services.specialist_team.domain.team import Specialist
from services.specialist_team.domain.time_report import WEEKS_ASKED_FOR

SEED: Final = 2016
_YEAR: Final = timedelta(days=364)
_ASKED_FOR: Final = timedelta(weeks=WEEKS_ASKED_FOR + 1)
_A_WEEK: Final = 6.2
_SEASON: Final = (1.15, 1.1, 1.0, 0.9, 1.1, 1.0, 0.3, 0.85, 1.35, 1.25, 1.1, 0.6)
"""How many ask each month, against the mean: most in September, least in July."""
_PURPOSES: Final = (
    (Purpose.INVESTIGATION_BACKLOG, 26),
    (Purpose.COVER_ABSENCE, 22),
    (Purpose.INTRODUCTION, 17),
    (Purpose.CASE_SUPERVISION, 12),
    (Purpose.CO_HANDLING, 11),
    (Purpose.METHOD_SUPPORT, 8),
    (Purpose.OTHER, 4),
)
_KNOWS: Final[Mapping[Area, Competence]] = {
    Area.CHILDREN_AND_YOUTH: Competence.CHILD_INVESTIGATION,
    Area.INCOME_SUPPORT: Competence.INCOME_SUPPORT,
    Area.ADDICTION: Competence.ADDICTION,
    Area.SOCIAL_PSYCHIATRY: Competence.SOCIAL_PSYCHIATRY,
    Area.DISABILITY: Competence.DISABILITY_LAW,
    Area.ELDERLY: Competence.ELDERLY_CARE,
}
_TASKS: Final[Mapping[Purpose, Sequence[str]]] = {
    Purpose.INVESTIGATION_BACKLOG: ("Avsluta äldre utredningar.", "Arbeta av utredningar som blivit liggande."),
    Purpose.COVER_ABSENCE: ("Täcka för en lång frånvaro i gruppen.", "Täcka för en vakant tjänst under rekryteringen."),
    Purpose.INTRODUCTION: ("Introducera nyanställda i gruppen.", "Vara mentor för två nya handläggare."),
    Purpose.CASE_SUPERVISION: ("Handledning i ärenden, en grupp.", "Handledning i ärenden, två grupper."),
    Purpose.CO_HANDLING: ("Medhandläggning i svåra utredningar.", "Vara två i ärenden med hot."),
    Purpose.METHOD_SUPPORT: ("Rutiner för nya ansökningar.", "Stöd i nytt arbetssätt för uppföljning."),
    Purpose.OTHER: ("Genomgång av pågående ärenden med gruppen.",),
}
_DECLINED: Final = (
    (DeclineReason.NO_CAPACITY, Alternative.CALL_OFF, 9),
    (DeclineReason.OUTSIDE_ASSIGNMENT, Alternative.RECRUIT, 6),
    (DeclineReason.NO_CAPACITY, Alternative.NEW_REQUEST_LATER, 5),
    (DeclineReason.NO_COMPETENCE, Alternative.CALL_OFF, 3),
    (DeclineReason.OUTSIDE_ASSIGNMENT, Alternative.OWN_REALLOCATION, 2),
    (DeclineReason.DUPLICATE, Alternative.OWN_REALLOCATION, 1),
)
_WITHDRAWN: Final = (
    (WithdrawReason.SOLVED_LOCALLY, 8),
    (WithdrawReason.RECRUITED, 6),
    (WithdrawReason.CALLED_OFF, 5),
    (WithdrawReason.TOO_LATE, 4),
    (WithdrawReason.SUBMITTED_BY_MISTAKE, 1),
)
_URGENCIES: Final = (Urgency.ACUTE, Urgency.HIGH, Urgency.NORMAL)
_LEAST_PERCENT: Final = 20
_KEPT_FREE: Final = 20
"""Percent of each specialist that stays free from today on, so that there is somebody to offer."""


@dataclass
class Asked:
    """A request as it goes through the year; a day that is None has not come."""

    unit: Unit
    purpose: Purpose
    percent: int
    submitted_on: date
    starts_on: date
    ends_on: date
    urgency: Urgency
    triaged_on: date
    status: Status = Status.SUBMITTED
    days: dict[str, date] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)

    @property
    def competences(self) -> list[Competence]:
        """What the area needs; supervision needs its own."""
        needed = [Competence.SOCIAL_WORK_DEGREE, _KNOWS[self.unit.area]]
        supervised = self.purpose in {Purpose.CASE_SUPERVISION, Purpose.INTRODUCTION}
        return [*needed, Competence.SUPERVISION] if supervised and self.unit.area is Area.ELDERLY else needed


class _Time:
    """What is taken of each specialist, day by day, in percent of full time."""

    def __init__(self, team: Sequence[Specialist], today: date) -> None:
        self._team = team
        self._today = today
        self._first = today - 2 * _YEAR
        self._taken = {one.id: [0] * (5 * _YEAR.days) for one in team}

    def take(self, specialist: str, percent: int, first: date, last: date) -> None:
        for number in range((first - self._first).days, (last - self._first).days + 1):
            self._taken[specialist][number] += percent

    def best(self, needed: Sequence[Competence], first: date, last: date) -> tuple[Specialist, int] | None:
        """Return who knows the work and has most time, and how much; None when nobody has."""
        able = [one for one in self._team if set(needed) <= one.competences_through(first, last)]
        free = [(self._free(one, first, last), one) for one in able]
        most = max(free, key=lambda pair: (pair[0], pair[1].id), default=(0, None))
        return (most[1], most[0]) if most[1] is not None and most[0] >= _LEAST_PERCENT else None

    def _free(self, one: Specialist, first: date, last: date) -> int:
        kept = _KEPT_FREE if last >= self._today else 0
        taken = max(self._taken[one.id][(first - self._first).days : (last - self._first).days + 1])
        return one.least_percent(first, last) - kept - taken


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


class Year:
    """Plays the year that ends on ``today``."""

    def __init__(self, organisation: Organisation, team: Sequence[Specialist], today: date) -> None:
        self._chance = random.Random(SEED)  # noqa: S311 - the same year each time
        self._organisation = organisation
        self._today = today
        self._first = today - _YEAR
        self._time = _Time(team, today)
        for number, one in enumerate(team):
            away = date(today.year, 6, 29) + timedelta(weeks=number % 4)
            self._time.take(one.id, one.percent_on(away), away, away + timedelta(weeks=4))

    def reserve(self, specialist: str, percent: int, first: date, last: date) -> None:
        """Book nothing of so much of the specialist's time between two days."""
        self._time.take(specialist, percent, first, last)

    def requests(self) -> list[Asked]:
        """Return every request of the year in the order in which they were sent."""
        asked: list[Asked] = []
        queue: list[Asked] = []
        for day in filter(is_working_day, _days(self._first, self._today)):
            fresh = [self._ask(day) for _ in range(self._arrivals(day))]
            asked += fresh
            queue += fresh
            urgent_first = sorted(queue, key=lambda one: _URGENCIES.index(one.urgency))
            queue = [one for one in urgent_first if self._goes_on(one, day)]
        return asked

    def _arrivals(self, day: date) -> int:
        expected = _A_WEEK * _SEASON[day.month - 1] / 5
        return int(expected) + (self._chance.random() < expected % 1)

    def _ask(self, day: date) -> Asked:
        chance = self._chance
        units = [u for u in self._organisation.units if self._organisation.district(u.district).valid_on(day)]
        unit = chance.choices(units, [_pull(one) for one in units])[0]
        purpose = chance.choices([one for one, _ in _PURPOSES], [weight for _, weight in _PURPOSES])[0]
        weeks = chance.choice((3, 4, 4, 5, 6, 6, 8, 8, 10, 12))
        starts_on = day + timedelta(days=7 - day.weekday() + 7 * chance.choice((1, 1, 2, 3, 4)))
        percent = chance.choice((20, 20, 30, 40, 40, 50, 60, 80))
        urgency = chance.choices(_URGENCIES, (1, 3, 6))[0]
        triaged_on = add_working_days(day, chance.choice((0, 1, 1, 2, 2, 3, 5)))
        ends_on = starts_on + timedelta(days=7 * weeks - 3)
        return Asked(unit, purpose, percent, day, starts_on, ends_on, urgency, triaged_on)

    def _goes_on(self, one: Asked, day: date) -> bool:
        """Let a day pass for a request; False when it is settled."""
        if day < one.triaged_on:
            return True
        if one.status is Status.SUBMITTED:
            return self._triaged(one, day)
        if day > one.ends_on:
            return self._ended(one, Status.EXPIRED, day)
        if self._chance.random() < _gives_up(one, day):
            reason = self._chance.choices([r for r, _ in _WITHDRAWN], [weight for _, weight in _WITHDRAWN])[0]
            return self._ended(one, Status.WITHDRAWN, day, reason=reason)
        soon = working_days_between(day, one.starts_on) <= self._chance.choice((6, 10, 15))
        return not soon or not self._offered(one, day)

    def _triaged(self, one: Asked, day: date) -> bool:
        if self._chance.random() < (0.03 if one.urgency is Urgency.ACUTE else 0.15):
            *words, _ = self._chance.choices(_DECLINED, [row[2] for row in _DECLINED])[0]
            return self._ended(one, Status.DECLINED, day, reason=words[0], alternative=words[1])
        one.status, one.days["triaged_on"] = Status.QUEUED, day
        return True

    def _ended(self, one: Asked, status: Status, day: date, **words: str) -> bool:
        one.status, one.days["ended_on"] = status, day
        one.more |= words
        return False

    def _offered(self, one: Asked, day: date) -> bool:
        """Offer the best who has time, perhaps less than was asked; True when somebody is offered."""
        first = max(one.starts_on, add_working_days(day, 3))
        last = first + (one.ends_on - one.starts_on)
        found = self._time.best(one.competences, first, last)
        if found is None or (found[1] < one.percent and self._chance.random() < 0.5):  # noqa: PLR2004 - every second
            return False
        member, free = found
        percent = min(one.percent, free // 10 * 10)
        one.days |= {"offered_on": day, "assignment_from": first, "assignment_to": last}
        one.more |= {"specialist": member.id, "assignment_percent": str(percent)}
        one.status = Status.OFFERED
        answered = add_working_days(day, self._chance.choice((0, 1, 1, 2)))
        ended_on = self._helped(one, answered, first, last)
        self._time.take(member.id, percent, first, max(ended_on, first))
        return True

    def _helped(self, one: Asked, answered: date, first: date, last: date) -> date:
        """Let what has come of the help come; returns its last day."""
        if answered >= self._today:
            return last
        one.status, one.days["accepted_on"] = Status.ACCEPTED, answered
        if first > self._today:
            return last
        one.status, one.days["started_on"] = Status.UNDER_WAY, first
        length = (last - first).days
        ended_on = first + timedelta(days=round(length * self._chance.choice((70, 85, 95, 100, 100, 100)) / 100))
        hours = working_days_between(first, min(ended_on, self._today)) * 8 * int(one.more["assignment_percent"]) // 100
        one.more["hours"] = str(max(1, hours - self._chance.randrange(6)))
        if ended_on >= self._today or (one.more["specialist"] == WATCHED and ended_on > self._today - _ASKED_FOR):
            del one.more["hours"]  # the demo reports its time week by week
        if ended_on >= self._today:
            return last
        one.status, one.days["completed_on"] = Status.COMPLETED, ended_on
        evaluated_on = add_working_days(ended_on, self._chance.choice((1, 3, 5, 8, 12)))
        if evaluated_on < self._today and self._chance.random() < 0.85:  # noqa: PLR2004 - most answer
            one.status, one.days["evaluated_on"] = Status.EVALUATED, evaluated_on
            part = int(one.more["assignment_percent"]) < one.percent
            one.more["score"] = str(self._chance.choice((2, 3, 3, 4) if part else (3, 4, 4, 5, 5, 5)))
        return ended_on


def _pull(unit: Unit) -> float:
    """Return how much the unit asks: as its posts; investigations of children and income support most."""
    busy = {Area.CHILDREN_AND_YOUTH: 1.7, Area.INCOME_SUPPORT: 1.1}
    return unit.budgeted_posts * busy.get(unit.area, 0.7)


def _gives_up(one: Asked, day: date) -> float:
    """Return the chance that the district takes the request back that day: more, the longer the start has passed."""
    late = working_days_between(one.starts_on, day)
    return 0.002 + 0.0008 * late


def as_csv(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return rows as the file that the import takes, by the columns' codes, in the order in which they were sent."""
    target = io.StringIO()
    writer = csv.DictWriter(target, list(COLUMNS), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["submitted_on"]))
    return target.getvalue().encode()


def row_of(one: Asked, number: int) -> dict[str, str]:
    """Return the request as a row, by the columns' codes."""
    words = _TASKS[one.purpose]
    risky = one.unit.area is Area.CHILDREN_AND_YOUTH and one.purpose is Purpose.INVESTIGATION_BACKLOG
    row = {
        "key": f"stod-{one.submitted_on.year}-{number}",
        "unit": one.unit.id,
        "purpose": one.purpose,
        "percent": str(one.percent),
        "starts_on": one.starts_on.isoformat(),
        "ends_on": one.ends_on.isoformat(),
        "tasks": words[number % len(words)],
        "competences": " | ".join(one.competences),
        "statutory_risks": StatutoryRisk.CHILD_INVESTIGATION if risky and number % 2 else "",
        "systems": CitySystem.CASE_MANAGEMENT if number % 3 else "",
        "status": one.status,
        "submitted_on": one.submitted_on.isoformat(),
        "urgency": one.urgency if "triaged_on" in one.days else "",
    }
    return row | {name: day.isoformat() for name, day in one.days.items()} | one.more
