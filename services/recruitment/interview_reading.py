"""What is read of interviews for a page: each reader gets what that reader may see, and never who the candidate is."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.recruitment import interviews as api
from contracts.recruitment.profiles import Criterion
from libs.database import Transaction
from services.recruitment import application_store, campaign_store, interview_handlers, interview_store
from services.recruitment.domain import interview_outcome, interview_rules, interview_times
from services.recruitment.domain.interview import Interview
from services.recruitment.domain.order_rules import Person
from services.recruitment.domain.screening_outcome import Verdict
from services.recruitment.domain.screening_questions import Question, Questions
from services.recruitment.personal_data import PersonalData
from services.recruitment.screening_bodies import value

Texts = Mapping[tuple[str, str], str]


async def told(tx: Transaction, found: Sequence[Interview], who: Person, now: datetime) -> list[api.Interview]:
    """Return the interviews as ``who`` sees them."""
    numbers = {one: (await application_store.load(tx, one)).number for one in {each.application_id for each in found}}
    references = {one: (await campaign_store.load(tx, one)).reference for one in {each.campaign_id for each in found}}
    return [_interview(one, f"{references[one.campaign_id]}-{numbers[one.application_id]}", who, now) for one in found]


def _interview(one: Interview, number: str, who: Person, now: datetime) -> api.Interview:
    seats = [
        api.Interviewer(person=each.person, role=each.role, locked_at=each.locked_at) for each in one.slot.interviewers
    ]
    return api.Interview(
        id=one.id,
        version=one.version,
        sequence=one.sequence,
        status=one.status,
        campaign=one.campaign_id,
        application=one.application_id,
        number=number,
        kind=one.kind,
        starts_at=one.slot.starts_at,
        ends_at=one.slot.ends_at,
        place=one.slot.place,
        interviewers=seats,
        cancelled=one.cancelled,
        updated_at=one.updated_at,
        waits_for_me=interview_rules.waits_for(who, one),
        commands=interview_rules.possible(who, one, now),
    )


async def record(
    tx: Transaction, interview_id: UUID, who: Person, now: datetime, personal: PersonalData
) -> api.InterviewRecord:
    """Return the interview with its scorecards; raises InterviewNotFound."""
    found = await interview_store.load(tx, interview_id)
    interview_rules.require_seen(who, found)
    campaign = await campaign_store.load(tx, found.campaign_id)
    asked = await interview_handlers.asked(tx, campaign)
    texts = {
        key: personal.open(found.id, sealed)["text"]
        for key, sealed in (await interview_store.notes(tx, found.id)).items()
    }
    comes_to = interview_outcome.comes_to(found, asked)
    draft = await interview_store.draft(tx, found.id, who.id)
    kept = api.SaveScorecard.model_validate(personal.open(found.id, draft.content)).verdicts if draft else []
    criteria = [one for one in campaign.profile.criteria if one.id in asked.by_criterion] if campaign.profile else []
    return api.InterviewRecord(
        interview=(await told(tx, [found], who, now))[0],
        campaign_status=campaign.status,
        profile=asked.profile,
        criteria=[_criterion(one, found, asked, who, comes_to, texts) for one in criteria],
        drafts=[one for one in kept if one.criterion in asked.by_criterion],
        saved_at=draft.saved_at if draft else None,
    )


def _criterion(
    criterion: Criterion,
    found: Interview,
    asked: Questions,
    who: Person,
    comes_to: Mapping[str, int],
    texts: Texts,
) -> api.ScoredCriterion:
    question = asked.by_criterion[criterion.id]
    seat = found.seat_of(who.id)
    open_to_all = found.is_judged or bool(seat and seat.locked_at)
    shown = [
        one
        for one in found.verdicts
        if one.criterion == criterion.id and one.profile >= question.since and (open_to_all or one.assessor == who.id)
    ]
    ordered = sorted(shown, key=lambda one: found.people.index(one.assessor))
    return api.ScoredCriterion(
        criterion=criterion,
        asked=interview_rules.waits_for(who, found),
        scores=[_scored(one, question, texts) for one in ordered],
        **value(question, comes_to.get(criterion.id)),
    )


def _scored(given: Verdict, question: Question, texts: Texts) -> api.Scored:
    fields: dict[str, Any] = value(question, given.value)
    text = texts.get((given.assessor, given.criterion), "")
    return api.Scored(person=given.assessor, ground=given.ground, text=text, **fields)


async def choices(
    tx: Transaction, application_id: UUID, people: Sequence[str], minutes: int, besides: UUID | None, now: datetime
) -> api.InterviewChoices:
    """Return who may interview the applicant, and when everybody of ``people`` is free."""
    applied = await application_store.load(tx, application_id)
    campaign = await campaign_store.load(tx, applied.campaign_id)
    busy = await interview_store.busy_times(tx, application_id, people, besides)
    return api.InterviewChoices(
        campaign=campaign.id,
        number=f"{campaign.reference}-{applied.number}",
        interviewers=await interview_handlers.possible_interviewers(tx, campaign),
        criteria=len((await interview_handlers.asked(tx, campaign)).asked),
        times=interview_times.free(busy, minutes, now) if people else [],
    )
