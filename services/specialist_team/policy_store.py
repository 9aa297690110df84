"""Versions of the queue policy in the database, and the one way to change them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, text

from contracts.specialist_team.policy import PolicyRule, PolicyStatus
from libs import publishing
from libs.database import Transaction
from services.specialist_team.domain.policy import PolicyDecision, PolicyVersion
from services.specialist_team.domain.policy_refusals import PolicyNotFound
from services.specialist_team.tables import queue_policy

_PLAIN = ("id", "version", "number", "status", "valid_from", "proposed_by", "proposed_at", "signed_by", "signed_at")


def _version(row: Row[Any]) -> PolicyVersion:
    fields = {name: getattr(row, name) for name in _PLAIN} | {"status": PolicyStatus(row.status)}
    return PolicyVersion(**fields, rule=PolicyRule.model_validate(row.rule))


def _row(version: PolicyVersion) -> dict[str, Any]:
    rule = version.rule.model_dump(mode="json", by_alias=True)
    return {name: getattr(version, name) for name in _PLAIN} | {"rule": rule}


async def versions(tx: Transaction) -> list[PolicyVersion]:
    """Return every version ever proposed, latest first."""
    latest_first = select(queue_policy).order_by(queue_policy.c.proposed_at.desc(), queue_policy.c.id)
    return [_version(row) for row in await tx.execute(latest_first)]


async def load(tx: Transaction, policy_id: UUID, *, lock: bool = False) -> PolicyVersion:
    """Return a version, locked until the transaction ends if ``lock``; raises PolicyNotFound."""
    query = select(queue_policy).where(queue_policy.c.id == policy_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise PolicyNotFound("There is no such version of the policy.")
    return _version(row)


async def next_number(tx: Transaction) -> int:
    """Return the number of the next signed version; one signs at a time, so none is skipped or given twice."""
    await tx.execute(text("LOCK TABLE queue_policy IN SHARE ROW EXCLUSIVE MODE"))
    return ((await tx.execute(select(func.max(queue_policy.c.number)))).scalar_one() or 0) + 1


async def add(tx: Transaction, decision: PolicyDecision, reason: str) -> PolicyVersion:
    """Store a proposal and publish it."""
    version, event = decision
    await tx.execute(queue_policy.insert(), _row(version))
    await publishing.publish(tx, [event], reason)
    return version


async def change(
    tx: Transaction,
    policy_id: UUID,
    expected_version: int,
    decide: Callable[[PolicyVersion], PolicyDecision],
    reason: str,
) -> PolicyVersion:
    """Load the version under a row lock, let ``decide`` change it, save, record and publish; raises VersionConflict."""
    version = await load(tx, policy_id, lock=True)
    if version.version != expected_version:
        raise await publishing.conflict(tx, version.id, version.version, expected_version)
    changed, event = decide(version)
    await tx.execute(queue_policy.update().where(queue_policy.c.id == policy_id).values(_row(changed)))
    await publishing.publish(tx, [event], reason)
    return changed
