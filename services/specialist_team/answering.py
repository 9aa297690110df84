"""How a route answers about one support request: a command's outcome, or the request as far as the caller may see."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import Path, Response
from pydantic import BaseModel

from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from services.specialist_team import bodies, handlers, store
from services.specialist_team.domain import rules
from services.specialist_team.domain.refusals import RequestNotFound
from services.specialist_team.domain.request import SupportRequest

RequestId = Annotated[UUID, Path(alias="requestId", description="The support request's id")]
UseCase = Callable[[Transaction, Occasion], Awaitable[SupportRequest]]


async def run(command: RunCommand, use_case: UseCase, status: int = 200) -> Response:
    """Run the use case once and answer with the request as it then stands."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        return bodies.support_request(await use_case(tx, occasion), handlers.person(occasion), occasion.now)

    return await command(answer, status)


async def seen(tx: Transaction, who: rules.Person, request_id: UUID) -> SupportRequest:
    """Return the request; raises RequestNotFound also when it is not the caller's to see."""
    request = await store.load(tx, request_id)
    if not rules.may_see(who, request):
        raise RequestNotFound("There is no such request, or it belongs to another district.")
    return request
