"""The checker is itself checked: whatever is dropped, doubled or swapped, at whichever stage, it goes red."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.faults.checker import RELAY_BATCH, Arrival, Evidence, Fact, Record, Row, judge

SUBJECTS = ("a", "b", "c")
FACTS = [Fact(subject, version) for version in range(1, 5) for subject in SUBJECTS]


def sound() -> Evidence:
    """Return evidence of a run in which nothing went wrong."""
    places = [(SUBJECTS.index(fact.subject) % 2, offset) for offset, fact in enumerate(FACTS)]
    return Evidence(
        ledger=list(FACTS),
        outbox=[Row(fact, f"digest {fact}", published=True) for fact in FACTS],
        topic=[Record(fact, f"digest {fact}", *place) for fact, place in zip(FACTS, places, strict=True)],
        inbox=[Arrival(fact, *place) for fact, place in zip(FACTS, places, strict=True)],
        applied=[Fact(subject, 4) for subject in SUBJECTS],
        effects=list(FACTS),
    )


def drop(rows: list[Any]) -> list[Any]:
    """Leave one out."""
    return rows[:1] + rows[2:]


def double(rows: list[Any]) -> list[Any]:
    """Have one twice."""
    return [*rows[:2], rows[1], *rows[2:]]


def swap(rows: list[Any]) -> list[Any]:
    """Let two versions of one subject change places."""
    rows[0], rows[3] = rows[3], rows[0]
    return rows


def swap_places(rows: list[Arrival]) -> list[Arrival]:
    """Let two arrivals of one subject say that they came from each other's place: inbox rows have no other order."""
    first, later = rows[0], rows[3]
    return [replace(later, fact=first.fact), *rows[1:3], replace(first, fact=later.fact), *rows[4:]]


def swap_versions(rows: list[Fact]) -> list[Fact]:
    """Give a subject the version of another that is further on."""
    return [Fact(rows[0].subject, rows[1].version - 1), Fact(rows[1].subject, rows[0].version + 1), *rows[2:]]


SWAPS: dict[str, Callable[[list[Any]], list[Any]]] = {"inbox": swap_places, "applied": swap_versions}


def test_sound_run_gives_zeros() -> None:
    verdict = judge(sound())
    assert verdict.zeros, verdict
    assert (verdict.events, verdict.repeats) == (len(FACTS), 0)


@pytest.mark.parametrize("damage", [drop, double, swap], ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("stage", ["ledger", "outbox", "topic", "inbox", "applied", "effects"])
def test_damage_at_any_stage_is_found(stage: str, damage: Callable[[list[Any]], list[Any]]) -> None:
    if damage is swap:
        damage = SWAPS.get(stage, swap)
    evidence = sound()
    setattr(evidence, stage, damage(list(getattr(evidence, stage))))
    assert not judge(evidence).zeros


def test_unpublished_row_is_a_loss() -> None:
    evidence = sound()
    assert evidence.outbox is not None
    evidence.outbox = [replace(row, published=row.fact != FACTS[5]) for row in evidence.outbox]
    assert judge(evidence).lost


def test_changed_bytes_and_strangers_are_unexplained() -> None:
    for stranger in (replace(sound().topic[0], digest="other"), Record(Fact("z", 1), "digest", 0, 99)):
        evidence = sound()
        evidence.topic = [stranger, *evidence.topic[1:]]
        assert judge(evidence).unexplained


def test_repeats_on_the_topic_need_a_relay_that_died() -> None:
    evidence = sound()
    again = [replace(record, offset=record.offset + 100) for record in evidence.topic]
    evidence.topic = [*evidence.topic, *again]
    assert judge(evidence).doubled
    verdict = judge(evidence, explained_repeats=RELAY_BATCH)
    assert verdict.zeros, verdict
    assert verdict.repeats == len(FACTS) <= RELAY_BATCH


def test_parked_events_are_accounted_for_and_nothing_else_is_missing() -> None:
    evidence = sound()
    held = {Fact("a", 3), Fact("a", 4)}
    evidence.parked = sorted(held)
    evidence.inbox = [arrival for arrival in evidence.inbox if arrival.fact not in held]
    evidence.effects = [fact for fact in evidence.effects if fact not in held]
    evidence.applied = [Fact("a", 2), Fact("b", 4), Fact("c", 4)]
    verdict = judge(evidence)
    assert verdict.zeros, verdict
    assert verdict.parked == len(held)
    evidence.parked = evidence.parked[1:]
    assert judge(evidence).lost


def test_event_without_effect_must_have_none() -> None:
    assert judge(sound(), without_effect={Fact("a", 4)}).unexplained


def test_event_on_two_partitions_is_found() -> None:
    evidence = sound()
    evidence.topic = [replace(evidence.topic[0], partition=1, offset=50), *evidence.topic[1:]]
    assert judge(evidence).unexplained
