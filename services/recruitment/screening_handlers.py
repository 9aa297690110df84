"""Use cases of screening: declare conflicts, be given an application, judge it, leave it, agree, learn who it is."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from contracts.event import ActorReference
from contracts.recruitment import screening as api
from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.screening_codes import MustFinding, RecusalReason
from libs.commands import Occasion
from libs.database import Transaction
from services.recruitment import (
    application_store,
    campaign_store,
    identity_store,
    screening_record_store,
    screening_store,
)
from services.recruitment.domain import campaign_rules, screening, screening_outcome
from services.recruitment.domain.application import Application
from services.recruitment.domain.application_refusals import ApplicationIsWithdrawn
from services.recruitment.domain.campaign_refusals import CampaignIs
from services.recruitment.domain.personal_marks import marks
from services.recruitment.domain.screening import Decision, Screening
from services.recruitment.domain.screening_answers import Answer
from services.recruitment.domain.screening_questions import Questions, questions
from services.recruitment.domain.screening_refusals import (
    ConflictsNotDeclared,
    IdentityIsKnown,
    IdentityIsProtected,
    NothingToJudge,
    ProfileIsRevised,
)
from services.recruitment.order_handlers import person
from services.recruitment.personal_data import PersonalData, Sealed

FINDINGS: Final[Mapping[MustFinding, int]] = {
    MustFinding.MET: screening_outcome.MET,
    MustFinding.NOT_MET: screening_outcome.NOT_MET,
    MustFinding.UNCLEAR: screening_outcome.UNCLEAR,
}
_JUDGED_IN: Final = frozenset({CampaignStatus.PUBLISHED, CampaignStatus.CLOSED_FOR_APPLICATIONS})
"""Judging begins as applications come in: each is judged by the profile's own steps, never against another."""

Decide = Callable[[Screening, Questions, ActorReference], Decision]


async def asked(tx: Transaction, campaign_id: UUID) -> Questions:
    """Return what the campaign's profile asks now."""
    return questions(await campaign_store.profiles(tx, campaign_id))


def _assessor(occasion: Occasion) -> ActorReference:
    return occasion.actor.acting_as(campaign_rules.require_hr(person(occasion)))


async def declare(
    tx: Transaction, occasion: Occasion, campaign_id: UUID, body: api.DeclareConflicts, personal: PersonalData
) -> None:
    """Keep whom the assessor must not judge as keyed hashes, and take away what is held of theirs."""
    by = _assessor(occasion)
    await _require_judged_in(tx, campaign_id)
    named = [mark for one in body.relations for mark in marks(**one.model_dump())]
    hashed = [personal.keyed(mark.encode()) for mark in named]
    await screening_record_store.declare(tx, campaign_id, by, hashed, occasion.now)
    for application_id in await screening_store.held_in_conflict(tx, campaign_id, by.id):
        await _change(
            tx,
            occasion,
            application_id,
            lambda one, asks, who: screening.leave(one, RecusalReason.DECLARED, asks, who, occasion.now),
        )


async def take(tx: Transaction, occasion: Occasion, campaign_id: UUID) -> tuple[Application, int]:
    """Give the assessor the next application. Raises ConflictsNotDeclared, NothingToJudge or CampaignIs."""
    by = _assessor(occasion)
    await _require_judged_in(tx, campaign_id)
    if await screening_record_store.declaration(tx, campaign_id, by.id) is None:
        raise ConflictsNotDeclared("Say first whom you must not judge, or that there is nobody.")
    application_id = await screening_store.next_for(tx, campaign_id, by.id)
    if application_id is None:
        raise NothingToJudge("No application in this campaign waits for you.")
    given = await _change(
        tx, occasion, application_id, lambda one, asks, who: screening.give(one, asks, who, occasion.now)
    )
    return await application_store.load(tx, application_id), given.seat_of(by.id) or 0


async def save_draft(
    tx: Transaction, occasion: Occasion, application_id: UUID, body: api.SaveDraft, personal: PersonalData
) -> Screening:
    """Keep what the assessor has judged so far. Raises ApplicationIsNotGiven or JudgementIsLocked."""
    by = _assessor(occasion)
    found = await application_store.load(tx, application_id)
    one = await screening_store.load(tx, application_id, found.campaign_id)
    screening.require_open(one, by.id, await asked(tx, found.campaign_id))
    sealed = personal.seal(one.id, body.model_dump(mode="json"))
    await screening_record_store.save_draft(tx, one.id, by.id, sealed, occasion.now)
    return one


