"""What routes are given: the database, the organisation, the caller, and how a list is paged."""

from typing import Annotated

from fastapi import Depends, Query, Request

from contracts.organisation import Organisation
from libs.auth import SignedIn
from libs.database import Database
from services.specialist_team.domain import rules


async def _database(request: Request) -> Database:
    database: Database = request.app.state.kernel.database
    return database


async def _organisation(request: Request) -> Organisation:
    organisation: Organisation = request.app.state.organisation
    return organisation


async def _person(actor: SignedIn) -> rules.Person:
    return rules.Person(actor.id, actor.roles, actor.district, actor.unit)


Db = Annotated[Database, Depends(_database)]
Org = Annotated[Organisation, Depends(_organisation)]
Caller = Annotated[rules.Person, Depends(_person)]
Limit = Annotated[int, Query(ge=1, le=500, description="Items per page")]
Page = Annotated[int, Query(ge=1, le=10_000, description="Page, the first is 1")]
