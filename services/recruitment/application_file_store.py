"""Files with applications in the database: as they were checked, and the fate of every row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import Row, and_, bindparam, func, select

from contracts.problem import FieldError
from contracts.recruitment.application_codes import ApplicationFate, ApplicationFileStatus
from libs.database import Transaction
from services.recruitment.application_tables import application_file, application_row
from services.recruitment.domain.application_judging import Judged
from services.recruitment.domain.application_refusals import ApplicationFileNotFound
from services.recruitment.personal_data import PersonalData

AnyRow = Row[Any]
_WAITING: Final = (ApplicationFate.NEW, ApplicationFate.WITHDRAWS)


@dataclass(frozen=True)
class Checked:
    """A file that was checked: its id, campaign and fingerprint, by whom and when."""

    id: UUID
    campaign_id: UUID
    fingerprint: str
    by: str
    at: datetime


def row_id(file_id: UUID, number: int) -> UUID:
    """Return what a row's content is sealed for."""
    return uuid5(file_id, str(number))


def _told(errors: Iterable[FieldError]) -> list[dict[str, Any]]:
    return [error.model_dump(mode="json", by_alias=True) for error in errors]


def _row(checked: Checked, one: Judged, personal: PersonalData) -> dict[str, Any]:
    sealed = personal.seal(row_id(checked.id, one.number), one.content.model_dump(mode="json")) if one.content else None
    return {
        "file_id": checked.id,
        "number": one.number,
        "key": one.key,
        "fate": one.fate,
        "errors": _told(one.errors),
        "same_person": list(one.same_person),
        "key_id": sealed.key_id if sealed else None,
        "content": sealed.content if sealed else None,
    }


async def add(tx: Transaction, checked: Checked, judged: Sequence[Judged], personal: PersonalData) -> None:
    """Store a dry run with the fate of every row, what is to be taken in sealed."""
    file = {
        "id": checked.id,
        "campaign_id": checked.campaign_id,
        "status": ApplicationFileStatus.CHECKED,
        "fingerprint": checked.fingerprint,
        "rows": len(judged),
        "checked_by": checked.by,
        "checked_at": checked.at,
    }
    await tx.execute(application_file.insert(), file)
    await tx.execute(application_row.insert(), [_row(checked, one, personal) for one in judged])


async def load(tx: Transaction, file_id: UUID, *, lock: bool = False) -> AnyRow:
    """Return the file; raises ApplicationFileNotFound."""
    query = select(application_file).where(application_file.c.id == file_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise ApplicationFileNotFound("There is no such file.")
    return row


async def latest(tx: Transaction, campaign_id: UUID, most: int) -> Sequence[AnyRow]:
    """Return the campaign's latest files, newest first."""
    query = select(application_file).where(application_file.c.campaign_id == campaign_id)
    newest_first = query.order_by(application_file.c.checked_at.desc(), application_file.c.id)
    return (await tx.execute(newest_first.limit(most))).all()


async def counts(tx: Transaction, files: Sequence[UUID]) -> dict[UUID, dict[ApplicationFate, int]]:
    """Return how many rows of each file have each fate."""
    query = (
        select(application_row.c.file_id, application_row.c.fate, func.count().label("number"))
        .where(application_row.c.file_id.in_(files))
        .group_by(application_row.c.file_id, application_row.c.fate)
    )
    found: dict[UUID, dict[ApplicationFate, int]] = {one: {} for one in files}
    for row in await tx.execute(query):
        found[row.file_id][ApplicationFate(row.fate)] = row.number
    return found


async def rows(
    tx: Transaction, file_id: UUID, fates: Sequence[ApplicationFate], *, limit: int, offset: int
) -> tuple[Sequence[AnyRow], int]:
    """Return rows in the file's order, and how many there are in all."""
    query = select(application_row).where(application_row.c.file_id == file_id)
    if fates:
        query = query.where(application_row.c.fate.in_(fates))
    total = (await tx.execute(select(func.count()).select_from(query.subquery()))).scalar_one()
    shown = query.order_by(application_row.c.number).limit(limit).offset(offset)
    return (await tx.execute(shown)).all(), total


async def order(tx: Transaction, file_id: UUID, now: datetime) -> None:
    """Let the checked rows be taken in."""
    changed = {"status": ApplicationFileStatus.RUNNING, "ordered_at": now}
    await tx.execute(application_file.update().where(application_file.c.id == file_id).values(changed))


async def running(tx: Transaction) -> AnyRow | None:
    """Return the file that was ordered first and is not finished, locked, or None."""
    query = select(application_file).where(application_file.c.status == ApplicationFileStatus.RUNNING)
    return (await tx.execute(query.order_by(application_file.c.ordered_at).limit(1).with_for_update())).one_or_none()


async def waiting_rows(tx: Transaction, file_id: UUID, most: int) -> Sequence[AnyRow]:
    """Return the next rows that something is to be done with."""
    mine = and_(application_row.c.file_id == file_id, application_row.c.fate.in_(_WAITING))
    return (await tx.execute(select(application_row).where(mine).order_by(application_row.c.number).limit(most))).all()


async def settle(
    tx: Transaction,
    row: AnyRow,
    fate: ApplicationFate,
    errors: Iterable[FieldError],
) -> None:
    """Store what became of a row that was not taken in; what it said is needed no more."""
    mine = and_(application_row.c.file_id == row.file_id, application_row.c.number == row.number)
    gone = {"key_id": None, "content": None}
    changed = {"fate": fate, "errors": _told(errors), **gone}
    await tx.execute(application_row.update().where(mine).values(changed))


async def settle_taken(tx: Transaction, file_id: UUID, taken: Mapping[int, tuple[ApplicationFate, UUID]]) -> None:
    """Store what became of rows that were taken in, by number; what they said is needed no more."""
    mine = and_(application_row.c.file_id == file_id, application_row.c.number == bindparam("row"))
    settled: dict[str, Any] = {"fate": bindparam("became"), "application_id": bindparam("taken_as")}
    changed = application_row.update().where(mine).values(settled | {"key_id": None, "content": None})
    rows = [{"row": number, "became": fate, "taken_as": into} for number, (fate, into) in taken.items()]
    await tx.execute(changed, rows)


async def finish(tx: Transaction, file_id: UUID, now: datetime) -> None:
    """Note that every row has its fate."""
    changed = {"status": ApplicationFileStatus.DONE, "finished_at": now}
    await tx.execute(application_file.update().where(application_file.c.id == file_id).values(changed))


async def lapse(tx: Transaction, before: datetime, now: datetime) -> None:
    """Forget what files say that were checked before ``before`` and never run; what became of the rows stays told."""
    checked = application_file.c.status == ApplicationFileStatus.CHECKED
    old = select(application_file.c.id).where(checked, application_file.c.checked_at < before)
    await tx.execute(
        application_row.update().where(application_row.c.file_id.in_(old)).values({"key_id": None, "content": None})
    )
    lapsed = {"status": ApplicationFileStatus.LAPSED, "finished_at": now}
    await tx.execute(application_file.update().where(application_file.c.id.in_(old)).values(lapsed))
