"""Which positions a campaign takes: open ones of accepted orders of one occupation, each in one campaign at most."""

from collections.abc import Collection, Sequence
from uuid import UUID

from contracts.recruitment.codes import OrderStatus, PositionStatus
from services.recruitment.domain.campaign import Opening
from services.recruitment.domain.campaign_refusals import DifferentOccupations, OrdersNotAccepted, PositionsTaken
from services.recruitment.domain.order import Order


def choose(orders: Sequence[Order], taken: Collection[UUID]) -> list[Opening]:
    """Return what the campaign recruits to; ``taken`` are positions in other campaigns.

    Raises OrdersNotAccepted, DifferentOccupations or PositionsTaken.
    """
    waiting = [order.reference for order in orders if order.status is not OrderStatus.ACCEPTED]
    if waiting:
        raise OrdersNotAccepted.because(f"Accept {', '.join(waiting)} first.")
    if len({order.content.occupation for order in orders}) > 1:
        raise DifferentOccupations.because("Make a campaign for each occupation.")
    free = [
        opening
        for order in orders
        for opening in of_order(order)
        if opening.status is PositionStatus.OPEN and opening.id not in taken
    ]
    if not free:
        raise PositionsTaken.because("Every open position of these orders is in a campaign already.")
    return free


def of_order(order: Order) -> list[Opening]:
    """Return the order's positions as a campaign sees them."""
    return [
        Opening(
            position.id,
            order.id,
            order.reference,
            position.number,
            position.status,
            order.district,
            order.content.unit,
            order.area,
            order.content.percent,
            order.content.occupation,
        )
        for position in order.positions
    ]
