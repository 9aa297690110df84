"""Use cases of referrals: propose, choose or pass over, see documents, offer, and what the candidate answers."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.event import ActorReference
from contracts.recruitment import referrals as api
from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.campaign_codes import CampaignStatus, GateStage
from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.gate_rules import GateRule, GateRules
from contracts.recruitment.interview_codes import InterviewCancelReason
from contracts.recruitment.profiles import Criterion
from contracts.recruitment.referral_codes import ReferralCommand, ReferralEnding, ReferralStatus
from libs.calendar import local_date
from libs.commands import Occasion
from libs.database import Transaction
from libs.refusals import ServiceError
from services.recruitment import (
    application_store,
    campaign_store,
    interview_store,
    order_store,
    referral_store,
    screening_store,
)
from services.recruitment.domain import (
    application,
    campaign_rules,
    filling,
    order_rules,
    referral,
    referral_rules,
    run_input,
)
from services.recruitment.domain.application import Application
from services.recruitment.domain.campaign import Campaign, Opening
from services.recruitment.domain.campaign_refusals import CampaignIs
from services.recruitment.domain.referral import Decision, Referral
from services.recruitment.domain.referral_refusals import (
    AlreadyProposed,
    AnotherIsChosen,
    ApplicationsNotJudged,
    NotAmongApplications,
    PersonHasAnOffer,
    PositionIsNotOpen,
    PositionNotFound,
    RequirementsNotMet,
)
from services.recruitment.domain.scoring import Levels
from services.recruitment.order_handlers import person

Decide = Callable[[Referral, ActorReference, datetime], Decision]

_CLOCK: Final = ActorReference(id="system", role="system")
_AT_A_TIME: Final = 20
_TAKES_THE_POSITION: Final = frozenset({ReferralStatus.CHOSEN, ReferralStatus.OFFERED, ReferralStatus.ACCEPTED})


async def recruiting(tx: Transaction, position_id: UUID, *, lock: bool = False) -> tuple[Campaign, Opening]:
    """Return the position as its campaign sees it, and the campaign; raises PositionNotFound."""
    campaign_id = await campaign_store.recruiting_to(tx, position_id)
    if campaign_id is None:
        raise PositionNotFound("No campaign recruits to such a position.")
    found = await campaign_store.load(tx, campaign_id, lock=lock)
    return found, next(one for one in found.openings if one.id == position_id)


def criteria(found: Campaign) -> Sequence[Criterion]:
    """Return what the campaign's candidates are judged by."""
    return found.profile.criteria if found.profile else ()


def asked_before_offer(rules: GateRules, opening: Opening, occasion_day: datetime) -> list[GateRule]:
    """Return the rules that ask for documents before somebody is offered the position."""
    return rules.holding(GateStage.BEFORE_OFFER, local_date(occasion_day), opening.area)


async def propose(tx: Transaction, occasion: Occasion, position_id: UUID, body: api.ProposeCandidates) -> None:
    """Propose candidates to the manager; raises a refusal that says why not."""
    by = occasion.actor.acting_as(campaign_rules.require_hr(person(occasion)))
    found, opening = await recruiting(tx, position_id, lock=True)
    if found.status is not CampaignStatus.CLOSED_FOR_APPLICATIONS:
        raise CampaignIs(found.status)
    if opening.status is not PositionStatus.OPEN:
        raise PositionIsNotOpen("The position is filled or no longer wanted.")
    agreed = await screening_store.agreed_levels(tx, found.id)
    there = {one.application_id for one in await referral_store.of_position(tx, position_id)}
    made = []
    for candidate in body.candidates:
        applied = await _applied(tx, found, candidate.application)
        if applied.id in there:
            raise AlreadyProposed.because(f"Application {applied.number} is proposed for this position already.")
        _require_able(found, applied, agreed.get(applied.id))
        there.add(applied.id)
        begun = _begun(applied, opening, candidate.reason, body.run, occasion.now)
        made.append(referral.propose(begun, by, occasion.now))
    await referral_store.add(tx, made)


