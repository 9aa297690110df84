"""The measures against published cases. Numbers restated from the sources named."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recruitment.domain.agreement import correlation, fleiss_kappa, severity
from services.recruitment.domain.impact import Group, impact
from services.recruitment.domain.survival import Spell, log_rank, median_days, still_open

# Freireich and others (1963), remission of leukaemia in weeks, as in lifelines' gehan.dat: (time, event seen).
_6MP = [
    (6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0), (19, 0),
    (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0),
]  # fmt: skip
_PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
TREATED = [Spell(time, bool(seen)) for time, seen in _6MP]
UNTREATED = [Spell(time, filled=True) for time in _PLACEBO]


def test_kaplan_and_meier_of_the_remission_data() -> None:
    found = {step.day: round(float(step.open_after), 4) for step in still_open(TREATED)}
    assert found == {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
    assert median_days(still_open(TREATED)) == 23
    assert median_days(still_open(UNTREATED)) == 8


def test_the_log_rank_of_the_remission_data() -> None:
    assert round(float(log_rank(TREATED, UNTREATED)), 2) == 16.79
    assert log_rank(UNTREATED, TREATED) == log_rank(TREATED, UNTREATED)
    assert log_rank(TREATED, TREATED) == 0


def test_positions_still_open_make_the_median_longer_than_the_filled_alone() -> None:
    filled = [Spell(days, filled=True) for days in (20, 30, 40)]
    waiting = [Spell(90, filled=False) for _ in range(3)]
    assert median_days(still_open(filled)) == 30
    assert median_days(still_open(filled + waiting)) == 40
    assert median_days(still_open(waiting)) is None


@given(st.lists(st.builds(Spell, st.integers(0, 400), st.booleans()), max_size=40))
def test_the_share_still_open_only_falls_and_needs_no_order(spells: list[Spell]) -> None:
    steps = still_open(spells)
    shares = [step.open_after for step in steps]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share < 1 for share in shares)
    assert still_open(reversed(spells)) == steps
    assert sum(step.filled for step in steps) == sum(spell.filled for spell in spells)


# Shrout and Fleiss (1979), Psychological Bulletin 86, table 2: six targets by four judges.
RATINGS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def test_the_intraclass_correlations_of_shrout_and_fleiss() -> None:
    found = correlation(RATINGS)
    assert found is not None
    assert round(float(found.agreement), 2) == 0.29
    assert round(float(found.consistency), 2) == 0.71
    assert round(float(found.of_mean_agreement), 2) == 0.62
    assert round(float(found.of_mean_consistency), 2) == 0.91


@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=2, max_size=12), st.integers(1, 9))
def test_a_severe_assessor_lowers_agreement_and_not_consistency(ratings: list[list[int]], harder: int) -> None:
    moved = [[row[0] - harder, *row[1:]] for row in ratings]
    before, after = correlation(ratings), correlation(moved)
    if before and after:
        assert after.consistency == before.consistency


@pytest.mark.parametrize("ratings", [[], [[3, 4]], [[3], [4]], [[2, 2], [2, 2]]])
def test_nothing_to_tell_apart_gives_no_correlation(ratings: list[list[int]]) -> None:
    assert correlation(ratings) is None


# The example of the Wikipedia article on Fleiss' kappa: ten subjects, five categories, fourteen raters.
COUNTS = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip
# Fleiss (1971), Psychological Bulletin 76: thirty patients, six raters, five diagnoses.
DIAGNOSES = [
    "444444", "222555", "233335", "555555", "222444", "113333", "333355", "113334", "114444", "555555",
    "144444", "124444", "222333", "144444", "224445", "333335", "111455", "111112", "224444", "133555",
    "555555", "244444", "224555", "114444", "144445", "222224", "111155", "224444", "133333", "555555",
]  # fmt: skip


def test_the_published_kappas_of_fleiss() -> None:
    found = fleiss_kappa(COUNTS)
    diagnosed = fleiss_kappa([[row.count(category) for category in "12345"] for row in DIAGNOSES])
    assert found is not None
    assert diagnosed is not None
    assert round(float(found), 3) == 0.210
    assert round(float(diagnosed), 7) == 0.4302445


def test_full_agreement_is_one_and_agreement_on_one_category_says_nothing() -> None:
    assert fleiss_kappa([[3, 0], [0, 3]]) == 1
    assert fleiss_kappa([[3, 0], [3, 0]]) is None
    assert fleiss_kappa([]) is None


def test_severity_is_measured_on_shared_candidates_only() -> None:
    judged = {"a": {"x": 1, "y": 2}, "b": {"x": 3, "y": 3, "z": 0}, "c": {"q": 4}}
    assert severity(judged) == {"a": Fraction(-3, 2), "b": Fraction(3, 2)}


def _rates(**percent: int) -> list[Group]:
    return [Group(name, 100, passed) for name, passed in percent.items()]


def test_the_four_fifths_example_of_the_eeoc() -> None:
    """EEOC and others, Questions and Answers on the Uniform Guidelines (1979)."""
    found = {one.group: one for one in impact(_rates(whites=60, american_indians=45, hispanics=48, blacks=51))}
    assert {name: float(one.ratio or 0) for name, one in found.items()} == {
        "whites": 1.0, "american_indians": 0.75, "hispanics": 0.8, "blacks": 0.85,
    }  # fmt: skip
    assert [name for name, one in found.items() if one.flagged] == ["american_indians"]


def test_four_fifths_itself_is_not_flagged_though_binary_fractions_say_so() -> None:
    group, highest = Group("group", 10, 6), Group("highest", 4 * 2, 3 * 2)
    assert (6 / 10) / (3 / 4) < 0.8
    (one, _) = impact([group, highest])
    assert one.ratio == Fraction(4, 5)
    assert not one.flagged
    assert impact([Group("group", 10, 5), highest])[0].flagged


def test_groups_under_five_are_shown_in_no_figure() -> None:
    assert impact([Group("small", 4, 0), Group("large", 50, 25)]) == []
    shown = impact([Group("small", 4, 4), Group("large", 50, 25), Group("other", 5, 1)])
    assert [one.group for one in shown] == ["large", "other"]
    assert impact([Group("one", 9, 0), Group("other", 9, 0)]) == []


def test_fishers_exact_probability_of_the_lady_tasting_tea() -> None:
    """Fisher (1935): three of four right by chance, 34 of 70 two-sided."""
    found = impact([Group("milk first", 5, 1), Group("tea first", 5, 4)])
    assert found[0].chance == Fraction(2 * (25 + 1), 252)
