"""Orders as HTTP bodies, with what the caller may do next."""

from dataclasses import asdict
from datetime import date

from contracts.recruitment import orders as api
from services.recruitment.domain import order_rules
from services.recruitment.domain.order import Order, Position


def order(found: Order, who: order_rules.Person, today: date) -> api.Order:
    """Return the order as ``who`` sees it."""
    return api.Order(
        id=found.id,
        reference=found.reference,
        version=found.version,
        status=found.status,
        district=found.district,
        area=found.area,
        draft=api.OrderDraft.model_construct(**asdict(found.content)),  # rules may have changed since it was stored
        positions=[_position(one, today) for one in found.positions],
        question=found.question,
        placed_at=found.placed_at,
        updated_at=found.updated_at,
        commands=order_rules.possible(who, found),
    )


def _position(one: Position, today: date) -> api.Position:
    return api.Position(
        id=one.id,
        number=one.number,
        status=one.status,
        opened_on=one.opened_on,
        closed_on=one.closed_on,
        days_open=one.days_open(today),
    )
