"""Scores that can be read: nothing by silence, ties by lot, and how little it takes to turn the order."""

from hypothesis import assume, given
from hypothesis import strategies as st

from services.recruitment.domain.lot import commitment, holds, lot
from services.recruitment.domain.scoring import ranked, robustness, score

WEIGHTS = {"utredning": 5, "samtal": 3, "lag": 2}
NAMES = sorted(WEIGHTS)
levels = st.fixed_dictionaries({name: st.integers(0, 4) for name in NAMES})
weights = st.fixed_dictionaries({name: st.integers(1, 10) for name in NAMES})


def test_a_score_is_the_sum_of_its_terms() -> None:
    found = score(WEIGHTS, {"utredning": 4, "samtal": 2, "lag": 0})
    assert found.points == 26
    assert [(term.criterion, term.points, term.most) for term in found.terms] == [
        ("utredning", 20, 20),
        ("samtal", 6, 12),
        ("lag", 0, 8),
    ]


def test_what_nobody_has_judged_is_no_nought() -> None:
    found = score(WEIGHTS, {"utredning": 4, "samtal": 2})
    assert found.points is None
    assert found.missing == ("lag",)


@given(weights, levels, levels)
def test_the_named_swing_turns_the_order_and_a_smaller_one_does_not(
    known: dict[str, int], one: dict[str, int], other: dict[str, int]
) -> None:
    def lead(by: dict[str, int]) -> int:
        return sum(weight * (one[name] - other[name]) for name, weight in by.items())

    assume(lead(known) > 0)
    swing = robustness(known, one, other)
    if swing is None:
        for name in known:
            assert all(lead({**known, name: weight}) >= 0 for weight in range(200))
        return
    assert lead({**known, swing.criterion: swing.weight}) < 0
    for name, weight in known.items():
        for change in range(-abs(swing.change) + 1, abs(swing.change)):
            if weight + change >= 0:
                assert lead({**known, name: weight + change}) >= 0


def test_the_lot_decides_only_between_equals() -> None:
    assert ranked({"a": 10, "b": 12, "c": 10}, {"a": "f", "b": "z", "c": "0"}) == ["b", "c", "a"]


def test_the_seed_is_promised_before_and_checked_after() -> None:
    seed = b"drawn before the closing day"
    promised = commitment(seed)
    assert holds(seed, promised)
    assert not holds(b"another", promised)
    assert lot(seed, "c1", "p1") == lot(seed, "c1", "p1")
    assert len({lot(seed, "c1", "p1"), lot(seed, "c1", "p2"), lot(seed, "c2", "p1"), lot(b"x", "c1", "p1")}) == 4


def test_names_cannot_be_cut_otherwise_into_the_same_lot() -> None:
    assert lot(b"s", "ab", "c") != lot(b"s", "a", "bc")
