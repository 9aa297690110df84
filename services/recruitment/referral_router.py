"""HTTP for referrals and offers: who is proposed for a position, what the manager decides, what the candidate says."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel

from contracts.recruitment.gate_rules import GateRules
from contracts.recruitment.referral_codes import ReferralStatus
from contracts.recruitment.referrals import (
    AcceptOffer,
    ChooseCandidate,
    EndReferral,
    OfferPosition,
    PassOverCandidate,
    PositionCandidates,
    ProposeCandidates,
    ReferralPage,
    SeeDocuments,
)
from contracts.recruitment.referrals import Referral as ReferralBody
from libs import calendar
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from libs.refusals import RoleMayNot
from services.recruitment import (
    application_store,
    campaign_store,
    interview_store,
    referral_bodies,
    referral_handlers,
    referral_store,
    screening_store,
)
from services.recruitment.dependencies import Caller, Db, GatesInForce, Limit, Page
from services.recruitment.domain import referral_rules
from services.recruitment.domain.order_rules import HR_CONSULTANT, UNIT_MANAGER, Person
from services.recruitment.domain.referral import LIVE, Referral
from services.recruitment.domain.referral_refusals import PositionNotFound
from services.recruitment.order_handlers import person
from services.recruitment.referral_bodies import Known

router = APIRouter(prefix="/recruitment/v1", tags=["referrals"], responses=PROBLEMS)

PositionId = Annotated[UUID, Path(alias="positionId", description="The position's id")]
ReferralId = Annotated[UUID, Path(alias="referralId", description="The referral's id")]
Statuses = Annotated[list[ReferralStatus] | None, Query(alias="status", description="Only these")]
UseCase = Callable[[Transaction, Occasion], Awaitable[Referral]]


async def _told(tx: Transaction, found: Sequence[Referral], rules: GateRules, who: Person) -> list[ReferralBody]:
    """Return the referrals as ``who`` sees them; what those of a campaign share is read once."""
    campaigns = {one: await campaign_store.load(tx, one) for one in {each.campaign_id for each in found}}
    levels = {one: await screening_store.agreed_levels(tx, one) for one in campaigns}
    interviewed = {one: await interview_store.levels(tx, one) for one in campaigns}
    numbers = {one: (await application_store.load(tx, one)).number for one in {each.application_id for each in found}}
    told = []
    for one in found:
        campaign = campaigns[one.campaign_id]
        opening = next(each for each in campaign.openings if each.id == one.position_id)
        asked = referral_handlers.asked_before_offer(rules, opening, calendar.now())
        known = Known(numbers, levels[campaign.id], interviewed[campaign.id], asked)
        told.append(referral_bodies.one_referral(one, campaign, known, who))
    return told


async def _run(command: RunCommand, rules: GateRules, use_case: UseCase) -> Response:
    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        return (await _told(tx, [await use_case(tx, occasion)], rules, person(occasion)))[0]

    return await command(answer)


async def _position(tx: Transaction, position_id: UUID, rules: GateRules, who: Person) -> PositionCandidates:
    campaign, opening = await referral_handlers.recruiting(tx, position_id)
    if not referral_rules.may_see(who, opening.district):
        raise PositionNotFound("There is no such position, or it belongs to another district.")
    referrals = await referral_store.of_position(tx, position_id)
    applications = await application_store.every_one(tx, campaign.id)
    known = Known(
        {one.id: one.number for one in applications},
        await screening_store.agreed_levels(tx, campaign.id),
        await interview_store.levels(tx, campaign.id),
        referral_handlers.asked_before_offer(rules, opening, calendar.now()),
    )
    return referral_bodies.position(campaign, opening, referrals, known, who)


@router.get("/positions/{positionId}/candidates")
async def get_position(database: Db, rules: GatesInForce, who: Caller, position_id: PositionId) -> PositionCandidates:
    """A position with the candidates proposed for it: for HR-service and the district's own managers."""
    return await database.run(lambda tx: _position(tx, position_id, rules, who))


