"""A run is replayed byte for byte, and its explanations are true."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.recruitment.domain.explaining import Outcome, explained, line_up, what_would_change
from services.recruitment.domain.matching_instance import Contradiction
from services.recruitment.domain.matching_run import Seat, Snapshot, instance_of, record, run

SEED = "00ff" * 8


def a_snapshot(chance: Random, candidates: int, positions: int) -> Snapshot:
    """Return a snapshot with ties, gates that stop some, and a limit in one of two districts."""
    seats = {
        f"p{number}": Seat(chance.randint(0, 2), f"d{number % 2}", chance.choice([20, 40]))
        for number in range(positions)
    }
    wishes = {
        f"c{number}": tuple(chance.sample(sorted(seats), chance.randint(0, positions))) for number in range(candidates)
    }
    points = {
        who: {name: chance.randint(0, 5) * seats[name].most // 10 for name in names if chance.random() > 0.2}
        for who, names in wishes.items()
    }
    return Snapshot(seats, {"d0": chance.randint(0, 3)}, wishes, points, {}, SEED)


snapshots = st.builds(
    lambda seed, candidates, positions: a_snapshot(Random(seed), candidates, positions),  # noqa: S311
    st.integers(0, 2**32),
    st.integers(0, 10),
    st.integers(1, 5),
)


@settings(max_examples=60)
@given(snapshots)
def test_the_same_snapshot_gives_the_same_bytes_in_whatever_order_it_was_put_together(snapshot: Snapshot) -> None:
    again = replace(
        snapshot,
        positions=dict(reversed(list(snapshot.positions.items()))),
        wishes=dict(reversed(list(snapshot.wishes.items()))),
        points={who: dict(reversed(list(of.items()))) for who, of in snapshot.points.items()},
    )
    assert again.fingerprint == snapshot.fingerprint
    assert record(run(again)) == record(run(snapshot))


@settings(max_examples=100)
@given(snapshots)
def test_what_comes_out_is_proven_and_everyone_is_answered(snapshot: Snapshot) -> None:
    made = run(snapshot)
    assert made.proof.holds
    for who, wishes in snapshot.wishes.items():
        answers = explained(made, who)
        assert [answer.position for answer in answers] == list(wishes)
        got = [answer.position for answer in answers if answer.outcome is Outcome.GOT]
        assert got == ([made.matching[who]] if who in made.matching else [])


@settings(max_examples=200)
@given(snapshots, st.randoms(use_true_random=False))
def test_a_repair_is_proven_whatever_has_changed_since(snapshot: Snapshot, chance: Random) -> None:
    """Positions and candidates have come, points are others: then it may have to be matched anew."""
    some = {
        name: replace(seat, capacity=chance.choice([0, seat.capacity])) for name, seat in snapshot.positions.items()
    }
    points = {who: {name: chance.choice([0, got]) for name, got in of.items()} for who, of in snapshot.points.items()}
    was = replace(snapshot, positions=some, points=points, limits={"d0": chance.randint(0, 3)})
    assert run(replace(snapshot, before=run(was).matching)).proof.holds


@settings(max_examples=100)
@given(snapshots, st.randoms(use_true_random=False))
def test_the_points_that_were_short_reach_above_the_last_who_got_in(snapshot: Snapshot, chance: Random) -> None:
    made = run(snapshot)
    full = [
        (who, answer)
        for who in snapshot.wishes
        for answer in explained(made, who)
        if answer.outcome is Outcome.POSITION_FULL and answer.short is not None
    ]
    if not full:
        return
    who, answer = chance.choice(full)
    raised = {name: dict(of) for name, of in snapshot.points.items()}
    raised[who][answer.position] += answer.short or 0
    last = made.instance.positions[answer.position].ranking[(answer.cut_off or 0) - 1]
    ranking = instance_of(replace(snapshot, points=raised)).positions[answer.position].ranking
    assert ranking.index(who) < ranking.index(last)


@settings(max_examples=60)
@given(snapshots)
def test_what_would_change_a_match_does(snapshot: Snapshot) -> None:
    made = run(snapshot)
    for who, wishes in snapshot.wishes.items():
        for raised in what_would_change(made, who, {"a": 3, "b": 1}, {"a": 1, "b": 3}):
            more = raised.term.points - {"a": 3, "b": 3}[raised.term.criterion]
            points = dict(snapshot.points)
            points[who] = {name: have + more for name, have in points[who].items()}
            after = run(replace(snapshot, points=points)).matching
            assert after[who] == raised.position
            assert who not in made.matching or wishes.index(after[who]) < wishes.index(made.matching[who])


@settings(max_examples=60)
@given(snapshots)
def test_a_cut_off_is_true_for_everyone(snapshot: Snapshot) -> None:
    made = run(snapshot)
    for name in snapshot.positions:
        lines = line_up(made, name)
        inside = [line.rank for line in lines if line.here]
        full = len(inside) >= made.instance.positions[name].capacity
        for line in lines:
            if full and inside and line.rank < inside[-1]:
                assert line.here or line.liked_elsewhere


def _three_for_one_place(**changes: object) -> Snapshot:
    snapshot = Snapshot(
        positions={"p": Seat(1, "d", 40), "q": Seat(1, "d", 20)},
        limits={},
        wishes={"a": ("p", "q"), "b": ("p",), "c": ("p", "q")},
        points={"a": {"p": 30, "q": 10}, "b": {"p": 34}, "c": {"q": 12}},
        settled={},
        seed=SEED,
    )
    return replace(snapshot, **changes)  # type: ignore[arg-type]


def test_each_outcome_is_told_apart() -> None:
    made = run(_three_for_one_place())
    assert made.matching == {"b": "p", "c": "q"}
    to_a = explained(made, "a")
    assert [(one.position, one.outcome, one.rank, one.cut_off, one.short) for one in to_a] == [
        ("p", Outcome.POSITION_FULL, 2, 1, 5),
        ("q", Outcome.POSITION_FULL, 2, 1, 3),
    ]
    assert [one.outcome for one in explained(made, "c")] == [Outcome.STOPPED_AT_GATE, Outcome.GOT]
    limited = run(_three_for_one_place(limits={"d": 1}))
    assert limited.matching == {"b": "p"}
    assert [one.outcome for one in explained(limited, "c")] == [Outcome.STOPPED_AT_GATE, Outcome.DISTRICT_FULL]


def test_who_has_accepted_keeps_the_place() -> None:
    made = run(_three_for_one_place(settled={"a": "p"}))
    assert made.matching == {"c": "q"}
    assert [one.outcome for one in explained(made, "a")] == [Outcome.SETTLED, Outcome.LIKED_LESS]
    assert [one.outcome for one in explained(made, "b")] == [Outcome.POSITION_FULL]


def test_a_district_compares_positions_by_share_of_their_points() -> None:
    ranking = instance_of(_three_for_one_place(limits={"d": 1})).districts["d"].ranking
    assert ranking == [("b", "p"), ("a", "p"), ("c", "q"), ("a", "q")]


def test_equals_are_decided_by_the_lot_and_another_seed_draws_anew() -> None:
    alike = {f"c{number}": {"p": 10} for number in range(8)}
    wishes = dict.fromkeys(alike, ("p",))
    first = {
        seed: next(iter(run(_three_for_one_place(wishes=wishes, points=alike, seed=seed)).matching))
        for seed in (f"{number:032x}" for number in range(12))
    }
    assert len(set(first.values())) > 1


def test_a_wish_for_what_does_not_exist_is_refused() -> None:
    with pytest.raises(Contradiction, match="position x does not exist"):
        run(_three_for_one_place(wishes={"a": ("x",)}, points={"a": {"x": 1}}))
