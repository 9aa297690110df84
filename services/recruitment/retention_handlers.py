"""Use cases of retention: keep an application or a whole campaign from erasure, let it go, and erase what is due."""

from datetime import datetime
from typing import Final
from uuid import UUID

from contracts.event import ActorReference
from contracts.recruitment.retention import HoldApplication, HoldCampaign, ReleaseApplication, ReleaseCampaign
from libs import publishing
from libs.calendar import local_date
from libs.commands import Occasion
from libs.database import Transaction
from services.recruitment import application_store, campaign_store, erasure_store, retention_store
from services.recruitment.domain import application, campaign, campaign_rules, retention
from services.recruitment.domain.application import Application
from services.recruitment.domain.application_refusals import ApplicationIsHeld, ApplicationIsNotHeld
from services.recruitment.domain.campaign import Campaign
from services.recruitment.domain.campaign_refusals import CampaignIsHeld, CampaignIsNotHeld
from services.recruitment.order_handlers import person

_CLOCK: Final = ActorReference(id="system", role="system")
_AT_A_TIME: Final = 20


async def hold(tx: Transaction, occasion: Occasion, application_id: UUID, body: HoldApplication) -> Application:
    """Keep the application from erasure. Raises VersionConflict or ApplicationIsHeld."""
    role = campaign_rules.require_hr(person(occasion))
    found = await _at_version(tx, application_id, body.expected_version)
    if await retention_store.holds(tx, [found.id]):
        raise ApplicationIsHeld("The application is kept from erasure already.")
    by = occasion.actor.acting_as(role)
    held = application.hold(found, body.ground, by, occasion.now)
    await application_store.save(tx, held, None)
    await retention_store.hold(tx, found.id, body.ground, by.id, occasion.now)
    return held[0]


async def release(tx: Transaction, occasion: Occasion, application_id: UUID, body: ReleaseApplication) -> Application:
    """Keep the application from erasure no longer. Raises VersionConflict or ApplicationIsNotHeld."""
    role = campaign_rules.require_hr(person(occasion))
    found = await _at_version(tx, application_id, body.expected_version)
    if not await retention_store.holds(tx, [found.id]):
        raise ApplicationIsNotHeld("Nobody keeps the application from erasure.")
    released = application.release(found, body.ground, occasion.actor.acting_as(role), occasion.now)
    await application_store.save(tx, released, None)
    await retention_store.release(tx, found.id)
    return released[0]


async def hold_campaign(tx: Transaction, occasion: Occasion, campaign_id: UUID, body: HoldCampaign) -> Campaign:
    """Keep everything of the campaign from erasure. Raises VersionConflict or CampaignIsHeld."""
    by = occasion.actor.acting_as(campaign_rules.require_hr(person(occasion)))
    found = await _campaign_at_version(tx, campaign_id, body.expected_version)
    if await retention_store.campaign_held(tx, found.id):
        raise CampaignIsHeld("The campaign is kept from erasure already.")
    held = campaign.hold(found, body.ground, by, occasion.now)
    await retention_store.hold_campaign(tx, found.id, body.ground, by.id, occasion.now)
    return await campaign_store.save(tx, held, None)


async def release_campaign(tx: Transaction, occasion: Occasion, campaign_id: UUID, body: ReleaseCampaign) -> Campaign:
    """Keep the campaign from erasure no longer. Raises VersionConflict or CampaignIsNotHeld."""
    by = occasion.actor.acting_as(campaign_rules.require_hr(person(occasion)))
    found = await _campaign_at_version(tx, campaign_id, body.expected_version)
    if await retention_store.campaign_held(tx, found.id) is None:
        raise CampaignIsNotHeld("Nobody keeps the campaign from erasure.")
    released = campaign.release(found, body.ground, by, occasion.now)
    await retention_store.release_campaign(tx, found.id)
    return await campaign_store.save(tx, released, None)


async def _campaign_at_version(tx: Transaction, campaign_id: UUID, expected_version: int) -> Campaign:
    found = await campaign_store.load(tx, campaign_id, lock=True)
    if found.version != expected_version:
        raise await publishing.conflict(tx, found.id, found.version, expected_version)
    return found


async def erase_due(tx: Transaction, now: datetime) -> bool:
    """Erase the next applications whose time is up, with evidence that says nothing of them; True if more may be."""
    due = await retention_store.due(tx, local_date(now), _AT_A_TIME)
    if not due:
        return False
    events = [application.erase(one, retention.rule(of.status), of.concluded_on, _CLOCK, now) for one, of in due]
    await publishing.publish(tx, events, None)
    await retention_store.note_erased(tx, events)
    await erasure_store.erase(tx, [one.id for one, _ in due])
    return True


async def _at_version(tx: Transaction, application_id: UUID, expected_version: int) -> Application:
    found = await application_store.load(tx, application_id, lock=True)
    if found.version != expected_version:
        raise await publishing.conflict(tx, found.id, found.version, expected_version)
    return found
