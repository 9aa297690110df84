"""Voluntary answers: what may be told of them, and that nothing is concluded from what is not."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.recruitment.equality import EqualityComparison, EqualityGroup
from contracts.recruitment.equality_codes import (
    AgeBand,
    EqualityAnswer,
    EqualityQuestion,
    EqualityStage,
    EqualityVerdict,
    Sex,
)
from services.recruitment.domain.equality import ANSWERS, Answers, comparisons, groups, told

APPLIED, INTERVIEWED, OFFERED = EqualityStage
SEX, AGE = EqualityQuestion
WOMAN, MAN, OTHER = Sex
ALIKE, LOWER, UNCLEAR = EqualityVerdict


def of_sex(numbers: Mapping[Sex, tuple[int, int, int]], totals: tuple[int, int, int]) -> list[EqualityGroup]:
    """Return what is told when each sex has these numbers, stage by stage, of ``totals`` applications."""
    counts: dict[tuple[EqualityQuestion, EqualityAnswer, EqualityStage], int] = {
        (SEX, one, stage): count
        for one, row in numbers.items()
        for stage, count in zip(EqualityStage, row, strict=True)
    }
    return groups(counts, dict(zip(EqualityStage, totals, strict=True)))


def verdicts(found: list[EqualityGroup], stage: EqualityStage) -> dict[EqualityAnswer, EqualityVerdict]:
    return {one.answer: one.verdict for one in comparisons(found) if one.stage is stage}


def test_four_fifths_is_told_with_its_share_and_its_chance() -> None:
    found = of_sex({WOMAN: (40, 20, 8), MAN: (40, 12, 8)}, (100, 40, 25))
    first, second, *_ = comparisons(found)
    assert (first.verdict, first.percent, str(first.chance)) == (ALIKE, 100, "1")
    assert (second.answer, second.verdict, second.percent) == (MAN, LOWER, 60)
    assert second.chance is not None
    assert verdicts(found, OFFERED) == {WOMAN: ALIKE, MAN: ALIKE}


def test_under_five_is_told_of_nobody_and_still_says_that_the_share_is_low() -> None:
    found = of_sex({WOMAN: (40, 20, 12), MAN: (40, 20, 0)}, (100, 50, 20))
    assert [(one.answer, one.applied, one.offered) for one in found] == [(WOMAN, 40, 12), (MAN, 40, None)]
    assert verdicts(found, OFFERED) == {WOMAN: ALIKE, MAN: LOWER}, "four at most of 40 is below four fifths of 12 of 40"
    man = [one for one in comparisons(found) if (one.answer, one.stage) == (MAN, OFFERED)]
    assert [(one.percent, one.chance) for one in man] == [(None, None)]


def test_what_the_rest_would_give_away_is_not_told_either() -> None:
    found = of_sex({WOMAN: (40, 20, 7), MAN: (40, 20, 1)}, (100, 50, 8))
    assert [one.offered for one in found] == [None, None], "eight were offered; seven women leave one"
    assert not verdicts(found, OFFERED), "nobody is known to have passed"


def test_nothing_is_concluded_when_the_highest_may_be_another() -> None:
    found = of_sex({WOMAN: (40, 20, 6), MAN: (6, 6, 4)}, (100, 50, 20))
    [woman, _] = [one for one in comparisons(found) if one.stage is OFFERED]
    assert (woman.verdict, woman.percent, woman.chance) == (UNCLEAR, None, None), "the men may be four of six, or none"
    assert not comparisons(of_sex({WOMAN: (40, 9, 9), MAN: (4, 4, 4)}, (100, 50, 20)))


def test_an_answer_that_nobody_gave_is_no_group() -> None:
    assert [one.answer for one in of_sex({WOMAN: (30, 9, 9), MAN: (25, 9, 9), OTHER: (0, 0, 0)}, (55, 18, 18))] == [
        WOMAN,
        MAN,
    ]


NUMBERS = st.dictionaries(st.sampled_from(Sex), st.integers(0, 40), min_size=1)


@given(NUMBERS, st.integers(0, 20))
def test_what_is_not_told_cannot_be_reckoned(numbers: dict[EqualityAnswer, int], silent: int) -> None:
    total = sum(numbers.values()) + silent
    shown = told(numbers, total)
    hidden = [one for one, number in shown.items() if number is None]
    assert all(number is None or number == numbers[one] >= 5 for one, number in shown.items())
    rest = total - sum(number for number in shown.values() if number)
    assert not hidden or rest >= 5 or len(hidden) == len(numbers)


@given(
    st.fixed_dictionaries({one: st.tuples(*[st.integers(0, 30)] * 3) for one in (WOMAN, MAN)}),
    st.tuples(*[st.integers(0, 10)] * 3),
)
def test_a_verdict_holds_for_every_number_that_is_not_told(
    raw: dict[Sex, tuple[int, int, int]], silent: tuple[int, int, int]
) -> None:
    numbers = {one: (a, min(a, b), min(a, b, c)) for one, (a, b, c) in raw.items()}
    totals = tuple(sum(row[at] for row in numbers.values()) + silent[at] for at in range(3))
    found = of_sex(numbers, (totals[0], totals[1], totals[2]))
    for one in comparisons(found):
        require_true(one, numbers)


def require_true(one: EqualityComparison, numbers: Mapping[Sex, tuple[int, int, int]]) -> None:
    at = list(EqualityStage).index(one.stage)
    mine = numbers[Sex(one.answer)]
    below = any(5 * mine[at] * row[0] < 4 * row[at] * mine[0] for row in numbers.values())
    if one.verdict is not UNCLEAR:
        assert (one.verdict is LOWER) is below


@pytest.mark.parametrize(
    ("answers", "given_answers"),
    [
        (Answers(), {}),
        (Answers(sex=OTHER), {SEX: OTHER}),
        (Answers(WOMAN, AgeBand.FROM_FORTY_FIVE), {SEX: WOMAN, AGE: AgeBand.FROM_FORTY_FIVE}),
    ],
)
def test_what_is_not_answered_is_not_counted(answers: Answers, given_answers: dict[EqualityQuestion, str]) -> None:
    assert answers.given() == given_answers
    assert all(answer in ANSWERS[question] for question, answer in answers.given().items())
