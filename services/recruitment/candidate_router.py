"""HTTP for the candidate's own page: HR-service makes links to it, and whoever has one comes without signing in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from contracts.recruitment.applications import Application
from contracts.recruitment.link_codes import LinkPurpose
from contracts.recruitment.links import BeginVisit, Link, MakePageLink, RevokePageLinks
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.recruitment import application_bodies, campaign_store, candidate_handlers, recognition_store
from services.recruitment.application_router import ApplicationId
from services.recruitment.candidate_handlers import CANDIDATE
from services.recruitment.domain.one_time_link import OneTimeLink
from services.recruitment.one_time_link_access import ByLink, commanding

router = APIRouter(prefix="/recruitment/v1", tags=["candidate's own page"], responses=PROBLEMS)

ByPageLink = Annotated[ByLink, Depends(commanding(CANDIDATE, LinkPurpose.CANDIDATE_PAGE))]


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
