"""Use cases of interviews: book, move, cancel, note what became of it, lock one's own scorecard."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.event import ActorReference
from contracts.recruitment import interviews as api
from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.interview_codes import InterviewCommand, InterviewKind, InterviewStatus
from contracts.recruitment.screening_codes import ScreeningStatus
from libs import publishing
from libs.commands import Occasion
from libs.database import Transaction
from services.recruitment import (
    application_store,
    campaign_store,
    identity_store,
    interview_store,
    screening_record_store,
    screening_store,
)
from services.recruitment.domain import campaign_rules, interview, interview_outcome, interview_rules, masking
from services.recruitment.domain.application import Application
from services.recruitment.domain.application_refusals import ApplicationIsOver
from services.recruitment.domain.campaign import Campaign
from services.recruitment.domain.campaign_refusals import CampaignIs
from services.recruitment.domain.interview import Decision, Interview, Interviewer, Slot
from services.recruitment.domain.interview_refusals import (
    InterviewerInConflict,
    PlaceNamesCandidate,
    UnknownInterviewer,
)
from services.recruitment.domain.order_rules import HR_CONSULTANT, UNIT_MANAGER
from services.recruitment.domain.screening_answers import Answer
from services.recruitment.domain.screening_questions import Questions, questions
from services.recruitment.domain.screening_refusals import (
    IdentityIsNotShown,
    ProfileIsRevised,
    ScreeningIsNotFinished,
)
from services.recruitment.order_handlers import person
from services.recruitment.personal_data import PersonalData
from services.recruitment.screening_handlers import value_of

Decide = Callable[[Interview, ActorReference, datetime], Decision]

_HELD_IN: Final = frozenset({CampaignStatus.PUBLISHED, CampaignStatus.CLOSED_FOR_APPLICATIONS})
_TELLS: Final = ("[namn]", "[e-post]", "[telefon]", "[personnummer]")
"""What ``masking.blind`` puts instead of what tells somebody; a link to a meeting may stand."""


async def asked(tx: Transaction, campaign: Campaign) -> Questions:
    """Return what the campaign's profile lets an interview show."""
    versions = await campaign_store.profiles(tx, campaign.id)
    if campaign.profile is None:
        return Questions(0, ())
    return interview_outcome.asked_at_interview(questions(versions), campaign.profile.criteria)


async def possible_interviewers(tx: Transaction, campaign: Campaign) -> list[api.PossibleInterviewer]:
    """Return who may interview in the campaign."""
    units = {one.order: one.unit for one in campaign.openings}
    ordered = await interview_store.who_ordered(tx, units)
    declared = await screening_record_store.declared_in(tx, campaign.id)
    return [
        *(api.PossibleInterviewer(person=one, role=HR_CONSULTANT, unit=None) for one in declared),
        *(
            api.PossibleInterviewer(person=one, role=UNIT_MANAGER, unit=units[order])
            for one, order in sorted(ordered.items())
        ),
    ]


async def book(
    tx: Transaction, occasion: Occasion, application_id: UUID, body: api.BookInterview, personal: PersonalData
) -> Interview:
    """Book an interview with who has applied, when the judging is finished and the caller may know who it is.

    Raises CampaignIs, ApplicationIsOver, ScreeningIsNotFinished, IdentityIsNotShown or what a time can be refused for.
    """
    by = occasion.actor.acting_as(campaign_rules.require_hr(person(occasion)))
    applied = await application_store.load(tx, application_id, lock=True)
    campaign = await _open_campaign(tx, applied)
    await _require_named(tx, applied, by.id)
    begun = Interview(
        id=uuid7(),
        campaign_id=campaign.id,
        application_id=applied.id,
        kind=InterviewKind(body.kind),
        slot=await _slot(tx, campaign, applied, body, personal),
        version=0,
        sequence=0,
        status=InterviewStatus.BOOKED,
        updated_at=occasion.now,
    )
    return await interview_store.save(tx, None, interview.book(begun, by, occasion.now))


async def _open_campaign(tx: Transaction, applied: Application) -> Campaign:
    campaign = await campaign_store.load(tx, applied.campaign_id)
    if campaign.status not in _HELD_IN:
        raise CampaignIs(campaign.status)
    if applied.status is not ApplicationStatus.RECEIVED:
        raise ApplicationIsOver("The candidate has withdrawn or is hired.")
    return campaign


async def _require_named(tx: Transaction, applied: Application, who: str) -> None:
    judging = await screening_store.load(tx, applied.id, applied.campaign_id)
    if judging.status is not ScreeningStatus.FINISHED:
        raise ScreeningIsNotFinished("Interview when every criterion is judged by what was sent in.")
    if await identity_store.access(tx, applied.id, who) is None:
        raise IdentityIsNotShown("Say first for what it is necessary to know who it is.")


