"""How a request's way is told: its steps, and the timeline with who, when and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, TypeVar

from contracts.recruitment.codes import OrderCancelReason
from contracts.specialist_team.codes import (
    Alternative,
    DeclineReason,
    ExpiryCause,
    Status,
    TurnDownReason,
    Urgency,
    WithdrawReason,
)
from services.portal import formats
from services.portal.assignment_facts import ASSIGNMENT_FACTS
from services.portal.campaign_facts import CAMPAIGN_FACTS
from services.portal.employment_told import EMPLOYMENT_FACTS
from services.portal.event_looks import event_look
from services.portal.language import text
from services.portal.swedish import STATES, STEPS, role_name, says

_REACHES: Final = {
    "request_submitted": Status.SUBMITTED,
    "request_triaged": Status.TRIAGED,
    "request_queued": Status.QUEUED,
    "request_offered": Status.OFFERED,
    "request_accepted": Status.ACCEPTED,
    "assignment_started": Status.UNDER_WAY,
    "assignment_completed": Status.COMPLETED,
    "request_evaluated": Status.EVALUATED,
}
_ORDER: Final = [status for status, _, _ in STEPS]
_NOT_SENT: Final = (Status.DRAFT, Status.AWAITING_APPROVAL)
_ENDED: Final = (Status.DECLINED, Status.WITHDRAWN, Status.EXPIRED)


S = TypeVar("S")
"""A status."""


@dataclass(frozen=True)
class Happening:
    """Something that happened, from the owner's record or from what the portal remembers."""

    type: str
    at: datetime
    role: str
    data: Mapping[str, Any]
    reason: str | None = None

    @property
    def name(self) -> str:
        """The event's own name, such as ``request_queued``."""
        return self.type.split(".")[1]


@dataclass(frozen=True)
class Step:
    """One of the eight steps: its word, whether it is done, current or to come, and a note under it."""

    word: str
    glyph: str
    kind: str
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    icon: str
    tone: str
    happened: str
    details: str
    who: str
    at: datetime
    reason: str


def steps(status: Status, happenings: Sequence[Happening], position: int | None) -> list[Step]:
    """Return the eight steps; one that had to be taken again, such as an offer, counts as it stands now."""
    days = {_REACHES[h.name]: h.at for h in happenings if h.name in _REACHES}
    ended = status in _ENDED
    reached = -1 if status in _NOT_SENT else _ORDER.index(status) if status in _ORDER else 0
    if ended:
        reached = max((_ORDER.index(step) for step in days), default=-1)
    shown = []
    for number, (step, done, coming) in enumerate(STEPS):
        if number <= reached:
            place = step is Status.QUEUED and status is Status.QUEUED and position
            note = text("plats %(n)s") % {"n": position} if place else formats.day(days[step]) if step in days else ""
            shown.append(Step(done, "s-done", "done", note))
        elif number == reached + 1 and not ended:
            shown.append(next_step(coming, STATES[step].glyph))
        else:
            shown.append(Step(coming, "s-new", "coming"))
    return shown


def way(
    steps: Sequence[tuple[S, str, str]], glyphs: Mapping[S, str], days: Mapping[S, str], status: S, *, ended: bool
) -> list[Step]:
    """Return the steps up to ``status`` as done, with their day, and the others as coming.

    ``steps`` are state, the passed step's word and the coming step's. What has ended got as far as ``days`` tell.
    """
    order = [step for step, _, _ in steps]
    reached = order.index(status) if status in order else -1
    if ended:
        reached = max((order.index(step) for step in days), default=-1)
    shown = []
    for number, (step, done, coming) in enumerate(steps):
        if number <= reached:
            shown.append(Step(done, "s-done", "done", days.get(step, "")))
        elif number == reached + 1 and not ended:
            shown.append(next_step(coming, glyphs[step]))
        else:
            shown.append(Step(coming, "s-new", "coming"))
    return shown


def next_step(coming: str, glyph: str) -> Step:
    """Return the step that comes next; one that ends it all does not look done before it is."""
    return Step(coming, "s-under-way" if glyph == "s-done" else glyph, "current", text("nästa steg"))


def timeline(happenings: Sequence[Happening]) -> list[Entry]:
    """Return what has happened, newest first; one reason for two things at once is said once."""
    told = [
        replace(now, reason=None) if before and (before.at, before.reason) == (now.at, now.reason) else now
        for before, now in zip([None, *happenings], happenings, strict=False)
    ]
    return [_entry(happening) for happening in reversed(told)]


def _entry(happening: Happening) -> Entry:
    look = event_look(happening.type)
    return Entry(
        icon=look.icon,
        tone=look.tone,
        happened=text(look.happened),
        details=details(happening),
        who=role_name(happening.role),
        at=happening.at,
        reason=happening.reason or "",
    )


def details(happening: Happening) -> str:
    """Return the facts of the event in a few words."""
    tell = _FACTS.get(happening.name)
    return tell(happening.data) if tell else ""


def _help(data: Mapping[str, Any]) -> str:
    when = formats.period(date.fromisoformat(data["starts_on"]), date.fromisoformat(data["ends_on"]))
    facts = {"who": formats.specialist_title(data["specialist"]), "percent": data["percent"], "when": when}
    return text("%(who)s, %(percent)s procent, %(when)s") % facts


def _when(written: str) -> str:
    moment = datetime.fromisoformat(written)
    return f"{formats.day(moment)} {formats.clock(moment)}"


def _declined(data: Mapping[str, Any]) -> str:
    return f"{says(DeclineReason(data['reason'])).lower()}; {says(Alternative(data['alternative'])).lower()}"


def _withdrawn(data: Mapping[str, Any]) -> str:
    why = says(WithdrawReason(data["reason"])).lower()
    return f"{why}; {_compared(data)}" if data.get("hours") is not None else why


def _compared(shown: Mapping[str, Any]) -> str:
    """Return what a long wait was compared with: hours, and the price of an hour both ways."""
    hours, team, agency = shown["hours"], shown["team_hour_cost"], shown["agency_hour_price"]
    facts = {"hours": formats.number(hours), "team": formats.number(team), "agency": formats.number(agency)}
    return text("%(hours)s timmar, teamet %(team)s kr och bemanning %(agency)s kr per timme") % facts


_FACTS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    **ASSIGNMENT_FACTS,
    **EMPLOYMENT_FACTS,
    "order_cancelled": lambda data: says(OrderCancelReason(data["reason"])).lower(),
    **CAMPAIGN_FACTS,
    "request_triaged": lambda data: says(Urgency(data["urgency"])).lower(),
    "request_returned": lambda data: text("svar senast %(when)s") % {"when": _when(data["answer_by"])},
    "request_overridden": lambda data: text("till plats %(n)s") % {"n": data["position"]},
    "request_offered": _help,
    "request_accepted": _help,
    "offer_turned_down": lambda data: says(TurnDownReason(data["reason"])).lower(),
    "request_declined": _declined,
    "request_withdrawn": _withdrawn,
    "request_kept_waiting": _compared,
    "request_expired": lambda data: says(ExpiryCause(data["cause"])).lower(),
    "assignment_started": lambda data: formats.day(date.fromisoformat(data["started_on"])),
    "assignment_completed": lambda data: formats.day(date.fromisoformat(data["completed_on"])),
    "request_evaluated": lambda data: text("%(n)s av 5") % {"n": data["score"]},
}
