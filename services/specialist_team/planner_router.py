"""HTTP for the planner."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from contracts.organisation import Slug
from contracts.specialist_team.planning import (
    AcceptProposals,
    AcceptResults,
    MakePlan,
    OpenSlots,
    PlanAnswer,
    PlanEffect,
)
from contracts.wire import Day
from libs import calendar
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.specialist_team import planner, planner_bodies, planner_store, store
from services.specialist_team.dependencies import Caller, Db, Org
from services.specialist_team.domain import rules

router = APIRouter(prefix="/specialist-team/v1/plan", tags=["plan"], responses=PROBLEMS)

RequestQuery = Annotated[UUID, Query(description="The request to give somebody else or another week")]
StartQuery = Annotated[Day, Query(alias="startsOn", description="The first day of help")]


async def _latest(tx: Transaction) -> PlanAnswer:
    kept = await planner_store.latest(tx)
    being_made = planner_bodies.is_due(kept, await planner_store.wanted_at(tx))
    if kept is None:
        return PlanAnswer(plan=None, being_made=being_made)
    queued = {one.id: one.version for one in await store.open_requests(tx) if one.status == "queued"}
    return PlanAnswer(plan=planner_bodies.with_stale(kept, queued), being_made=being_made)


@router.get("")
async def get_plan(database: Db, who: Caller) -> PlanAnswer:
    """The latest plan for the coming twelve weeks. It promises nobody anything until the coordinator offers."""
    rules.require_whole_city(who)
    return await database.run(_latest)


@router.post("", status_code=202, response_model=PlanAnswer)
async def order_plan(command: RunCommand, body: MakePlan) -> Response:  # noqa: ARG001 - the body is empty
    """Ask for a plan; it is made within seconds, and the latest one stands until then."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        await planner.order(tx, occasion)
        return await _latest(tx)

    return await command(answer, 202)


@router.get("/slots")
async def get_slots(database: Db, organisation: Org, who: Caller, request: RequestQuery) -> OpenSlots:
    """Who could help a request in the queue and from when, other proposals apart."""
    rules.require_whole_city(who)
    now = calendar.now()
    return await database.run(lambda tx: planner.open_slots(tx, organisation, now, request))


@router.get("/effect")
async def get_effect(
    database: Db,
    organisation: Org,
    who: Caller,
    request: RequestQuery,
    specialist: Annotated[Slug, Query(description="Who would help")],
    starts_on: StartQuery,
) -> PlanEffect:
    """What if: the plan when this request is given this person from this day. Changes nothing."""
    rules.require_whole_city(who)
    now = calendar.now()
    return await database.run(lambda tx: planner.try_move(tx, organisation, now, request, specialist, starts_on))


@router.post("/accept", response_model=AcceptResults)
async def accept(command: RunCommand, body: AcceptProposals) -> Response:
    """Offer proposals to their districts, each by itself: one result per row."""
    return await command(lambda tx, occasion: planner.accept(tx, occasion, body))
