"""Use cases of references: ask a referee, remind, take down what was said, answer or decline through the link."""

from datetime import datetime
from typing import Final
from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.event import ActorReference
from contracts.recruitment import references as api
from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.link_codes import LinkPurpose
from contracts.recruitment.reference_codes import ReferenceStatus
from libs import publishing
from libs.commands import Occasion
from libs.database import Transaction
from services.recruitment import (
    application_store,
    campaign_store,
    identity_store,
    one_time_link_store,
    reference_store,
)
from services.recruitment.domain import campaign_rules, reference
from services.recruitment.domain.application import Application
from services.recruitment.domain.application_refusals import ApplicationIsOver
from services.recruitment.domain.campaign_refusals import CampaignIs
from services.recruitment.domain.link_refusals import LinkDoesNotOpen
from services.recruitment.domain.one_time_link import VALID, OneTimeLink
from services.recruitment.domain.reference import ReferenceRequest
from services.recruitment.domain.screening_refusals import IdentityIsNotShown, IdentityIsProtected
from services.recruitment.order_handlers import person
from services.recruitment.personal_data import PersonalData

REFEREE: Final = "referee"
"""The role of who comes by a link for a reference."""
_OPEN: Final = frozenset({CampaignStatus.PUBLISHED, CampaignStatus.CLOSED_FOR_APPLICATIONS})
_CLOCK: Final = ActorReference(id="system", role="system")
_AT_A_TIME: Final = 20


async def require_known(tx: Transaction, application_id: UUID, who: str) -> None:
    """Refuse who has not said for what it is necessary to know the candidate; raises IdentityIsNotShown."""
    if await identity_store.access(tx, application_id, who) is None:
        raise IdentityIsNotShown("Say first for what it is necessary to know who it is.")


async def ask(
    tx: Transaction, occasion: Occasion, application_id: UUID, body: api.AskForReference, personal: PersonalData
) -> ReferenceRequest:
    """Ask a referee by a link that the caller hands over, or by telephone when there is no link.

    Raises IdentityIsNotShown, CampaignIs, ApplicationIsOver, TooManyReferences, and IdentityIsProtected: whoever asks
    for a candidate whose identity is protected does it by telephone, without telling where the person applies.
    """
    by = occasion.actor.acting_as(campaign_rules.require_hr(person(occasion)))
    applied = await application_store.load(tx, application_id, lock=True)
    await _require_live(tx, applied)
    await require_known(tx, applied.id, by.id)
    candidate_id, sealed = await identity_store.identity(tx, applied.id)
    if body.token_digest and personal.open(candidate_id, sealed)["protected"]:
        raise IdentityIsProtected("The identity is protected; no link tells who has applied.")
    reference_id = uuid7()
    if body.token_digest:
        await one_time_link_store.add(tx, LinkPurpose.REFERENCE, reference_id, body.token_digest, occasion.now)
    begun = ReferenceRequest(
        id=reference_id,
        campaign_id=applied.campaign_id,
        application_id=applied.id,
        version=0,
        status=ReferenceStatus.ASKED,
        asked_at=occasion.now,
        expires_at=occasion.now + VALID[LinkPurpose.REFERENCE],
        updated_at=occasion.now,
    )
    before = await reference_store.asked_for(tx, applied.id)
    referee = personal.seal(begun.id, {"name": body.name, "email": body.email})
    return await reference_store.add(tx, reference.ask(begun, before, by, occasion.now), referee)


async def _require_live(tx: Transaction, applied: Application) -> None:
    campaign = await campaign_store.load(tx, applied.campaign_id)
    if campaign.status not in _OPEN:
        raise CampaignIs(campaign.status)
    if applied.status is not ApplicationStatus.RECEIVED:
        raise ApplicationIsOver("The candidate has withdrawn or is hired.")


async def remind(tx: Transaction, occasion: Occasion, reference_id: UUID, body: api.RemindReferee) -> ReferenceRequest:
    """Remind the referee with a new link; the former one opens nothing. Raises VersionConflict or ReferenceIs."""
    by = occasion.actor.acting_as(campaign_rules.require_hr(person(occasion)))
    found = await _at_version(tx, reference_id, body.expected_version)
    await _require_live(tx, await application_store.load(tx, found.application_id))
    decided = reference.remind(found, occasion.now + VALID[LinkPurpose.REFERENCE], by, occasion.now)
    await one_time_link_store.revoke(tx, [LinkPurpose.REFERENCE], found.id, occasion.now)
    await one_time_link_store.add(tx, LinkPurpose.REFERENCE, found.id, body.token_digest, occasion.now)
    return await reference_store.save(tx, decided)