async def lock(
    tx: Transaction, occasion: Occasion, application_id: UUID, body: api.LockJudgement, personal: PersonalData
) -> Screening:
    """Lock the assessor's judgement; the draft is forgotten. Raises the refusals of a judgement that is not right."""
    by = _assessor(occasion)
    answers = {one.criterion: Answer(value_of(one), one.ground) for one in body.verdicts}
    if not await screening_store.may_take(tx, application_id, by.id):
        raise IdentityIsKnown("You know whose the application is; leave it to another.")

    def decide(one: Screening, asks: Questions, who: ActorReference) -> Decision:
        _require_current(body.profile, asks)
        return screening.lock(one, answers, asks, who, occasion.now)

    notes = {one.criterion: one.note for one in body.verdicts if one.note}
    locked = await _change(tx, occasion, application_id, decide, texts=notes, personal=personal)
    await screening_record_store.forget_draft(tx, locked.id, by.id)
    return locked


async def leave(tx: Transaction, occasion: Occasion, application_id: UUID, body: api.LeaveApplication) -> Screening:
    """Leave the application to another assessor."""
    left = await _change(
        tx,
        occasion,
        application_id,
        lambda one, asks, who: screening.leave(one, body.reason, asks, who, occasion.now),
    )
    await screening_record_store.forget_draft(tx, left.id, occasion.actor.id)
    return left


async def reconcile(
    tx: Transaction, occasion: Occasion, application_id: UUID, body: api.Reconcile, personal: PersonalData
) -> Screening:
    """Say what the two may agree on about a criterion; the reason is kept sealed."""

    def decide(one: Screening, asks: Questions, who: ActorReference) -> Decision:
        _require_current(body.profile, asks)
        return screening.reconcile(one, body.criterion, value_of(body), asks, who, occasion.now)

    texts = {body.criterion: body.reason}
    return await _change(tx, occasion, application_id, decide, texts=texts, personal=personal)


async def unblind(
    tx: Transaction, occasion: Occasion, application_id: UUID, body: api.Unblind, personal: PersonalData
) -> Screening:
    """Record for what the identity is needed. Raises ScreeningIsNotFinished, or IdentityIsProtected without a why."""
    told = await _change(
        tx,
        occasion,
        application_id,
        lambda one, _, who: screening.unblind(one, body.ground, who, occasion.now),
        why=body.reason,
    )
    candidate_id, sealed = await identity_store.identity(tx, application_id)
    protected = bool(personal.open(candidate_id, sealed)["protected"])
    if protected and not body.protected_for:
        raise IdentityIsProtected("The identity is protected. Say what makes it necessary to know it.")
    kept = personal.seal(application_id, {"why": body.protected_for}) if protected else None
    await identity_store.note_access(tx, application_id, occasion.actor.id, body.ground, kept, occasion.now)
    return told


async def follow_profile(tx: Transaction, occasion: Occasion, campaign_id: UUID) -> None:
    """Ask for what a new version of the profile asks anew, and for no more."""
    asks, by = await asked(tx, campaign_id), _assessor(occasion)
    for one in await screening_store.of_campaign(tx, campaign_id, lock=True):
        decision = screening.follow(one, asks, by, occasion.now)
        await screening_store.save(tx, one, decision, asks.profile, occasion.now)


def value_of(judged: api.Judgement | api.Reconcile) -> int:
    """Return the value of a level or a finding; the body has made sure that it is one of them."""
    return FINDINGS[judged.finding] if judged.finding is not None else judged.level or 0


def _require_current(profile: int, asks: Questions) -> None:
    if profile != asks.profile:
        raise ProfileIsRevised("The profile was revised while you judged. Read the application again.")


async def _require_judged_in(tx: Transaction, campaign_id: UUID) -> None:
    found = await campaign_store.load(tx, campaign_id)
    if found.status not in _JUDGED_IN:
        raise CampaignIs(found.status)


async def _change(
    tx: Transaction,
    occasion: Occasion,
    application_id: UUID,
    decide: Decide,
    *,
    texts: Mapping[str, str] | None = None,
    personal: PersonalData | None = None,
    why: str | None = None,
) -> Screening:
    """Load the judging under the application's lock, let ``decide`` change it, save, record and publish."""
    by = _assessor(occasion)
    found = await application_store.load(tx, application_id, lock=True)
    if found.status is ApplicationStatus.WITHDRAWN:
        raise ApplicationIsWithdrawn("The candidate has taken back the application.")
    before = await screening_store.load(tx, application_id, found.campaign_id, lock=True)
    asks = await asked(tx, found.campaign_id)
    sealed = _sealed(before.id, texts, personal)
    decision = decide(before, asks, by)
    return await screening_store.save(tx, before, decision, asks.profile, occasion.now, texts=sealed, why=why)


def _sealed(subject: UUID, texts: Mapping[str, str] | None, personal: PersonalData | None) -> Mapping[str, Sealed]:
    if texts is None or personal is None:
        return {}
    return {criterion: personal.seal(subject, {"text": text}) for criterion, text in texts.items()}
