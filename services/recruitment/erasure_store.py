"""Erasing: whatever refers to an application goes with it, also what a later table stores, and the candidate at last.

What refers to what is read from the tables themselves, so that a new one is erased too, or stands in the way.
"""

from collections.abc import Collection
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Table,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)

from contracts.recruitment.application_codes import ApplicationStatus
from libs.database import Transaction
from services.recruitment import recognition_store
from services.recruitment.application_tables import application, application_file, application_row, candidate
from services.recruitment.disclosure_tables import disclosure_recipient
from services.recruitment.matching_tables import matching_run
from services.recruitment.one_time_link_tables import one_time_link
from services.recruitment.referral_tables import referral
from services.recruitment.screening_tables import conflict_declaration
from services.recruitment.store import metadata

_OF_A_CAMPAIGN: Final = (matching_run, application_file, conflict_declaration, disclosure_recipient)
"""What a campaign keeps about its applications together; it goes with the last that has not led to a hire."""


@cache
def belonging(root: Table) -> tuple[Table, ...]:
    """Return the tables that refer to ``root``, directly or through others; first those that nothing refers to."""
    found: list[Table] = []
    for table in metadata.sorted_tables:
        if table is not root and any(key.referred_table in {root, *found} for key in _keys(table)):
            found.append(table)
    return tuple(reversed(found))


def _keys(table: Table) -> list[ForeignKeyConstraint]:
    return [key for key in table.foreign_key_constraints if key.referred_table is not table]


def refers(table: Table, root: Table, chosen: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition on rows of ``table`` that belong to the ``chosen`` rows of ``root``."""
    ways = []
    for key in _keys(table):
        parent = key.referred_table
        if parent is root or parent in belonging(root):
            wanted = chosen if parent is root else refers(parent, root, chosen)
            mine, theirs = zip(*((each.parent, each.column) for each in key.elements), strict=True)
            ways.append(tuple_(*mine).in_(select(*theirs).where(wanted)))
    return or_(*ways)


async def _delete(tx: Transaction, root: Table, chosen: ColumnElement[bool], spared: Collection[Table] = ()) -> None:
    for table in belonging(root):
        if table not in spared:
            await tx.execute(delete(table).where(refers(table, root, chosen)))
    await tx.execute(delete(root).where(chosen))


async def erase(tx: Transaction, applications: Collection[UUID]) -> None:
    """Delete the applications, which the caller has locked, all that refers to them, and who is left without any."""
    mine = application.c.id.in_(applications)
    columns = (
        application.c.candidate_id,
        application.c.came_as,
        application.c.campaign_id,
        application.c.source_reference,
    )
    rows = (await tx.execute(select(*columns).where(mine))).all()
    for row in rows:
        of_file = select(application_file.c.id).where(application_file.c.campaign_id == row.campaign_id)
        told = and_(application_row.c.file_id.in_(of_file), application_row.c.key == row.source_reference)
        await tx.execute(delete(application_row).where(told))
    await tx.execute(delete(one_time_link).where(one_time_link.c.subject_id.in_(applications)))
    await _delete(tx, application, mine)
    people = {one for row in rows for one in (row.candidate_id, row.came_as) if one}
    await _erase_candidates(tx, people)
    for campaign_id in sorted({row.campaign_id for row in rows}):
        await _erase_rest(tx, campaign_id)


async def _erase_candidates(tx: Transaction, people: Collection[UUID]) -> None:
    """Delete who has no application left; the others are recognised by the marks of what they have."""
    has = exists().where(or_(application.c.candidate_id == candidate.c.id, application.c.came_as == candidate.c.id))
    mine = candidate.c.id.in_(people)
    left = (await tx.execute(select(candidate.c.id).where(mine, has))).scalars().all()
    gone = candidate.c.id.in_(set(people) - set(left))
    await _delete(tx, candidate, gone, {application, *belonging(application)})
    for candidate_id in sorted(left):
        await recognition_store.restate_marks(tx, candidate_id)


async def _erase_rest(tx: Transaction, campaign_id: UUID) -> None:
    """Delete what says something of applications together when none is left but of those who were hired."""
    mine = (application.c.campaign_id == campaign_id) & (application.c.status != ApplicationStatus.HIRED)
    if (await tx.execute(select(func.count()).select_from(application).where(mine))).scalar_one():
        return
    await tx.execute(update(referral).where(referral.c.campaign_id == campaign_id).values(run_id=None))
    for table in _OF_A_CAMPAIGN:
        await _delete(tx, table, table.c.campaign_id == campaign_id, {referral, application})
