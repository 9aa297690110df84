"""A specialist's week as the page tells it, and as its form is read."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from starlette.datastructures import FormData

from contracts.organisation import Organisation
from contracts.specialist_team.codes import Command
from contracts.specialist_team.time import MyWeek, ReportTime, WeekAssignment
from contracts.specialist_team.time_codes import TimeKind, TimeStatus
from contracts.specialist_team.time_events import TimeEntry
from services.portal import formats, forms
from services.portal.exports import Extract
from services.portal.forms import Form
from services.portal.language import plural, text, word
from services.portal.swedish import says

_QUARTER: Final = 15
_TONES: Final = {TimeStatus.REPORTED: "blue", TimeStatus.CONFIRMED: "green", TimeStatus.OBJECTED: "yellow"}
_WEEK: Final = timedelta(days=7)
_COLUMNS: Final = (
    word("Dag"),
    word("Referens"),
    word("Stadsdel"),
    word("Enhet"),
    word("Slag"),
    word("Timmar"),
    word("Läge"),
)
NOT_QUARTERS: Final = word("Skriv timmar i hela kvartar, till exempel 7,5 eller 0,25. Högst 12 timmar.")


def hours(minutes: int) -> str:
    """Return «7,5» for 450 minutes."""
    return formats.number(float(Decimal(minutes) / 60))


def told(week: MyWeek, organisation: Organisation, form: Form | None, failed: UUID | None) -> dict[str, Any]:
    """Return what the page shows; ``form`` holds what was typed for the assignment ``failed``."""
    return {
        "week": week,
        "heading": formats.week_period(week.monday),
        "before": (week.monday - _WEEK).isoformat(),
        "after": (week.monday + _WEEK).isoformat(),
        "is_now": week.monday <= week.today < week.monday + _WEEK,
        "lead": _lead(week),
        "lines": [_line(one, week, organisation, form if one.request == failed else None) for one in week.assignments],
        "missing": [
            (one.monday.isoformat(), formats.week_number(one.monday), _days(one.day_count))
            for one in week.missing_weeks
            if one.monday != week.monday
        ],
        "kinds": [(kind.value, says(kind)) for kind in TimeKind],
    }


def _days(count: int) -> str:
    return plural("%(n)s dag", "%(n)s dagar", count) % {"n": count}


def _lead(week: MyWeek) -> str:
    if not week.assignments:
        return text("Du har inga uppdrag den här veckan.")
    planned = sum(day.minutes for one in week.assignments for day in one.days)
    reported = sum(one.report.minutes for one in week.assignments if one.report)
    facts = {"planned": hours(planned), "reported": hours(reported)}
    return text("%(planned)s timmar är planerade, %(reported)s är rapporterade.") % facts


def _line(one: WeekAssignment, week: MyWeek, organisation: Organisation, typed: Form | None) -> dict[str, Any]:
    form = typed or Form(_values(one), version=one.report.version if one.report else 0, prefix=f"{one.request}-")
    lacking = _lacking(one)
    return {
        "body": one,
        "unit": organisation.unit(one.unit).name,
        "district": organisation.district(one.district).name,
        "purpose": says(one.purpose),
        "days": [_day(one, day.day) for day in one.days],
        "planned": hours(sum(day.minutes for day in one.days)),
        "lacking": hours(sum(lacking.values())) if lacking else "",
        "open": any(day.open for day in one.days),
        "form": form,
        "typed": typed is not None,
        "status": says(one.report.status) if one.report else "",
        "tone": _TONES[one.report.status] if one.report else "grey",
        "reported": hours(one.report.minutes) if one.report else "",
        "may_start": Command.START in one.commands and one.starts_on <= week.today,
        "may_complete": Command.COMPLETE in one.commands and one.ends_on <= week.today + _WEEK,
    }


def _day(one: WeekAssignment, day: date) -> dict[str, Any]:
    plan = next(found for found in one.days if found.day == day)
    entries = [entry for entry in one.report.entries if entry.day == day] if one.report else []
    return {
        "day": day,
        "name": formats.weekday(day),
        "short": formats.short_day(day),
        "planned": hours(plan.minutes) if plan.minutes else "",
        "reported": hours(sum(entry.minutes for entry in entries)) if entries else "",
        "kinds": _kinds(entries),
        "open": plan.open,
        "shown": bool(plan.minutes or entries or day.weekday() < 5),  # noqa: PLR2004 - Saturday
    }


def _kinds(entries: Sequence[TimeEntry]) -> str:
    """Return what the day's time went to; nothing when all of it was work."""
    if all(entry.kind is TimeKind.WORK for entry in entries):
        return ""
    return ", ".join(f"{says(entry.kind).lower()} {hours(entry.minutes)}" for entry in entries)


