"""Spreading assignments: Caseflow's published cases, and that nothing is lost and nobody passes a common level."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.specialist_team.domain.levelling import in_turn, lately, level
from services.specialist_team.domain.team import Booking

DAY = date(2026, 11, 23)


def named(counts: list[int]) -> dict[str, int]:
    return {f"{number:03}": count for number, count in enumerate(counts)}


@pytest.mark.parametrize(
    ("counts", "new", "gives"),
    [
        ([0] * 10, 5, [1, 1, 1, 1, 1]),
        ([0] * 5, 10, [2, 2, 2, 2, 2]),
        ([0] * 5, 9, [1, 2, 2, 2, 2]),
        ([10] * 5, 9, [1, 2, 2, 2, 2]),
        ([10, 15, 20, 25, 30], 75, [5, 10, 15, 20, 25]),
        ([10, 15, 20, 25, 30], 79, [6, 11, 16, 21, 25]),
        ([0, 0, 22, 28, 50], 50, [2, 24, 24]),
        ([0, 0, 5, 9, 26, 27, 55, 56, 89, 100], 50, [7, 11, 16, 16]),
        ([0, 0, 5, 9, 26, 27, 55, 56, 89, 100], 53, [8, 12, 16, 17]),
    ],
)
def test_levels_as_published(counts: list[int], new: int, gives: list[int]) -> None:
    """department-of-veterans-affairs/caseflow, push_priority_appeals_to_judges_job spec and #14715 (CC0)."""
    assert sorted(level(named(counts), new).values()) == gives


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12), st.integers(0, 60))
def test_all_is_given_and_nobody_who_got_something_stands_above_another_by_more_than_one(
    counts: list[int], new: int
) -> None:
    before = named(counts)
    gives = level(before, new)
    after = {name: before[name] + gives.get(name, 0) for name in before}
    assert sum(gives.values()) == new
    assert all(given > 0 for given in gives.values())
    assert all(after[name] <= min(after.values()) + 1 for name in gives)


def test_whose_turn_it_is() -> None:
    assert in_turn({"b": 1, "a": 1, "c": 2}) == "a"
    assert in_turn({}) is None


def test_what_counts_as_lately() -> None:
    def begun(days: int, specialist: str = "a") -> Booking:
        start = DAY - timedelta(days=days)
        return Booking(UUID(int=1), specialist, 40, start, start + timedelta(days=30), firm=True)

    counted = lately(["a", "b"], [begun(91), begun(90), begun(89), begun(-14), begun(1, "gone")], DAY)
    assert counted == {"a": 2, "b": 0}
