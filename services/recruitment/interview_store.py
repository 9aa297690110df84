"""Interviews in the database: who is busy when is kept by an exclusion constraint, whatever is sent at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, delete, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from contracts.event import ActorReference
from contracts.recruitment.interview_codes import InterviewCancelReason, InterviewKind, InterviewStatus
from contracts.recruitment.screening_codes import Ground
from libs import audit, publishing
from libs.database import Transaction
from services.recruitment import campaign_store
from services.recruitment.application_tables import application
from services.recruitment.domain import interview as decisions
from services.recruitment.domain import interview_outcome
from services.recruitment.domain.interview import Decision, Interview, Interviewer, Slot
from services.recruitment.domain.interview_refusals import CandidateIsBusy, InterviewerIsBusy, InterviewNotFound, busy
from services.recruitment.domain.scoring import Levels
from services.recruitment.domain.screening_outcome import Verdict
from services.recruitment.domain.screening_questions import questions
from services.recruitment.interview_tables import (
    interview,
    interview_booking,
    interview_draft,
    interview_seat,
    interview_verdict,
)
from services.recruitment.personal_data import Sealed

_PLAIN: Final = ("id", "campaign_id", "application_id", "version", "sequence", "status", "kind", "cancelled")
_PLACED: Final = "recruitment.order_placed.v1"
_TAKES_TIME: Final = frozenset({InterviewStatus.BOOKED, InterviewStatus.HELD})


class Draft(NamedTuple):
    """What an interviewer has judged so far, sealed, and since when."""

    content: Sealed
    saved_at: datetime


async def load(tx: Transaction, interview_id: UUID, *, lock: bool = False) -> Interview:
    """Return the interview, locked until the transaction ends if ``lock``; raises InterviewNotFound."""
    query = select(interview).where(interview.c.id == interview_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise InterviewNotFound("There is no such interview, or you have no part in it.")
    return (await _whole(tx, [row]))[0]


async def of_application(tx: Transaction, application_id: UUID) -> list[Interview]:
    """Return the application's interviews, the earliest first."""
    return await _found(tx, interview.c.application_id == application_id)


async def between(tx: Transaction, since: datetime, until: datetime, person: str | None) -> list[Interview]:
    """Return the interviews that begin in the period, everybody's or those that ``person`` takes part in."""
    mine = (interview.c.starts_at >= since) & (interview.c.starts_at < until)
    return await _found(tx, mine if person is None else mine & _takes_part(person))


async def waiting_for(tx: Transaction, person: str, now: datetime) -> list[Interview]:
    """Return what the person is to do: interviews to come or to note the outcome of, and scorecards to lock."""
    unlocked = (
        exists()
        .where(interview_seat.c.interview_id == interview.c.id, interview_seat.c.person == person)
        .where(interview_seat.c.locked_at.is_(None))
    )
    booked = and_(interview.c.status == InterviewStatus.BOOKED, _takes_part(person))
    horizon = interview.c.starts_at < now + decisions.FURTHEST
    return await _found(tx, horizon & or_(booked, and_(interview.c.status == InterviewStatus.HELD, unlocked)))


def _takes_part(person: str) -> ColumnElement[bool]:
    return exists().where(interview_seat.c.interview_id == interview.c.id, interview_seat.c.person == person)


def interviews(person: str) -> ColumnElement[bool]:
    """Return the condition on ``application`` that the person meets its candidate at an interview, or has."""
    return (
        exists()
        .where(interview.c.application_id == application.c.id, interview.c.status.in_(_TAKES_TIME))
        .where(interview_seat.c.interview_id == interview.c.id, interview_seat.c.person == person)
        .correlate(application)
    )


async def _found(tx: Transaction, condition: ColumnElement[bool], *, lock: bool = False) -> list[Interview]:
    query = select(interview).where(condition).order_by(interview.c.starts_at, interview.c.id)
    return await _whole(tx, (await tx.execute(query.with_for_update() if lock else query)).all())


