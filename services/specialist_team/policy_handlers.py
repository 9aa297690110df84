"""Use cases of the queue policy and of what it stands on."""

from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.event import ActorReference
from contracts.organisation import Organisation, UnknownOrganisation
from contracts.specialist_team import policy as api
from libs.commands import Occasion
from libs.database import Transaction
from libs.refusals import RoleMayNot
from services.specialist_team import policy_store, situation_store
from services.specialist_team.domain import policy
from services.specialist_team.domain.policy import PolicyVersion
from services.specialist_team.domain.policy_refusals import UnknownUnits
from services.specialist_team.domain.rules import COORDINATOR, STEERING_GROUP
from services.specialist_team.domain.situation import UnitSituation


def _acting_as(occasion: Occasion, role: str, only: str) -> ActorReference:
    if not occasion.actor.has(role):
        raise RoleMayNot(only)
    return occasion.actor.acting_as(role)


def _member(occasion: Occasion) -> ActorReference:
    return _acting_as(occasion, STEERING_GROUP, "Only the steering group changes the policy of the queue.")


async def propose(tx: Transaction, occasion: Occasion, body: api.ProposePolicy) -> PolicyVersion:
    """Store a proposal; it changes nothing until another member has signed it."""
    by = _member(occasion)
    decision = policy.propose(uuid7(), body.rule, body.valid_from, by, occasion.now)
    return await policy_store.add(tx, decision, body.reason)


async def sign(tx: Transaction, occasion: Occasion, policy_id: UUID, body: api.SignPolicy) -> PolicyVersion:
    """Sign another member's proposal; it is in force from its date."""
    by = _member(occasion)
    number = await policy_store.next_number(tx)
    return await policy_store.change(
        tx,
        policy_id,
        body.expected_version,
        lambda version: policy.sign(version, number, by, occasion.now),
        body.reason,
    )


async def withdraw(tx: Transaction, occasion: Occasion, policy_id: UUID, body: api.WithdrawPolicy) -> PolicyVersion:
    """Withdraw a proposal."""
    by = _member(occasion)
    return await policy_store.change(
        tx, policy_id, body.expected_version, lambda version: policy.withdraw(version, by, occasion.now), body.reason
    )


async def state_situations(
    tx: Transaction, occasion: Occasion, body: api.StateSituations, organisation: Organisation
) -> None:
    """Store units' situation, all rows or none; raises UnknownUnits naming the rows."""
    by = _acting_as(occasion, COORDINATOR, "Only the coordinator states the units' situation.")
    unknown = [row for row, one in enumerate(body.situations) if not _is_unit(organisation, one.unit)]
    if unknown:
        raise UnknownUnits.in_rows(unknown)
    figures = [UnitSituation(**one.model_dump()) for one in body.situations]
    await situation_store.state(tx, figures, by, occasion.now)


def _is_unit(organisation: Organisation, unit_id: str) -> bool:
    try:
        organisation.unit(unit_id)
    except UnknownOrganisation:
        return False
    return True
