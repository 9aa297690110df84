"""One application in: stored once, whichever way and however often it comes; identity and merits sealed apart."""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.event import ActorReference
from contracts.recruitment.application_codes import ApplicationFate, ApplicationStatus
from contracts.recruitment.referral_codes import ReferralEnding
from libs.database import Transaction
from services.recruitment import application_store, referral_store
from services.recruitment.application_store import Person
from services.recruitment.domain import application, masking
from services.recruitment.domain.application import Application
from services.recruitment.domain.application_judging import wished
from services.recruitment.domain.application_rows import ApplicationContent
from services.recruitment.domain.campaign import Campaign
from services.recruitment.domain.personal_marks import marks_of
from services.recruitment.personal_data import PersonalData

_IDENTITY: Final = ("email", "experience", "first_name", "identity_number", "last_name", "letter", "phone", "protected")
"""The texts as they were written tell who wrote them; those that assessors read are masked."""


class Intake(NamedTuple):
    """Into which campaign, sealed how, by whom, when, and what the record says of where it came from."""

    campaign: Campaign
    personal: PersonalData
    by: ActorReference
    now: datetime
    why: str


async def take(tx: Transaction, content: ApplicationContent, into: Intake) -> tuple[ApplicationFate, UUID]:
    """Do with an application what holds now: it may have come another way since it was judged."""
    known = await application_store.known_as(tx, into.campaign.id, content.reference)
    if known is None:
        return ApplicationFate.IMPORTED, (await _receive(tx, content, into)).id
    if content.withdrawn_on and not known.withdrawn:
        there = await application_store.load(tx, known.id, lock=True)
        withdrawn = application.withdraw(there, content.withdrawn_on, into.by, into.now)
        await application_store.save(tx, withdrawn, into.why)
        await referral_store.end_of_application(tx, known.id, ReferralEnding.WITHDRAWN, into.by, into.now)
        return ApplicationFate.WITHDRAWN, known.id
    same = into.personal.keyed(content.said) == known.said
    return (ApplicationFate.ALREADY_THERE if same else ApplicationFate.DIFFERS), known.id


async def _receive(tx: Transaction, content: ApplicationContent, into: Intake) -> Application:
    """Store the application; one that came withdrawn is received and then withdrawn."""
    found, personal = into.campaign, into.personal
    made = Application(
        id=uuid7(),
        campaign_id=found.id,
        candidate_id=uuid7(),
        number=await application_store.next_number(tx, found.id),
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
    received, event = application.receive(made, into.by, into.now)
    await application_store.add(tx, (received, event), who, into.why)
    if content.withdrawn_on:
        withdrawn = application.withdraw(received, content.withdrawn_on, into.by, into.now)
        await application_store.save(tx, withdrawn, into.why)
    return received
