"""Use cases of assignments: from the yes to what came of it. Every change takes or gives back time in the same step."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.event import ActorReference
from contracts.specialist_team import api, assignments
from contracts.specialist_team.assignment_codes import AfterStandDown, PartCause, Rest, Side
from contracts.specialist_team.codes import Command
from libs.calendar import local_date
from libs.commands import Occasion
from libs.database import Transaction
from services.specialist_team import assignment_store, store, team_store
from services.specialist_team.changing import change
from services.specialist_team.domain import (
    assignment_decisions,
    district_decisions,
    evaluation,
    parts,
    reminders,
    rules,
)
from services.specialist_team.domain.assignment import Review
from services.specialist_team.domain.request import Decision, SupportRequest


async def accept_offer(tx: Transaction, occasion: Occasion, request_id: UUID, body: api.AcceptOffer) -> SupportRequest:
    """Accept the offer; the booking is firm. What it does not cover is queued as requests of their own, or dropped."""
    request = await change(
        tx, occasion, request_id, Command.ACCEPT_OFFER, body.expected_version, district_decisions.accept_offer
    )
    await _hold(tx, request)
    if body.rest is Rest.QUEUE:
        rest = parts.remainder(request.content, request.assignment.last)
        await _queue_parts(tx, occasion, request, rest, PartCause.ACCEPTED_IN_PART)
    return request


async def _hold(tx: Transaction, request: SupportRequest) -> None:
    """Let the request hold the time of its segments, no more and no less; raises SpecialistIsBooked."""
    await team_store.book(tx, request.id, request.assignment.segments, firm=True)


async def _sibling(tx: Transaction, occasion: Occasion) -> parts.Sibling:
    return parts.Sibling(uuid7(), await store.next_reference(tx, local_date(occasion.now).year))


async def _queue_parts(
    tx: Transaction, occasion: Occasion, origin: SupportRequest, rest: tuple[parts.Part, ...], cause: PartCause
) -> None:
    by = occasion.actor.acting_as(rules.UNIT_MANAGER if cause is PartCause.ACCEPTED_IN_PART else rules.COORDINATOR)
    for part in rest:
        sibling = await _sibling(tx, occasion)
        await store.add(tx, parts.queued_part(origin, part, sibling, cause, by, occasion.now))


async def split(tx: Transaction, occasion: Occasion, request_id: UUID, body: assignments.Split) -> SupportRequest:
    """Split a queued request in two; both keep their waiting."""
    await store.load(tx, request_id, lock=True)
    sibling = await _sibling(tx, occasion)
    moved: list[parts.Part] = []

    def decide(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
        kept, other = parts.halves(request.content, body.percent, body.from_on)
        moved.append(other)
        return parts.split(request, kept, sibling, by, now)

    request = await change(tx, occasion, request_id, Command.SPLIT, body.expected_version, decide, body.reason)
    by = occasion.actor.acting_as(rules.COORDINATOR)
    await store.add(tx, parts.queued_part(request, moved[0], sibling, PartCause.SPLIT, by, occasion.now))
    return request


async def propose_end(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: assignments.ProposeEnd
) -> SupportRequest:
    """Propose another last day."""

    def decide(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
        side = Side.DISTRICT if by.role == rules.UNIT_MANAGER else Side.TEAM
        return assignment_decisions.propose_end(request, body.ends_on, side, by, now)

    request = await change(tx, occasion, request_id, Command.PROPOSE_END, body.expected_version, decide, body.reason)
    await _hold(tx, request)
    return request


async def agree_end(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: assignments.AgreeEnd
) -> SupportRequest:
    """Agree to the proposed last day; raises SpecialistIsBooked when the time is taken."""
    version, decide = body.expected_version, assignment_decisions.agree_end
    request = await change(tx, occasion, request_id, Command.AGREE_END, version, decide)
    await _hold(tx, request)
    return request


async def decline_end(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: assignments.DeclineEnd
) -> SupportRequest:
    """Say no to the proposed last day."""
    return await change(
        tx,
        occasion,
        request_id,
        Command.DECLINE_END,
        body.expected_version,
        lambda request, by, now: assignment_decisions.decline_end(request, body.reason, by, now),
        body.note,
    )


async def let_end(tx: Transaction, occasion: Occasion, request_id: UUID, body: assignments.LetEnd) -> SupportRequest:
    """Let the help end on its last day."""
    version, decide = body.expected_version, assignment_decisions.let_end
    return await change(tx, occasion, request_id, Command.LET_END, version, decide)


async def hand_over(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: assignments.HandOver
) -> SupportRequest:
    """Let another specialist go on; raises SpecialistIsBooked when the time is taken."""
    member = await team_store.member(tx, body.specialist)
    request = await change(
        tx,
        occasion,
        request_id,
        Command.HAND_OVER,
        body.expected_version,
        lambda request, by, now: assignment_decisions.hand_over(request, member, body.from_on, by, now),
        body.reason,
    )
    await _hold(tx, request)
    return request


async def stand_down(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: assignments.StandDown
) -> SupportRequest:
    """Take the specialist home early; what was not given goes back to the queue if the coordinator says so."""
    request = await change(
        tx,
        occasion,
        request_id,
        Command.STAND_DOWN,
        body.expected_version,
        lambda request, by, now: assignment_decisions.stand_down(
            request, body.reason, body.last_day, body.afterwards, by, now
        ),
        body.note,
    )
    await _hold(tx, request)
    if body.afterwards is AfterStandDown.QUEUE and request.assignment.stood_down is not None:
        rest = parts.not_given(request.assignment.stood_down.not_given, local_date(occasion.now))
        await _queue_parts(tx, occasion, request, rest, PartCause.STOOD_DOWN)
    return request


async def review(tx: Transaction, occasion: Occasion, request_id: UUID, body: assignments.Review) -> SupportRequest:
    """Store what the team says of the district's part."""
    said = Review(body.task, body.introduction, body.conditions)
    return await change(
        tx,
        occasion,
        request_id,
        Command.REVIEW,
        body.expected_version,
        lambda request, by, now: evaluation.review(request, said, by, now),
        body.comment,
    )


async def follow_up_effect(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: assignments.FollowUpEffect
) -> SupportRequest:
    """Store whether the need was solved."""
    return await change(
        tx,
        occasion,
        request_id,
        Command.FOLLOW_UP_EFFECT,
        body.expected_version,
        lambda request, by, now: evaluation.follow_up_effect(request, body.effect, by, now),
        body.comment,
    )


async def remind(tx: Transaction, now: datetime) -> None:
    """Tell of ends that are near, and ask for the effect of help that ended three months ago; each thing once."""
    for candidate in await assignment_store.with_something_to_say(tx, now):
        if reminders.due(candidate, now) is not None:
            await store.change(tx, candidate.id, None, lambda request: _said(request, now))


def _said(request: SupportRequest, now: datetime) -> Decision:
    return reminders.due(request, now) or (request, [])
