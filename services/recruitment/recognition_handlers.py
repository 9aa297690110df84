"""Use case of recognising a person: two applications are joined to one candidate, or told apart, never silently."""

from uuid import UUID

from contracts.recruitment.application_codes import RecognitionVerdict
from contracts.recruitment.applications import RecogniseApplication
from libs import publishing
from libs.commands import Occasion
from libs.database import Transaction
from services.recruitment import application_store, campaign_store, interview_store, recognition_store, referral_store
from services.recruitment.application_handlers import require_open
from services.recruitment.domain import campaign_rules, recognition
from services.recruitment.domain.application import Application
from services.recruitment.domain.application_refusals import BothAreInterviewed, BothHoldOffers
from services.recruitment.order_handlers import person
from services.recruitment.personal_data import PersonalData


async def recognise(
    tx: Transaction, occasion: Occasion, application_id: UUID, body: RecogniseApplication, personal: PersonalData
) -> Application:
    """Join the two applications' candidates or part them; possible while both campaigns are undecided.

    Raises VersionConflict, CampaignIs, BothHoldOffers, or what ``recognition.require_possible`` raises.
    """
    role = campaign_rules.require_hr(person(occasion))
    pair = {one: await application_store.load(tx, one, lock=True) for one in sorted({application_id, body.other})}
    found, other = pair[application_id], pair[body.other]
    if found.version != body.expected_version:
        raise await publishing.conflict(tx, found.id, found.version, body.expected_version)
    for one in pair.values():
        require_open(await campaign_store.load(tx, one.campaign_id))
    alike = {each.application for each in (await recognition_store.likenesses(tx, [found.id]))[found.id]}
    recognition.require_possible(found, other, body.verdict, alike=other.id in alike)
    candidate_id = await _candidate(tx, found, other, body.verdict, personal)
    by = occasion.actor.acting_as(role)
    said = (body.verdict, body.ground)
    noted = recognition.recognise(found, other.id, said, candidate_id, by, occasion.now)
    await application_store.save(tx, noted, None)
    return noted[0]


async def _candidate(
    tx: Transaction, found: Application, other: Application, verdict: RecognitionVerdict, personal: PersonalData
) -> UUID:
    """Join or part the candidates; returns the one that ``found`` now points to."""
    if verdict is RecognitionVerdict.ANOTHER_PERSON:
        return await recognition_store.part(tx, found.id, other.id)
    await _require_one_offer(tx, found, other)
    both = [(one, await _is_protected(tx, one, personal)) for one in (found.candidate_id, other.candidate_id)]
    kept, left = recognition.kept(both[0], both[1])
    if await interview_store.collide(tx, kept, left):
        raise BothAreInterviewed("Both have an interview at the same time; move one first.")
    await recognition_store.join(tx, kept, left)
    return kept


async def _require_one_offer(tx: Transaction, found: Application, other: Application) -> None:
    candidates = sorted({found.candidate_id, other.candidate_id})
    for one in candidates:
        await application_store.lock_person(tx, one)  # nobody is offered anything meanwhile
    if all([await referral_store.holding(tx, one) for one in candidates]):
        raise BothHoldOffers("Each has an offer, or has accepted one; let one of them end first.")


async def _is_protected(tx: Transaction, candidate_id: UUID, personal: PersonalData) -> bool:
    return bool(personal.open(candidate_id, await recognition_store.identity(tx, candidate_id))["protected"])