async def extend(
    tx: Transaction, occasion: Occasion, reference_id: UUID, body: api.ExtendReference
) -> ReferenceRequest:
    """Let the referee's link open longer, without a new one.

    Raises VersionConflict, ReferenceIs or ReferenceIsAtItsLongest.
    """
    by = occasion.actor.acting_as(campaign_rules.require_hr(person(occasion)))
    found = await _at_version(tx, reference_id, body.expected_version)
    await _require_live(tx, await application_store.load(tx, found.application_id))
    extended, event = reference.extend(found, VALID[LinkPurpose.REFERENCE], by, occasion.now)
    await one_time_link_store.extend(tx, LinkPurpose.REFERENCE, found.id, extended.expires_at, occasion.now)
    return await reference_store.save(tx, (extended, event))


async def receive_off_service(
    tx: Transaction, occasion: Occasion, reference_id: UUID, body: api.ReceiveOffService, personal: PersonalData
) -> ReferenceRequest:
    """Take down what the referee said by telephone; the link opens nothing any more."""
    by = occasion.actor.acting_as(campaign_rules.require_hr(person(occasion)))
    found = await _at_version(tx, reference_id, body.expected_version)
    await require_known(tx, found.application_id, by.id)
    await one_time_link_store.revoke(tx, [LinkPurpose.REFERENCE], found.id, occasion.now)
    said = body.model_dump(mode="json", exclude={"expected_version"})
    decided = reference.receive(found, by, occasion.now, off_service=True)
    return await reference_store.save(tx, decided, personal.seal(found.id, said), by.id)


async def _at_version(tx: Transaction, reference_id: UUID, expected_version: int) -> ReferenceRequest:
    found = await reference_store.load(tx, reference_id, lock=True)
    if found.version != expected_version:
        raise await publishing.conflict(tx, found.id, found.version, expected_version)
    return found


async def own(tx: Transaction, link: OneTimeLink, personal: PersonalData) -> api.OwnReference:
    """Return whom the reference is about, to who has the link; raises LinkDoesNotOpen when the application is over."""
    found, applied = await _by_link(tx, link)
    candidate_id, sealed = await identity_store.identity(tx, applied.id)
    who = personal.open(candidate_id, sealed)
    campaign = await campaign_store.load(tx, found.campaign_id)
    name = f"{who['first_name']} {who['last_name']}"
    return api.OwnReference(candidate=name, title=campaign.title, expires_at=link.expires_at)


async def _by_link(tx: Transaction, link: OneTimeLink) -> tuple[ReferenceRequest, Application]:
    found = await reference_store.load(tx, link.subject_id, lock=True)
    applied = await application_store.load(tx, found.application_id)
    if applied.status is not ApplicationStatus.RECEIVED:
        raise LinkDoesNotOpen("The link does not open anything.")
    return found, applied


async def give(
    tx: Transaction, occasion: Occasion, link: OneTimeLink, body: api.GiveReference, personal: PersonalData
) -> ReferenceRequest:
    """Answer through the link, once. Raises LinkDoesNotOpen."""
    found, _ = await _by_link(tx, link)
    await one_time_link_store.use(tx, link.id, occasion.now)
    by = occasion.actor.acting_as(REFEREE)
    decided = reference.receive(found, by, occasion.now, off_service=False)
    return await reference_store.save(tx, decided, personal.seal(found.id, body.model_dump(mode="json")))


async def decline(tx: Transaction, occasion: Occasion, link: OneTimeLink) -> ReferenceRequest:
    """Decline through the link, once. Raises LinkDoesNotOpen."""
    found, _ = await _by_link(tx, link)
    await one_time_link_store.use(tx, link.id, occasion.now)
    return await reference_store.save(tx, reference.decline(found, occasion.actor.acting_as(REFEREE), occasion.now))


async def expire_overdue(tx: Transaction, now: datetime) -> bool:
    """Let references expire whose link has; True when there may be more."""
    overdue = await reference_store.overdue(tx, now, _AT_A_TIME)
    for one in overdue:
        await reference_store.save(tx, reference.expire(one, _CLOCK, now))
    return len(overdue) == _AT_A_TIME
