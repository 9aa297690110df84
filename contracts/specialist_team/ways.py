"""HTTP bodies of one need's three answers, ``/specialist-team/v1/support-requests/{requestId}/ways`` and beside it."""

from datetime import date
from uuid import UUID

from pydantic import Field

from contracts.free_text import Reason
from contracts.organisation import Slug
from contracts.specialist_team.api import ExpectedVersion
from contracts.specialist_team.codes import Command
from contracts.wire import Wire, example_of


class ChooseAgency(ExpectedVersion):
    """Take the request back and call off an agency instead of waiting; refused unless the wait is long."""

    model_config = example_of({"expectedVersion": 4})


class KeepWaiting(ExpectedVersion):
    """Go on waiting although the wait is long; it is not asked again until the likely start is in a later week."""

    model_config = example_of({"expectedVersion": 4})


class NamePosition(ExpectedVersion):
    """Say which of the unit's vacant positions the help bridges; None takes the link away."""

    model_config = example_of({"expectedVersion": 4, "position": "0193598a-0000-7000-8000-0000000000a1"})

    position: UUID | None


class GoOnAfterHire(ExpectedVersion):
    """Say that the help goes on although the position is filled; it is not proposed to end for that any more."""

    model_config = example_of(
        {
            "expectedVersion": 9,
            "position": "0193598a-0000-7000-8000-0000000000a1",
            "reason": "Den anställda introduceras till februari.",
        }
    )

    position: UUID
    reason: Reason


class NamedPosition(Wire):
    """A position that HR-service recruits to; ``order`` and ``number`` say where it was ordered, when that is known."""

    id: UUID
    order: UUID | None
    number: int | None
    percent: int
    opened_on: date
    starts_on: date | None = Field(default=None, description="When who is hired begins")


class Comparison(Wire):
    """A long wait beside an agency, for the ``hours`` that are left of what was asked; whole kronor without VAT.

    ``days_late``: working days from the wished to the likely start; None, as the days, when help is not expected within
    a year. ``hours_after_wait`` are those that are left after the likely start.
    """

    wanted_on: date
    likely_on: date | None
    latest_on: date | None
    days_late: int | None
    hours: int
    hours_after_wait: int
    team_hour_cost: int
    agency_hour_price: int
    team_cost: int
    agency_cost: int
    difference: int


class Ways(Wire):
    """The ways to meet a need. ``comparison`` only while the wait is long by the policy's ``long_wait_days``.

    ``kept_on``: the day on which the district chose to wait, as long as the promise has not become worse since.
    ``positions`` are the unit's vacant ones, ``position`` the one that the request names.
    """

    long_wait_days: int
    comparison: Comparison | None
    kept_on: date | None
    positions: list[NamedPosition]
    position: NamedPosition | None
    commands: list[Command]


class LongWait(Wire):
    """A request that waits long, about which the district has not said whether it goes on waiting."""

    request: UUID
    reference: str
    district: Slug
    unit: Slug
    likely_on: date | None


class LongWaits(Wire):
    """One page of the long waits that the caller may see, by reference."""

    items: list[LongWait]
    total: int
    page: int
    limit: int