@router.post("/positions/{positionId}/candidates", response_model=PositionCandidates)
async def propose(
    command: RunCommand, position_id: PositionId, body: ProposeCandidates, rules: GatesInForce
) -> Response:
    """Propose candidates to the manager; each meets every requirement and is proposed for a position once."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        await referral_handlers.propose(tx, occasion, position_id, body)
        return await _position(tx, position_id, rules, person(occasion))

    return await command(answer)


@router.get("/referrals")
async def list_referrals(
    database: Db, rules: GatesInForce, who: Caller, statuses: Statuses = None, limit: Limit = 20, page: Page = 1
) -> ReferralPage:
    """Referrals that are undecided, or in other statuses, longest waiting first: a manager's are the own unit's."""
    if not who.roles & {HR_CONSULTANT, UNIT_MANAGER}:
        raise RoleMayNot("Only HR-service and managers see who is proposed.")
    place = (None, None) if HR_CONSULTANT in who.roles else (who.district or "", who.unit)

    async def read(tx: Transaction) -> ReferralPage:
        found, total = await referral_store.waiting(tx, place, statuses or LIVE, limit=limit, offset=(page - 1) * limit)
        return ReferralPage(items=await _told(tx, found, rules, who), total=total)

    return await database.run(read)


@router.post("/referrals/{referralId}/choose", response_model=ReferralBody)
async def choose(command: RunCommand, referral_id: ReferralId, body: ChooseCandidate, rules: GatesInForce) -> Response:
    """The manager chooses the candidate; one at a time for a position."""
    return await _run(command, rules, lambda tx, o: referral_handlers.choose(tx, o, referral_id, body))


@router.post("/referrals/{referralId}/pass-over", response_model=ReferralBody)
async def pass_over(
    command: RunCommand, referral_id: ReferralId, body: PassOverCandidate, rules: GatesInForce
) -> Response:
    """The manager does not choose the candidate, with a reason of the list."""
    return await _run(command, rules, lambda tx, o: referral_handlers.pass_over(tx, o, referral_id, body))


@router.post("/referrals/{referralId}/see-documents", response_model=ReferralBody)
async def see_documents(
    command: RunCommand, referral_id: ReferralId, body: SeeDocuments, rules: GatesInForce
) -> Response:
    """HR-service has seen what the law asks for; who and when is kept, nothing of what it says."""
    return await _run(command, rules, lambda tx, o: referral_handlers.see_documents(tx, o, referral_id, body, rules))


@router.post("/referrals/{referralId}/offer", response_model=ReferralBody)
async def offer(command: RunCommand, referral_id: ReferralId, body: OfferPosition, rules: GatesInForce) -> Response:
    """Offer the position, when every application is judged and every document seen; one offer at a time a person."""
    return await _run(command, rules, lambda tx, o: referral_handlers.offer(tx, o, referral_id, body, rules))


@router.post("/referrals/{referralId}/accept", response_model=ReferralBody)
async def accept(command: RunCommand, referral_id: ReferralId, body: AcceptOffer, rules: GatesInForce) -> Response:
    """The candidate takes the position: it is filled, and the person's other processes end in every district."""
    return await _run(command, rules, lambda tx, o: referral_handlers.accept(tx, o, referral_id, body))


@router.post("/referrals/{referralId}/turn-down", response_model=ReferralBody)
async def turn_down(command: RunCommand, referral_id: ReferralId, body: EndReferral, rules: GatesInForce) -> Response:
    """The candidate turned the offer down; the position is open as before."""
    return await _run(command, rules, lambda tx, o: referral_handlers.turn_down(tx, o, referral_id, body))


@router.post("/referrals/{referralId}/retract", response_model=ReferralBody)
async def retract(command: RunCommand, referral_id: ReferralId, body: EndReferral, rules: GatesInForce) -> Response:
    """HR-service takes the referral, or the offer, back."""
    return await _run(command, rules, lambda tx, o: referral_handlers.retract(tx, o, referral_id, body))
