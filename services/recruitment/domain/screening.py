"""The judging of one application: who does it, what each has locked, what it comes to. Pure decisions with events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from contracts.event import ActorReference
from contracts.recruitment.screening_codes import RecusalReason, ScreeningStatus, UnblindingGround
from contracts.recruitment.screening_events import (
    ScreeningDisagreed,
    ScreeningEvent,
    ScreeningFinished,
    ScreeningGiven,
    ScreeningIdentityShown,
    ScreeningJudged,
    ScreeningLeft,
    ScreeningReconciled,
    ScreeningReopened,
)
from services.recruitment.domain.screening_answers import Answer, require_right
from services.recruitment.domain.screening_outcome import UNCLEAR, Outcome, Verdict, outcome, valid
from services.recruitment.domain.screening_questions import Questions
from services.recruitment.domain.screening_refusals import (
    ApplicationIsNotGiven,
    JudgementIsLocked,
    NothingToJudge,
    NothingToReconcile,
    ScreeningIsNotFinished,
)

E = TypeVar("E", bound=ScreeningEvent)
PAIR: Final = (1, 2)
THIRD: Final = 3


@dataclass(frozen=True)
class Seat:
    """An assessor's part in an application: 1 and 2 judge all of it, 3 what those differ on."""

    number: int
    assessor: str
    left_for: RecusalReason | None = None


