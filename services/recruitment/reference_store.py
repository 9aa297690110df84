"""References in the database, with what is sealed of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select

from contracts.recruitment.reference_codes import ReferenceStatus
from libs import publishing
from libs.database import Transaction
from services.recruitment.domain.reference import OPEN, Decision, ReferenceRequest
from services.recruitment.domain.reference_refusals import ReferenceNotFound
from services.recruitment.personal_data import Sealed
from services.recruitment.reference_tables import reference_request

_PLAIN: Final = tuple(name for name in ReferenceRequest.__dataclass_fields__ if name != "status")


@dataclass(frozen=True)
class Kept:
    """A reference with who is asked, and what was said, sealed; ``taken_by`` who took it down."""

    request: ReferenceRequest
    referee: Sealed
    answer: Sealed | None
    taken_by: str | None


def _request(row: Row[Any]) -> ReferenceRequest:
    plain = {name: getattr(row, name) for name in _PLAIN}
    return ReferenceRequest(**plain, status=ReferenceStatus(row.status))


def _row(one: ReferenceRequest) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _PLAIN} | {"status": one.status}


async def add(tx: Transaction, decision: Decision, referee: Sealed) -> ReferenceRequest:
    """Store a new reference and publish it."""
    made, event = decision
    sealed = {"key_id": referee.key_id, "referee": referee.content}
    await tx.execute(reference_request.insert(), _row(made) | sealed)
    await publishing.publish(tx, [event], None)
    return made


async def load(tx: Transaction, reference_id: UUID, *, lock: bool = False) -> ReferenceRequest:
    """Return the reference, locked until the transaction ends if ``lock``; raises ReferenceNotFound."""
    query = select(reference_request).where(reference_request.c.id == reference_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise ReferenceNotFound("No such reference is asked for.")
    return _request(row)


async def save(
    tx: Transaction, decision: Decision, answer: Sealed | None = None, taken_by: str | None = None
) -> ReferenceRequest:
    """Store a changed reference, which the caller has locked, and publish what happened."""
    changed, event = decision
    row = _row(changed)
    if answer is not None:
        row |= {"answer_key_id": answer.key_id, "answer": answer.content, "taken_by": taken_by}
    await tx.execute(reference_request.update().where(reference_request.c.id == changed.id).values(row))
    await publishing.publish(tx, [event], None)
    return changed


async def of_application(tx: Transaction, application_id: UUID) -> list[Kept]:
    """Return the application's references, the first asked first."""
    query = select(reference_request).where(reference_request.c.application_id == application_id)
    return [
        Kept(
            _request(row),
            Sealed(row.key_id, bytes(row.referee)),
            Sealed(row.answer_key_id, bytes(row.answer)) if row.answer is not None else None,
            row.taken_by,
        )
        for row in await tx.execute(query.order_by(reference_request.c.asked_at, reference_request.c.id))
    ]


async def asked_for(tx: Transaction, application_id: UUID) -> int:
    """Return how many referees were asked for the application."""
    query = select(func.count()).where(reference_request.c.application_id == application_id)
    return (await tx.execute(query)).scalar_one()


async def to_remind(tx: Transaction, unheard_since: datetime, most: int) -> Sequence[ReferenceRequest]:
    """Return references that wait for an answer and have heard nothing since then, the longest waiting first."""
    waits: ColumnElement[bool] = reference_request.c.status.in_(OPEN) & (
        reference_request.c.updated_at <= unheard_since
    )
    query = select(reference_request).where(waits).order_by(reference_request.c.updated_at).limit(most)
    return [_request(row) for row in await tx.execute(query)]


async def overdue(tx: Transaction, now: datetime, most: int) -> Sequence[ReferenceRequest]:
    """Return references whose link has expired without an answer, locked."""
    late: ColumnElement[bool] = reference_request.c.status.in_(OPEN) & (reference_request.c.expires_at < now)
    query = select(reference_request).where(late).order_by(reference_request.c.expires_at).limit(most)
    return [_request(row) for row in await tx.execute(query.with_for_update(skip_locked=True))]
