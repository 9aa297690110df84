"""How a change of any subject is recorded and published, and how a stale one is refused."""

from collections.abc import Sequence
from uuid import UUID

from contracts.event import Event
from contracts.problem import Change
from libs import audit, outbox
from libs.database import Transaction
from libs.refusals import VersionConflict


async def conflict(tx: Transaction, subject_id: UUID, version: int, expected_version: int) -> VersionConflict:
    """Return the refusal that tells what happened to the subject after the version that the caller saw."""
    rows = await audit.history(tx, subject_id, expected_version)
    changes = [
        Change(type=row.action, at=audit.at_time(row.at), role=row.role, version=row.subject_version) for row in rows
    ]
    detail = f"It is at version {version}; read it again, then decide."
    return VersionConflict(detail, current_version=version, changes=changes)


async def publish(tx: Transaction, events: Sequence[Event], reason: str | None) -> None:
    """Record what happened and let it be published, in this transaction."""
    await audit.record(tx, events, reason)
    await outbox.append(tx, events)


async def publish_each(tx: Transaction, told: Sequence[tuple[Event, str | None]]) -> None:
    """Record and publish many changes at once, each with its own reason, in this transaction."""
    await audit.record_each(tx, told)
    await outbox.append(tx, [event for event, _ in told])
