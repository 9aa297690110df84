"""Use cases of the import: check a file, order its import, and take the next rows in."""

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Row
from uuid_utils.compat import uuid7

from contracts.event import ActorReference
from contracts.free_text import find_client_data
from contracts.organisation import Organisation
from contracts.problem import FieldError
from contracts.specialist_team.imports import Fate, ImportKind, ImportStatus, RunImport
from libs import spreadsheets
from libs.commands import Occasion
from libs.database import Database, Transaction
from libs.errors import is_outage
from libs.refusals import RoleMayNot, ServiceError
from services.specialist_team import availability_store, import_store, store, team_store
from services.specialist_team.domain.import_history import IMPORT, Telling, history
from services.specialist_team.domain.import_judging import BOOKED, Facts, Judged, judge, unit_of
from services.specialist_team.domain.import_refusals import ImportIs, NothingToImport, NotTheCheckedFile
from services.specialist_team.domain.import_rows import RequestRow, digest
from services.specialist_team.domain.rules import COORDINATOR, Person

log = structlog.get_logger()

UNIT = 20
"""How many rows are one unit of work: small enough that nobody else waits long, and that a kill costs little."""


def require_coordinator(who: Person) -> None:
    """Refuse everybody but the coordinator, who answers for what is imported."""
    if COORDINATOR not in who.roles:
        raise RoleMayNot("Only the coordinator imports.")


async def check(content: bytes, database: Database, organisation: Organisation, now: datetime) -> list[Judged]:
    """Return what would become of every row of the file; raises a named refusal when it cannot be read as a whole."""
    sheet = await asyncio.to_thread(spreadsheets.read, content)

    async def known(tx: Transaction) -> Facts:
        team = {one.member.id: one for one in await availability_store.team(tx)}
        bookings = [booking for booking, _, _ in await team_store.bookings(tx)]
        return Facts(organisation, team, bookings, await import_store.digests(tx), now)

    return await asyncio.to_thread(judge, sheet, await database.run(known))


async def keep(tx: Transaction, occasion: Occasion, file_name: str, content: bytes, judged: Sequence[Judged]) -> UUID:
    """Store the dry run, and none of what was refused; returns its id."""
    fingerprint = hashlib.sha256(content).hexdigest()
    name = "" if find_client_data(file_name) else file_name
    kind = ImportKind.SUPPORT_REQUESTS
    checked = import_store.Checked(uuid7(), kind, name, fingerprint, occasion.actor.id, occasion.now)
    await import_store.add(tx, checked, judged)
    return checked.id


async def order(tx: Transaction, occasion: Occasion, import_id: UUID, body: RunImport) -> None:
    """Let the checked rows be imported; raises NotTheCheckedFile, ImportIs or NothingToImport."""
    file = await import_store.load(tx, import_id, lock=True)
    if file.fingerprint != body.fingerprint:
        raise NotTheCheckedFile("This is not the file that was checked; check it again, then import.")
    if file.status != ImportStatus.CHECKED:
        raise ImportIs(ImportStatus(file.status))
    if not await import_store.waiting_rows(tx, import_id, 1):
        raise NothingToImport("No row is new and right; correct the file and check it again.")
    await import_store.order(tx, import_id, occasion.now)


async def take_in(tx: Transaction, now: datetime, organisation: Organisation) -> bool:
    """Import the next rows of what is ordered; True when there may be more.

    A row, its request, its time and its key are one: after a kill the rows that are not settled are taken again, and
    those that are settled are not. A row that fails unexpectedly is told and does not stand in the others' way.
    """
    file = await import_store.running(tx)
    if file is None:
        return False
    rows = await import_store.waiting_rows(tx, file.id, UNIT)
    for row in rows:
        await _take_in_row(tx, file, row, organisation, now)
    if not rows:
        await import_store.finish(tx, file.id, now)
    return True


async def _take_in_row(
    tx: Transaction, file: Row[Any], row: Row[Any], organisation: Organisation, now: datetime
) -> None:
    asked = RequestRow.model_validate(row.content)
    seal = digest(asked)
    known = await import_store.digest_of(tx, asked.key)
    if known is not None:
        await import_store.settle(tx, row, Fate.ALREADY_THERE if known == seal else Fate.DIFFERS)
        return
    try:
        async with tx.begin_nested():
            by = ActorReference(id=file.checked_by, role=IMPORT)
            reason = f"{file.file_name or 'fil'}, rad {row.number}, nyckel {asked.key}"
            request_id = await _import(tx, asked, by, organisation, reason, now)
            await import_store.remember(tx, asked.key, seal, request_id, asked.hours)
    except ServiceError as refusal:
        errors = refusal.errors or [FieldError(field="assignment_percent", code=refusal.code, message=refusal.detail)]
        await import_store.settle(tx, row, Fate.WRONG, errors)
    except Exception as error:
        if is_outage(error):
            raise
        log.exception("row not imported", action="import.failed", row=row.number)
        unexpected = FieldError(field="key", code="unexpected", message="An unexpected error; nothing of it was kept.")
        await import_store.settle(tx, row, Fate.WRONG, [unexpected])
    else:
        await import_store.settle(tx, row, Fate.IMPORTED, request_id=request_id)


async def _import(
    tx: Transaction, row: RequestRow, by: ActorReference, organisation: Organisation, reason: str, now: datetime
) -> UUID:
    """Make the request with its history, as any other's: stored, recorded, published, its time taken."""
    unit = unit_of(row, organisation)
    member = await team_store.member(tx, row.specialist) if row.specialist else None
    reference = await store.next_reference(tx, row.submitted_on.year)
    decision = history(row, Telling(uuid7(), reference, unit, member, by, now))
    request = await store.add(tx, decision, reason)
    if request.status in BOOKED:
        firm = request.status is not request.status.OFFERED
        await team_store.book(tx, request.id, request.assignment.segments, firm=firm)
    return request.id
