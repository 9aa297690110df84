"""HTTP bodies and events of calibration: assessors talk through how they judge when a month's agreement was low."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.event import Event
from contracts.organisation import Slug
from contracts.wire import Body, Wire, example_of


class Calibration(Wire):
    """A district's month in which two assessors agreed less than the limit, and whether that was talked through.

    ``judged`` applications were judged by two. ``kappa`` is Fleiss' κ of the musts, ``agreement`` ICC(2,1) of the
    merits; None when there was nothing to tell apart.
    """

    id: UUID
    version: int
    district: Slug
    month: date
    judged: int
    kappa: Decimal | None
    agreement: Decimal | None
    limit: Decimal
    due_at: AwareDatetime
    held_at: AwareDatetime | None
    held_by: str | None


class Calibrations(Wire):
    """Calibrations, those that wait first, the latest month first."""

    items: list[Calibration]


class HoldCalibration(Body):
    """Note that the assessors have talked through how they judge."""

    model_config = example_of({"expectedVersion": 1})

    expected_version: Annotated[int, Field(ge=1, description="The version the caller has seen")]


class CalibrationEvent(Event):
    """Something happened about how alike a district's applications were judged in a month."""

    topic: ClassVar[str] = "recruitment.events"
    subject_type: ClassVar[str] = "calibration"

    district: Slug
    month: date


class CalibrationDue(CalibrationEvent):
    """Two assessors agreed less than the limit: they are to talk through how they judge. Coefficients in hundredths."""

    type: Literal["recruitment.calibration_due.v1"] = "recruitment.calibration_due.v1"
    judged: int = Field(ge=5)
    kappa_percent: int | None
    agreement_percent: int | None
    limit_percent: int


class CalibrationHeld(CalibrationEvent):
    """The assessors have talked it through."""

    type: Literal["recruitment.calibration_held.v1"] = "recruitment.calibration_held.v1"
