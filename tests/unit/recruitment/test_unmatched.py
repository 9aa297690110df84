"""From when HR-service is told of a vacancy that nobody is proposed for."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.calendar import working_days_between
from services.recruitment.domain.unmatched import Bare, unmatched

TODAY = date(2026, 12, 14)
TEN_BEFORE = date(2026, 11, 30)
"""Ten working days before: two whole weeks."""


def a_position(number: int = 1, opened_on: date = TEN_BEFORE, **facts: Any) -> Bare:
    known = {"campaign": None, "last_advertised_on": None, "last_candidate_on": None} | facts
    reference = f"REK-2026-{number:04d}/1"
    return Bare(UUID(int=number), UUID(int=90), reference, "farsta", "farsta-enhet", opened_on=opened_on, **known)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, True),
        ({"opened_on": TEN_BEFORE + timedelta(days=1)}, False),
        ({"last_advertised_on": TEN_BEFORE + timedelta(days=1)}, False),
        ({"last_advertised_on": TEN_BEFORE}, True),
        ({"last_candidate_on": TODAY}, False),
        ({"opened_on": date(2026, 1, 1), "last_advertised_on": date(2026, 3, 1)}, True),
    ],
)
def test_ten_working_days_from_what_came_last(facts: dict[str, Any], told: bool) -> None:  # noqa: FBT001 - a case
    assert bool(unmatched([a_position(**facts)], TODAY)) is told


def test_who_has_waited_longest_comes_first() -> None:
    early, late = a_position(2, date(2026, 10, 1)), a_position(1, date(2026, 11, 2))
    assert unmatched([late, early], TODAY) == [early, late]


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(DAYS, st.none() | DAYS, st.none() | DAYS)
def test_nobody_is_told_before_ten_working_days_after_each(
    opened_on: date, advertised: date | None, tried: date | None
) -> None:
    one = a_position(opened_on=opened_on, last_advertised_on=advertised, last_candidate_on=tried)
    if unmatched([one], TODAY):
        waits = [working_days_between(day, TODAY) for day in (opened_on, advertised, tried) if day]
        assert min(waits) >= 10
