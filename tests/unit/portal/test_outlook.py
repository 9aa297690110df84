"""Forecasts in words and charts: never a lone date, every state said, bars that fit and tell the same as the table."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.specialist_team.forecast import (
    AssumptionName,
    Basis,
    Forecast,
    ForecastCoverage,
    ForecastState,
    ForecastWeek,
    WaitingNow,
)
from services.portal import charts, outlook

MONDAY = date(2026, 12, 7)


def a_forecast(**overrides: object) -> Forecast:
    """Return a forecast: wanted in week 50, likely week 51, nine of ten by week 3."""
    fields: dict[str, object] = {
        "request": UUID(int=1),
        "reference": "SPT-2026-0001",
        "state": ForecastState.FORECAST,
        "wanted_on": MONDAY,
        "likely_on": MONDAY + timedelta(weeks=1),
        "latest_on": date(2027, 1, 20),
        "in_time_rounds": 300,
        "rounds": 1000,
        "weeks": [ForecastWeek(monday=MONDAY + timedelta(weeks=n), rounds=100) for n in range(10)],
    }
    return Forecast.model_validate(fields | overrides)


def test_nine_of_ten_stand_beside_what_is_likely() -> None:
    likely, chance = outlook.sentence(a_forecast())
    assert likely == "Troligen vecka 51. I nio fall av tio senast vecka 3."
    assert chance == "Önskad start är vecka 50: chansen att hinna är 3 av 10."


@pytest.mark.parametrize(
    ("hits", "said"), [(0, "mindre än 1 av 10"), (30, "mindre än 1 av 10"), (999, "mer än 9 av 10"), (1000, "10 av 10")]
)
def test_a_chance_is_never_rounded_to_certainty(hits: int, said: str) -> None:
    assert said in outlook.sentence(a_forecast(in_time_rounds=hits))[1]


def test_a_wanted_day_without_work_means_the_next_one_that_has() -> None:
    sunday = outlook.sentence(a_forecast(wanted_on=MONDAY - timedelta(days=1)))
    assert sunday == outlook.sentence(a_forecast())


def test_beyond_a_year_is_said() -> None:
    assert "mer än ett fall av tio senare" in outlook.sentence(a_forecast(latest_on=None))[0]
    assert "färre än hälften" in outlook.sentence(a_forecast(latest_on=None, likely_on=None))[0]


def test_every_state_basis_and_assumption_has_words() -> None:
    assert set(outlook.WITHOUT) == set(ForecastState)
    assert set(outlook.BASES) == set(Basis)
    assert set(outlook.ASSUMPTIONS) == set(AssumptionName)


def test_accuracy_is_unknown_until_something_is_known() -> None:
    none = ForecastCoverage(begun=0, within_likely=0, within_latest=0, overdue=0, pending=3, ended=1)
    assert "inte känd" in outlook.accuracy(none)
    some = none.model_copy(update={"begun": 8, "within_likely": 5, "within_latest": 7, "overdue": 2})
    assert "7 av 10" in outlook.accuracy(some)


def test_what_is_not_known_of_the_wait_is_said_to_be_missing() -> None:
    now = WaitingNow(free_percent=120, team_percent=455, free_from=MONDAY)
    assert outlook.waiting(now) == [
        ("Svar", "uppgift saknas"),
        ("Trolig start", "uppgift saknas"),
        ("Ledigt", "1,2 av 4,55 heltider från vecka 50"),
    ]
    known = now.model_copy(update={"likely_days": 0, "latest_days": 11, "answer_days": 4})
    assert [value for _, value in outlook.waiting(known)][:2] == [
        "4 arbetsdagar",
        "den vecka ni önskar, i nio fall av tio 3 veckor efter önskad",
    ]


@given(
    st.dictionaries(st.integers(0, 60), st.integers(1, 100), min_size=1),
    st.integers(-20, 60),
    st.integers(0, 60) | st.none(),
)
def test_bars_fit_and_count_every_round(counts: dict[int, int], wanted: int, latest: int | None) -> None:
    weeks = {MONDAY + timedelta(weeks=n): count for n, count in counts.items()}
    total = sum(counts.values())
    latest_on = None if latest is None else MONDAY + timedelta(weeks=max(latest, wanted))
    chart = charts.share_by_week(weeks, total, MONDAY + timedelta(weeks=wanted), latest_on, latest_on)
    assert 6 <= len(chart.columns) <= 12
    assert all(c.x >= 0 and c.x + c.width <= 100 and c.y >= 2 and c.y + c.height <= 8.76 for c in chart.columns)
    assert abs(sum(c.value for c in chart.columns) + chart.later - 100) <= len(chart.columns)
    assert chart.wanted_x is not None
    if latest_on:
        assert chart.latest_x is not None
        assert chart.latest_x > chart.wanted_x


def test_scenarios_share_a_scale_and_leave_the_unknown_out() -> None:
    full, none, half = charts.spans([(10, 10), (None, None), (5, None)], 10)
    assert full is not None
    assert half is not None
    assert none is None
    assert half.height == full.height / 2
    assert (half.open, half.band_height) == (True, half.height)
    assert replace(full, x=0) == replace(full, x=0, band_y=full.y, open=False)
