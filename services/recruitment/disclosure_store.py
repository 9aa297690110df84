"""Disclosures in the database: codes that stay, and what was given, sealed for each application."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Row, func, select

from contracts.event import Event
from contracts.recruitment.disclosure_codes import DisclosedDocument, DisclosureStatus, MaskGround
from libs import publishing
from libs.database import Transaction
from services.recruitment.disclosure_tables import disclosed_application, disclosure, disclosure_recipient
from services.recruitment.domain.disclosure import Disclosure
from services.recruitment.domain.disclosure_refusals import DisclosureNotFound
from services.recruitment.personal_data import Sealed

_PLAIN: Final = ("id", "campaign_id", "version", "begun_by", "begun_at", "given_at", "given")
_DOCUMENTS: Final = TypeAdapter(tuple[DisclosedDocument, ...])
_MASKS: Final = TypeAdapter(tuple[tuple[str, MaskGround], ...])


def _row(one: Disclosure) -> dict[str, Any]:
    lists = {
        "documents": _DOCUMENTS.dump_python(one.documents, mode="json"),
        "numbers": list(one.numbers),
        "masks": _MASKS.dump_python(one.masks, mode="json"),
    }
    return {name: getattr(one, name) for name in _PLAIN} | lists | {"status": one.status}


def _disclosure(row: Row[Any]) -> Disclosure:
    return Disclosure(
        **{name: getattr(row, name) for name in _PLAIN},
        status=DisclosureStatus(row.status),
        documents=_DOCUMENTS.validate_python(row.documents),
        numbers=tuple(row.numbers),
        masks=_MASKS.validate_python(row.masks),
    )


async def add(tx: Transaction, one: Disclosure, event: Event) -> None:
    """Store a new disclosure and publish it."""
    await tx.execute(disclosure.insert(), _row(one))
    await publishing.publish(tx, [event], None)


async def save(tx: Transaction, one: Disclosure, event: Event) -> None:
    """Store a changed disclosure, which the caller has locked, and publish what happened."""
    await tx.execute(disclosure.update().where(disclosure.c.id == one.id).values(_row(one)))
    await publishing.publish(tx, [event], None)


async def load(tx: Transaction, disclosure_id: UUID, *, lock: bool = False) -> Disclosure:
    """Return the disclosure, locked until the transaction ends if ``lock``; raises DisclosureNotFound."""
    query = select(disclosure).where(disclosure.c.id == disclosure_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise DisclosureNotFound("There is no such disclosure.")
    return _disclosure(row)


async def latest(tx: Transaction, *, limit: int, offset: int) -> tuple[list[Disclosure], int]:
    """Return disclosures, the latest first, and how many there are."""
    total = (await tx.execute(select(func.count()).select_from(disclosure))).scalar_one()
    query = select(disclosure).order_by(disclosure.c.begun_at.desc(), disclosure.c.id)
    return [_disclosure(row) for row in await tx.execute(query.limit(limit).offset(offset))], total


async def keep_given(
    tx: Transaction, one: Disclosure, of_applications: Mapping[UUID, Sealed], recipient: Sealed | None
) -> None:
    """Keep what was given out of each application, and to whom when that was said."""
    rows = [
        {"disclosure_id": one.id, "application_id": application_id, **sealed._asdict()}
        for application_id, sealed in of_applications.items()
    ]
    await tx.execute(disclosed_application.insert(), rows)
    if recipient is not None:
        row = {"disclosure_id": one.id, "campaign_id": one.campaign_id, **recipient._asdict()}
        await tx.execute(disclosure_recipient.insert(), row)


async def given(tx: Transaction, disclosure_id: UUID) -> Sequence[tuple[UUID, Sealed]]:
    """Return what was given out of each application that is not erased, sealed for it."""
    mine = disclosed_application.c.disclosure_id == disclosure_id
    rows = await tx.execute(select(disclosed_application).where(mine))
    return [(row.application_id, Sealed(row.key_id, bytes(row.content))) for row in rows]


async def recipient(tx: Transaction, disclosure_id: UUID) -> Sealed | None:
    """Return to whom it was given, sealed for the disclosure, or None."""
    mine = disclosure_recipient.c.disclosure_id == disclosure_id
    row = (await tx.execute(select(disclosure_recipient).where(mine))).one_or_none()
    return Sealed(row.key_id, bytes(row.content)) if row else None
