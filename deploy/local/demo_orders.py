"""Recruitment orders of the demo: one in each state that a person may meet, made by the personas through the API."""

from datetime import date, timedelta
from typing import Final, NamedTuple

from pydantic import BaseModel

from contracts.recruitment.codes import Employment, OrderCancelReason, OrderCause
from contracts.recruitment.orders import AcceptOrder, CancelOrder, Order, OrderDraft, PlaceOrder, ReturnOrder
from deploy.local.demo_api import Api
from deploy.local.personas import persona

HR: Final = "hr-konsult"
_NOTICE: Final = timedelta(days=92)


class _Story(NamedTuple):
    who: str
    occupation: str
    positions: int
    percent: int
    cause: OrderCause
    tasks: str
    steps: tuple[type[BaseModel], ...] = ()


_TRADE: Final = "socialsekreterare"
_STORIES: Final = (
    _Story("farsta-chef", _TRADE, 2, 100, OrderCause.LEFT, "Utreda barns behov av stöd.", (PlaceOrder, AcceptOrder)),
    _Story("farsta-chef", "administrator", 1, 50, OrderCause.NEW_POST, "Boka möten.", (PlaceOrder, ReturnOrder)),
    _Story("farsta-chef", _TRADE, 1, 75, OrderCause.LEAVE, "Ersätta en föräldraledig utredare."),
    _Story("sodermalm-chef", _TRADE, 3, 100, OrderCause.LEFT, "Utreda barns behov av stöd.", (PlaceOrder,)),
    _Story("spanga-tensta-chef", _TRADE, 2, 100, OrderCause.RETIREMENT, "Utreda bistånd.", (PlaceOrder, AcceptOrder)),
    _Story(
        "spanga-tensta-chef", "administrator", 1, 100, OrderCause.NEW_POST, "Ta emot besök.", (PlaceOrder, CancelOrder)
    ),
)


def tell(api: Api, today: date) -> None:
    """Make the orders; ``api`` is the recruitment service's."""
    for number, (who, occupation, positions, percent, cause, tasks, steps) in enumerate(_STORIES, start=1):
        draft = OrderDraft(
            unit=persona(who).unit or "",
            occupation=occupation,
            positions=positions,
            percent=percent,
            employment=Employment.FIXED_TERM if cause is OrderCause.LEAVE else Employment.PERMANENT,
            starts_on=today + _NOTICE,
            ends_on=today + 3 * _NOTICE if cause is OrderCause.LEAVE else None,
            cause=cause,
            tasks=tasks,
        )
        order = _send(api, who, "/orders", draft, f"order-{number}")
        for step in steps:
            name = step.__name__.removesuffix("Order").lower()
            by = HR if step in {AcceptOrder, ReturnOrder} else who
            body = step.model_validate({"expected_version": order.version, **_WITH.get(step, {})})
            order = _send(api, by, f"/orders/{order.id}/{name}", body, f"order-{number}-{name}")


_WITH: Final[dict[type[BaseModel], dict[str, str]]] = {
    ReturnOrder: {"reason": "Vilka system ska den som anställs kunna?"},
    CancelOrder: {"reason": OrderCancelReason.FILLED_LOCALLY},
}


def _send(api: Api, who: str, path: str, body: BaseModel, key: str) -> Order:
    return Order.model_validate_json(api.send(who, path, body.model_dump_json(by_alias=True).encode(), key))
