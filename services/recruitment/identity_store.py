"""Who a candidate is, for whom it was recorded that it is needed. No other part of screening reads it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from contracts.recruitment.screening_codes import UnblindingGround
from libs.database import Transaction
from services.recruitment.application_tables import application, candidate_identity
from services.recruitment.personal_data import Sealed
from services.recruitment.screening_tables import identity_access


class Access(NamedTuple):
    """For what somebody was told who a candidate is; sealed why, when the identity is protected."""

    ground: UnblindingGround
    protected_for: Sealed | None


async def identity(tx: Transaction, application_id: UUID) -> tuple[UUID, Sealed]:
    """Return the candidate's id, and who it is, sealed."""
    query = (
        select(candidate_identity)
        .join(application, application.c.candidate_id == candidate_identity.c.candidate_id)
        .where(application.c.id == application_id)
    )
    row = (await tx.execute(query)).one()
    return row.candidate_id, Sealed(row.key_id, bytes(row.content))


async def as_sent(tx: Transaction, applications: Sequence[UUID]) -> dict[UUID, list[tuple[UUID, Sealed]]]:
    """Return who each application came from, sealed for the candidate it came with, first of all.

    After it come the identities of that person's other applications, when somebody has found them to be one person's.
    """
    mine, person = application.alias(), application.alias()
    came = func.coalesce(person.c.came_as, person.c.candidate_id)
    query = (
        select(mine.c.id, candidate_identity)
        .distinct()
        .add_columns((came == func.coalesce(mine.c.came_as, mine.c.candidate_id)).label("own"))
        .join(person, person.c.candidate_id == mine.c.candidate_id)
        .join(candidate_identity, candidate_identity.c.candidate_id == came)
        .where(mine.c.id.in_(applications))
    )
    found: dict[UUID, list[tuple[UUID, Sealed]]] = defaultdict(list)
    for row in sorted(await tx.execute(query), key=lambda row: (not row.own, row.candidate_id)):
        found[row.id].append((row.candidate_id, Sealed(row.key_id, bytes(row.content))))
    return found


async def note_access(
    tx: Transaction,
    application_id: UUID,
    person: str,
    ground: UnblindingGround,
    protected_for: Sealed | None,
    now: datetime,
) -> None:
    """Keep that somebody may be told who the candidate is; what is said again replaces what was said."""
    row = {
        "application_id": application_id,
        "person": person,
        "ground": ground,
        "protected_for": protected_for and protected_for.content,
        "key_id": protected_for and protected_for.key_id,
        "shown_at": now,
    }
    keys = ["application_id", "person"]
    await tx.execute(insert(identity_access).values(row).on_conflict_do_update(index_elements=keys, set_=row))


async def access(tx: Transaction, application_id: UUID, person: str) -> Access | None:
    """Return for what the person was told who the candidate is, or None."""
    mine = (identity_access.c.application_id == application_id) & (identity_access.c.person == person)
    row = (await tx.execute(select(identity_access).where(mine))).one_or_none()
    if row is None:
        return None
    sealed = Sealed(row.key_id, bytes(row.protected_for)) if row.key_id else None
    return Access(UnblindingGround(row.ground), sealed)


async def shown_to(tx: Transaction, applications: Sequence[UUID], person: str) -> set[UUID]:
    """Return the applications whose candidates the person knows."""
    query = select(identity_access.c.application_id).where(identity_access.c.person == person)
    return set((await tx.execute(query.where(identity_access.c.application_id.in_(applications)))).scalars())
