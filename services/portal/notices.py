"""Notices by mail: who is told of what, and when. Pure; what is sent is one sentence and a link."""

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from libs.calendar import STOCKHOLM, add_working_days, is_working_day, local_date
from services.portal.language import word
from services.portal.visitor import Role


class Kind(StrEnum):
    """What a notice is about, as people choose."""

    WAITS_FOR_ME = "waits_for_me"
    NEWS = "news"
    ASSIGNMENT = "assignment"


class Choice(StrEnum):
    """When a person wants notices of a kind."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


KINDS: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.WAITS_FOR_ME: (
        word("Något väntar på dig"),
        word("Något nytt att bedöma, ett erbjudande, en kandidat eller en fråga att svara på."),
    ),
    Kind.NEWS: (
        word("En begäran eller beställning har gått vidare"),
        word("Bedömd, satt i kö, flyttad, avslagen, mottagen, besvarad eller tillsatt."),
    ),
    Kind.ASSIGNMENT: (word("Ett uppdrag ändras"), word("Börjar, förlängs, kortas, lämnas över eller slutar snart.")),
}
CHOICES: Final[Mapping[Choice, str]] = {
    Choice.AT_ONCE: word("Genast"),
    Choice.DAILY: word("Samlat, klockan 7 på arbetsdagar"),
    Choice.NEVER: word("Aldrig"),
}
DEFAULTS: Final[Mapping[Kind, Choice]] = {
    Kind.WAITS_FOR_ME: Choice.AT_ONCE,
    Kind.NEWS: Choice.DAILY,
    Kind.ASSIGNMENT: Choice.AT_ONCE,
}

FRESH: Final = timedelta(hours=24)
"""What happened longer ago is history: a rebuild or an import tells nobody."""
_DIGEST: Final = time(7)
_QUIET_FROM: Final = time(18)

_MANAGER, _COORDINATOR, _SPECIALIST = Role.UNIT_MANAGER, Role.COORDINATOR, Role.SPECIALIST
_APPROVER: Final = Role.DISTRICT_APPROVER
_HR: Final = Role.HR_CONSULTANT
_WAITS, _NEWS, _CHANGES = Kind.WAITS_FOR_ME, Kind.NEWS, Kind.ASSIGNMENT

TOLD: Final[Mapping[str, Mapping[Role, Kind]]] = {
    "request_sent_for_approval": {_APPROVER: _WAITS},
    "request_sent_back": {_MANAGER: _WAITS},
    "request_submitted": {_COORDINATOR: _WAITS},
    "request_resubmitted": {_COORDINATOR: _WAITS},
    "request_returned": {_MANAGER: _WAITS},
    "request_triaged": {_MANAGER: _NEWS},
    "request_acute_proposed": {_COORDINATOR: _WAITS},
    "request_acute_confirmed": {_MANAGER: _NEWS, _COORDINATOR: _NEWS},
    "request_acute_refused": {_MANAGER: _NEWS, _COORDINATOR: _NEWS},
    "request_queued": {_MANAGER: _NEWS},
    "request_kept_waiting": {_COORDINATOR: _NEWS},
    "request_overridden": {_MANAGER: _NEWS},
    "request_offered": {_MANAGER: _WAITS},
    "offer_retracted": {_MANAGER: _NEWS},
    "offer_turned_down": {_COORDINATOR: _WAITS},
    "offer_lapsed": {_COORDINATOR: _WAITS, _MANAGER: _NEWS},
    "request_accepted": {_COORDINATOR: _NEWS, _SPECIALIST: _CHANGES},
    "request_declined": {_MANAGER: _NEWS},
    "request_withdrawn": {_COORDINATOR: _NEWS, _SPECIALIST: _CHANGES},
    "request_expired": {_MANAGER: _NEWS},
    "assignment_started": {_MANAGER: _CHANGES},
    "assignment_end_proposed": {_MANAGER: _WAITS, _COORDINATOR: _WAITS},
    "assignment_end_changed": {_MANAGER: _CHANGES, _SPECIALIST: _CHANGES},
    "assignment_goes_on_after_hire": {_MANAGER: _CHANGES},
    "assignment_end_declined": {_MANAGER: _CHANGES, _COORDINATOR: _CHANGES},
    "assignment_handed_over": {_MANAGER: _CHANGES, _SPECIALIST: _CHANGES},
    "assignment_stood_down": {_MANAGER: _CHANGES, _SPECIALIST: _CHANGES},
    "assignment_ending": {_MANAGER: _WAITS, _SPECIALIST: _CHANGES},
    "assignment_completed": {_MANAGER: _WAITS},
    "assignment_effect_due": {_MANAGER: _WAITS},
    "order_placed": {_HR: _WAITS},
    "order_returned": {_MANAGER: _WAITS},
    "order_accepted": {_MANAGER: _NEWS},
    "order_cancelled": {_HR: _NEWS},
    "order_closed": {_MANAGER: _NEWS},
    "referral_proposed": {_MANAGER: _WAITS},
    "referral_chosen": {_HR: _WAITS},
    "referral_passed_over": {_HR: _NEWS},
    "referral_accepted": {_MANAGER: _NEWS},
    "referral_turned_down": {_MANAGER: _NEWS},
    "referral_lapsed": {_MANAGER: _NEWS, _HR: _NEWS},
}
"""Which events are told to whom by mail, and as what. Whoever did it is not told."""


_PLACES: Final = {"request": "/stod", "order": "/rekrytering", "referral": "/rekrytering/tjanster"}
"""Where what an event is about is read, by the first word of its name; help is read at the request."""


def address(event_type: str, subject: object) -> str:
    """Return the path of the page that a notice leads to; a referral's subject is the position."""
    about, _, _ = event_type.split(".")[1].partition("_")
    return f"{_PLACES.get(about, _PLACES['request'])}/{subject}"


def kind_of(told: Mapping[Role, Kind], roles: Collection[str]) -> Kind | None:
    """Return as what an event is told to who has these roles, None when it is not."""
    return next((kind for role, kind in told.items() if role in roles), None)


def told_as(kinds: Collection[Kind], roles: Collection[str]) -> list[str]:
    """Return the names of the events that are told as one of ``kinds`` to who has these roles."""
    return [name for name, told in TOLD.items() if kind_of(told, roles) in kinds]


def due_at(moment: datetime, choice: Choice) -> datetime | None:
    """Return when a notice of something that happened at ``moment`` is sent, None for never.

    Mail comes on working days between 7 and 18; what happens at night is told in the morning.
    """
    if choice is Choice.NEVER:
        return None
    local = moment.astimezone(STOCKHOLM)
    awake = is_working_day(local.date()) and _DIGEST <= local.time() < _QUIET_FROM
    if choice is Choice.AT_ONCE and awake:
        return moment
    this_morning = is_working_day(local.date()) and local.time() < _DIGEST
    day = local.date() if this_morning else add_working_days(local_date(moment), 1)
    return datetime.combine(day, _DIGEST, STOCKHOLM)
