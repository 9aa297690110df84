"""Selection tests in the database, what they showed sealed."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, delete, select

from contracts.recruitment.selection_test_codes import SelectionTestKind
from contracts.recruitment.selection_test_events import SelectionTestRecorded, SelectionTestRemoved
from libs import publishing
from libs.database import Transaction
from services.recruitment.domain.selection_test import SelectionTest
from services.recruitment.domain.selection_test_refusals import SelectionTestNotFound
from services.recruitment.personal_data import Sealed
from services.recruitment.selection_test_tables import selection_test

_FIELDS: Final = tuple(SelectionTest.__dataclass_fields__)


def _test(row: Row[Any]) -> SelectionTest:
    named = {name: getattr(row, name) for name in _FIELDS}
    return SelectionTest(**named | {"kind": SelectionTestKind(row.kind)})


async def add(tx: Transaction, test: SelectionTest, event: SelectionTestRecorded, outcome: Sealed) -> None:
    """Store a result and publish that it was recorded."""
    row = {name: getattr(test, name) for name in _FIELDS}
    await tx.execute(selection_test.insert(), row | {"key_id": outcome.key_id, "outcome": outcome.content})
    await publishing.publish(tx, [event], None)


async def load(tx: Transaction, test_id: UUID) -> SelectionTest:
    """Return the result, locked; raises SelectionTestNotFound."""
    query = select(selection_test).where(selection_test.c.id == test_id).with_for_update()
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise SelectionTestNotFound("No such result is recorded.")
    return _test(row)


async def remove(tx: Transaction, test: SelectionTest, event: SelectionTestRemoved) -> None:
    """Delete a result with what it showed, and publish that it was removed."""
    await tx.execute(delete(selection_test).where(selection_test.c.id == test.id))
    await publishing.publish(tx, [event], None)


async def of_application(tx: Transaction, application_id: UUID) -> list[tuple[SelectionTest, Sealed]]:
    """Return the application's results, the first taken first, with what they showed, sealed."""
    query = select(selection_test).where(selection_test.c.application_id == application_id)
    rows = await tx.execute(query.order_by(selection_test.c.taken_on, selection_test.c.id))
    return [(_test(row), Sealed(row.key_id, bytes(row.outcome))) for row in rows]