async def _applied(tx: Transaction, found: Campaign, application_id: UUID) -> Application:
    wrong = NotAmongApplications.because("Choose among the campaign's applications that are not over.")
    try:
        applied = await application_store.load(tx, application_id, lock=True)
    except ServiceError:
        raise wrong from None
    if applied.campaign_id != found.id or applied.status is not ApplicationStatus.RECEIVED:
        raise wrong
    return applied


def _require_able(found: Campaign, applied: Application, levels: Levels | None) -> None:
    asked = criteria(found)
    if levels is None or not (run_input.is_judged(asked, levels) and run_input.meets_musts(asked, levels)):
        raise RequirementsNotMet.because(f"Application {applied.number} is not judged to meet every requirement.")


def _begun(applied: Application, opening: Opening, reason: str, run: UUID | None, now: datetime) -> Referral:
    return Referral(
        id=uuid7(),
        campaign_id=applied.campaign_id,
        position_id=opening.id,
        application_id=applied.id,
        candidate_id=applied.candidate_id,
        district=opening.district,
        unit=opening.unit,
        version=0,
        status=ReferralStatus.PROPOSED,
        reason=reason,
        run_id=run,
        proposed_at=now,
        updated_at=now,
    )


async def _change(
    tx: Transaction,
    occasion: Occasion,
    referral_id: UUID,
    command: ReferralCommand,
    expected_version: int,
    decide: Decide,
    reason: str | None = None,
) -> Referral:
    who = person(occasion)

    def decide_as(found: Referral) -> Decision:
        role = referral_rules.require(who, found, command)
        return decide(found, occasion.actor.acting_as(role), occasion.now)

    return await referral_store.change(
        tx, referral_id, expected_version, decide_as, reason, admit=lambda one: referral_rules.require_seen(who, one)
    )


async def choose(tx: Transaction, occasion: Occasion, referral_id: UUID, body: api.ChooseCandidate) -> Referral:
    """The manager chooses the candidate; one at a time for a position. Raises AnotherIsChosen."""
    found = await referral_store.load(tx, referral_id)
    await recruiting(tx, found.position_id, lock=True)  # no two are chosen at once
    others = [one for one in await referral_store.of_position(tx, found.position_id) if one.id != referral_id]

    def decide(mine: Referral, by: ActorReference, now: datetime) -> Decision:
        if any(one.status in _TAKES_THE_POSITION for one in others):
            raise AnotherIsChosen("Somebody is chosen for the position; wait for the answer.")
        return referral.choose(mine, body.reason, by, now)

    command = ReferralCommand.CHOOSE
    return await _change(tx, occasion, referral_id, command, body.expected_version, decide, body.reason)


async def pass_over(tx: Transaction, occasion: Occasion, referral_id: UUID, body: api.PassOverCandidate) -> Referral:
    """The manager does not choose the candidate."""
    return await _change(
        tx,
        occasion,
        referral_id,
        ReferralCommand.PASS_OVER,
        body.expected_version,
        lambda found, by, now: referral.pass_over(found, body.reason, body.note, by, now),
        body.note,
    )


async def see_documents(
    tx: Transaction, occasion: Occasion, referral_id: UUID, body: api.SeeDocuments, rules: GateRules
) -> Referral:
    """Note that documents were seen and given back."""
    asked = await _asked(tx, occasion, referral_id, rules)
    return await _change(
        tx,
        occasion,
        referral_id,
        ReferralCommand.SEE_DOCUMENTS,
        body.expected_version,
        lambda found, by, now: referral.see_documents(found, body.documents, asked, by, now),
    )


async def _asked(tx: Transaction, occasion: Occasion, referral_id: UUID, rules: GateRules) -> list[GateRule]:
    _, opening = await recruiting(tx, (await referral_store.load(tx, referral_id)).position_id)
    return asked_before_offer(rules, opening, occasion.now)


