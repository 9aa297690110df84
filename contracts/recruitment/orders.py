"""HTTP bodies of recruitment orders and their positions, ``/recruitment/v1/orders``."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from contracts.free_text import Description, OptionalText, Reason
from contracts.organisation import Area, Slug
from contracts.recruitment.codes import (
    Employment,
    OrderCancelReason,
    OrderCause,
    OrderCommand,
    OrderStatus,
    PositionStatus,
)
from contracts.wire import Body, Wire, example_of

MonthlyPay = Annotated[int, Field(ge=20_000, le=120_000, description="Whole kronor a month, full time")]
ExpectedVersion = Annotated[int, Field(ge=1, description="The version the caller has seen")]

_DRAFT = {
    "unit": "farsta-utredning-barn-2",
    "occupation": "socialsekreterare",
    "positions": 2,
    "percent": 100,
    "employment": "permanent",
    "startsOn": "2027-02-01",
    "endsOn": None,
    "payFrom": 36000,
    "payTo": 42000,
    "cause": "left",
    "tasks": "Utreda barns behov av skydd och stöd enligt socialtjänstlagen.",
    "note": "",
}


class OrderDraft(Body):
    """What a recruiting manager orders. ``percent`` is of full time; ``ends_on`` belongs to a fixed term."""

    model_config = example_of(_DRAFT)

    unit: Slug
    occupation: Slug
    positions: int = Field(ge=1, le=20)
    percent: int = Field(ge=25, le=100)
    employment: Employment
    starts_on: date
    ends_on: date | None = None
    pay_from: MonthlyPay | None = None
    pay_to: MonthlyPay | None = None
    cause: OrderCause
    tasks: Description
    note: OptionalText = ""

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if (self.employment is Employment.FIXED_TERM) != (self.ends_on is not None):
            raise PydanticCustomError("term_and_end", "a fixed term has a last day, a permanent employment has none")
        if self.ends_on is not None and self.ends_on <= self.starts_on:
            raise PydanticCustomError("ends_before_start", "endsOn must be after startsOn")
        if self.pay_from and self.pay_to and self.pay_to < self.pay_from:
            raise PydanticCustomError("pay_reversed", "payTo must not be below payFrom")
        return self


class SaveOrder(Body):
    """Replace the content of a draft or of an order that was returned."""

    model_config = example_of({"expectedVersion": 1, "draft": _DRAFT})

    expected_version: ExpectedVersion
    draft: OrderDraft


class PlaceOrder(Body):
    """Send the order to HR-service; from now the positions count as vacant."""

    model_config = example_of({"expectedVersion": 1})

    expected_version: ExpectedVersion


class ReturnOrder(Body):
    """Ask the manager to complete the order."""

    model_config = example_of({"expectedVersion": 2, "reason": "Ange vilken utbildning som krävs."})

    expected_version: ExpectedVersion
    reason: Reason


class AcceptOrder(Body):
    """HR-service takes the order on."""

    model_config = example_of({"expectedVersion": 2})

    expected_version: ExpectedVersion


class CancelOrder(Body):
    """Cancel what is not filled; nobody is recruited to it any more."""

    model_config = example_of({"expectedVersion": 3, "reason": "budget", "note": "Tjänsten är indragen."})

    expected_version: ExpectedVersion
    reason: OrderCancelReason
    note: OptionalText = ""


class Position(Wire):
    """One position of an order (sv. *tjänst*). ``number`` counts within the order."""

    id: UUID
    number: int
    status: PositionStatus
    opened_on: date | None
    closed_on: date | None
    days_open: int | None = Field(description="Calendar days open, until today or until it was closed")


class Order(Wire):
    """An order as the caller sees it; ``commands`` are those that the caller may give now."""

    id: UUID
    reference: str
    version: int
    status: OrderStatus
    district: Slug
    area: Area
    draft: OrderDraft
    positions: list[Position]
    question: str | None
    placed_at: AwareDatetime | None
    updated_at: AwareDatetime
    commands: list[OrderCommand]


class OrderPage(Wire):
    """Orders, latest first, and how many there are in all."""

    items: list[Order]
    total: int
