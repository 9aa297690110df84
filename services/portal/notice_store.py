"""Notices in the database: written with the event that causes them, sent once, and each person's choices."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, and_, any_, delete, exists, func, literal, null, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from libs.calendar import now
from libs.database import Transaction
from services.portal.notices import DEFAULTS, FRESH, TOLD, Choice, Kind, due_at, kind_of, told_as
from services.portal.store import notice, notice_choice, person
from services.portal.visitor import Role

MOST_IN_A_MAIL: Final = 100
_SPECIALISTS: Final = ("specialist", "previous_specialist")


async def notify(tx: Transaction, row: Mapping[str, Any]) -> None:
    """Write a notice for everyone who is to be told of the event that ``row`` of the feed is about.

    Who has one waiting that says the same of the same is not told twice: three candidates proposed are one sentence.
    """
    told = TOLD.get(row["type"].split(".")[1], {})
    if not told or row["at"] < now() - FRESH:
        return
    for one in await _people(tx, row, told):
        kind = kind_of(told, one.roles)
        due = due_at(row["at"], Choice((one.choices or {}).get(kind, DEFAULTS[kind]))) if kind else None
        if due is None:
            continue
        values = {name: row[name] for name in ("event_id", "request", "reference", "type")}
        statement = insert(notice).values(person=one.id, due_at=due, **values)
        await tx.execute(statement.on_conflict_do_nothing())


async def _people(tx: Transaction, row: Mapping[str, Any], told: Mapping[Role, Kind]) -> Sequence[Row[Any]]:
    """Return who has an address, a role that is told, and to do with the request; never whoever did it."""
    has = {role: literal(role.value) == any_(person.c.roles) for role in told}
    concerned = {
        Role.COORDINATOR: literal(value=True),
        Role.HR_CONSULTANT: literal(value=True),
        Role.UNIT_MANAGER: and_(
            person.c.district == row["district"], or_(person.c.unit == row["unit"], person.c.unit.is_(null()))
        ),
        Role.DISTRICT_APPROVER: person.c.district == row["district"],
        Role.SPECIALIST: person.c.id.in_([row[name] for name in _SPECIALISTS if row.get(name)]),
    }
    choices = (
        select(func.jsonb_object_agg(notice_choice.c.kind, notice_choice.c.choice))
        .where(notice_choice.c.person == person.c.id)
        .scalar_subquery()
    )
    same = and_(notice.c.person == person.c.id, notice.c.request == row["request"], notice.c.type == row["type"])
    query = select(person.c.id, person.c.roles, choices.label("choices")).where(
        person.c.email.is_not(None),
        person.c.id != row["actor"],
        ~exists().where(same, notice.c.sent_at.is_(None)),
        or_(*(and_(has[role], concerned[role]) for role in told)),
    )
    return list(await tx.execute(query))


async def take_due(tx: Transaction, moment: datetime) -> Sequence[Row[Any]]:
    """Return the notices of one person that are due, locked until the transaction ends; nobody else takes them."""
    first = select(notice.c.person).where(_due(moment)).order_by(notice.c.due_at, notice.c.id).limit(1)
    query = (
        select(notice, person.c.email, person.c.language)
        .join(person, person.c.id == notice.c.person)
        .where(_due(moment), notice.c.person == first.scalar_subquery())
        .order_by(notice.c.id)
        .limit(MOST_IN_A_MAIL)
        .with_for_update(of=notice, skip_locked=True)
    )
    return (await tx.execute(query)).all()


def _due(moment: datetime) -> Any:
    return and_(notice.c.sent_at.is_(None), notice.c.due_at <= moment)


async def mark_sent(tx: Transaction, rows: Sequence[Row[Any]], moment: datetime) -> None:
    """Remember that these are sent."""
    ids = [row.id for row in rows]
    await tx.execute(update(notice).where(notice.c.id.in_(ids)).values(sent_at=moment))


async def choices_of(tx: Transaction, person_id: str) -> dict[Kind, Choice]:
    """Return a person's choice for every kind; what was never chosen has its default."""
    query = select(notice_choice.c.kind, notice_choice.c.choice).where(notice_choice.c.person == person_id)
    chosen = {Kind(row.kind): Choice(row.choice) for row in await tx.execute(query)}
    return dict(DEFAULTS) | chosen


async def choose(tx: Transaction, person_id: str, chosen: Mapping[Kind, Choice]) -> None:
    """Keep a person's choices; notices that wait and are no longer wanted are taken away."""
    for kind, choice in chosen.items():
        statement = insert(notice_choice).values(person=person_id, kind=kind, choice=choice)
        changes = {"choice": statement.excluded.choice}
        await tx.execute(statement.on_conflict_do_update(index_elements=["person", "kind"], set_=changes))
    unwanted = [kind for kind, choice in chosen.items() if choice is Choice.NEVER]
    roles = (await tx.execute(select(person.c.roles).where(person.c.id == person_id))).scalar_one()
    waits = and_(notice.c.person == person_id, notice.c.sent_at.is_(None))
    named = func.split_part(notice.c.type, ".", 2).in_(told_as(unwanted, roles))
    await tx.execute(delete(notice).where(waits, named))