def _values(one: WeekAssignment) -> dict[str, Any]:
    """Return what is reported, with the plan for days that have nothing."""
    return {f"{entry.day}-{entry.kind}": hours(entry.minutes) for entry in as_planned(one)} | {"reason": ""}


def _lacking(one: WeekAssignment) -> dict[date, int]:
    """Return planned minutes of days that can be reported and have nothing."""
    reported = {entry.day for entry in one.report.entries} if one.report else set()
    return {day.day: day.minutes for day in one.days if day.open and day.minutes and day.day not in reported}


def as_planned(one: WeekAssignment) -> list[TimeEntry]:
    """Return the week's entries with the plan for every day that has nothing."""
    known = list(one.report.entries) if one.report else []
    return known + [TimeEntry(day=day, kind=TimeKind.WORK, minutes=m) for day, m in _lacking(one).items()]


def read(week: MyWeek, one: WeekAssignment, fields: FormData) -> tuple[ReportTime | None, Form]:
    """Return what the form asks for, or None and the form with what is wrong at each field."""
    names = [f"{day.day}-{kind}" for day in one.days for kind in TimeKind]
    values = forms.typed(fields, [*names, "reason"])
    written = str(fields.get("version", ""))
    form = Form(values, version=int(written) if written.isdecimal() else 0, prefix=f"{one.request}-")
    entries = as_planned(one) if fields.get("how") == "planned" else _entries(one, values, form.errors)
    if form.errors:
        return None, form
    given = {
        "request": one.request,
        "specialist": week.specialist,
        "monday": week.monday,
        "expected_version": form.version,
        "entries": entries,
        "reason": values["reason"],
    }
    body, form.errors = forms.read(ReportTime, given)
    return body, form


def _entries(one: WeekAssignment, values: Mapping[str, Any], errors: dict[str, str]) -> Sequence[TimeEntry]:
    entries = []
    for day in one.days:
        for kind in TimeKind:
            name = f"{day.day}-{kind}"
            minutes = _minutes(values[name])
            if minutes is None:
                errors[name] = text(NOT_QUARTERS)
            elif minutes:
                entries.append(TimeEntry(day=day.day, kind=kind, minutes=minutes))
    return entries


def _minutes(written: str) -> int | None:
    """Return the minutes of «7,5», 0 of nothing, None of what is no whole number of quarters up to twelve hours."""
    try:
        minutes = Decimal(written.strip().replace(",", ".") or "0") * 60
    except InvalidOperation:
        return None
    fits = minutes.is_finite() and 0 <= minutes <= 12 * 60 and minutes % _QUARTER == 0
    return int(minutes) if fits else None


def extract(week: MyWeek, organisation: Organisation) -> Extract:
    """Return the week's reported time as a list."""
    rows = [
        (
            entry.day,
            one.reference,
            organisation.district(one.district).name,
            organisation.unit(one.unit).name,
            says(entry.kind),
            float(Decimal(entry.minutes) / 60),
            says(one.report.status),
        )
        for one in week.assignments
        if one.report
        for entry in one.report.entries
    ]
    name = f"tid-{week.specialist}-{week.monday}"
    chosen = [(text("Specialist"), formats.specialist_title(week.specialist)), (text("Vecka"), str(week.monday))]
    return Extract(name, text("Min vecka"), [text(column) for column in _COLUMNS], rows, chosen)
