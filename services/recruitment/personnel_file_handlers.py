"""Use case of the personnel file: what is known of who was hired is handed on, recorded, and then erased in time."""

from datetime import datetime
from uuid import UUID

from contracts.recruitment import personnel_files as api
from contracts.recruitment.occupations import Occupations
from contracts.recruitment.referral_codes import ReferralStatus
from contracts.recruitment.referrals import DocumentSeen
from libs import publishing
from libs.commands import Occasion
from libs.database import Transaction
from services.recruitment import (
    application_store,
    campaign_store,
    identity_store,
    referral_store,
    retention_store,
)
from services.recruitment.domain import application, campaign_rules
from services.recruitment.domain.referral import Seen
from services.recruitment.domain.screening_refusals import IdentityIsNotShown
from services.recruitment.matching_bodies import called
from services.recruitment.order_handlers import person
from services.recruitment.personal_data import PersonalData


async def make(tx: Transaction, occasion: Occasion, application_id: UUID, body: api.MakePersonnelFile) -> None:
    """Record that the personnel file is made, by somebody who is known to know who it is.

    Raises VersionConflict, ApplicationIsNotHired or IdentityIsNotShown.
    """
    role = campaign_rules.require_hr(person(occasion))
    found = await application_store.load(tx, application_id, lock=True)
    if found.version != body.expected_version:
        raise await publishing.conflict(tx, found.id, found.version, body.expected_version)
    made = application.make_personnel_file(found, occasion.actor.acting_as(role), occasion.now)
    if await identity_store.access(tx, found.id, occasion.actor.id) is None:
        raise IdentityIsNotShown("Record first for what you need to know who it is.")
    await application_store.save(tx, made, None)
    await retention_store.file(tx, found.id, occasion.actor.id, occasion.now)


def _seen(one: Seen) -> DocumentSeen:
    return DocumentSeen(document=one.document, version=one.version, by=one.by, at=one.at)


async def read(
    tx: Transaction, application_id: UUID, personal: PersonalData, occupations: Occupations, now: datetime
) -> api.PersonnelFile:
    """Return the personnel file, with what was sealed opened."""
    found = await application_store.load(tx, application_id)
    campaign = await campaign_store.load(tx, found.campaign_id)
    candidate_id, sealed = await identity_store.identity(tx, found.id)
    referrals = await referral_store.of_application(tx, found.id)
    hired = next(one for one in referrals if one.status is ReferralStatus.ACCEPTED)
    opening = next(one for one in campaign.openings if one.id == hired.position_id)
    return api.PersonnelFile(
        made_at=now,
        number=f"{campaign.reference}-{found.number}",
        identity=personal.open(candidate_id, sealed),
        merits=personal.open(found.id, await application_store.merits(tx, found.id)),
        received_on=found.received_on,
        reference=called(opening),
        occupation=occupations.name(opening.occupation),
        district=opening.district,
        unit=opening.unit,
        percent=opening.percent,
        starts_on=hired.starts_on,
        documents=[_seen(one) for one in hired.documents],
    )
