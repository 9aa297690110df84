"""HTTP for the queue policy and the units' situation."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel

from contracts.history import HistoryEntry
from contracts.organisation import Organisation
from contracts.specialist_team.policy import (
    PolicyEffect,
    ProposePolicy,
    QueuePolicies,
    QueuePolicy,
    SignPolicy,
    Situations,
    StateSituations,
    WithdrawPolicy,
)
from libs import audit, calendar
from libs.calendar import local_date
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.specialist_team import policy_bodies, policy_handlers, policy_store, store
from services.specialist_team.dependencies import Caller, Db, Org
from services.specialist_team.domain import rules
from services.specialist_team.domain.policy import Policy, PolicyVersion
from services.specialist_team.standing import known_of_units, standing

router = APIRouter(prefix="/specialist-team/v1", tags=["queue policy"], responses=PROBLEMS)

PolicyId = Annotated[UUID, Path(alias="policyId", description="The id of a version of the queue policy")]
UseCase = Callable[[Transaction, Occasion], Awaitable[PolicyVersion]]


async def _run(command: RunCommand, use_case: UseCase, status: int = 200) -> Response:
    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        version = await use_case(tx, occasion)
        return policy_bodies.queue_policy(version, await policy_store.versions(tx), local_date(occasion.now))

    return await command(answer, status)


@router.get("/queue-policies")
async def list_policies(database: Db, who: Caller) -> QueuePolicies:
    """Every version of the policy ever proposed, latest first. Open to everyone who is signed in, as the rule is."""
    rules.require_a_role(who)
    versions = await database.run(policy_store.versions)
    day = local_date(calendar.now())
    return QueuePolicies(items=[policy_bodies.queue_policy(version, versions, day) for version in versions])


@router.post("/queue-policies", status_code=201, response_model=QueuePolicy)
async def propose(command: RunCommand, body: ProposePolicy) -> Response:
    """Propose a policy. It changes nothing until another member of the steering group signs it."""
    return await _run(command, lambda tx, o: policy_handlers.propose(tx, o, body), 201)


@router.post("/queue-policies/{policyId}/sign", response_model=QueuePolicy)
async def sign(command: RunCommand, policy_id: PolicyId, body: SignPolicy) -> Response:
    """Sign another member's proposal; it decides the order from its date on."""
    return await _run(command, lambda tx, o: policy_handlers.sign(tx, o, policy_id, body))


@router.post("/queue-policies/{policyId}/withdraw", response_model=QueuePolicy)
async def withdraw(command: RunCommand, policy_id: PolicyId, body: WithdrawPolicy) -> Response:
    """Withdraw a proposal that is not signed."""
    return await _run(command, lambda tx, o: policy_handlers.withdraw(tx, o, policy_id, body))


@router.get("/queue-policies/{policyId}/history")
async def get_history(database: Db, who: Caller, policy_id: PolicyId) -> list[HistoryEntry]:
    """What happened to the version, oldest first: what, who, when, why. The first version came with the service."""
    rules.require_whole_city(who)

    async def read(tx: Transaction) -> list[HistoryEntry]:
        await policy_store.load(tx, policy_id)
        return [audit.entry(row) for row in await audit.history(tx, policy_id)]

    return await database.run(read)


@router.get("/queue-policies/{policyId}/effect")
async def get_effect(database: Db, organisation: Org, who: Caller, policy_id: PolicyId) -> PolicyEffect:
    """What if: today's queue beside the same queue under this version. Changes nothing."""
    rules.require_whole_city(who)

    async def read(tx: Transaction) -> PolicyEffect:
        version = await policy_store.load(tx, policy_id)
        return policy_bodies.effect(await standing(tx, organisation, calendar.now()), Policy.of(version.rule))

    return await database.run(read)


@router.get("/unit-situations")
async def list_situations(database: Db, organisation: Org, who: Caller) -> Situations:
    """What is known today of units' vacant posts and turnover, and which units nothing is known of."""
    rules.require_whole_city(who)
    return await database.run(lambda tx: _situations(tx, organisation, local_date(calendar.now())))


@router.post("/unit-situations", response_model=Situations)
async def state_situations(command: RunCommand, body: StateSituations, organisation: Org) -> Response:
    """State units' situation, all rows or none; a figure for the same unit and day replaces the earlier."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        await policy_handlers.state_situations(tx, occasion, body, organisation)
        return await _situations(tx, organisation, local_date(occasion.now))

    return await command(answer)


async def _situations(tx: Transaction, organisation: Organisation, today: date) -> Situations:
    known = await known_of_units(tx, organisation, today)
    return policy_bodies.situations(known, await store.helped_requests(tx), organisation, today)
