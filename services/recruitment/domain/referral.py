"""A referral: HR-service proposes a candidate for a position, the manager decides, the candidate is offered it.

Pure decisions, each with the event that tells it. What becomes of order, application and other referrals when an
offer is accepted stands where it is done: ``referral_handlers.accept``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

from contracts.event import ActorReference
from contracts.problem import FieldError
from contracts.recruitment.campaign_codes import GateDocument
from contracts.recruitment.gate_rules import GateRule
from contracts.recruitment.referral_codes import PassOverReason, ReferralEnding, ReferralStatus
from contracts.recruitment.referral_events import (
    ReferralAccepted,
    ReferralChosen,
    ReferralDocumentsSeen,
    ReferralEnded,
    ReferralEvent,
    ReferralLapsed,
    ReferralOffered,
    ReferralPassedOver,
    ReferralProposed,
    ReferralRetracted,
    ReferralTurnedDown,
)
from libs.calendar import local_date
from services.recruitment.domain.referral_refusals import (
    AnswerByOutOfRange,
    AnswerIsTooLate,
    DocumentNotAskedFor,
    DocumentsNotSeen,
)
from services.recruitment.domain.refusals import EmploymentStartsInThePast

E = TypeVar("E", bound=ReferralEvent)

LIVE: Final = frozenset({ReferralStatus.PROPOSED, ReferralStatus.CHOSEN, ReferralStatus.OFFERED})
"""What is not decided yet."""
HOLDING: Final = frozenset({ReferralStatus.OFFERED, ReferralStatus.ACCEPTED})
"""What holds person and position: one at a time for each, which the database keeps."""
LONGEST_ANSWER: Final = timedelta(days=30)


@dataclass(frozen=True)
class Seen:
    """A document that was seen, by which version of the rule that asks for it, by whom and when."""

    document: GateDocument
    version: int
    by: str
    at: datetime


@dataclass(frozen=True)
class Referral:
    """A candidate proposed for a position. ``reason`` is HR-service's, ``decision`` the manager's."""

    id: UUID
    campaign_id: UUID
    position_id: UUID
    application_id: UUID
    candidate_id: UUID
    district: str
    unit: str
    version: int
    status: ReferralStatus
    reason: str
    run_id: UUID | None
    proposed_at: datetime
    updated_at: datetime
    decision: str | None = None
    passed_over: PassOverReason | None = None
    ended: ReferralEnding | None = None
    documents: tuple[Seen, ...] = field(default=())
    answer_by: date | None = None
    starts_on: date | None = None


Decision = tuple[Referral, ReferralEvent]


def propose(referral: Referral, by: ActorReference, now: datetime) -> Decision:
    """Propose the candidate to the manager."""
    return _happened(referral, ReferralProposed, by, now, {"run_id": referral.run_id})


def choose(referral: Referral, reason: str, by: ActorReference, now: datetime) -> Decision:
    """The manager wants the candidate."""
    return _happened(referral, ReferralChosen, by, now, status=ReferralStatus.CHOSEN, decision=reason)


def pass_over(referral: Referral, why: PassOverReason, note: str, by: ActorReference, now: datetime) -> Decision:
    """The manager does not choose the candidate."""
    changes = {"status": ReferralStatus.PASSED_OVER, "passed_over": why, "decision": note or None}
    return _happened(referral, ReferralPassedOver, by, now, {"reason": why}, **changes)


def see_documents(
    referral: Referral, documents: Sequence[GateDocument], rules: Sequence[GateRule], by: ActorReference, now: datetime
) -> Decision:
    """Note that documents were seen, which the ``rules`` in force ask for. Raises DocumentNotAskedFor."""
    asked = {document: rule.version for rule in rules for document in rule.documents}
    if set(documents) - set(asked):
        raise DocumentNotAskedFor.because("Ask only for what a rule in force asks for.")
    seen = [Seen(one, asked[one], by.id, now) for one in dict.fromkeys(documents)]
    kept = [one for one in referral.documents if one.document not in documents]
    facts = {"documents": [one.document for one in seen]}
    return _happened(referral, ReferralDocumentsSeen, by, now, facts, documents=(*kept, *seen))


def missing_documents(referral: Referral, rules: Iterable[GateRule]) -> list[GateDocument]:
    """Return what has not been seen of what the ``rules`` ask for, by their version in force."""
    seen = {(one.document, one.version) for one in referral.documents}
    return [one for rule in rules for one in rule.documents if (one, rule.version) not in seen]


def offer(
    referral: Referral, answer_by: date, rules: Sequence[GateRule], by: ActorReference, now: datetime
) -> Decision:
    """Offer the candidate the position. Raises DocumentsNotSeen or AnswerByOutOfRange."""
    today = local_date(now)
    if missing := missing_documents(referral, rules):
        errors = [FieldError(field=f"documents.{one}", code="not_seen", message="See it first.") for one in missing]
        raise DocumentsNotSeen("See what the law asks for before the offer.", errors=errors)
    if not today < answer_by <= today + LONGEST_ANSWER:
        raise AnswerByOutOfRange.because("Choose a day from tomorrow on, within thirty days.")
    changes = {"status": ReferralStatus.OFFERED, "answer_by": answer_by}
    return _happened(referral, ReferralOffered, by, now, {"answer_by": answer_by}, **changes)


def accept(referral: Referral, starts_on: date, by: ActorReference, now: datetime) -> Decision:
    """The candidate takes the position. Raises AnswerIsTooLate or EmploymentStartsInThePast."""
    today = local_date(now)
    if is_overdue(referral, today):
        raise AnswerIsTooLate("The last day to answer has been; make a new offer if it still holds.")
    if starts_on < today:
        raise EmploymentStartsInThePast.because("Choose a first day from today on.", today)
    changes = {"status": ReferralStatus.ACCEPTED, "starts_on": starts_on}
    return _happened(referral, ReferralAccepted, by, now, {"starts_on": starts_on}, **changes)


def turn_down(referral: Referral, by: ActorReference, now: datetime) -> Decision:
    """The candidate does not take the position, which is open as before."""
    return _happened(referral, ReferralTurnedDown, by, now, status=ReferralStatus.TURNED_DOWN)


def retract(referral: Referral, by: ActorReference, now: datetime) -> Decision:
    """HR-service takes the referral, or the offer, back."""
    return _happened(referral, ReferralRetracted, by, now, status=ReferralStatus.RETRACTED)


def is_overdue(referral: Referral, today: date) -> bool:
    """Tell whether the offer's last day has passed without an answer."""
    return referral.status is ReferralStatus.OFFERED and referral.answer_by is not None and referral.answer_by < today


def lapse(referral: Referral, by: ActorReference, now: datetime) -> Decision:
    """The offer's time is up."""
    return _happened(referral, ReferralLapsed, by, now, status=ReferralStatus.LAPSED)


def end(referral: Referral, why: ReferralEnding, by: ActorReference, now: datetime) -> Decision:
    """End what something else has decided."""
    return _happened(referral, ReferralEnded, by, now, {"reason": why}, status=ReferralStatus.ENDED, ended=why)


def _happened(
    referral: Referral,
    event: type[E],
    by: ActorReference,
    now: datetime,
    facts: dict[str, Any] | None = None,
    **changes: Any,
) -> tuple[Referral, E]:
    changed = replace(referral, version=referral.version + 1, updated_at=now, **changes)
    fact = event(
        subject_id=referral.id,
        subject_version=changed.version,
        occurred_at=now,
        actor=by,
        campaign_id=referral.campaign_id,
        position_id=referral.position_id,
        application_id=referral.application_id,
        candidate_id=referral.candidate_id,
        district=referral.district,
        unit=referral.unit,
        **(facts or {}),
    )
    return changed, fact
