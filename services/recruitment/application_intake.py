"""Applications in: stored once, whichever way and however often they come; identity and merits sealed apart."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.event import ActorReference
from contracts.recruitment.application_codes import ApplicationFate, ApplicationStatus
from contracts.recruitment.equality_codes import EqualityStage
from contracts.recruitment.interview_codes import InterviewCancelReason
from contracts.recruitment.referral_codes import ReferralEnding
from libs.database import Transaction
from services.recruitment import application_store, equality_store, interview_store, referral_store
from services.recruitment.application_store import New, Person
from services.recruitment.domain import application, masking
from services.recruitment.domain.application import Application
from services.recruitment.domain.application_judging import Known, wished
from services.recruitment.domain.application_rows import ApplicationContent
from services.recruitment.domain.campaign import Campaign
from services.recruitment.domain.equality import Answers
from services.recruitment.domain.personal_marks import marks_of
from services.recruitment.personal_data import PersonalData

_IDENTITY: Final = ("email", "experience", "first_name", "identity_number", "last_name", "letter", "phone", "protected")
"""The texts as they were written tell who wrote them; those that assessors read are masked."""


class Intake(NamedTuple):
    """Into which campaign, sealed how, by whom and when."""

    campaign: Campaign
    personal: PersonalData
    by: ActorReference
    now: datetime


class Coming(NamedTuple):
    """What an application says, and what the record says of where it came from."""

    content: ApplicationContent
    why: str


Taken = tuple[ApplicationFate, UUID]


async def take(tx: Transaction, coming: Sequence[Coming], into: Intake) -> list[Taken]:
    """Do with each application what holds now: it may have come another way since it was judged. Each number once."""
    references = [one.content.reference for one in coming]
    known = await application_store.known_as(tx, into.campaign.id, references)
    received = await _receive(tx, [one for one in coming if one.content.reference not in known], into)
    return [
        received.get(one.content.reference) or await _again(tx, one, known[one.content.reference], into)
        for one in coming
    ]


async def _again(tx: Transaction, coming: Coming, known: Known, into: Intake) -> Taken:
    content = coming.content
    if content.withdrawn_on and not known.withdrawn:
        there = await application_store.load(tx, known.id, lock=True)
        withdrawn = application.withdraw(there, content.withdrawn_on, into.by, into.now)
        await application_store.save(tx, withdrawn, coming.why)
        await referral_store.end_of_application(tx, known.id, ReferralEnding.WITHDRAWN, into.by, into.now)
        reason = InterviewCancelReason.WITHDRAWN
        await interview_store.cancel_of_application(tx, known.id, reason, into.by, into.now)
        return ApplicationFate.WITHDRAWN, known.id
    same = into.personal.keyed(content.said) == known.said
    return (ApplicationFate.ALREADY_THERE if same else ApplicationFate.DIFFERS), known.id


async def _receive(tx: Transaction, coming: Sequence[Coming], into: Intake) -> dict[str, Taken]:
    """Store the applications; one that came withdrawn is received and then withdrawn."""
    if not coming:
        return {}
    first = await application_store.next_number(tx, into.campaign.id)
    new = [_new(one, number, into) for number, one in enumerate(coming, start=first)]
    await application_store.add(tx, new)
    given = {
        made.application.id: Answers(one.content.sex, one.content.age) for one, made in zip(coming, new, strict=True)
    }
    stages = {one: [EqualityStage.APPLIED] for one in given}
    await equality_store.count(tx, into.campaign.id, given, stages)
    for one, made in zip(coming, new, strict=True):
        if one.content.withdrawn_on:
            withdrawn = application.withdraw(made.application, one.content.withdrawn_on, into.by, into.now)
            await application_store.save(tx, withdrawn, one.why)
    return {made.person.source_reference: (ApplicationFate.IMPORTED, made.application.id) for made in new}


def _new(coming: Coming, number: int, into: Intake) -> New:
    content, found, personal = coming.content, into.campaign, into.personal
    made = Application(
        id=uuid7(),
        campaign_id=found.id,
        candidate_id=uuid7(),
        number=number,
        version=0,
        status=ApplicationStatus.RECEIVED,
        received_on=content.received_on,
        late=content.received_on > found.closes_on,
        wishes=tuple(wished(content.wishes, found.openings)),
    )
    said = content.model_dump(mode="json")
    who = Person(
        personal.seal(made.candidate_id, {name: said[name] for name in _IDENTITY}),
        personal.seal(made.id, masking.merits(content)),
        [personal.keyed(mark.encode()) for mark in marks_of(content)],
        content.reference,
        personal.keyed(content.said),
    )
    return New(*application.receive(made, into.by, into.now), who, coming.why)