async def _whole(tx: Transaction, rows: Sequence[Row[Any]]) -> list[Interview]:
    ids = [row.id for row in rows]
    seats: dict[UUID, list[Interviewer]] = defaultdict(list)
    verdicts: dict[UUID, list[Verdict]] = defaultdict(list)
    if ids:
        query = select(interview_seat).where(interview_seat.c.interview_id.in_(ids)).order_by(interview_seat.c.number)
        for one in await tx.execute(query):
            seats[one.interview_id].append(Interviewer(one.person, one.role, one.locked_at))
        for one in await tx.execute(select(interview_verdict).where(interview_verdict.c.interview_id.in_(ids))):
            given = Verdict(one.person, one.criterion, one.profile, one.value, Ground(one.ground))
            verdicts[one.interview_id].append(given)
    return [
        Interview(
            id=row.id,
            campaign_id=row.campaign_id,
            application_id=row.application_id,
            kind=InterviewKind(row.kind),
            slot=Slot(row.starts_at, row.ends_at, row.place, tuple(seats[row.id])),
            version=row.version,
            sequence=row.sequence,
            status=InterviewStatus(row.status),
            updated_at=row.updated_at,
            cancelled=InterviewCancelReason(row.cancelled) if row.cancelled else None,
            verdicts=tuple(verdicts[row.id]),
        )
        for row in rows
    ]


async def save(
    tx: Transaction, before: Interview | None, decision: Decision, notes: Mapping[str, Sealed] | None = None
) -> Interview:
    """Store a new or changed interview, which the caller has locked, take its people's time, and publish it.

    Raises InterviewerIsBusy or CandidateIsBusy.
    """
    after, event = decision
    slot = after.slot
    row = {name: getattr(after, name) for name in _PLAIN}
    row |= {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "place": slot.place, "updated_at": after.updated_at}
    await tx.execute(insert(interview).values(row).on_conflict_do_update(index_elements=["id"], set_=row))
    await _save_seats(tx, after)
    if before is None or (before.slot, before.status) != (after.slot, after.status):
        await _take_time(tx, after)
    for one in after.verdicts[len(before.verdicts) if before else 0 :]:
        sealed = (notes or {}).get(one.criterion)
        kept = {"key_id": sealed and sealed.key_id, "note": sealed and sealed.content, "interview_id": after.id}
        said = {"person": one.assessor, "criterion": one.criterion, "profile": one.profile}
        await tx.execute(interview_verdict.insert(), said | kept | {"value": one.value, "ground": one.ground})
    await publishing.publish(tx, [event], None)
    return after


async def _save_seats(tx: Transaction, one: Interview) -> None:
    mine = interview_seat.c.interview_id == one.id
    await tx.execute(delete(interview_seat).where(mine, interview_seat.c.person.not_in(one.people)))
    for number, seat in enumerate(one.slot.interviewers, start=1):
        row = {"interview_id": one.id, "person": seat.person, "role": seat.role, "locked_at": seat.locked_at}
        put = insert(interview_seat).values(row | {"number": number})
        keys = ["interview_id", "person"]
        await tx.execute(put.on_conflict_do_update(index_elements=keys, set_=row))


async def _take_time(tx: Transaction, one: Interview) -> None:
    await tx.execute(delete(interview_booking).where(interview_booking.c.interview_id == one.id))
    if one.status not in _TAKES_TIME:
        return
    when = {"interview_id": one.id, "starts_at": one.slot.starts_at, "ends_at": one.slot.ends_at}
    candidate = select(application.c.candidate_id).where(application.c.id == one.application_id)
    whose = {"application_id": one.application_id, "candidate_id": (await tx.execute(candidate)).scalar_one()}
    rows = [{"person": person, "application_id": None, "candidate_id": None} for person in sorted(one.people)]
    try:
        async with tx.begin_nested():
            await tx.execute(interview_booking.insert(), [when | row for row in [*rows, {"person": None, **whose}]])
    except IntegrityError as error:
        parties = [*one.people, str(whose["candidate_id"])]
        people = (await _taken(tx, parties, one.slot)).intersection(one.people)
        raise (busy(InterviewerIsBusy, people) if people else busy(CandidateIsBusy)) from error


async def _taken(tx: Transaction, parties: Iterable[str], slot: Slot) -> set[str]:
    booked = interview_booking.c
    overlaps = (booked.starts_at < slot.ends_at) & (slot.starts_at < booked.ends_at)
    query = select(booked.party).where(booked.party.in_(list(parties)), overlaps)
    return set((await tx.execute(query)).scalars())


async def busy_times(
    tx: Transaction, application_id: UUID, people: Sequence[str], besides: UUID | None
) -> list[tuple[datetime, datetime]]:
    """Return when any of the people, or the application's candidate, is booked, other than by ``besides``."""
    booked = interview_booking.c
    candidate = select(application.c.candidate_id).where(application.c.id == application_id).scalar_subquery()
    query = select(booked.starts_at, booked.ends_at).where(
        or_(booked.person.in_(list(people)), booked.candidate_id == candidate)
    )
    if besides is not None:
        query = query.where(booked.interview_id != besides)
    return [(row.starts_at, row.ends_at) for row in await tx.execute(query)]


