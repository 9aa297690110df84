"""The decisions about assignments that a request's page offers, and what their forms hold from the start."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from contracts.specialist_team import assignments
from contracts.specialist_team.assignment_codes import (
    AfterStandDown,
    Effect,
    EndDeclineReason,
    Match,
    Rest,
    StandDownReason,
)
from contracts.specialist_team.assignments import AssignmentBody
from contracts.specialist_team.codes import Command
from services.portal import formats
from services.portal.forms import Decision
from services.portal.language import word
from services.portal.swedish import says

ASSIGNMENT_DECISIONS: Final[Mapping[Command, Decision]] = {
    Command.SPLIT: Decision(
        assignments.Split,
        ("percent", "from_on", "reason"),
        word("Dela begäran"),
        word("Begäran är delad. Båda delarna har kvar sin väntetid."),
    ),
    Command.PROPOSE_END: Decision(
        assignments.ProposeEnd,
        ("ends_on", "reason"),
        word("Spara ny sista dag"),
        word("Sparat. Behövs ett svar från den andra parten står det under Uppdraget."),
    ),
    Command.AGREE_END: Decision(
        assignments.AgreeEnd, (), word("Godkänn"), word("Den nya sista dagen gäller. Kalendern är ändrad.")
    ),
    Command.DECLINE_END: Decision(
        assignments.DeclineEnd,
        ("reason", "note"),
        word("Säg nej"),
        word("Ni har sagt nej. Den gamla sista dagen gäller."),
    ),
    Command.LET_END: Decision(
        assignments.LetEnd, (), word("Låt stödet ta slut"), word("Sparat. Stödet tar slut som planerat.")
    ),
    Command.HAND_OVER: Decision(
        assignments.HandOver,
        ("specialist", "from_on", "reason"),
        word("Lämna över"),
        word("Stödet är överlämnat. Båda specialisterna och stadsdelen ser det."),
    ),
    Command.STAND_DOWN: Decision(
        assignments.StandDown,
        ("reason", "last_day", "afterwards", "note"),
        word("Ta hem specialisten"),
        word("Sparat. Stadsdelen ser skälet och vad som inte blev gjort."),
    ),
    Command.REVIEW: Decision(
        assignments.Review,
        ("task", "introduction", "conditions", "comment"),
        word("Skicka utvärderingen"),
        word("Tack. Utvärderingen är sparad."),
    ),
    Command.FOLLOW_UP_EFFECT: Decision(
        assignments.FollowUpEffect, ("effect", "comment"), word("Skicka svaret"), word("Tack. Svaret är sparat.")
    ),
}

_OPTIONAL: Final = frozenset({"percent", "from_on", "last_day", "rest"})
"""Fields that may be left empty, or are not asked for in every situation."""

CHOICES: Final = {
    "end_decline": EndDeclineReason,
    "stand_down": StandDownReason,
    "afterwards": AfterStandDown,
    "match": Match,
    "effect": Effect,
    "rest": Rest,
}


def choices() -> dict[str, list[tuple[str, str, str]]]:
    """Return the lists to choose from, in the reader's language."""
    return {name: [(code.value, says(code), "") for code in codes] for name, codes in CHOICES.items()}


def without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with optional fields that were left empty taken out."""
    return {name: value for name, value in values.items() if value or name not in _OPTIONAL}


def first_values(command: Command, assignment: AssignmentBody) -> dict[str, Any]:
    """Return what a form holds before anything is typed."""
    today = formats.today()
    segments = assignment.segments
    match command:
        case Command.ACCEPT_OFFER if assignment.remains:
            return {"rest": Rest.QUEUE.value}
        case Command.PROPOSE_END if segments:
            return {"ends_on": (segments[-1].ends_on + timedelta(days=28)).isoformat()}
        case Command.HAND_OVER if segments:
            return {"from_on": min(max(segments[0].starts_on, today), segments[-1].ends_on).isoformat()}
        case Command.STAND_DOWN if segments:
            return {"last_day": min(today, segments[-1].ends_on).isoformat(), "afterwards": AfterStandDown.QUEUE.value}
        case _:
            return {}
