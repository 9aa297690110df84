"""Use case of the register extract: a person is found, that it is made is recorded, and everything is told."""

from datetime import datetime
from uuid import UUID

from contracts.recruitment import extracts as api
from contracts.recruitment.extracts import FoundBy
from contracts.recruitment.screening_codes import UnblindingGround
from libs.commands import Occasion
from libs.database import Transaction
from services.recruitment import (
    application_store,
    campaign_store,
    extract_store,
    identity_store,
    recognition_store,
    selection_test_store,
)
from services.recruitment.domain import application, campaign_rules
from services.recruitment.domain.application_refusals import PersonNotFound, SeveralPeople
from services.recruitment.domain.personal_marks import marks
from services.recruitment.domain.screening_refusals import IdentityIsProtected
from services.recruitment.order_handlers import person
from services.recruitment.personal_data import PersonalData


async def _find(tx: Transaction, body: api.MakeExtract, personal: PersonalData) -> UUID:
    """Return the candidate; raises PersonNotFound, or SeveralPeople: one person's data are not another's."""
    if body.found_by is FoundBy.NUMBER:
        found = await extract_store.numbered(tx, body.value)
        candidates = [found] if found else []
    else:
        email = body.value if body.found_by is FoundBy.EMAIL else ""
        number = body.value if body.found_by is FoundBy.IDENTITY_NUMBER else ""
        written = marks(email=email, identity_number=number, phone="")
        candidates = await extract_store.marked(tx, personal.keyed(written[0].encode())) if written else []
    if not candidates:
        raise PersonNotFound("Nobody has applied who is found by that.")
    if len(candidates) > 1:
        raise SeveralPeople("Say first whether the applications come from one person.")
    return candidates[0]


async def record(tx: Transaction, occasion: Occasion, body: api.MakeExtract, personal: PersonalData) -> None:
    """Record the extract at each of the person's applications, and that who makes it knows who it is.

    Raises PersonNotFound, SeveralPeople, or IdentityIsProtected without a why.
    """
    role = campaign_rules.require_hr(person(occasion))
    candidate_id = await _find(tx, body, personal)
    applications = await application_store.of_person(tx, candidate_id)
    people = await identity_store.as_sent(tx, [one.id for one in applications])
    protected = any(personal.open(*one)["protected"] for identities in people.values() for one in identities)
    if protected and not body.protected_for:
        raise IdentityIsProtected("The identity is protected. Say what makes it necessary to know it.")
    by, now = occasion.actor.acting_as(role), occasion.now
    for one in applications:
        found = await application_store.load(tx, one.id, lock=True)
        await application_store.save(tx, application.make_extract(found, by, now), None)
        kept = personal.seal(one.id, {"why": body.protected_for}) if protected else None
        await identity_store.note_access(tx, one.id, by.id, UnblindingGround.RIGHTS, kept, now)


async def read(tx: Transaction, body: api.MakeExtract, personal: PersonalData, now: datetime) -> api.PersonExtract:
    """Return all that is stored of the person."""
    candidate_id = await _find(tx, body, personal)
    applications, mine = [], await application_store.of_person(tx, candidate_id)
    people = await identity_store.as_sent(tx, [one.id for one in mine])
    for one in mine:
        reference = (await campaign_store.load(tx, one.campaign_id)).reference
        came_as, sealed = people[one.id][0]
        told = api.ExtractedApplication(
            number=f"{reference}-{one.number}",
            identity=None if came_as == candidate_id else personal.open(came_as, sealed),
            withheld_tests=len(await selection_test_store.of_application(tx, one.id)),
            stored=await extract_store.stored(tx, one.id, personal),
        )
        applications.append(told)
    identity = personal.open(candidate_id, await recognition_store.identity(tx, candidate_id))
    return api.PersonExtract(made_at=now, identity=identity, applications=applications)
