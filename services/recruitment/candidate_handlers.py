"""Use cases of the candidate's own page: HR-service hands out a link to it, or takes the links back; a visit begins."""

from datetime import datetime
from typing import Final
from uuid import UUID

from contracts.recruitment.link_codes import LinkPurpose
from contracts.recruitment.links import BeginVisit, MakePageLink, RevokePageLinks
from libs import publishing
from libs.commands import Occasion
from libs.database import Transaction
from services.recruitment import application_store, one_time_link_store
from services.recruitment.domain import application, campaign_rules
from services.recruitment.domain.application import Application
from services.recruitment.domain.one_time_link import OneTimeLink
from services.recruitment.order_handlers import person

OWN_PAGE: Final = (LinkPurpose.CANDIDATE_PAGE, LinkPurpose.CANDIDATE_VISIT)


async def make_link(tx: Transaction, occasion: Occasion, application_id: UUID, body: MakePageLink) -> OneTimeLink:
    """Make a link that HR-service hands to the candidate. Raises VersionConflict."""
    role = campaign_rules.require_hr(person(occasion))
    found = await _at_version(tx, application_id, body.expected_version)
    now = occasion.now
    link = await one_time_link_store.add(tx, LinkPurpose.CANDIDATE_PAGE, found.id, body.token_digest, now)
    made = application.make_page_link(found, link.expires_at, occasion.actor.acting_as(role), now)
    await application_store.save(tx, made, None)
    return link


async def revoke_links(tx: Transaction, occasion: Occasion, application_id: UUID, body: RevokePageLinks) -> Application:
    """Let the application's links, and visits that began with them, open nothing any more. Raises VersionConflict."""
    role = campaign_rules.require_hr(person(occasion))
    found = await _at_version(tx, application_id, body.expected_version)
    await one_time_link_store.revoke(tx, OWN_PAGE, found.id, occasion.now)
    revoked = application.revoke_page_links(found, occasion.actor.acting_as(role), occasion.now)
    await application_store.save(tx, revoked, None)
    return revoked[0]


async def begin_visit(tx: Transaction, occasion: Occasion, link: OneTimeLink, body: BeginVisit) -> OneTimeLink:
    """Return a short link to the same page, so that the one that was handed out need not be kept in the browser."""
    purpose = LinkPurpose.CANDIDATE_VISIT
    return await one_time_link_store.add(tx, purpose, link.subject_id, body.token_digest, occasion.now)


async def forget_links(tx: Transaction, now: datetime) -> None:
    """Delete what has expired."""
    await one_time_link_store.forget(tx, now)


async def _at_version(tx: Transaction, application_id: UUID, expected_version: int) -> Application:
    found = await application_store.load(tx, application_id, lock=True)
    if found.version != expected_version:
        raise await publishing.conflict(tx, found.id, found.version, expected_version)
    return found