async def offer(
    tx: Transaction, occasion: Occasion, referral_id: UUID, body: api.OfferPosition, rules: GateRules
) -> Referral:
    """Offer the position. Raises ApplicationsNotJudged, PersonHasAnOffer, DocumentsNotSeen or AnswerByOutOfRange."""
    asked = await _asked(tx, occasion, referral_id, rules)
    mine = await referral_store.load(tx, referral_id)
    await application_store.lock_person(tx, mine.candidate_id)
    holds = await referral_store.holding(tx, mine.candidate_id)
    unjudged = await _unjudged(tx, mine.campaign_id)

    def decide(found: Referral, by: ActorReference, now: datetime) -> Decision:
        if unjudged:
            raise ApplicationsNotJudged(f"{unjudged} applications are not judged; everybody is, before an offer.")
        if holds:
            raise PersonHasAnOffer("The person has an offer, or has accepted one, of another position.")
        return referral.offer(found, body.answer_by, asked, by, now)

    return await _change(tx, occasion, referral_id, ReferralCommand.OFFER, body.expected_version, decide)


async def _unjudged(tx: Transaction, campaign_id: UUID) -> int:
    found = await campaign_store.load(tx, campaign_id)
    agreed = await screening_store.agreed_levels(tx, campaign_id)
    applications = await application_store.every_one(tx, campaign_id)
    live = [one for one in applications if one.status is ApplicationStatus.RECEIVED]
    return sum(not run_input.is_judged(criteria(found), agreed.get(one.id)) for one in live)


async def accept(tx: Transaction, occasion: Occasion, referral_id: UUID, body: api.AcceptOffer) -> Referral:
    """The candidate takes the position: it is filled, and the person's other processes end in every district."""
    accepted = await _change(
        tx,
        occasion,
        referral_id,
        ReferralCommand.ACCEPT,
        body.expected_version,
        lambda found, by, now: referral.accept(found, body.starts_on, by, now),
    )
    await fill(tx, accepted, body.starts_on, occasion.actor.acting_as(order_rules.HR_CONSULTANT), occasion.now)
    return accepted


async def fill(tx: Transaction, accepted: Referral, starts_on: date, by: ActorReference, now: datetime) -> None:
    """Fill the position with who has accepted it, and end the person's other processes."""
    _, opening = await recruiting(tx, accepted.position_id)
    order = await order_store.load(tx, opening.order, lock=True)
    await order_store.save(tx, filling.fill(order, accepted.position_id, starts_on, by, now), None)
    for one in await application_store.live_of_person(tx, accepted.candidate_id):
        hired = one.id == accepted.application_id
        decided = application.hire(one, by, now) if hired else application.end(one, by, now)
        await application_store.save(tx, decided, None)
        await interview_store.cancel_of_application(tx, one.id, InterviewCancelReason.HIRED, by, now)
    await referral_store.end_of_person(tx, accepted.candidate_id, ReferralEnding.HIRED_ELSEWHERE, by, now)
    filled = [accepted.position_id]
    await referral_store.end_of_positions(tx, filled, ReferralEnding.POSITION_FILLED, by, now)


async def turn_down(tx: Transaction, occasion: Occasion, referral_id: UUID, body: api.EndReferral) -> Referral:
    """The candidate turned the offer down."""
    command, seen = ReferralCommand.TURN_DOWN, body.expected_version
    return await _change(tx, occasion, referral_id, command, seen, referral.turn_down, body.reason)


async def retract(tx: Transaction, occasion: Occasion, referral_id: UUID, body: api.EndReferral) -> Referral:
    """HR-service takes the referral, or the offer, back."""
    command, seen = ReferralCommand.RETRACT, body.expected_version
    return await _change(tx, occasion, referral_id, command, seen, referral.retract, body.reason)


async def lapse_overdue(tx: Transaction, now: datetime) -> bool:
    """Let offers lapse whose last day to answer has passed; True when there may be more."""
    overdue = await referral_store.overdue(tx, local_date(now), _AT_A_TIME)
    for one in overdue:
        await referral_store.save(tx, referral.lapse(one, _CLOCK, now), None)
    return len(overdue) == _AT_A_TIME
