"""An interview of an application: booked, moved, held or not, and judged by each interviewer apart. Pure decisions.

That nobody is booked twice is kept by the database: ``interview_store``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

from contracts.event import ActorReference
from contracts.recruitment.interview_codes import InterviewCancelReason, InterviewKind, InterviewStatus
from contracts.recruitment.interview_events import (
    InterviewBooked,
    InterviewCancelled,
    InterviewEvent,
    InterviewHeld,
    InterviewMissed,
    InterviewMoved,
    InterviewScorecardLocked,
)
from services.recruitment.domain.interview_refusals import (
    InterviewNotBegun,
    InterviewOutOfRange,
    NotOneOfTheInterviewers,
    ScorecardIsLocked,
)
from services.recruitment.domain.screening_answers import Answer, require_right
from services.recruitment.domain.screening_outcome import Verdict
from services.recruitment.domain.screening_questions import Questions

E = TypeVar("E", bound=InterviewEvent)
FURTHEST: Final = timedelta(days=180)


@dataclass(frozen=True)
class Interviewer:
    """Somebody who interviews, in which role; ``locked_at`` when the own scorecard was locked."""

    person: str
    role: str
    locked_at: datetime | None = None


@dataclass(frozen=True)
class Slot:
    """When, where and by whom."""

    starts_at: datetime
    ends_at: datetime
    place: str
    interviewers: tuple[Interviewer, ...]


@dataclass(frozen=True)
class Interview:
    """An interview. ``sequence`` is that of its invitation; ``verdicts`` are of the scorecards that are locked."""

    id: UUID
    campaign_id: UUID
    application_id: UUID
    kind: InterviewKind
    slot: Slot
    version: int
    sequence: int
    status: InterviewStatus
    updated_at: datetime
    cancelled: InterviewCancelReason | None = None
    verdicts: tuple[Verdict, ...] = ()

    @property
    def people(self) -> list[str]:
        """The interviewers' ids."""
        return [one.person for one in self.slot.interviewers]

    def seat_of(self, person: str) -> Interviewer | None:
        """Return the person's part in the interview."""
        return next((one for one in self.slot.interviewers if one.person == person), None)

    @property
    def is_judged(self) -> bool:
        """Tell whether it was held and every interviewer has locked."""
        return self.status is InterviewStatus.HELD and all(one.locked_at for one in self.slot.interviewers)


Decision = tuple[Interview, InterviewEvent]


def book(begun: Interview, by: ActorReference, now: datetime) -> Decision:
    """Book the interview. Raises InterviewOutOfRange."""
    _require_to_come(begun.slot, now)
    return _happened(begun, InterviewBooked, by, now, {"kind": begun.kind, **_when(begun)})


def move(interview: Interview, slot: Slot, by: ActorReference, now: datetime) -> Decision:
    """Give it another time, place or interviewers. Raises InterviewOutOfRange."""
    if slot.starts_at != interview.slot.starts_at:
        _require_to_come(slot, now)
    moved = replace(interview, slot=slot)
    return _happened(moved, InterviewMoved, by, now, _when(moved), sequence=interview.sequence + 1)


def cancel(interview: Interview, reason: InterviewCancelReason, by: ActorReference, now: datetime) -> Decision:
    """Call it off."""
    changes = {"status": InterviewStatus.CANCELLED, "cancelled": reason, "sequence": interview.sequence + 1}
    return _happened(interview, InterviewCancelled, by, now, {"reason": reason}, **changes)


def hold(interview: Interview, present: Sequence[str], by: ActorReference, now: datetime) -> Decision:
    """Note that it was held, and by whom of the interviewers. Raises InterviewNotBegun or NotOneOfTheInterviewers."""
    _require_begun(interview, now)
    if set(present) - set(interview.people):
        raise NotOneOfTheInterviewers.because("Choose among the interviewers.")
    there = tuple(one for one in interview.slot.interviewers if one.person in present)
    slot = replace(interview.slot, interviewers=there)
    facts = {"interviewers": [one.person for one in there]}
    return _happened(interview, InterviewHeld, by, now, facts, slot=slot, status=InterviewStatus.HELD)


def miss(interview: Interview, by: ActorReference, now: datetime) -> Decision:
    """Note that the candidate did not come. Raises InterviewNotBegun."""
    _require_begun(interview, now)
    return _happened(interview, InterviewMissed, by, now, status=InterviewStatus.MISSED)


def lock(
    interview: Interview, answers: Mapping[str, Answer], asked: Questions, by: ActorReference, now: datetime
) -> Decision:
    """Lock the interviewer's scorecard of all that the interview is to show; ``asked`` is no more than that.

    Raises ScorecardIsLocked or JudgementIsWrong.
    """
    require_open(interview, by.id)
    wanted = list(asked.by_criterion)
    require_right(answers, wanted, asked)
    new = [Verdict(by.id, name, asked.profile, answers[name].value, answers[name].ground) for name in wanted]
    seats = tuple(replace(one, locked_at=now) if one.person == by.id else one for one in interview.slot.interviewers)
    changed = replace(interview, slot=replace(interview.slot, interviewers=seats), verdicts=(*interview.verdicts, *new))
    facts = {"profile": asked.profile, "criteria": wanted, "all_locked": changed.is_judged}
    return _happened(changed, InterviewScorecardLocked, by, now, facts)


def require_open(interview: Interview, person: str) -> None:
    """Raise ScorecardIsLocked when the person has locked a scorecard, or has none to lock."""
    seat = interview.seat_of(person)
    if seat is None or seat.locked_at:
        raise ScorecardIsLocked("Your scorecard is locked; it was given before you saw the others'.")


def has_begun(interview: Interview, now: datetime) -> bool:
    """Tell whether the interview's time has come."""
    return interview.slot.starts_at <= now


def _require_begun(interview: Interview, now: datetime) -> None:
    if not has_begun(interview, now):
        raise InterviewNotBegun("Note what became of it when its time has come.")


def _require_to_come(slot: Slot, now: datetime) -> None:
    if not now < slot.starts_at <= now + FURTHEST:
        raise InterviewOutOfRange.because("Choose a time from now on, within half a year.")


def _when(interview: Interview) -> dict[str, Any]:
    slot = interview.slot
    return {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "interviewers": interview.people}


def _happened(
    interview: Interview,
    event: type[E],
    by: ActorReference,
    now: datetime,
    facts: dict[str, Any] | None = None,
    **changes: Any,
) -> tuple[Interview, E]:
    changed = replace(interview, version=interview.version + 1, updated_at=now, **changes)
    fact = event(
        subject_id=interview.id,
        subject_version=changed.version,
        occurred_at=now,
        actor=by,
        campaign_id=interview.campaign_id,
        application_id=interview.application_id,
        **(facts or {}),
    )
    return changed, fact
