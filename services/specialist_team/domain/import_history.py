"""The history of an imported request: what its row tells, decided step by step by the same decisions as any request's.

So no imported request has a history that it could not have had here. Each step is dated on the row's day, by the person
who imports in the role ``import``. What the row does not say is asked for, never made up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

from contracts.event import ActorReference
from contracts.organisation import Unit
from contracts.problem import FieldError
from contracts.specialist_team.codes import DeclineReason, Status, WithdrawReason
from contracts.specialist_team.events import SupportRequestEvent
from libs.calendar import STOCKHOLM, answer_deadline, local_date
from libs.refusals import Invalid, ServiceError
from services.specialist_team.domain import district_decisions, team_decisions
from services.specialist_team.domain.expiry import overdue
from services.specialist_team.domain.import_rows import RequestRow
from services.specialist_team.domain.import_words import code_of
from services.specialist_team.domain.request import Content, Decision, SupportRequest
from services.specialist_team.domain.team import Specialist

IMPORT = "import"
"""The role in which an import acts."""
_FIRST_STEP: Final = time(9)

_TRIAGED = ("urgency", "triaged_on")
_OFFERED = ("offered_on", "specialist", "assignment_percent", "assignment_from", "assignment_to")
_ACCEPTED = ("accepted_on",)
_HELPED = (*_TRIAGED, *_OFFERED, *_ACCEPTED, "started_on")
NEEDED: Final[dict[Status, tuple[str, ...]]] = {
    Status.SUBMITTED: (),
    Status.TRIAGED: _TRIAGED,
    Status.QUEUED: _TRIAGED,
    Status.OFFERED: (*_TRIAGED, *_OFFERED),
    Status.ACCEPTED: (*_TRIAGED, *_OFFERED, *_ACCEPTED),
    Status.UNDER_WAY: _HELPED,
    Status.COMPLETED: (*_HELPED, "completed_on"),
    Status.EVALUATED: (*_HELPED, "completed_on", "evaluated_on", "score"),
    Status.DECLINED: ("ended_on", "reason", "alternative"),
    Status.WITHDRAWN: ("ended_on", "reason"),
    Status.EXPIRED: ("ended_on",),
}
"""What a row must say for each state, beyond what every row says."""

_ALLOWED: Final[dict[Status, tuple[tuple[str, ...], ...]]] = {
    Status.UNDER_WAY: (("hours",),),
    Status.COMPLETED: (("hours",),),
    Status.EVALUATED: (("hours",),),
    Status.DECLINED: (_TRIAGED,),
    Status.WITHDRAWN: (_TRIAGED, _OFFERED, _ACCEPTED),
    Status.EXPIRED: (_TRIAGED,),
}
"""What it may say besides, each group wholly or not at all, and only after the group before it."""

_LATER: Final = (*_HELPED, "completed_on", "hours", "evaluated_on", "score", "ended_on", "reason", "alternative")
_DAYS: Final = (
    "submitted_on",
    "triaged_on",
    "offered_on",
    "accepted_on",
    "started_on",
    "completed_on",
    "evaluated_on",
    "ended_on",
)
_OFFER_COLUMNS: Final = {
    "startsOn": "assignment_from",
    "endsOn": "assignment_to",
    "percent": "assignment_percent",
    "answerBy": "accepted_on",
    "startedOn": "started_on",
    "completedOn": "completed_on",
}
"""Where the row says what a decision of the team was told."""


class RowIsWrong(Invalid):
    """The row breaks rules; ``errors`` names the columns."""


@dataclass(frozen=True)
class Telling:
    """Who imports, when, the new request's identity, and what the row's unit and specialist are."""

    request_id: UUID
    reference: str
    unit: Unit
    member: Specialist | None
    by: ActorReference
    now: datetime


def wrong(field: str, code: str, message: str, *, limit: str | None = None, found: str | None = None) -> FieldError:
    """Return an error at a column."""
    return FieldError(field=field, code=code, message=message, limit=limit, found=found)


def missing_or_out_of_place(row: RequestRow, today: date) -> list[FieldError]:
    """Return what the row's state needs or does not know, and days that come in another order than things happen."""
    needed = set(NEEDED[row.status])
    allowed, before = set(needed), True
    for group in _ALLOWED.get(row.status, ()):
        named = {name for name in group if getattr(row, name) is not None}
        allowed |= set(group) if before else set()
        needed |= set(group) if named and before and len(group) > 1 else set()
        before = bool(named)
    errors = [
        wrong(name, "missing_for_status", f"a request that is {row.status} needs it", found=row.status)
        for name in _LATER
        if name in needed and getattr(row, name) is None
    ]
    errors += [
        wrong(name, "not_for_status", f"a request that is {row.status} has none", found=row.status)
        for name in _LATER
        if name not in allowed and getattr(row, name) is not None
    ]
    return [*errors, *_reason(row), *_order(row, today)]


def _reason(row: RequestRow) -> Iterator[FieldError]:
    kinds = {Status.DECLINED: DeclineReason, Status.WITHDRAWN: WithdrawReason}
    if row.status in kinds and row.reason and code_of(kinds[row.status], row.reason) is None:
        yield wrong("reason", "unknown_word", "the value is none of the reasons for this status", found=row.reason)


