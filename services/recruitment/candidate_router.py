"""HTTP for the candidate's own page: HR-service makes links to it, and whoever has one comes without signing in."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from contracts.recruitment.applications import Application, WithdrawApplication
from contracts.recruitment.equality import AnswerEqualityQuestions
from contracts.recruitment.link_codes import LinkPurpose
from contracts.recruitment.links import BeginVisit, Link, MakePageLink, RevokePageLinks
from contracts.recruitment.own_page import AskForErasure, Noted, OwnExtract, OwnPage, TurnDownOffer
from contracts.recruitment.referrals import AcceptOffer
from libs import calendar
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.recruitment import (
    application_bodies,
    campaign_store,
    candidate_handlers,
    equality_handlers,
    own_page_handlers,
    own_page_reading,
    recognition_store,
)
from services.recruitment.application_router import ApplicationId
from services.recruitment.dependencies import Db, GatesInForce, Personal, Trades
from services.recruitment.domain.one_time_link import OneTimeLink
from services.recruitment.domain.own_page import CANDIDATE
from services.recruitment.one_time_link_access import ByLink, commanding, through
from services.recruitment.own_page_reading import Knowing
from services.recruitment.referral_router import ReferralId

router = APIRouter(prefix="/recruitment/v1", tags=["candidate's own page"], responses=PROBLEMS)

ByPageLink = Annotated[ByLink, Depends(commanding(CANDIDATE, LinkPurpose.CANDIDATE_PAGE))]
ByVisit = Annotated[ByLink, Depends(commanding(CANDIDATE, LinkPurpose.CANDIDATE_VISIT))]
Visit = Annotated[OneTimeLink, Depends(through(LinkPurpose.CANDIDATE_VISIT))]


async def _knowing(personal: Personal, rules: GatesInForce, trades: Trades) -> Knowing:
    return Knowing(personal, rules, trades)


KnowingHere = Annotated[Knowing, Depends(_knowing)]
UseCase = Callable[[Transaction, Occasion, UUID], Awaitable[None]]


def _told(link: OneTimeLink) -> Link:
    return Link(expires_at=link.expires_at)


@router.post("/applications/{applicationId}/page-links", status_code=201, response_model=Link)
async def make_page_link(command: RunCommand, application_id: ApplicationId, body: MakePageLink) -> Response:
    """Make a link to the candidate's own page; the caller has drawn its token, and hands it to the candidate alone."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        return _told(await candidate_handlers.make_link(tx, occasion, application_id, body))

    return await command(answer, 201)


@router.post("/applications/{applicationId}/revoke-page-links", response_model=Application)
async def revoke_page_links(command: RunCommand, application_id: ApplicationId, body: RevokePageLinks) -> Response:
    """Let no link to the candidate's own page that was made for the application open anything any more."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        found = await candidate_handlers.revoke_links(tx, occasion, application_id, body)
        reference = (await campaign_store.load(tx, found.campaign_id)).reference
        others = await recognition_store.likenesses(tx, [found.id])
        return application_bodies.application(found, reference, others[found.id])

    return await command(answer)


@router.post("/own-page/visits", status_code=201, response_model=Link)
async def begin_visit(came: ByPageLink, body: BeginVisit) -> Response:
    """Begin a visit of half an hour with a link's token as the bearer token."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        return _told(await candidate_handlers.begin_visit(tx, occasion, came.link, body))

    return await came.command(answer, 201)


@router.get("/own-page")
async def get_own_page(database: Db, visit: Visit, knowing: KnowingHere) -> OwnPage:
    """How the candidate's applications stand, with a visit's token as the bearer token."""
    now = calendar.now()
    return await database.run(lambda tx: own_page_reading.page(tx, visit.subject_id, knowing, now))


@router.get("/own-page/extract")
async def get_own_extract(database: Db, visit: Visit, knowing: KnowingHere) -> OwnExtract:
    """All that is stored of who the candidate is and has sent in."""
    now = calendar.now()
    return await database.run(lambda tx: own_page_reading.extract(tx, visit.subject_id, knowing, now))


@router.post("/own-page/offers/{referralId}/accept", response_model=Noted)
async def accept_offer(came: ByVisit, referral_id: ReferralId, body: AcceptOffer) -> Response:
    """Take a position that one is offered; one's other processes end in every district."""
    return await _note(came, lambda tx, o, mine: own_page_handlers.accept(tx, o, mine, referral_id, body))


@router.post("/own-page/offers/{referralId}/turn-down", response_model=Noted)
async def turn_down_offer(came: ByVisit, referral_id: ReferralId, body: TurnDownOffer) -> Response:
    """Do not take a position that one is offered."""
    return await _note(came, lambda tx, o, mine: own_page_handlers.turn_down(tx, o, mine, referral_id, body))


@router.post("/own-page/applications/{applicationId}/withdraw", response_model=Noted)
async def withdraw_own(came: ByVisit, application_id: ApplicationId, body: WithdrawApplication) -> Response:
    """Take back an application of one's own."""
    return await _note(came, lambda tx, o, mine: own_page_handlers.withdraw(tx, o, mine, application_id, body))


@router.post("/own-page/applications/{applicationId}/ask-for-erasure", response_model=Noted)
async def ask_for_erasure(came: ByVisit, application_id: ApplicationId, body: AskForErasure) -> Response:
    """Ask to be erased; HR-service answers."""
    return await _note(came, lambda tx, o, mine: own_page_handlers.ask_for_erasure(tx, o, mine, application_id, body))


@router.post("/own-page/applications/{applicationId}/answer-questions", response_model=Noted)
async def answer_questions(
    came: ByVisit, application_id: ApplicationId, body: AnswerEqualityQuestions, personal: Personal
) -> Response:
    """Answer voluntary questions: answers are added to the campaign's counters, and not kept."""
    keyed = ByLink(came.link, came.command.keyed(personal.keyed))  # else its answer could be guessed from the digest
    return await _note(keyed, lambda tx, _, mine: equality_handlers.answer(tx, mine, application_id, body))


async def _note(came: ByLink, use_case: UseCase) -> Response:
    """Answer with when it was done alone: answers are kept for a while, and these would say who it is."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        await use_case(tx, occasion, came.link.subject_id)
        return Noted(at=occasion.now)

    return await came.command(answer)
