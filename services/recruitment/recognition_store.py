"""Which applications point to one candidate, and which candidates somebody has told apart."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, literal, select, true
from sqlalchemy.dialects.postgresql import insert

from libs.database import Transaction
from services.recruitment.application_tables import (
    application,
    candidate_identity,
    candidate_mark,
    candidate_told_apart,
)
from services.recruitment.campaign_tables import campaign
from services.recruitment.domain.recognition import Likeness
from services.recruitment.personal_data import Sealed

_MINE: Final = application.alias("mine")
_OTHER: Final = application.alias("other")
_CAME: Final = func.coalesce(application.c.came_as, application.c.candidate_id)
"""The candidate that an application came with."""
_MARK: Final = candidate_mark.alias("mark")
_SAME_MARK: Final = candidate_mark.alias("same_mark")


def _told() -> Select[Any]:
    columns = (_MINE.c.id.label("mine"), _OTHER.c.id, campaign.c.reference, _OTHER.c.number)
    return select(*columns).distinct().order_by(campaign.c.reference, _OTHER.c.number)


def _joined(applications: Sequence[UUID]) -> Select[Any]:
    same = and_(_OTHER.c.candidate_id == _MINE.c.candidate_id, _OTHER.c.id != _MINE.c.id)
    of_campaign = campaign.c.id == _OTHER.c.campaign_id
    found = _told().select_from(_MINE).join(_OTHER, same).join(campaign, of_campaign)
    return found.where(_MINE.c.id.in_(applications))


def _alike(applications: Sequence[UUID]) -> Select[Any]:
    apart = select(candidate_told_apart).where(_pair(_MINE.c.candidate_id, _OTHER.c.candidate_id)).exists()
    shared = and_(_SAME_MARK.c.mark == _MARK.c.mark, _SAME_MARK.c.candidate_id != _MARK.c.candidate_id)
    found = (
        _told()
        .select_from(_MINE)
        .join(_MARK, _MARK.c.candidate_id == _MINE.c.candidate_id)
        .join(_SAME_MARK, shared)
        .join(_OTHER, _OTHER.c.candidate_id == _SAME_MARK.c.candidate_id)
        .join(campaign, campaign.c.id == _OTHER.c.campaign_id)
    )
    return found.where(_MINE.c.id.in_(applications), ~apart)


def _pair(one: Any, other: Any) -> ColumnElement[bool]:
    lower, higher = candidate_told_apart.c.lower, candidate_told_apart.c.higher
    return and_(lower == func.least(one, other), higher == func.greatest(one, other))


async def likenesses(tx: Transaction, applications: Iterable[UUID]) -> dict[UUID, list[Likeness]]:
    """Return for each application those of the same candidate, then those that may be the same person's.

    The latter share a mark, and nobody has told their candidates apart.
    """
    asked, found = list(applications), defaultdict[UUID, list[Likeness]](list)
    for query, joined in ((_joined(asked), True), (_alike(asked), False)):
        for row in await tx.execute(query):
            found[row.mine].append(Likeness(row.id, f"{row.reference}-{row.number}", joined))
    return found


async def identity(tx: Transaction, candidate_id: UUID) -> Sealed:
    """Return who a candidate is, sealed: read to learn whether the identity is protected, and told to nobody."""
    query = select(candidate_identity).where(candidate_identity.c.candidate_id == candidate_id)
    row: Row[Any] = (await tx.execute(query)).one()
    return Sealed(row.key_id, bytes(row.content))


async def join(tx: Transaction, kept: UUID, left: UUID) -> None:
    """Let every application of the candidate ``left`` point to ``kept``."""
    moved = application.update().where(application.c.candidate_id == left)
    await tx.execute(moved.values(candidate_id=kept, came_as=_CAME))
    await tx.execute(delete(candidate_told_apart).where(_pair(kept, left)))
    await restate_marks(tx, kept)


async def part(tx: Transaction, one: UUID, other: UUID) -> UUID:
    """Let the applications point to candidates of their own again, and keep that these are two; returns ``one``'s."""
    query = select(application.c.id, application.c.candidate_id, _CAME.label("came_as"))
    both = query.where(application.c.id.in_([one, other]))
    rows = {row.id: row for row in await tx.execute(both)}
    joined = rows[one].candidate_id == rows[other].candidate_id
    parted = rows[other] if rows[one].came_as == rows[one].candidate_id else rows[one]
    if joined:
        await tx.execute(application.update().where(parted.came_as == _CAME).values(candidate_id=_CAME))
        for candidate_id in (rows[one].candidate_id, parted.came_as):
            await restate_marks(tx, candidate_id)
    now: dict[UUID, UUID] = {row.id: row.candidate_id for row in await tx.execute(both)}
    pair = {"lower": min(now.values()), "higher": max(now.values())}
    await tx.execute(insert(candidate_told_apart).values(pair).on_conflict_do_nothing())
    return now[one]


async def restate_marks(tx: Transaction, candidate_id: UUID) -> None:
    """Let the candidate be recognised by the marks of every application that points to it, and by no other's."""
    borrowed = candidate_mark.c.candidate_id == candidate_id, candidate_mark.c.borrowed
    await tx.execute(delete(candidate_mark).where(*borrowed))
    came = select(_CAME).where(application.c.candidate_id == candidate_id, _CAME.is_distinct_from(candidate_id))
    marks = select(literal(candidate_id), _MARK.c.mark, true()).where(_MARK.c.candidate_id.in_(came), ~_MARK.c.borrowed)
    columns = ["candidate_id", "mark", "borrowed"]
    await tx.execute(insert(candidate_mark).from_select(columns, marks.distinct()).on_conflict_do_nothing())
