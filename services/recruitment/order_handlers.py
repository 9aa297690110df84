"""Use cases of recruitment orders: one function each, called by the router."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.event import ActorReference
from contracts.organisation import Organisation, Unit, UnknownOrganisation
from contracts.recruitment import orders as api
from contracts.recruitment.codes import OrderCommand, PositionStatus
from contracts.recruitment.occupations import Occupations, UnknownOccupationError
from contracts.recruitment.referral_codes import ReferralEnding
from libs.calendar import local_date
from libs.commands import Occasion
from libs.database import Transaction
from libs.refusals import RoleMayNot
from services.recruitment import order_store, referral_store
from services.recruitment.domain import order, order_rules
from services.recruitment.domain.order import Content, Decision, Order
from services.recruitment.domain.refusals import ReplacedOccupation, UnknownOccupation, UnknownOrderUnit

Decide = Callable[[Order, ActorReference, datetime], Decision]


def person(occasion: Occasion) -> order_rules.Person:
    """Return the caller as the rules see one."""
    actor = occasion.actor
    return order_rules.Person(actor.id, actor.roles, actor.district, actor.unit)


def _content(draft: api.OrderDraft, occupations: Occupations) -> Content:
    try:
        occupation = occupations.occupation(draft.occupation)
    except UnknownOccupationError:
        raise UnknownOccupation.because("Choose an occupation of the list.") from None
    if occupation.replaced_by is not None:
        raise ReplacedOccupation.because(f"Choose {occupations.used_now(occupation.id).name} instead.")
    return Content(**draft.model_dump())


def _own_unit(occasion: Occasion, unit_id: str, organisation: Organisation) -> Unit:
    actor = occasion.actor
    try:
        unit = organisation.unit(unit_id)
    except UnknownOrganisation:
        raise UnknownOrderUnit.because("Choose a unit of your district.") from None
    if not organisation.district(unit.district).valid_on(local_date(occasion.now)):
        raise UnknownOrderUnit.because("The unit's district administration no longer exists.")
    if unit.district != actor.district or actor.unit not in {None, unit.id}:
        raise UnknownOrderUnit.because("Choose your own unit.")
    return unit


async def _change(
    tx: Transaction,
    occasion: Occasion,
    order_id: UUID,
    command: OrderCommand,
    expected_version: int,
    decide: Decide,
    reason: str | None = None,
) -> Order:
    who = person(occasion)

    def decide_as(found: Order) -> Decision:
        role = order_rules.require(who, found, command)
        return decide(found, occasion.actor.acting_as(role), occasion.now)

    return await order_store.change(
        tx, order_id, expected_version, decide_as, reason, admit=lambda found: order_rules.require_seen(who, found)
    )


async def draft_order(
    tx: Transaction, occasion: Occasion, draft: api.OrderDraft, organisation: Organisation, occupations: Occupations
) -> Order:
    """Store a first draft for a unit of the caller's own; a unit may have several orders at once."""
    if not occasion.actor.has(order_rules.UNIT_MANAGER):
        raise RoleMayNot("Only a unit manager orders recruitment.")
    unit = _own_unit(occasion, draft.unit, organisation)
    content = _content(draft, occupations)
    reference = await order_store.next_reference(tx, local_date(occasion.now).year)
    by = occasion.actor.acting_as(order_rules.UNIT_MANAGER)
    return await order_store.add(
        tx, order.draft(uuid7(), reference, unit.district, unit.area, content, by, occasion.now)
    )


async def save_draft(
    tx: Transaction,
    occasion: Occasion,
    order_id: UUID,
    body: api.SaveOrder,
    organisation: Organisation,
    occupations: Occupations,
) -> Order:
    """Replace the content of a draft or a returned order."""

    def decide(found: Order, by: ActorReference, now: datetime) -> Decision:
        unit = _own_unit(occasion, body.draft.unit, organisation)
        return order.save_draft(found, unit.area, _content(body.draft, occupations), by, now)

    return await _change(tx, occasion, order_id, OrderCommand.SAVE_DRAFT, body.expected_version, decide)


async def place(tx: Transaction, occasion: Occasion, order_id: UUID, body: api.PlaceOrder) -> Order:
    """Send the order to HR-service and open its positions."""
    return await _change(
        tx,
        occasion,
        order_id,
        OrderCommand.PLACE,
        body.expected_version,
        lambda found, by, now: order.place(found, [uuid7() for _ in range(found.content.positions)], by, now),
    )


async def return_for_completion(tx: Transaction, occasion: Occasion, order_id: UUID, body: api.ReturnOrder) -> Order:
    """Ask the manager to complete the order."""
    return await _change(
        tx,
        occasion,
        order_id,
        OrderCommand.RETURN,
        body.expected_version,
        lambda found, by, now: order.return_for_completion(found, body.reason, by, now),
        body.reason,
    )


async def accept(tx: Transaction, occasion: Occasion, order_id: UUID, body: api.AcceptOrder) -> Order:
    """Take the order on."""
    return await _change(tx, occasion, order_id, OrderCommand.ACCEPT, body.expected_version, order.accept)


async def cancel(tx: Transaction, occasion: Occasion, order_id: UUID, body: api.CancelOrder) -> Order:
    """End the order, cancel its open positions, and end what is undecided about candidates for them."""
    cancelled = await _change(
        tx,
        occasion,
        order_id,
        OrderCommand.CANCEL,
        body.expected_version,
        lambda found, by, now: order.cancel(found, body.reason, by, now),
        body.note,
    )
    gone = [one.id for one in cancelled.positions if one.status is PositionStatus.CANCELLED]
    by = occasion.actor.acting_as(order_rules.UNIT_MANAGER)
    await referral_store.end_of_positions(tx, gone, ReferralEnding.POSITION_CANCELLED, by, occasion.now)
    return cancelled