@dataclass(frozen=True)
class Screening:
    """The judging of an application. Seats that somebody left stay: who left is not asked again."""

    id: UUID
    application_id: UUID
    campaign_id: UUID
    version: int = 0
    status: ScreeningStatus = ScreeningStatus.WAITING
    agreed: Mapping[str, int] = field(default_factory=dict)
    seats: tuple[Seat, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    offers: tuple[Verdict, ...] = ()

    @property
    def taken(self) -> dict[int, str]:
        """Assessor by seat, of the seats that are held."""
        return {seat.number: seat.assessor for seat in self.seats if seat.left_for is None}

    @property
    def pair(self) -> list[str]:
        """The two who judge all of it, or as many as there are."""
        taken = self.taken
        return [taken[number] for number in PAIR if number in taken]

    def seat_of(self, assessor: str) -> int | None:
        """Return the seat that the assessor holds."""
        return next((number for number, who in self.taken.items() if who == assessor), None)


Decision = tuple[Screening, Sequence[ScreeningEvent]]


def reckon(screening: Screening, asked: Questions) -> Outcome:
    """Return what the judgements come to by the profile in force."""
    judged, reconciled = valid(asked, screening.verdicts), valid(asked, screening.offers)
    return outcome(asked, screening.pair, screening.taken.get(THIRD), judged, reconciled)


def open_seat(screening: Screening, assessor: str, asked: Questions) -> int | None:
    """Return the seat that waits for the assessor; None for who has or had one, and a third only on disagreement."""
    if any(seat.assessor == assessor for seat in screening.seats):
        return None
    free = [number for number in PAIR if number not in screening.taken]
    if free:
        return free[0]
    differs = reckon(screening, asked).status is ScreeningStatus.DISAGREED
    return THIRD if differs and THIRD not in screening.taken else None


def duties(screening: Screening, assessor: str, asked: Questions) -> list[str]:
    """Return the criteria that the assessor is asked to judge now; raises ApplicationIsNotGiven."""
    seat = _require_seat(screening, assessor)
    judged = valid(asked, screening.verdicts)
    mine = {criterion for who, criterion in judged if who == assessor}
    names = reckon(screening, asked).disagreed if seat == THIRD else tuple(asked.by_criterion)
    return [name for name in names if name not in mine]


def shown(screening: Screening, reader: str, asked: Questions) -> frozenset[str]:
    """Return the criteria of which the reader sees what others judged: those judged by oneself, or all when finished.

    Who left the application sees nothing of it.
    """
    if any(seat.assessor == reader and seat.left_for for seat in screening.seats):
        return frozenset()
    if reckon(screening, asked).status is ScreeningStatus.FINISHED:
        return frozenset(asked.by_criterion)
    if screening.seat_of(reader) is None:
        return frozenset()
    return frozenset(criterion for who, criterion in valid(asked, screening.verdicts) if who == reader)


def give(screening: Screening, asked: Questions, by: ActorReference, now: datetime) -> Decision:
    """Give the application to an assessor. Raises NothingToJudge."""
    number = open_seat(screening, by.id, asked)
    if number is None:
        raise NothingToJudge("The application waits for somebody else.")
    seats = (*screening.seats, Seat(number, by.id))
    return _happened(screening, ScreeningGiven, by, now, {"seat": number}, seats=seats)


def lock(
    screening: Screening, answers: Mapping[str, Answer], asked: Questions, by: ActorReference, now: datetime
) -> Decision:
    """Lock the assessor's judgement of all that is asked.

    Raises ApplicationIsNotGiven, JudgementIsLocked or JudgementIsWrong.
    """
    seat = _require_seat(screening, by.id)
    require_open(screening, by.id, asked)
    wanted = duties(screening, by.id, asked)
    require_right(answers, wanted, asked)
    new = [Verdict(by.id, name, asked.profile, answers[name].value, answers[name].ground) for name in wanted]
    facts = {"seat": seat, "profile": asked.profile, "criteria": wanted}
    judged = _happened(screening, ScreeningJudged, by, now, facts, verdicts=(*screening.verdicts, *new))
    return follow(judged, asked, by, now)


def leave(screening: Screening, reason: RecusalReason, asked: Questions, by: ActorReference, now: datetime) -> Decision:
    """Leave the application to another; what was judged there does not count any more.

    Raises ApplicationIsNotGiven, and JudgementIsLocked when nothing is asked any more, unless a conflict was declared.
    """
    seat = _require_seat(screening, by.id)
    if reason is not RecusalReason.DECLARED and not duties(screening, by.id, asked):
        raise JudgementIsLocked("Your judgement is locked. Declare the conflict instead.")
    seats = tuple(replace(one, left_for=reason) if one.assessor == by.id else one for one in screening.seats)
    left = _happened(screening, ScreeningLeft, by, now, {"seat": seat, "reason": reason}, seats=seats)
    return follow(left, asked, by, now)


def reconcile(
    screening: Screening, criterion: str, value: int, asked: Questions, by: ActorReference, now: datetime
) -> Decision:
    """Say what the two may agree on; when both have said the same it holds. Raises NothingToReconcile.

    A must that both find unclear can be reconciled too: the candidate has sent in what was missing.
    """
    found = reckon(screening, asked)
    question = asked.by_criterion.get(criterion)
    unclear = question is not None and question.must and found.agreed.get(criterion) == UNCLEAR
    if by.id not in screening.pair or question is None or not (criterion in found.disagreed or unclear):
        raise NothingToReconcile("The two assessors of an application agree on what they differ on.")
    require_right({criterion: Answer(value, None)}, [criterion], asked)
    offer = Verdict(by.id, criterion, asked.profile, value)
    kept = (one for one in screening.offers if (one.assessor, one.criterion) != (by.id, criterion))
    said = _happened(screening, ScreeningReconciled, by, now, {"criterion": criterion}, offers=(*kept, offer))
    return follow(said, asked, by, now)


def follow(before: Decision | Screening, asked: Questions, by: ActorReference, now: datetime) -> Decision:
    """Let the status follow what is judged, and tell it when it changes."""
    screening, events = before if isinstance(before, tuple) else (before, ())
    found = reckon(screening, asked)
    was, is_now = screening.status, found.status
    settled = replace(screening, status=is_now, agreed=dict(found.agreed))
    if was is is_now:
        return settled, events
    tellings: dict[ScreeningStatus, tuple[type[ScreeningEvent], dict[str, Any]]] = {
        ScreeningStatus.DISAGREED: (ScreeningDisagreed, {"criteria": list(found.disagreed)}),
        ScreeningStatus.FINISHED: (ScreeningFinished, {"profile": asked.profile}),
        ScreeningStatus.WAITING: (ScreeningReopened, {"profile": asked.profile}),
    }
    event, facts = tellings[is_now]
    told, more = _happened(settled, event, by, now, facts)
    return told, (*events, *more)


def unblind(screening: Screening, ground: UnblindingGround, by: ActorReference, now: datetime) -> Decision:
    """Tell somebody who the candidate is. Raises ScreeningIsNotFinished."""
    if screening.status is not ScreeningStatus.FINISHED:
        raise ScreeningIsNotFinished("Who it is is told when every criterion is settled.")
    return _happened(screening, ScreeningIdentityShown, by, now, {"ground": ground})


def require_open(screening: Screening, assessor: str, asked: Questions) -> None:
    """Refuse who has nothing left to judge here. Raises ApplicationIsNotGiven or JudgementIsLocked."""
    if not duties(screening, assessor, asked):
        raise JudgementIsLocked("Your judgement is locked; it was given before you saw the other's.")


def _require_seat(screening: Screening, assessor: str) -> int:
    seat = screening.seat_of(assessor)
    if seat is None:
        raise ApplicationIsNotGiven("The application is not given to you.")
    return seat


def _happened(
    screening: Screening, event: type[E], by: ActorReference, now: datetime, facts: dict[str, Any], **changes: Any
) -> tuple[Screening, tuple[E, ...]]:
    changed = replace(screening, version=screening.version + 1, **changes)
    fact = event(
        subject_id=screening.id,
        subject_version=changed.version,
        occurred_at=now,
        actor=by,
        campaign_id=screening.campaign_id,
        application_id=screening.application_id,
        **facts,
    )
    return changed, (fact,)
