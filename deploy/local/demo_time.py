"""Worked time in the demo: what the specialists report of the past weeks, and what the units' managers answer.

Every past week that «Min vecka» asks for is reported about as planned. The managers have confirmed all but the last
week and one that they objected to; one was corrected first. The week that runs is left for the reader. Help that was
over before is not asked for: its hours came with the year's file.
"""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from contracts.specialist_team.codes import Status
from contracts.specialist_team.time import ConfirmTime, MyWeek, ObjectToTime, ReportTime, TimeReport, WeekAssignment
from contracts.specialist_team.time_codes import TimeKind
from contracts.specialist_team.time_events import TimeEntry
from deploy.local.demo_api import Api
from deploy.local.demo_stories import WATCHED
from deploy.local.personas import Persona, everyone
from services.specialist_team.domain.rules import SPECIALIST, UNIT_MANAGER
from services.specialist_team.domain.time_report import is_closed

_SEED: Final = 2016
_QUARTER: Final = 15
_LATE: Final = "Överförd från teamets tidigare tidslista."
_OBJECTION: Final = "Torsdagen var specialisten på utbildning. Stämmer sex timmar?"
_CORRECTION: Final = "En halv timmes restid saknades."
_OBJECTED_WEEKS_AGO: Final = 2
_CORRECTED_WEEKS_AGO: Final = 3


def tell(api: Api, specialists: Iterable[str], today: date) -> None:
    """Let each specialist report every past week that lacks a report, and the managers answer."""
    for specialist in specialists:
        person = _specialist(specialist)
        for missing in MyWeek.model_validate_json(api.get(person, "/my-week")).missing_weeks:
            if missing.monday + timedelta(weeks=1) <= today:
                _tell_week(api, person, missing.monday, today)


def _tell_week(api: Api, person: Persona, monday: date, today: date) -> None:
    week = MyWeek.model_validate_json(api.get(person, f"/my-week?week={monday}"))
    asked = [one for one in week.assignments if person.id == WATCHED or one.status is Status.UNDER_WAY]
    lacking = [one for one in asked if one.report is None and as_worked(one)]
    weeks_ago = (today - monday).days // 7
    for one in lacking:
        entries, special = as_worked(one), weeks_ago if _manager(one).id in everyone() else 0
        report = _report(api, person, one, monday, entries, late_reason(entries, today))
        if special == _CORRECTED_WEEKS_AGO:
            report = _report(api, person, one, monday, with_travel(entries), _CORRECTION, report)
        if special == _OBJECTED_WEEKS_AGO:
            _answer(api, one, report, "object", ObjectToTime(expected_version=report.version, reason=_OBJECTION))
        elif weeks_ago > 1:
            _answer(api, one, report, "confirm", ConfirmTime(expected_version=report.version))


def as_worked(one: WeekAssignment) -> list[TimeEntry]:
    """Return the planned days as they were worked: some a little longer or shorter, the same each time."""
    entries = []
    for day in one.days:
        chance = random.Random(f"{_SEED} {one.reference} {day.day}")  # noqa: S311 - the same hours each time
        minutes = day.minutes + _QUARTER * chance.choice((-1, 0, 0, 0, 0, 0, 0, 1))
        if day.open and day.minutes and minutes > 0:
            entries.append(TimeEntry(day=day.day, kind=TimeKind.WORK, minutes=minutes))
    return entries


def with_travel(entries: list[TimeEntry]) -> list[TimeEntry]:
    """Return the week with half an hour of travel on its first day."""
    return [*entries, TimeEntry(day=entries[0].day, kind=TimeKind.TRAVEL, minutes=2 * _QUARTER)]


def late_reason(entries: Iterable[TimeEntry], today: date) -> str:
    """Return the reason that time in a closed month needs; nothing for other time."""
    return _LATE if any(is_closed(one.day, today) for one in entries) else ""


def _report(
    api: Api,
    person: Persona,
    one: WeekAssignment,
    monday: date,
    entries: list[TimeEntry],
    reason: str,
    before: TimeReport | None = None,
) -> TimeReport:
    version = before.version if before else 0
    body = ReportTime(
        request=one.request,
        specialist=person.id,
        monday=monday,
        expected_version=version,
        entries=entries,
        reason=reason,
    )
    key = f"time-{one.reference}-{person.id}-{monday}-{version}"
    return TimeReport.model_validate_json(api.send(person, "/time-reports", _json(body), key))


def _answer(api: Api, one: WeekAssignment, report: TimeReport, word: str, body: ConfirmTime | ObjectToTime) -> None:
    api.send(_manager(one), f"/time-reports/{report.id}/{word}", _json(body), f"time-{report.id}-{word}")


def _json(body: ReportTime | ConfirmTime | ObjectToTime) -> bytes:
    return body.model_dump_json(by_alias=True).encode()


def _specialist(specialist: str) -> Persona:
    return Persona(id=specialist, name=specialist, about="", roles=[SPECIALIST])


def _manager(one: WeekAssignment) -> Persona:
    """Return the manager of the unit that was helped; most of them nobody signs in as."""
    known = (person for person in everyone().values() if person.unit == one.unit and UNIT_MANAGER in person.roles)
    unit = one.unit
    made = Persona(
        id=f"{unit}-chef", name="Enhetschef", about="", roles=[UNIT_MANAGER], district=one.district, unit=unit
    )
    return next(known, made)