def _order(row: RequestRow, today: date) -> Iterator[FieldError]:
    if row.ends_on < row.starts_on:
        yield wrong("ends_on", "ends_before_start", "the last day must not be before the first")
    if row.assignment_from and row.assignment_to and row.assignment_to < row.assignment_from:
        yield wrong("assignment_to", "ends_before_start", "the last day must not be before the first")
    known = [(name, day) for name in _DAYS if (day := getattr(row, name)) is not None]
    for (_, before), (name, day) in pairwise(known):
        if day < before:
            yield wrong(name, "out_of_order", "the day is before the step that came first", limit=before.isoformat())
    for name, day in known:
        if day > today:
            yield wrong(name, "in_the_future", "what has happened lies no later than today", limit=today.isoformat())


def history(row: RequestRow, telling: Telling) -> Decision:
    """Return the request as the row leaves it and everything that has happened to it; raises RowIsWrong."""
    errors = missing_or_out_of_place(row, local_date(telling.now))
    if errors:
        raise RowIsWrong("The row breaks rules; see errors.", errors=errors)
    return _Story(row, telling).told()


class _Story:
    """Takes one step after the other, each at nine o'clock or right after the one before, never later than now."""

    def __init__(self, row: RequestRow, telling: Telling) -> None:
        self._row = row
        self._telling = telling
        self._events: list[SupportRequestEvent] = []

    def told(self) -> Decision:
        row, by = self._row, self._telling.by
        content = _content(row, self._telling.unit)
        identity = (self._telling.request_id, self._telling.reference, self._telling.unit.district)
        made = district_decisions.draft(*identity, content, by, self._at(row.submitted_on), external_key=row.key)
        request = self._taken(made)
        request = self._taken(_said(district_decisions.submit, {}, request, by, self._at(row.submitted_on)))
        if row.urgency and row.triaged_on:
            queued = row.status is not Status.TRIAGED
            moment = self._at(row.triaged_on)
            request = self._taken(team_decisions.triage(request, row.urgency, by, moment, into_queue=queued))
        if row.offered_on:
            request = self._taken(_said(team_decisions.offer, _OFFER_COLUMNS, request, **self._offer(row.offered_on)))
        for name, decide in self._steps():
            day = getattr(row, name)
            if day:
                request = self._taken(_said(decide, _OFFER_COLUMNS | {"": name}, request, day, self._at(day)))
        return request, self._events

    def _steps(self) -> list[tuple[str, Any]]:
        score, by = self._row.score, self._telling.by
        return [
            ("accepted_on", lambda request, _, at: district_decisions.accept_offer(request, by, at)),
            ("started_on", lambda request, day, at: team_decisions.start(request, day, by, at)),
            ("completed_on", lambda request, day, at: team_decisions.complete(request, day, by, at)),
            ("evaluated_on", lambda request, _, at: district_decisions.evaluate(request, score or 0, by, at)),
            ("ended_on", self._ended),
        ]

    def _ended(self, request: SupportRequest, _: date, at: datetime) -> Decision:
        row, by = self._row, self._telling.by
        written = row.reason or ""
        if row.status is Status.DECLINED and row.alternative:
            reason = DeclineReason(code_of(DeclineReason, written) or "")
            return team_decisions.decline(request, reason, row.alternative, by, at)
        if row.status is Status.WITHDRAWN:
            return district_decisions.withdraw(request, WithdrawReason(code_of(WithdrawReason, written) or ""), by, at)
        expired = overdue(request, at, by)
        if expired is None:
            detail = "A request expires when its whole period has passed."
            error = wrong("ended_on", "has_not_passed", detail, limit=row.ends_on.isoformat())
            raise RowIsWrong(detail, errors=[error])
        return expired

    def _offer(self, offered_on: date) -> dict[str, Any]:
        row, member, now = self._row, self._telling.member, self._at(offered_on)
        if member is None:
            detail = "Choose a member of the team."
            raise RowIsWrong(detail, errors=[wrong("specialist", "unknown_specialist", detail, found=row.specialist)])
        answered = self._at(row.accepted_on) + timedelta(hours=1) if row.accepted_on else now
        return {
            "specialist": member,
            "percent": row.assignment_percent,
            "starts_on": row.assignment_from,
            "ends_on": row.assignment_to,
            "answer_by": max(answered, answer_deadline(now, team_decisions.WORKING_DAYS_TO_ANSWER)),
            "by": self._telling.by,
            "now": now,
        }

    def _at(self, day: date) -> datetime:
        moment = datetime.combine(day, _FIRST_STEP, STOCKHOLM) + timedelta(minutes=len(self._events))
        return min(moment, self._telling.now)

    def _taken(self, decision: Decision) -> SupportRequest:
        request, events = decision
        self._events += events
        return request


def _said(decide: Any, columns: dict[str, str], *arguments: Any, **named: Any) -> Decision:
    """Return the decision; its refusal is said of the columns that it was made from."""
    try:
        decision: Decision = decide(*arguments, **named)
    except RowIsWrong:
        raise
    except ServiceError as refusal:
        fields = refusal.errors or [wrong("", refusal.code, refusal.detail)]
        errors = [one.model_copy(update={"field": columns.get(one.field, _snake(one.field))}) for one in fields]
        raise RowIsWrong(refusal.detail, errors=errors) from refusal
    return decision


def _snake(name: str) -> str:
    return {"startsOn": "starts_on", "endsOn": "ends_on"}.get(name, name)


def _content(row: RequestRow, unit: Unit) -> Content:
    return Content(
        unit=unit.id,
        area=row.area or unit.area,
        purpose=row.purpose,
        percent=row.percent,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        competences=tuple(dict.fromkeys(row.competences)),
        statutory_risks=tuple(dict.fromkeys(row.statutory_risks)),
        tasks=row.tasks,
        without_help=row.without_help,
        systems=tuple(dict.fromkeys(row.systems)),
    )
