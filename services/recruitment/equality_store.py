"""Voluntary answers in the database: added to counters, and told from them once, when a campaign is decided."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Select, delete, func, literal, select, union
from sqlalchemy.dialects.postgresql import insert

from contracts.recruitment.equality import EqualityGroup
from contracts.recruitment.equality_codes import EqualityAnswer, EqualityQuestion, EqualityStage
from contracts.recruitment.interview_codes import InterviewStatus
from libs.database import Transaction
from services.recruitment.application_tables import application
from services.recruitment.campaign_tables import campaign
from services.recruitment.domain.equality import ANSWERS, Answers, Counts, Totals
from services.recruitment.equality_tables import equality_answered, equality_counter, equality_report
from services.recruitment.interview_tables import interview
from services.recruitment.referral_tables import referral

_GROUPS: Final = TypeAdapter(list[EqualityGroup])
Reached = Mapping[UUID, Collection[EqualityStage]]


class Told(NamedTuple):
    """What was told of a campaign when it was decided."""

    campaign_id: UUID
    reference: str
    decided_on: date
    groups: list[EqualityGroup]


def _reached() -> Select[Any]:
    """Return the stages that applications have come to."""
    called = interview.c.status != InterviewStatus.CANCELLED
    stages = union(
        select(application.c.id, literal(EqualityStage.APPLIED.value).label("stage")),
        select(interview.c.application_id, literal(EqualityStage.INTERVIEWED.value)).where(called),
        select(referral.c.application_id, literal(EqualityStage.OFFERED.value)).where(
            referral.c.answer_by.is_not(None)
        ),
    ).subquery()
    return select(application.c.campaign_id, stages).join(application, application.c.id == stages.c.id)


async def reached(tx: Transaction, applications: Sequence[UUID]) -> Reached:
    """Return the stages that each of the applications has come to."""
    found: dict[UUID, list[EqualityStage]] = {one: [] for one in applications}
    for row in await tx.execute(_reached().where(application.c.id.in_(applications))):
        found[row.id].append(EqualityStage(row.stage))
    return found


async def unanswered(tx: Transaction, application_id: UUID) -> set[tuple[EqualityQuestion, EqualityStage]]:
    """Return the questions that the application can answer for a stage that it has come to."""
    mine = equality_answered.c.application_id == application_id
    rows = await tx.execute(select(equality_answered.c.question, equality_answered.c.stage).where(mine))
    done = {(EqualityQuestion(row.question), EqualityStage(row.stage)) for row in rows}
    stages = (await reached(tx, [application_id]))[application_id]
    return {(question, stage) for question in EqualityQuestion for stage in stages} - done


async def count(tx: Transaction, campaign_id: UUID, answers: Mapping[UUID, Answers], stages: Reached) -> None:
    """Add the answers of applications to the counters of their ``stages``, each question and stage once."""
    given = {one: told.given() for one, told in answers.items()}
    marks = [
        {"application_id": one, "question": question, "stage": stage}
        for one in given
        for question in given[one]
        for stage in stages[one]
    ]
    if not marks:
        return
    new = insert(equality_answered).values(marks).on_conflict_do_nothing().returning(equality_answered)
    counted = Counter(
        (row.question, given[row.application_id][EqualityQuestion(row.question)], row.stage)
        for row in await tx.execute(new)
    )
    put = insert(equality_counter)
    more = put.on_conflict_do_update(
        index_elements=list(equality_counter.primary_key.columns.keys()),
        set_={"number": equality_counter.c.number + put.excluded.number},
    )
    for (question, answer, stage), number in sorted(counted.items()):
        row = {"campaign_id": campaign_id, "question": question, "answer": answer, "stage": stage, "number": number}
        await tx.execute(more.values(row))


async def counts(tx: Transaction, campaign_id: UUID) -> tuple[Counts, Totals]:
    """Return the campaign's counters, and how many applications have come to each stage."""
    found: dict[tuple[EqualityQuestion, EqualityAnswer, EqualityStage], int] = {}
    for row in await tx.execute(select(equality_counter).where(equality_counter.c.campaign_id == campaign_id)):
        question = EqualityQuestion(row.question)
        answer = next(one for one in ANSWERS[question] if one == row.answer)
        found[question, answer, EqualityStage(row.stage)] = row.number
    stages = _reached().where(application.c.campaign_id == campaign_id).subquery()
    totals = await tx.execute(select(stages.c.stage, func.count().label("number")).group_by(stages.c.stage))
    return found, {EqualityStage(row.stage): row.number for row in totals}


async def forget(tx: Transaction, campaign_id: UUID) -> None:
    """Delete the campaign's counters, and who has answered."""
    mine = select(application.c.id).where(application.c.campaign_id == campaign_id)
    await tx.execute(delete(equality_answered).where(equality_answered.c.application_id.in_(mine)))
    await tx.execute(delete(equality_counter).where(equality_counter.c.campaign_id == campaign_id))


async def report(tx: Transaction, campaign_id: UUID, decided_on: date, groups: Sequence[EqualityGroup]) -> None:
    """Keep what is told of a campaign."""
    row = {
        "campaign_id": campaign_id,
        "decided_on": decided_on,
        "groups": _GROUPS.dump_python(list(groups), mode="json"),
    }
    await tx.execute(equality_report.insert(), row)


async def reports(tx: Transaction, most: int) -> list[Told]:
    """Return what was told, the latest first."""
    query = (
        select(equality_report, campaign.c.reference)
        .join(campaign, campaign.c.id == equality_report.c.campaign_id)
        .order_by(equality_report.c.decided_on.desc(), campaign.c.reference.desc())
    )
    rows = await tx.execute(query.limit(most))
    return [Told(row.campaign_id, row.reference, row.decided_on, _GROUPS.validate_python(row.groups)) for row in rows]
