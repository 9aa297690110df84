"""Calendars: private links, and the periods of help that they show. Only a link's hash is stored."""

import hashlib
import secrets
from collections.abc import Sequence
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, any_, false, func, or_, select, update
from uuid_utils.compat import uuid7

from contracts.specialist_team.codes import Status
from libs.database import Transaction
from services.portal.store import calendar_link, help_period, person, request_view
from services.portal.visitor import Role, Visitor

_SECRET_BYTES = 32


class Kind(StrEnum):
    """What a calendar shows."""

    OWN = "own"
    TEAM = "team"
    UNIT = "unit"


KINDS = {Role.SPECIALIST: Kind.OWN, Role.COORDINATOR: Kind.TEAM, Role.UNIT_MANAGER: Kind.UNIT}
"""Which calendar each role may have."""


def kinds_for(visitor: Visitor) -> list[Kind]:
    """Return the calendars that the person may have."""
    return [kind for role, kind in KINDS.items() if visitor.has(role)]


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


async def create(tx: Transaction, visitor: Visitor, kind: Kind) -> str:
    """Return the secret of a new link; an earlier one of the same kind stops working."""
    await revoke(tx, visitor, kind)
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    row = {
        "id": uuid7(),
        "person": visitor.id,
        "kind": kind,
        "secret_hash": _hash(secret),
        "district": visitor.district if kind is Kind.UNIT else None,
        "unit": visitor.unit if kind is Kind.UNIT else None,
    }
    await tx.execute(calendar_link.insert().values(row))
    return secret


async def revoke(tx: Transaction, visitor: Visitor, kind: Kind) -> None:
    """Let the person's link of this kind stop working."""
    mine = and_(calendar_link.c.person == visitor.id, calendar_link.c.kind == kind)
    await tx.execute(
        update(calendar_link).where(mine, calendar_link.c.revoked_at.is_(None)).values(revoked_at=func.now())
    )


async def links_of(tx: Transaction, visitor: Visitor) -> dict[str, Row[Any]]:
    """Return the person's working links, by kind."""
    query = select(calendar_link).where(calendar_link.c.person == visitor.id, calendar_link.c.revoked_at.is_(None))
    return {row.kind: row for row in await tx.execute(query)}


async def link_for(tx: Transaction, secret: str) -> Row[Any] | None:
    """Return the link that the secret opens, if it works and its owner still may have such a calendar.

    The latest sign-in, or renewal of it, says what the owner is, and where: who has gone from a whole district to one
    of its units opens the unit's, who has lost the role or works elsewhere opens nothing.
    """
    link = calendar_link.c
    query = (
        select(calendar_link, person.c.unit.label("owners_unit"))
        .join(person, person.c.id == link.person)
        .where(link.secret_hash == _hash(secret), link.revoked_at.is_(None), _still_theirs())
    )
    return (await tx.execute(query)).one_or_none()


def _still_theirs() -> ColumnElement[bool]:
    link = calendar_link.c
    here = and_(
        person.c.district == link.district,
        or_(link.unit.is_(None), person.c.unit.is_(None), person.c.unit == link.unit),
    )
    may = (and_(link.kind == kind, any_(person.c.roles) == role) for role, kind in KINDS.items())
    return and_(or_(*may), or_(link.kind != Kind.UNIT, here))


async def shown_by(tx: Transaction, link: Row[Any]) -> tuple[Sequence[Row[Any]], Sequence[Row[Any]]]:
    """Return the periods that the link shows, cancelled ones too, and the offers that wait for an answer."""
    query = select(help_period, request_view.c.purpose).join(request_view, request_view.c.id == help_period.c.request)
    offers = select(request_view).where(request_view.c.status == Status.OFFERED)
    match Kind(link.kind):
        case Kind.OWN:
            query, offers = query.where(help_period.c.specialist == link.person), offers.where(false())
        case Kind.TEAM:
            offers = offers.where(false())
        case Kind.UNIT:
            query = query.where(help_period.c.district == link.district)
            offers = offers.where(request_view.c.district == link.district)
            if unit := link.unit or link.owners_unit:
                query, offers = query.where(help_period.c.unit == unit), offers.where(request_view.c.unit == unit)
    ordered = query.order_by(help_period.c.starts_on, help_period.c.reference, help_period.c.specialist)
    return (await tx.execute(ordered)).all(), (await tx.execute(offers.order_by(request_view.c.reference))).all()


def uid(request: UUID, specialist: str, starts_on: Any) -> str:
    """Return the name that a period has in every calendar, for ever."""
    return f"{request}-{specialist}-{starts_on}@avlasta"
