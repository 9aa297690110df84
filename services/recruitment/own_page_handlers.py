"""Use cases of a candidate who comes by a link: answer an offer, take back an application, ask to be erased.

The rules are those by which HR-service notes the same; the record says that the candidate did it.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from contracts.event import ActorReference
from contracts.recruitment.applications import WithdrawApplication
from contracts.recruitment.own_page import AnswerErasureRequest, AskForErasure, TurnDownOffer
from contracts.recruitment.referral_codes import ReferralCommand
from contracts.recruitment.referrals import AcceptOffer
from libs import publishing
from libs.commands import Occasion
from libs.database import Transaction
from services.recruitment import (
    application_handlers,
    application_store,
    referral_handlers,
    referral_store,
    retention_store,
)
from services.recruitment.domain import application, campaign_rules, own_page, referral
from services.recruitment.domain.application import Application
from services.recruitment.domain.application_refusals import (
    ApplicationNotFound,
    ErasureIsAskedFor,
    NobodyAsksForErasure,
)
from services.recruitment.domain.own_page import CANDIDATE
from services.recruitment.domain.referral import Decision, Referral
from services.recruitment.order_handlers import person

Decide = Callable[[Referral, ActorReference, datetime], Decision]


async def accept(tx: Transaction, occasion: Occasion, mine: UUID, referral_id: UUID, body: AcceptOffer) -> None:
    """Take the position; the candidate's other processes end. Raises ReferralNotFound, ReferralIs, VersionConflict."""
    accepted = await _answer(
        tx,
        occasion,
        (mine, referral_id),
        ReferralCommand.ACCEPT,
        body.expected_version,
        lambda found, by, now: referral.accept(found, body.starts_on, by, now),
    )
    await referral_handlers.fill(tx, accepted, body.starts_on, occasion.actor.acting_as(CANDIDATE), occasion.now)


async def turn_down(tx: Transaction, occasion: Occasion, mine: UUID, referral_id: UUID, body: TurnDownOffer) -> None:
    """Do not take the position. Raises ReferralNotFound, ReferralIs or VersionConflict."""
    command, seen = ReferralCommand.TURN_DOWN, body.expected_version
    await _answer(tx, occasion, (mine, referral_id), command, seen, referral.turn_down)


async def _answer(
    tx: Transaction,
    occasion: Occasion,
    which: tuple[UUID, UUID],
    command: ReferralCommand,
    expected_version: int,
    decide: Decide,
) -> Referral:
    application_id, referral_id = which
    mine, by = await application_store.load(tx, application_id), occasion.actor.acting_as(CANDIDATE)

    def decide_as(found: Referral) -> Decision:
        own_page.require_offered(found, command)
        return decide(found, by, occasion.now)

    return await referral_store.change(
        tx, referral_id, expected_version, decide_as, None, admit=lambda found: own_page.require_own(found, mine)
    )


async def withdraw(
    tx: Transaction, occasion: Occasion, mine: UUID, application_id: UUID, body: WithdrawApplication
) -> None:
    """Take back an own application. Raises ApplicationNotFound, VersionConflict or ApplicationIsWithdrawn."""
    found = await _own(tx, mine, application_id, body.expected_version)
    await application_handlers.take_back(tx, found, occasion.actor.acting_as(CANDIDATE), occasion.now)


async def ask_for_erasure(
    tx: Transaction, occasion: Occasion, mine: UUID, application_id: UUID, body: AskForErasure
) -> None:
    """Ask to be erased, which HR-service answers. Raises ApplicationNotFound, VersionConflict or ErasureIsAskedFor."""
    found = await _own(tx, mine, application_id, body.expected_version)
    if await retention_store.requests(tx, [found.id]):
        raise ErasureIsAskedFor("It is asked for already.")
    asked = application.ask_for_erasure(found, occasion.actor.acting_as(CANDIDATE), occasion.now)
    await application_store.save(tx, asked, None)
    await retention_store.ask(tx, found.id, occasion.now)


async def answer_erasure_request(
    tx: Transaction, occasion: Occasion, application_id: UUID, body: AnswerErasureRequest
) -> Application:
    """Note that HR-service has answered the candidate. Raises VersionConflict or NobodyAsksForErasure."""
    role = campaign_rules.require_hr(person(occasion))
    found = await application_store.load(tx, application_id, lock=True)
    if found.version != body.expected_version:
        raise await publishing.conflict(tx, found.id, found.version, body.expected_version)
    asked = (await retention_store.requests(tx, [found.id])).get(found.id)
    if asked is None or asked.answered_at:
        raise NobodyAsksForErasure("Nobody waits for an answer.")
    answered = application.answer_erasure_request(found, occasion.actor.acting_as(role), occasion.now)
    await application_store.save(tx, answered, None)
    await retention_store.answer(tx, found.id, occasion.now)
    return answered[0]


async def _own(tx: Transaction, mine: UUID, application_id: UUID, expected_version: int) -> Application:
    """Return an application of the candidate whose application ``mine`` is, locked."""
    candidate_id = (await application_store.load(tx, mine)).candidate_id
    found = await application_store.load(tx, application_id, lock=True)
    if found.candidate_id != candidate_id:
        raise ApplicationNotFound("There is no such application.")
    if found.version != expected_version:
        raise await publishing.conflict(tx, found.id, found.version, expected_version)
    return found
