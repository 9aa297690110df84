"""When a month's agreement calls for a calibration, and when a low coefficient only says that all are alike."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recruitment.domain.calibration import LIMIT, agreement, call_for, hold, months_over
from services.recruitment.domain.calibration_refusals import CalibrationIsHeld
from services.recruitment.domain.screening import Screening
from services.recruitment.domain.screening_outcome import NOT_MET
from tests.builders.campaigns import HR, NOW
from tests.builders.screening import ASKED
from tests.unit.recruitment.test_uniformity import judged

FARSTA_IN_OCTOBER = ("farsta", date(2026, 10, 1))


def of(*levels: tuple[int, int]) -> list[Screening]:
    """Return an application for each pair of levels, its must met."""
    return [judged(number, *pair) for number, pair in enumerate(levels, start=1)]


def test_low_agreement_calls_for_a_calibration() -> None:
    found = agreement([(of((0, 1), (1, 0), (0, 1), (1, 0), (1, 0)), ASKED)])
    assert found is not None
    assert (found.judged, found.kappa, found.is_low) == (5, None, True)
    called, event = call_for(UUID(int=1), FARSTA_IN_OCTOBER, found, HR, NOW)
    assert (event.limit_percent, event.judged, event.kappa_percent) == (60, 5, None)
    assert event.agreement_percent is not None
    assert event.agreement_percent < 60
    assert (called.version, called.kappa, called.held_at) == (1, None, None)


def test_an_order_that_is_hardly_common_is_low_too() -> None:
    found = agreement([(of((0, 2), (1, 1), (2, 4), (4, 2), (3, 3)), ASKED)])
    assert found is not None
    assert found.levels is not None
    assert 0 < found.levels < LIMIT
    assert found.is_low


def test_those_who_judge_alike_are_left_alone() -> None:
    found = agreement([(of((0, 0), (1, 1), (2, 2), (3, 3), (4, 4)), ASKED)])
    assert found is not None
    assert found.levels == 1
    assert not found.is_low


def test_one_answer_that_differs_among_many_that_are_the_same_is_no_disagreement() -> None:
    same = [judged(number, number % 5, number % 5) for number in range(1, 40)]
    odd = judged(40, 2, 2, NOT_MET)
    found = agreement([([*same, odd], ASKED)])
    assert found is not None
    assert found.kappa is not None
    assert found.kappa < 0
    assert not found.is_low


def test_campaigns_are_taken_together_and_fewer_than_five_tell_nothing() -> None:
    some = of((0, 1), (1, 0), (0, 1))
    assert agreement([(some, ASKED)]) is None
    both = agreement([(some, ASKED), (some, ASKED)])
    assert both is not None
    assert both.judged == 6


LEVELS = st.integers(0, 4)


@given(st.lists(st.tuples(LEVELS, LEVELS), min_size=5, max_size=12), st.randoms())
def test_the_order_of_applications_does_not_matter(levels: list[tuple[int, int]], chance: object) -> None:
    mixed = list(levels)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert agreement([(of(*levels), ASKED)]) == agreement([(of(*mixed), ASKED)])


def test_it_is_held_once() -> None:
    found = agreement([(of((0, 1), (1, 0), (0, 1), (1, 0), (1, 0)), ASKED)])
    assert found is not None
    called, _ = call_for(UUID(int=1), FARSTA_IN_OCTOBER, found, HR, NOW)
    held, event = hold(called, HR, NOW)
    assert (held.version, held.held_by, event.district) == (2, HR.id, "farsta")
    with pytest.raises(CalibrationIsHeld):
        hold(held, HR, NOW)


def test_months_that_are_over() -> None:
    assert months_over(date(2026, 2, 28), 3) == [date(2026, 1, 1), date(2025, 12, 1), date(2025, 11, 1)]