async def collide(tx: Transaction, one: UUID, other: UUID) -> bool:
    """Tell whether two candidates are booked at the same time, and so cannot be one."""
    mine, theirs = aliased(interview_booking), aliased(interview_booking)
    overlaps = (mine.c.starts_at < theirs.c.ends_at) & (theirs.c.starts_at < mine.c.ends_at)
    query = select(func.count()).where(mine.c.candidate_id == one, theirs.c.candidate_id == other, overlaps)
    return bool((await tx.execute(query)).scalar_one())


async def notes(tx: Transaction, interview_id: UUID) -> dict[tuple[str, str], Sealed]:
    """Return the sealed notes by interviewer and criterion."""
    mine = (interview_verdict.c.interview_id == interview_id) & interview_verdict.c.note.is_not(None)
    rows = await tx.execute(select(interview_verdict).where(mine))
    return {(row.person, row.criterion): Sealed(row.key_id, bytes(row.note)) for row in rows}


async def save_draft(tx: Transaction, interview_id: UUID, person: str, content: Sealed, now: datetime) -> None:
    """Keep an interviewer's draft instead of the former one."""
    row = {"interview_id": interview_id, "person": person, **content._asdict(), "saved_at": now}
    keys = ["interview_id", "person"]
    await tx.execute(insert(interview_draft).values(row).on_conflict_do_update(index_elements=keys, set_=row))


async def draft(tx: Transaction, interview_id: UUID, person: str) -> Draft | None:
    """Return the interviewer's draft, or None."""
    row = (await tx.execute(select(interview_draft).where(_draft_of(interview_id, person)))).one_or_none()
    return Draft(Sealed(row.key_id, bytes(row.content)), row.saved_at) if row else None


async def forget_draft(tx: Transaction, interview_id: UUID, person: str) -> None:
    """Forget a draft that is locked."""
    await tx.execute(delete(interview_draft).where(_draft_of(interview_id, person)))


def _draft_of(interview_id: UUID, person: str) -> ColumnElement[bool]:
    return (interview_draft.c.interview_id == interview_id) & (interview_draft.c.person == person)


async def levels(tx: Transaction, campaign_id: UUID) -> dict[UUID, Levels]:
    """Return what interviews have shown, by application: what holds instead of screening's level."""
    held = (interview.c.campaign_id == campaign_id) & (interview.c.status == InterviewStatus.HELD)
    by_application: dict[UUID, list[Interview]] = defaultdict(list)
    for one in await _found(tx, held):
        by_application[one.application_id].append(one)
    if not by_application:
        return {}
    versions = await campaign_store.profiles(tx, campaign_id)
    latest = max(versions, key=lambda one: one.number)
    asked = interview_outcome.asked_at_interview(questions(versions), latest.criteria)
    return {which: interview_outcome.levels(each, asked) for which, each in by_application.items()}


async def cancel_of_application(
    tx: Transaction, application_id: UUID, why: InterviewCancelReason, by: ActorReference, now: datetime
) -> None:
    """Cancel what is booked of an application that is over."""
    await _cancel(tx, interview.c.application_id == application_id, why, by, now)


async def cancel_of_campaign(
    tx: Transaction, campaign_id: UUID, why: InterviewCancelReason, by: ActorReference, now: datetime
) -> None:
    """Cancel what is booked in a campaign."""
    await _cancel(tx, interview.c.campaign_id == campaign_id, why, by, now)


async def _cancel(
    tx: Transaction, condition: ColumnElement[bool], why: InterviewCancelReason, by: ActorReference, now: datetime
) -> None:
    for one in await _found(tx, condition & (interview.c.status == InterviewStatus.BOOKED), lock=True):
        await save(tx, one, decisions.cancel(one, why, by, now))


async def who_ordered(tx: Transaction, orders: Iterable[UUID]) -> dict[str, UUID]:
    """Return an order by each manager who has placed one of ``orders``."""
    record = audit.audit_record
    query = select(record.c.actor, record.c.subject_id).where(
        record.c.subject_id.in_(list(orders)), record.c.action == _PLACED
    )
    return {row.actor: row.subject_id for row in await tx.execute(query.order_by(record.c.seq.desc()))}
