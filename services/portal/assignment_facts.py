"""The facts of an assignment's events in a few words, for the timeline."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from contracts.specialist_team.assignment_codes import (
    AfterStandDown,
    Effect,
    EndDeclineReason,
    PartCause,
    Side,
    StandDownReason,
)
from services.portal import formats
from services.portal.language import text
from services.portal.swedish import says

Data = Mapping[str, Any]


def _day(written: str) -> str:
    return formats.day(date.fromisoformat(written))


def _moved(data: Data) -> str:
    return text("från %(old)s till %(new)s") % {"old": _day(data["previous_ends_on"]), "new": _day(data["ends_on"])}


def _handed_over(data: Data) -> str:
    facts = {
        "old": formats.specialist_title(data["previous_specialist"]),
        "new": formats.specialist_title(data["specialist"]),
        "day": _day(data["starts_on"]),
    }
    return text("från %(old)s till %(new)s, %(day)s") % facts


def _stood_down(data: Data) -> str:
    reason, afterwards = says(StandDownReason(data["reason"])), says(AfterStandDown(data["afterwards"]))
    return f"{reason.lower()}; {afterwards.lower()}"


ASSIGNMENT_FACTS: Final[Mapping[str, Callable[[Data], str]]] = {
    "request_part_queued": lambda data: f"{says(PartCause(data['cause']))}, {data['origin_reference']}",
    "request_split": lambda data: text("resten är %(ref)s") % {"ref": data["part_reference"]},
    "assignment_end_proposed": lambda data: f"{says(Side(data['side'])).lower()}, {_moved(data)}",
    "assignment_end_declined": lambda data: says(EndDeclineReason(data["reason"])).lower(),
    "assignment_end_changed": _moved,
    "assignment_handed_over": _handed_over,
    "assignment_stood_down": _stood_down,
    "assignment_ending": lambda data: text("sista dagen är %(day)s") % {"day": _day(data["ends_on"])},
    "assignment_may_end": lambda data: text("sista dagen är %(day)s") % {"day": _day(data["ends_on"])},
    "assignment_effect_followed_up": lambda data: says(Effect(data["effect"])).lower(),
}
