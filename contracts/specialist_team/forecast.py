"""HTTP bodies of forecasts and simulations, ``/specialist-team/v1``: used by its router and by the portal's client."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.wire import Wire


class ForecastState(StrEnum):
    """Whether there is a forecast of when help begins, or why there is none."""

    FORECAST = "forecast"
    NOT_WITHIN_A_YEAR = "not_within_a_year"
    NOT_MADE_YET = "not_made_yet"
    NOT_SENT = "not_sent"
    NOT_ASSESSED = "not_assessed"
    AT_THE_DISTRICT = "at_the_district"
    OFFERED = "offered"
    BOOKED = "booked"
    BEGUN = "begun"
    ENDED = "ended"

    @property
    def is_forecast(self) -> bool:
        """Tell whether a simulation stands behind the state."""
        return self in {ForecastState.FORECAST, ForecastState.NOT_WITHIN_A_YEAR}


class Basis(StrEnum):
    """Where a number in a forecast or a simulation comes from."""

    HISTORY = "history"
    ASSUMPTION = "assumption"
    CHOICE = "choice"
    TEAM = "team"


class AssumptionName(StrEnum):
    """What a forecast or a simulation rests on."""

    ROUNDS = "rounds"
    LENGTHS = "lengths"
    ARRIVALS = "arrivals"
    ABSENCE = "absence"
    TEAM_SIZE = "team_size"
    WEEKS_PER_ASSIGNMENT = "weeks_per_assignment"
    TEAM_HOUR_COST = "team_hour_cost"
    AGENCY_HOUR_PRICE = "agency_hour_price"


class Assumption(Wire):
    """One number that the result rests on, and where it comes from. ``value`` may be empty: as before."""

    name: AssumptionName
    value: str
    basis: Basis


class ForecastWeek(Wire):
    """In how many rounds help begins in the week of this Monday."""

    monday: date
    rounds: int


class Forecast(Wire):
    """When help will probably begin, or why that is not known.

    ``likelyOn``: half of the rounds have begun; ``latestOn``: nine of ten. Null when that is not within a year.
    ``inTimeRounds``: those that begin by the wanted day. ``inputHash``, ``engineVersion``: what it was made from.
    """

    request: UUID
    reference: str
    state: ForecastState
    wanted_on: date
    likely_on: date | None = None
    latest_on: date | None = None
    in_time_rounds: int = 0
    rounds: int = 0
    weeks: list[ForecastWeek] = Field(default_factory=list)
    made_at: AwareDatetime | None = None
    input_hash: str | None = None
    engine_version: str | None = None
    assumptions: list[Assumption] = Field(default_factory=list)


class ForecastPage(Wire):
    """Forecasts of open requests, by reference."""

    items: list[Forecast]
    total: int
    page: int
    limit: int


class ForecastCoverage(Wire):
    """How past promises hit, each request's first promise counted.

    ``begun``: help began; ``withinLikely`` by the likely day, ``withinLatest`` by the day that nine of ten should make.
    ``overdue``: not begun though that day has passed, counted as missed; ``pending``: not begun, the day is to come;
    ``ended``: withdrawn, declined or expired, counted neither way.
    """

    begun: int
    within_likely: int
    within_latest: int
    overdue: int
    pending: int
    ended: int


class WaitingNow(Wire):
    """How long the wait is for who asks now. Days are Swedish working days; null when it is not known.

    ``likelyDays``/``latestDays``: after the wanted start, half and nine of ten; ``answerDays``: median time to an
    answer; ``freePercent`` of ``teamPercent`` is free on ``freeFrom`` (of full time).
    """

    made_at: AwareDatetime | None = None
    likely_days: int | None = None
    latest_days: int | None = None
    answer_days: int | None = None
    free_percent: int
    team_percent: int
    free_from: date


class SimulatedWeek(Wire):
    """A week: how many wait at its end, and the working days that those who want to begin then wait; median and P90.

    Waiting is over the four weeks that end with this one; null when so many do not begin within a year, or nobody wants
    to begin then.
    """

    monday: date
    queue_likely: int
    queue_most: int
    wait_likely: int | None = None
    wait_most: int | None = None


class Simulation(Wire):
    """What the choices do to queue, waiting, hours and cost over half a year. Costs are whole kronor.

    ``teamCost``: the team's paid hours; ``agencyCost``: the given hours bought from an agency. ``formulaWaitDays``:
    mean wait by Erlang C with Allen and Cunneen's factor, a check that knows no calendar; null when the queue grows.
    """

    team_size: int
    weeks: list[SimulatedWeek]
    paid_hours: int
    given_hours_likely: int
    given_hours_most: int
    team_cost: int
    agency_cost: int
    load_percent: int
    formula_wait_days: int | None = None
    input_hash: str
    engine_version: str
    assumptions: list[Assumption]
