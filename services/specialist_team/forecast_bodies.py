"""Forecasts and simulations as HTTP bodies, each with what it rests on."""

from datetime import date
from typing import Any

from sqlalchemy import Row

from contracts.specialist_team.forecast import (
    Assumption,
    AssumptionName,
    Basis,
    Forecast,
    ForecastCoverage,
    ForecastWeek,
    SimulatedWeek,
    Simulation,
)
from services.specialist_team.domain import capacity
from services.specialist_team.domain.experience import Experience
from services.specialist_team.domain.forecast import Coverage, state_of
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.simulation import ENGINE_VERSION


def forecast(request: SupportRequest, promise: Row[Any] | None) -> Forecast:
    """Return the request's latest promise, or why there is none."""
    begins = promise is not None and bool(promise.weeks)
    state = state_of(request.status, promised=promise is not None, begins=begins)
    wanted_on = request.content.starts_on
    if promise is None or not state.is_forecast:
        return Forecast(request=request.id, reference=request.reference, state=state, wanted_on=wanted_on)
    return Forecast(
        request=request.id,
        reference=request.reference,
        state=state,
        wanted_on=promise.wanted_on,
        likely_on=promise.p50,
        latest_on=promise.p90,
        in_time_rounds=promise.in_time,
        rounds=promise.rounds,
        weeks=[ForecastWeek(monday=date.fromisoformat(day), rounds=count) for day, count in promise.weeks],
        made_at=promise.made_at,
        input_hash=promise.fingerprint,
        engine_version=promise.engine_version,
        assumptions=[
            _said(AssumptionName.ROUNDS, promise.rounds, Basis.CHOICE),
            _lengths(promise.finished),
            _arrivals(promise.arrivals_per_year / 52, Basis(promise.arrivals_basis)),
        ],
    )


def coverage(counted: Coverage) -> ForecastCoverage:
    """Return how past promises hit."""
    return ForecastCoverage(
        begun=counted.begun,
        within_likely=counted.within_p50,
        within_latest=counted.within_p90,
        overdue=counted.overdue,
        pending=counted.pending,
        ended=counted.ended,
    )


def simulation(
    result: capacity.Simulation,
    experience: Experience,
    team_size: int,
    usual_price: int,
    chosen: dict[AssumptionName, Any],
) -> Simulation:
    """Return the result with what it rests on: what was chosen, what the team's history says, and assumptions."""
    standard = {
        AssumptionName.TEAM_SIZE: (team_size, Basis.TEAM),
        AssumptionName.ABSENCE: (capacity.AWAY_PERCENT, Basis.ASSUMPTION),
        AssumptionName.AGENCY_HOUR_PRICE: (usual_price, Basis.ASSUMPTION),
        AssumptionName.WEEKS_PER_ASSIGNMENT: ("", Basis.HISTORY if experience.templates else Basis.ASSUMPTION),
    }
    said = [_said(AssumptionName.ROUNDS, result.rounds, Basis.CHOICE), _lengths(experience.finished)]
    said.append(_arrivals(float(experience.arrivals), experience.arrivals_basis))
    for name, (value, basis) in standard.items():
        choice = chosen.get(name)
        said.append(_said(name, value, basis) if choice is None else _said(name, choice, Basis.CHOICE))
    said.append(_said(AssumptionName.TEAM_HOUR_COST, capacity.TEAM_HOUR_COST, Basis.ASSUMPTION))
    return Simulation(
        team_size=team_size,
        weeks=[
            SimulatedWeek(
                monday=week.monday,
                queue_likely=week.queue_p50,
                queue_most=week.queue_p90,
                wait_likely=week.wait_p50,
                wait_most=week.wait_p90,
            )
            for week in result.weeks
        ],
        paid_hours=result.paid_hours,
        given_hours_likely=result.given_p50,
        given_hours_most=result.given_p90,
        team_cost=result.team_cost,
        agency_cost=result.agency_cost,
        load_percent=result.load_percent,
        formula_wait_days=result.formula_wait,
        input_hash=result.fingerprint,
        engine_version=ENGINE_VERSION,
        assumptions=said,
    )


def _said(name: AssumptionName, value: object, basis: Basis) -> Assumption:
    return Assumption(name=name, value=str(value), basis=basis)


def _lengths(finished: int) -> Assumption:
    return _said(AssumptionName.LENGTHS, finished, Basis.HISTORY if finished else Basis.ASSUMPTION)


def _arrivals(per_week: float, basis: Basis) -> Assumption:
    return _said(AssumptionName.ARRIVALS, f"{per_week:.1f}", basis)
