"""What routes are given: database, organisation, caller, paging; and how a command on a request is carried out."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Request, Response
from pydantic import BaseModel

from contracts.organisation import Organisation
from libs.auth import SignedIn
from libs.commands import Occasion, RunCommand
from libs.database import Database, Transaction
from services.specialist_team import bodies, store
from services.specialist_team.changing import person
from services.specialist_team.domain import rules
from services.specialist_team.domain.refusals import RequestNotFound
from services.specialist_team.domain.request import SupportRequest


async def _database(request: Request) -> Database:
    database: Database = request.app.state.kernel.database
    return database


async def _organisation(request: Request) -> Organisation:
    organisation: Organisation = request.app.state.organisation
    return organisation


async def _person(actor: SignedIn) -> rules.Person:
    return rules.Person(actor.id, actor.roles, actor.district, actor.unit)


async def _agency_hour_price(request: Request) -> int:
    price: int = request.app.state.agency_hour_price
    return price


Db = Annotated[Database, Depends(_database)]
Org = Annotated[Organisation, Depends(_organisation)]
AgencyPrice = Annotated[int, Depends(_agency_hour_price)]
Caller = Annotated[rules.Person, Depends(_person)]
Limit = Annotated[int, Query(ge=1, le=500, description="Items per page")]
Page = Annotated[int, Query(ge=1, le=10_000, description="Page, the first is 1")]
RequestId = Annotated[UUID, Path(alias="requestId", description="The support request's id")]
UseCase = Callable[[Transaction, Occasion], Awaitable[SupportRequest]]


async def seen(tx: Transaction, who: rules.Person, request_id: UUID) -> SupportRequest:
    """Return the request; raises RequestNotFound also when it is not the caller's to know of."""
    request = await store.load(tx, request_id)
    if not rules.may_see(who, request):
        raise RequestNotFound("There is no such request, or it belongs to another district.")
    return request


async def run(command: RunCommand, use_case: UseCase, status: int = 200) -> Response:
    """Carry out the use case and answer with the request as the caller then sees it."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        return bodies.support_request(await use_case(tx, occasion), person(occasion), occasion.now)

    return await command(answer, status)
