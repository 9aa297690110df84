"""Use cases of the specialist team: one function each, called by the router and by jobs."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.organisation import Organisation, Unit, UnknownOrganisation
from contracts.specialist_team import api
from contracts.specialist_team.codes import Command
from libs.calendar import local_date
from libs.commands import Occasion
from libs.database import Transaction
from libs.refusals import RoleMayNot
from services.specialist_team import store, team_store
from services.specialist_team.changing import change, person
from services.specialist_team.domain import district_decisions, expiry, rules, second_opinion, team_decisions
from services.specialist_team.domain.refusals import UnitOfAnotherDistrict, UnknownUnit
from services.specialist_team.domain.request import Content, Decision, SupportRequest


def _content(draft: api.SupportRequestDraft) -> Content:
    fields = draft.model_dump() | {
        "competences": tuple(dict.fromkeys(draft.competences)),
        "statutory_risks": tuple(dict.fromkeys(draft.statutory_risks)),
        "systems": tuple(dict.fromkeys(draft.systems)),
    }
    return Content(**fields)


def _own_unit(who: rules.Person, unit_id: str, organisation: Organisation, now: datetime) -> Unit:
    try:
        unit = organisation.unit(unit_id)
    except UnknownOrganisation:
        raise UnknownUnit.because("Choose a unit of your district.") from None
    if not organisation.district(unit.district).valid_on(local_date(now)):
        raise UnknownUnit.because("The unit's district administration no longer exists.")
    if unit.district != who.district or who.unit not in {None, unit.id}:
        raise UnitOfAnotherDistrict.because("Choose your own unit.")
    return unit


async def draft_request(
    tx: Transaction, occasion: Occasion, draft: api.SupportRequestDraft, organisation: Organisation
) -> SupportRequest:
    """Store a first draft for a unit of the caller's own."""
    who = person(occasion)
    if rules.UNIT_MANAGER not in who.roles:
        raise RoleMayNot("Only a unit manager asks for help.")
    unit = _own_unit(who, draft.unit, organisation, occasion.now)
    reference = await store.next_reference(tx, local_date(occasion.now).year)
    by = occasion.actor.acting_as(rules.UNIT_MANAGER)
    decision = district_decisions.draft(uuid7(), reference, unit.district, _content(draft), by, occasion.now)
    return await store.add(tx, decision)


async def save_draft(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: api.SaveDraft, organisation: Organisation
) -> SupportRequest:
    """Replace the content of a draft or a returned request."""
    _own_unit(person(occasion), body.draft.unit, organisation, occasion.now)
    content = _content(body.draft)
    return await change(
        tx,
        occasion,
        request_id,
        Command.SAVE_DRAFT,
        body.expected_version,
        lambda request, by, now: district_decisions.save_draft(request, content, by, now),
    )


async def submit(tx: Transaction, occasion: Occasion, request_id: UUID, body: api.Submit) -> SupportRequest:
    """Send the draft to the team."""
    return await change(tx, occasion, request_id, Command.SUBMIT, body.expected_version, district_decisions.submit)


async def resubmit(tx: Transaction, occasion: Occasion, request_id: UUID, body: api.Resubmit) -> SupportRequest:
    """Send a returned request again, with the district's answer in the record."""
    return await change(
        tx, occasion, request_id, Command.RESUBMIT, body.expected_version, district_decisions.resubmit, body.answer
    )


async def return_for_completion(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: api.Return
) -> SupportRequest:
    """Ask the district to complete the request."""
    return await change(
        tx,
        occasion,
        request_id,
        Command.RETURN,
        body.expected_version,
        lambda request, by, now: team_decisions.return_for_completion(request, body.question, by, now),
        body.question,
    )


async def triage(tx: Transaction, occasion: Occasion, request_id: UUID, body: api.Triage) -> SupportRequest:
    """Assess the urgency, perhaps queueing the request at once; acute waits for a second person."""
    return await change(
        tx,
        occasion,
        request_id,
        Command.TRIAGE,
        body.expected_version,
        lambda request, by, now: second_opinion.triage(request, body.urgency, by, now, into_queue=body.queue),
        body.reason,
    )


async def queue(tx: Transaction, occasion: Occasion, request_id: UUID, body: api.Queue) -> SupportRequest:
    """Put an assessed request in the queue."""
    return await change(tx, occasion, request_id, Command.QUEUE, body.expected_version, team_decisions.queue)


