"""HTTP for disclosures: HR-service alone; what documents say is read by who began it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel

from contracts.recruitment import disclosures as api
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.recruitment import disclosure_handlers, disclosure_reading, disclosure_store
from services.recruitment.dependencies import Caller, Db, Limit, Page, Personal
from services.recruitment.domain import campaign_rules, disclosure

router = APIRouter(prefix="/recruitment/v1", tags=["disclosures"], responses=PROBLEMS)

DisclosureId = Annotated[UUID, Path(alias="disclosureId", description="The disclosure's id")]


@router.get("/disclosures")
async def list_disclosures(database: Db, who: Caller, limit: Limit = 20, page: Page = 1) -> api.DisclosurePage:
    """What was given out, by whom and when, and how much was masked on which ground; the latest first."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> api.DisclosurePage:
        found, total = await disclosure_store.latest(tx, limit=limit, offset=limit * (page - 1))
        return api.DisclosurePage(items=[await disclosure_reading.told(tx, one) for one in found], total=total)

    return await database.run(read)


@router.get("/disclosures/{disclosureId}")
async def get_disclosure(
    database: Db, who: Caller, personal: Personal, disclosure_id: DisclosureId
) -> api.DisclosureReading:
    """What the documents say, passage by passage; or what was given out of them. For who began it."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> api.DisclosureReading:
        found = await disclosure_store.load(tx, disclosure_id)
        disclosure.require_own(found, who.id)
        return await disclosure_reading.reading(tx, found, personal)

    return await database.run(read)


@router.post("/disclosures", status_code=201, response_model=api.Disclosure)
async def begin_disclosure(command: RunCommand, personal: Personal, body: api.BeginDisclosure) -> Response:
    """Take documents out to look them through; that the candidates are known by it is recorded."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        begun = await disclosure_handlers.begin(tx, occasion, body, personal)
        return await disclosure_reading.told(tx, begun)

    return await command(answer, 201)


@router.post("/disclosures/{disclosureId}/give", response_model=api.Disclosure)
async def give_disclosure(
    command: RunCommand, personal: Personal, disclosure_id: DisclosureId, body: api.GiveDisclosure
) -> Response:
    """Give out what was read, but for what is masked on a ground; what was given is read afterwards."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        given = await disclosure_handlers.give(tx, occasion, disclosure_id, body, personal)
        return await disclosure_reading.told(tx, given)

    return await command.keyed(personal.keyed)(answer)
