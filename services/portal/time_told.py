"""Worked time of a request as its page tells it: week by week, with what has been changed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from contracts.specialist_team.assignments import AssignmentBody
from contracts.specialist_team.time import TimeChange, TimeReport
from contracts.specialist_team.time_codes import TimeStatus
from contracts.specialist_team.time_events import TimeEntry
from services.portal import formats
from services.portal.event_looks import event_look
from services.portal.exports import Extract
from services.portal.forms import Form
from services.portal.language import text, word
from services.portal.swedish import role_name, says
from services.portal.week_told import hours

_TONES: Final = {TimeStatus.REPORTED: "blue", TimeStatus.CONFIRMED: "green", TimeStatus.OBJECTED: "yellow"}
_COLUMNS: Final = (word("Dag"), word("Specialist"), word("Slag"), word("Timmar"), word("Läge"))


def told(
    reports: Sequence[TimeReport], assignment: AssignmentBody, form: Form | None, failed: UUID | None
) -> dict[str, Any]:
    """Return what the page shows; ``form`` holds what was typed at the week ``failed``."""
    facts = {
        "planned": hours(assignment.planned_minutes),
        "reported": hours(assignment.reported_minutes),
        "confirmed": hours(assignment.confirmed_minutes),
    }
    return {
        "lead": text("%(planned)s timmar planerade, %(reported)s rapporterade, %(confirmed)s bekräftade.") % facts,
        "imported": hours(assignment.imported_minutes) if assignment.imported_minutes else "",
        "cost": _cost(assignment),
        "weeks": [_week(one, form if one.id == failed else None) for one in reports],
    }


def _cost(assignment: AssignmentBody) -> str:
    if not assignment.reported_minutes:
        return ""
    facts = {"team": _crowns(assignment.team_cost_ore), "agency": _crowns(assignment.agency_cost_ore)}
    return (
        text("Stödet har kostat teamet %(team)s kr. Samma timmar från bemanningsföretag kostar ungefär %(agency)s kr.")
        % facts
    )


def _crowns(ore: int) -> str:
    return formats.number(ore // 100)


def _week(one: TimeReport, typed: Form | None) -> dict[str, Any]:
    return {
        "body": one,
        "heading": formats.week_period(one.monday),
        "status": says(one.status),
        "tone": _TONES[one.status],
        "hours": hours(one.minutes),
        "rows": [_row(entry) for entry in one.entries],
        "form": typed or Form(version=one.version, prefix=f"{one.id}-"),
        "typed": typed is not None,
        "changes": [_change(change) for change in one.changes],
    }


def _row(entry: TimeEntry) -> dict[str, str]:
    return {
        "name": formats.weekday(entry.day),
        "short": formats.short_day(entry.day),
        "kind": says(entry.kind),
        "hours": hours(entry.minutes),
    }


def _change(change: TimeChange) -> dict[str, Any]:
    difference = ""
    if change.entries is not None:
        after = hours(sum(one.minutes for one in change.entries))
        difference = text("%(n)s timmar") % {"n": after}
        if change.previous_entries is not None:
            before = hours(sum(one.minutes for one in change.previous_entries))
            difference = text("från %(old)s till %(new)s timmar") % {"old": before, "new": after}
    return {
        "happened": text(event_look(change.type).happened),
        "who": role_name(change.role),
        "at": change.at,
        "reason": change.reason or "",
        "difference": difference,
    }


def extract(reference: str, reports: Sequence[TimeReport]) -> Extract:
    """Return the time as a list."""
    rows = [
        (
            entry.day,
            formats.specialist_title(one.specialist),
            says(entry.kind),
            float(Decimal(entry.minutes) / 60),
            says(one.status),
        )
        for one in reports
        for entry in one.entries
    ]
    columns = [text(column) for column in _COLUMNS]
    return Extract(f"tid-{reference}", text("Tid"), columns, rows, [(text("Referens"), reference)])
