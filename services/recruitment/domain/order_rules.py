"""Who may see an order, and which commands its status and the caller's role allow."""

from dataclasses import dataclass

from contracts.recruitment.codes import OrderCommand, OrderStatus
from libs.refusals import NotAllowed, RoleMayNot
from services.recruitment.domain.order import Order
from services.recruitment.domain.refusals import OrderIs, OrderNotFound

UNIT_MANAGER = "unit_manager"
HR_CONSULTANT = "hr_consultant"
STEERING_GROUP = "steering_group"

STATUSES: dict[OrderCommand, frozenset[OrderStatus]] = {
    OrderCommand.SAVE_DRAFT: frozenset({OrderStatus.DRAFT, OrderStatus.RETURNED}),
    OrderCommand.PLACE: frozenset({OrderStatus.DRAFT, OrderStatus.RETURNED}),
    OrderCommand.RETURN: frozenset({OrderStatus.PLACED}),
    OrderCommand.ACCEPT: frozenset({OrderStatus.PLACED}),
    OrderCommand.CANCEL: frozenset({OrderStatus.DRAFT, OrderStatus.PLACED, OrderStatus.RETURNED, OrderStatus.ACCEPTED}),
}
"""From which statuses each command is possible (domain, state machine of an order)."""

_HR = frozenset({OrderCommand.RETURN, OrderCommand.ACCEPT})


@dataclass(frozen=True)
class Person:
    """The caller as the rules see one: what the access token says."""

    id: str
    roles: frozenset[str]
    district: str | None
    unit: str | None


def sees_every_district(person: Person) -> bool:
    """Tell whether the person works for the whole city: HR-service and the steering group."""
    return bool(person.roles & {HR_CONSULTANT, STEERING_GROUP})


def require_whole_city(person: Person) -> None:
    """Refuse who works for one district only."""
    if not sees_every_district(person):
        raise NotAllowed("Only HR-service and the steering group see figures of the whole city.")


def require_a_role(person: Person) -> None:
    """Refuse who neither orders, recruits nor steers."""
    if not person.roles & {UNIT_MANAGER, HR_CONSULTANT, STEERING_GROUP}:
        raise NotAllowed("Only managers, HR-service and the steering group see recruitment orders.")


def may_see(person: Person, order: Order) -> bool:
    """Tell whether the person may know of the order. What is not placed yet is the district's own."""
    if UNIT_MANAGER in person.roles and person.district == order.district:
        return True
    return order.placed_at is not None and sees_every_district(person)


def role_for(person: Person, order: Order, command: OrderCommand) -> str | None:
    """Return the role in which the person may give ``command``, or None."""
    if command in _HR:
        return HR_CONSULTANT if HR_CONSULTANT in person.roles else None
    own = person.district == order.district and person.unit in {None, order.content.unit}
    return UNIT_MANAGER if own and UNIT_MANAGER in person.roles else None


def possible(person: Person, order: Order) -> list[OrderCommand]:
    """Return the commands that the person may give now."""
    return [
        command for command in OrderCommand if order.status in STATUSES[command] and role_for(person, order, command)
    ]


def require_seen(person: Person, order: Order) -> None:
    """Raise OrderNotFound when the person may not know of the order."""
    if not may_see(person, order):
        raise OrderNotFound("There is no such order, or it belongs to another district.")


def require(person: Person, order: Order, command: OrderCommand) -> str:
    """Return the role in which the person gives ``command``; raises OrderNotFound, RoleMayNot or OrderIs."""
    require_seen(person, order)
    role = role_for(person, order, command)
    if role is None:
        raise RoleMayNot(f"Your role may not {command.replace('_', ' ')} this order.")
    if order.status not in STATUSES[command]:
        raise OrderIs(order.status)
    return role
