"""Use cases of disclosures: begin, which shows who candidates are and is recorded, and give out."""

from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.recruitment import disclosures as api
from contracts.recruitment.disclosure_codes import DisclosureStatus
from contracts.recruitment.screening_codes import UnblindingGround
from libs import publishing
from libs.commands import Occasion
from libs.database import Transaction
from services.recruitment import campaign_store, disclosure_reading, disclosure_store, identity_store
from services.recruitment.domain import campaign_rules, disclosure
from services.recruitment.domain.disclosure import Disclosure
from services.recruitment.domain.disclosure_refusals import DocumentsHaveChanged, UnknownApplicationNumber
from services.recruitment.order_handlers import person
from services.recruitment.personal_data import PersonalData


async def begin(tx: Transaction, occasion: Occasion, body: api.BeginDisclosure, personal: PersonalData) -> Disclosure:
    """Take documents out to look them through; who thereby knows the candidates judges none of them.

    Raises CampaignNotFound or UnknownApplicationNumber.
    """
    by = occasion.actor.acting_as(campaign_rules.require_hr(person(occasion)))
    campaign = await campaign_store.load(tx, body.campaign)
    begun = Disclosure(
        id=uuid7(),
        campaign_id=campaign.id,
        version=1,
        status=DisclosureStatus.BEGUN,
        documents=tuple(body.documents),
        numbers=tuple(sorted({*body.numbers})),
        begun_by=by.id,
        begun_at=occasion.now,
    )
    applications = await disclosure_reading.disclosed_applications(tx, begun)
    if unknown := {*begun.numbers} - {one.number for one in applications}:
        raise UnknownApplicationNumber.because("The campaign has no such application.", min(unknown))
    shown: list[UUID] = []
    if begun.tells_who:
        people = await identity_store.as_sent(tx, [one.id for one in applications])
        shown = [
            one.id
            for one in applications
            if not any(personal.open(*identity)["protected"] for identity in people[one.id])
        ]
        known = await identity_store.shown_to(tx, shown, by.id)
        for each in shown:
            if each not in known:  # for what it was needed before stands
                await identity_store.note_access(tx, each, by.id, UnblindingGround.RIGHTS, None, occasion.now)
    await disclosure_store.add(tx, begun, disclosure.begin(begun, shown, by))
    return begun


async def give(
    tx: Transaction, occasion: Occasion, disclosure_id: UUID, body: api.GiveDisclosure, personal: PersonalData
) -> Disclosure:
    """Give out what was read, but for what is masked, and keep that.

    Raises DisclosureIsAnothers, VersionConflict, DisclosureIsGiven, DocumentsHaveChanged or UnknownPassage.
    """
    by = occasion.actor.acting_as(campaign_rules.require_hr(person(occasion)))
    found = await disclosure_store.load(tx, disclosure_id, lock=True)
    disclosure.require_own(found, by.id)
    if found.version != body.expected_version:
        raise await publishing.conflict(tx, found.id, found.version, body.expected_version)
    read = await disclosure_reading.passages(tx, found, personal)
    if disclosure_reading.fingerprint(read, personal) != body.fingerprint:
        raise DocumentsHaveChanged("Read the documents again: they say something else now.")
    masked = disclosure.masked(read, ((one.passage, one.ground) for one in body.masks))
    given, event = disclosure.give(found, masked, by, occasion.now)
    await disclosure_store.save(tx, given, event)
    recipient = personal.seal(given.id, {"text": body.recipient}) if body.recipient else None
    await disclosure_store.keep_given(tx, given, disclosure_reading.sealed(masked, personal), recipient)
    return given
