"""What routes are given: database, organisation, occupations, caller, paging."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Request

from contracts.organisation import Organisation
from contracts.recruitment.gate_rules import GateRules
from contracts.recruitment.occupations import Occupations
from libs.auth import SignedIn
from libs.database import Database
from services.recruitment.domain import order_rules
from services.recruitment.personal_data import PersonalData


async def _database(request: Request) -> Database:
    database: Database = request.app.state.kernel.database
    return database


async def _organisation(request: Request) -> Organisation:
    organisation: Organisation = request.app.state.organisation
    return organisation


async def _occupations(request: Request) -> Occupations:
    occupations: Occupations = request.app.state.occupations
    return occupations


async def _gate_rules(request: Request) -> GateRules:
    rules: GateRules = request.app.state.gate_rules
    return rules


async def _personal_data(request: Request) -> PersonalData:
    personal: PersonalData = request.app.state.personal_data
    return personal


async def _person(actor: SignedIn) -> order_rules.Person:
    return order_rules.Person(actor.id, actor.roles, actor.district, actor.unit)


Db = Annotated[Database, Depends(_database)]
Org = Annotated[Organisation, Depends(_organisation)]
Trades = Annotated[Occupations, Depends(_occupations)]
GatesInForce = Annotated[GateRules, Depends(_gate_rules)]
Personal = Annotated[PersonalData, Depends(_personal_data)]
Caller = Annotated[order_rules.Person, Depends(_person)]
Limit = Annotated[int, Query(ge=1, le=500, description="Items per page")]
Page = Annotated[int, Query(ge=1, le=10_000, description="Page, the first is 1")]
OrderId = Annotated[UUID, Path(alias="orderId", description="The order's id")]
CampaignId = Annotated[UUID, Path(alias="campaignId", description="The campaign's id")]
