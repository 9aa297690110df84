"""What judgements come to: the same whatever the order, a third on disagreement only, asked anew when it reads anew."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.recruitment.campaign_codes import CriterionKind, Evidence
from contracts.recruitment.profiles import Criterion
from contracts.recruitment.screening_codes import ScreeningStatus
from services.recruitment.domain.campaign import ProfileVersion
from services.recruitment.domain.screening_outcome import MET, NOT_MET, UNCLEAR, Verdict, levels, outcome, valid
from services.recruitment.domain.screening_questions import questions
from tests.builders.campaigns import a_merit

MUST = Criterion(id="examen", kind=CriterionKind.MUST, title="Socionomexamen", sources=[Evidence.DOCUMENT])
FIRST = ProfileVersion(1, (MUST, a_merit()))
ASKED = questions([FIRST])
PAIR = ("a", "b")


def settled(criterion: str, *values: int, offers: tuple[int, ...] = ()) -> int | None:
    """Return what the values of a, b and c come to, or None when they differ."""
    judged = {(who, criterion): value for who, value in zip("abc", values, strict=False)}
    reconciled = {(who, criterion): value for who, value in zip(PAIR, offers, strict=False)}
    found = outcome(ASKED, PAIR, "c", judged, reconciled)
    assert (criterion in found.disagreed) != (criterion in found.agreed)
    return found.agreed.get(criterion)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((3, 3), 3),
        ((2, 3), 2),
        ((1, 3), None),
        ((0, 4), None),
        ((0, 4, 3), 3),
        ((0, 4, 0), 0),
        ((1, 3, 2), 2),
    ],
)
def test_neighbours_take_the_lower_and_three_the_middle(values: tuple[int, ...], expected: int | None) -> None:
    assert settled("utredning", *values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((MET, MET), MET),
        ((MET, UNCLEAR), None),
        ((MET, NOT_MET), None),
        ((MET, NOT_MET, MET), MET),
        ((UNCLEAR, NOT_MET, NOT_MET), NOT_MET),
        ((UNCLEAR, NOT_MET, MET), UNCLEAR),
        ((UNCLEAR, UNCLEAR), UNCLEAR),
    ],
)
def test_a_must_takes_the_majority_and_is_unclear_without_one(values: tuple[int, ...], expected: int | None) -> None:
    assert settled("examen", *values) == expected


def test_the_two_may_agree_instead_and_only_on_the_same() -> None:
    assert settled("utredning", 0, 4, offers=(3, 3)) == 3
    assert settled("utredning", 0, 4, offers=(3, 2)) is None
    assert settled("utredning", 0, 4, offers=(3,)) is None


def test_what_is_unclear_is_not_there_when_scores_are_made() -> None:
    assert levels({"examen": UNCLEAR, "utredning": 0}) == {"utredning": 0}


def test_one_assessor_settles_nothing() -> None:
    found = outcome(ASKED, ("a",), None, {("a", "examen"): MET, ("a", "utredning"): 4}, {})
    assert (found.status, found.waiting) == (ScreeningStatus.WAITING, ("examen", "utredning"))


VERDICTS = st.builds(
    Verdict, st.sampled_from(["a", "b", "c"]), st.sampled_from(["examen", "utredning"]), st.integers(1, 2), st.just(1)
)


@given(st.lists(VERDICTS, max_size=4, unique_by=lambda one: (one.assessor, one.criterion, one.profile)))
def test_the_order_of_judgements_does_not_matter(verdicts: list[Verdict]) -> None:
    asked = questions([FIRST, ProfileVersion(2, (MUST, a_merit(title="Har utrett barns behov av stöd")))])
    found = {str(outcome(asked, PAIR, "c", valid(asked, each), {})) for each in permutations(verdicts)}
    assert len(found) == 1


@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4))
def test_it_does_not_matter_who_of_the_two_is_first_nor_a_third_without_disagreement(a: int, b: int, c: int) -> None:
    assert settled("utredning", a, b, c) == settled("utredning", b, a, c)
    alone = settled("utredning", a, b)
    assert alone is None or settled("utredning", a, b, c) == alone
    assert (alone is None) == (abs(a - b) >= 2)


def test_a_new_version_asks_for_what_reads_anew_only() -> None:
    heavier = ProfileVersion(2, (MUST, a_merit(weight=3)))
    reworded = ProfileVersion(3, (MUST, a_merit(weight=3, title="Har utrett barns behov av stöd")))
    judged = [Verdict("a", "examen", 1, MET), Verdict("a", "utredning", 1, 3)]
    assert valid(questions([FIRST, heavier]), judged) == {("a", "examen"): MET, ("a", "utredning"): 3}
    assert valid(questions([FIRST, heavier, reworded]), judged) == {("a", "examen"): MET}
    back = ProfileVersion(4, FIRST.criteria)
    assert [one.since for one in questions([back, FIRST, heavier, reworded]).asked] == [1, 4]