async def offer(tx: Transaction, occasion: Occasion, request_id: UUID, body: api.Offer) -> SupportRequest:
    """Offer a specialist and reserve the time; raises SpecialistIsBooked when it is not free."""
    member = await team_store.member(tx, body.specialist)
    request = await change(
        tx,
        occasion,
        request_id,
        Command.OFFER,
        body.expected_version,
        lambda request, by, now: team_decisions.offer(
            request,
            member,
            percent=body.percent,
            starts_on=body.starts_on,
            ends_on=body.ends_on,
            answer_by=body.answer_by,
            by=by,
            now=now,
        ),
        body.reason,
    )
    await _book(tx, request, firm=False)
    return request


async def _book(tx: Transaction, request: SupportRequest, *, firm: bool) -> None:
    await team_store.book(tx, request.id, request.assignment.segments, firm=firm)


async def retract_offer(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: api.RetractOffer
) -> SupportRequest:
    """Take back an unanswered offer and its reserved time."""
    request = await change(
        tx,
        occasion,
        request_id,
        Command.RETRACT_OFFER,
        body.expected_version,
        team_decisions.retract_offer,
        body.reason,
    )
    await team_store.release(tx, request_id)
    return request


async def turn_down_offer(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: api.TurnDownOffer
) -> SupportRequest:
    """Turn the offer down; the reserved time is free again."""
    request = await change(
        tx,
        occasion,
        request_id,
        Command.TURN_DOWN_OFFER,
        body.expected_version,
        lambda request, by, now: district_decisions.turn_down_offer(request, body.reason, by, now),
        body.note,
    )
    await team_store.release(tx, request_id)
    return request


async def decline(tx: Transaction, occasion: Occasion, request_id: UUID, body: api.Decline) -> SupportRequest:
    """Say no to the request."""
    return await change(
        tx,
        occasion,
        request_id,
        Command.DECLINE,
        body.expected_version,
        lambda request, by, now: team_decisions.decline(request, body.reason, body.alternative, by, now),
        body.explanation,
    )


async def withdraw(tx: Transaction, occasion: Occasion, request_id: UUID, body: api.Withdraw) -> SupportRequest:
    """Take back the request; time taken for it is free again."""
    request = await change(
        tx,
        occasion,
        request_id,
        Command.WITHDRAW,
        body.expected_version,
        lambda request, by, now: district_decisions.withdraw(request, body.reason, by, now),
        body.note,
    )
    await team_store.release(tx, request_id)
    return request


async def start(tx: Transaction, occasion: Occasion, request_id: UUID, body: api.Start) -> SupportRequest:
    """Let the assignment begin."""
    return await change(
        tx,
        occasion,
        request_id,
        Command.START,
        body.expected_version,
        lambda request, by, now: team_decisions.start(request, body.started_on, by, now),
    )


async def complete(tx: Transaction, occasion: Occasion, request_id: UUID, body: api.Complete) -> SupportRequest:
    """End the assignment; the rest of the booked time is free again."""
    request = await change(
        tx,
        occasion,
        request_id,
        Command.COMPLETE,
        body.expected_version,
        lambda request, by, now: team_decisions.complete(request, body.completed_on, by, now),
        body.summary,
    )
    await _book(tx, request, firm=True)
    return request


async def evaluate(tx: Transaction, occasion: Occasion, request_id: UUID, body: api.Evaluate) -> SupportRequest:
    """Store the district's evaluation."""
    return await change(
        tx,
        occasion,
        request_id,
        Command.EVALUATE,
        body.expected_version,
        lambda request, by, now: district_decisions.evaluate(request, body.score, by, now),
        body.comment,
    )


async def expire_overdue(tx: Transaction, now: datetime) -> None:
    """Let offers lapse and requests expire whose time limit has passed."""
    for candidate in await store.open_requests(tx):
        if expiry.overdue(candidate, now) is None:
            continue
        request = await store.load(tx, candidate.id, lock=True)
        if (decision := expiry.overdue(request, now)) is not None:
            await store.change(tx, request.id, None, _made(decision))
            await team_store.release(tx, request.id)


def _made(decision: Decision) -> Callable[[SupportRequest], Decision]:
    return lambda _: decision
