"""How alike applications are judged: figures of five and more, assessors told from each other."""

from fractions import Fraction
from uuid import UUID

from services.recruitment.domain.screening import Screening
from services.recruitment.domain.screening_outcome import MET, UNCLEAR
from services.recruitment.domain.uniformity import alike, severities
from tests.builders.screening import ASKED, given, locked


def judged(number: int, mild: int, severe: int, must: int = MET) -> Screening:
    """Return an application that "mild" and "severe" have judged."""
    one = given(Screening(UUID(int=number), UUID(int=100 + number), UUID(int=53)), "mild", "severe")
    return locked(locked(one, "mild", mild), "severe", severe, must)


FIVE = [judged(1, 4, 3), judged(2, 3, 2), judged(3, 2, 1), judged(4, 1, 0), judged(5, 4, 2, UNCLEAR)]


def test_a_constant_gap_is_the_same_order_and_not_the_same_figure() -> None:
    must, merit = alike(FIVE, ASKED)
    assert (merit.judged, merit.differed) == (5, 1)
    assert merit.levels is not None
    assert merit.levels.consistency > Fraction(9, 10) > merit.levels.agreement
    assert (must.differed, must.levels) == (1, None)
    assert must.kappa is not None
    assert must.kappa < 1
    assert [(one.assessor, one.judged, one.gap) for one in severities(FIVE, ASKED)] == [
        ("mild", 5, Fraction(6, 5)),
        ("severe", 5, Fraction(-6, 5)),
    ]


def test_nothing_is_told_of_fewer_than_five() -> None:
    for one in alike(FIVE[:4], ASKED):
        assert (one.judged, one.differed, one.levels, one.kappa) == (4, None, None, None)
    assert severities(FIVE[:4], ASKED) == []


def test_what_only_one_has_judged_is_not_counted() -> None:
    alone = locked(given(Screening(UUID(int=9), UUID(int=109), UUID(int=53)), "mild"), "mild", 0)
    assert alike([*FIVE, alone], ASKED) == alike(FIVE, ASKED)
    assert severities([*FIVE, alone], ASKED) == severities(FIVE, ASKED)
