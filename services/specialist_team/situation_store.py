"""What the coordinator has stated of units' vacant posts and turnover."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from contracts.event import ActorReference
from contracts.specialist_team.policy_events import SituationStated
from libs import publishing
from libs.database import Transaction
from services.specialist_team.domain.situation import UnitSituation
from services.specialist_team.tables import unit_situation

_NAMESPACE = UUID("5b0f4c52-7c1e-4a8e-9a43-2f6f7a0f4f11")


async def stated(tx: Transaction) -> list[UnitSituation]:
    """Return every figure ever stated, by unit and day."""
    rows = await tx.execute(select(unit_situation).order_by(unit_situation.c.unit, unit_situation.c.valid_from))
    return [
        UnitSituation(row.unit, row.valid_from, row.vacant_percent, row.turnover_percent, row.source) for row in rows
    ]


async def state(tx: Transaction, figures: Sequence[UnitSituation], by: ActorReference, now: datetime) -> None:
    """Store figures, replacing what was stated for the same unit and day; record and publish each."""
    for figure in sorted(figures, key=lambda one: (one.unit, one.valid_from)):
        row = {
            "unit": figure.unit,
            "valid_from": figure.valid_from,
            "version": 1,
            "vacant_percent": figure.vacant_percent,
            "turnover_percent": figure.turnover_percent,
            "source": figure.source,
        }
        again = row | {"version": unit_situation.c.version + 1}
        statement = insert(unit_situation).values(row)
        statement = statement.on_conflict_do_update(index_elements=["unit", "valid_from"], set_=again)
        version = (await tx.execute(statement.returning(unit_situation.c.version))).scalar_one()
        event = SituationStated(
            subject_id=subject_of(figure.unit, figure.valid_from),
            subject_version=version,
            occurred_at=now,
            actor=by,
            unit=figure.unit,
            valid_from=figure.valid_from,
            vacant_percent=figure.vacant_percent,
            turnover_percent=figure.turnover_percent,
        )
        await publishing.publish(tx, [event], figure.source)


def subject_of(unit: str, valid_from: date) -> UUID:
    """Return the lasting id of a unit's figures from a day on."""
    return uuid5(_NAMESPACE, f"{unit} {valid_from}")