async def _slot(
    tx: Transaction,
    campaign: Campaign,
    applied: Application,
    body: api.BookInterview | api.MoveInterview,
    personal: PersonalData,
) -> Slot:
    roles = {one.person: one.role for one in await possible_interviewers(tx, campaign)}
    if set(body.interviewers) - set(roles):
        raise UnknownInterviewer.because("Choose HR consultants who have declared conflicts, or managers who ordered.")
    for one in body.interviewers:
        if await screening_store.is_in_conflict(tx, applied.id, one):
            raise InterviewerInConflict.because(f"{one} has declared a conflict.")
    candidate_id, sealed = await identity_store.identity(tx, applied.id)
    who = personal.open(candidate_id, sealed)
    if any(token in masking.blind(body.place, [who["first_name"], who["last_name"]]) for token in _TELLS):
        raise PlaceNamesCandidate.because("Name a room or a link, and nobody.")
    seats = tuple(Interviewer(one, roles[one]) for one in body.interviewers)
    return Slot(body.starts_at, body.starts_at + timedelta(minutes=body.minutes), body.place, seats)


async def move(
    tx: Transaction, occasion: Occasion, interview_id: UUID, body: api.MoveInterview, personal: PersonalData
) -> Interview:
    """Give it another time, place or interviewers; raises what ``book`` does, and VersionConflict."""
    found = await interview_store.load(tx, interview_id)
    interview_rules.require(person(occasion), found, InterviewCommand.MOVE)
    applied = await application_store.load(tx, found.application_id, lock=True)
    slot = await _slot(tx, await _open_campaign(tx, applied), applied, body, personal)
    return await _change(
        tx,
        occasion,
        interview_id,
        InterviewCommand.MOVE,
        body.expected_version,
        lambda one, by, now: interview.move(one, slot, by, now),
    )


async def cancel(tx: Transaction, occasion: Occasion, interview_id: UUID, body: api.CancelInterview) -> Interview:
    """Call it off."""
    return await _change(
        tx,
        occasion,
        interview_id,
        InterviewCommand.CANCEL,
        body.expected_version,
        lambda one, by, now: interview.cancel(one, body.reason, by, now),
    )


async def hold(tx: Transaction, occasion: Occasion, interview_id: UUID, body: api.HoldInterview) -> Interview:
    """Note that it was held and who was there."""
    return await _change(
        tx,
        occasion,
        interview_id,
        InterviewCommand.HOLD,
        body.expected_version,
        lambda one, by, now: interview.hold(one, body.interviewers, by, now),
    )


async def miss(tx: Transaction, occasion: Occasion, interview_id: UUID, body: api.MissInterview) -> Interview:
    """Note that the candidate did not come."""
    return await _change(tx, occasion, interview_id, InterviewCommand.MISS, body.expected_version, interview.miss)


async def _change(
    tx: Transaction,
    occasion: Occasion,
    interview_id: UUID,
    command: InterviewCommand,
    expected_version: int,
    decide: Decide,
) -> Interview:
    found = await interview_store.load(tx, interview_id, lock=True)
    interview_rules.require_seen(person(occasion), found)
    if found.version != expected_version:
        raise await publishing.conflict(tx, found.id, found.version, expected_version)
    role = interview_rules.require(person(occasion), found, command)
    return await interview_store.save(tx, found, decide(found, occasion.actor.acting_as(role), occasion.now))


async def lock(
    tx: Transaction, occasion: Occasion, interview_id: UUID, body: api.LockScorecard, personal: PersonalData
) -> Interview:
    """Lock the caller's scorecard; it carries the profile's version, so that interviewers do not hinder each other.

    Raises ProfileIsRevised, ScorecardIsLocked, InterviewerInConflict or JudgementIsWrong.
    """
    found = await interview_store.load(tx, interview_id, lock=True)
    role = interview_rules.require(person(occasion), found, InterviewCommand.LOCK)
    by = occasion.actor.acting_as(role)
    campaign = await campaign_store.load(tx, found.campaign_id)
    if campaign.status not in _HELD_IN:
        raise CampaignIs(campaign.status)
    asks = await asked(tx, campaign)
    if body.profile != asks.profile:
        raise ProfileIsRevised("The profile was revised while you judged. Read the interview again.")
    if await screening_store.is_in_conflict(tx, found.application_id, by.id):
        raise InterviewerInConflict.because("You have declared a conflict with the candidate.")
    answers = {one.criterion: Answer(value_of(one), one.ground) for one in body.verdicts}
    notes = {one.criterion: personal.seal(found.id, {"text": one.note}) for one in body.verdicts if one.note}
    await interview_store.forget_draft(tx, found.id, by.id)
    return await interview_store.save(tx, found, interview.lock(found, answers, asks, by, occasion.now), notes)


async def save_draft(
    tx: Transaction, occasion: Occasion, interview_id: UUID, body: api.SaveScorecard, personal: PersonalData
) -> Interview:
    """Keep the caller's scorecard so far, without a version: it is nobody else's. Raises ScorecardIsLocked."""
    found = await interview_store.load(tx, interview_id, lock=True)
    interview_rules.require(person(occasion), found, InterviewCommand.LOCK)
    interview.require_open(found, occasion.actor.id)
    sealed = personal.seal(found.id, body.model_dump(mode="json"))
    await interview_store.save_draft(tx, found.id, occasion.actor.id, sealed, occasion.now)
    return found
