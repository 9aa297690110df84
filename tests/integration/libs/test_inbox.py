"""The inbox: once in effect, in order, nothing lost; what cannot be applied waits, parked, and comes back."""

import json
import random
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from contracts.event import ActorReference, Event
from libs import parking
from libs.database import Database, Transaction
from libs.envelope import Envelope, headers_of
from libs.inbox import Inbox
from libs.refusals import NotAllowed
from libs.subscriptions import Subscriptions, on, on_many

SUBJECTS = [UUID(int=number) for number in range(1, 6)]


class Counted(Event):
    """Something countable happened."""

    topic: ClassVar[str] = "counter.events"
    subject_type: ClassVar[str] = "counter"
    type: Literal["counter.counted.v1"] = "counter.counted.v1"
    amount: int


class Poison(Exception):
    """The handler cannot take this event."""


class Ledger:
    """A projection that shows every effect: one row per applied event, and a running sum."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.poisonous: set[tuple[UUID, int]] = set()

    async def write(self, tx: Transaction, event: Counted) -> None:
        if (event.subject_id, event.subject_version) in self.poisonous:
            raise Poison(event.subject_id)
        row = {"subject": event.subject_id, "version": event.subject_version, "amount": event.amount}
        await tx.execute(
            text("INSERT INTO ledger (subject, version, amount) VALUES (:subject, :version, :amount)"), row
        )

    async def write_many(self, tx: Transaction, events: Sequence[Counted]) -> None:
        for event in events:
            await self.write(tx, event)

    async def versions(self, subject: UUID) -> list[int]:
        query = text("SELECT version FROM ledger WHERE subject = :subject ORDER BY id")
        rows = await self.database.run(lambda tx: tx.execute(query, {"subject": subject}))
        return [row.version for row in rows]

    async def parked(self) -> list[tuple[str, int | None]]:
        rows = await self.database.run(parking.open_events)
        return [(row.because, row.subject_version) for row in rows]


@pytest.fixture
async def ledger(fresh_database: Callable[[str], str]) -> AsyncIterator[Ledger]:
    """An empty ledger beside the kernel's tables."""
    database = Database(fresh_database("specialist_team"), "test")
    create = "CREATE TABLE ledger (id bigserial, subject uuid, version int, amount int)"
    await database.run(lambda tx: tx.execute(text(create)))
    yield Ledger(database)
    await database.close()


@pytest.fixture(params=["one by one", "many"])
def inbox(request: pytest.FixtureRequest, ledger: Ledger) -> Inbox:
    """The inbox over the ledger, with each kind of handler."""
    one = on(Counted, ledger.write)
    return Inbox(
        ledger.database, Subscriptions([one if request.param != "many" else on_many(Counted, ledger.write_many)])
    )


_offsets = iter(range(1_000_000_000))


def a_message(subject: UUID, version: int, **overrides: Any) -> Envelope:
    event = Counted(
        subject_id=subject,
        subject_version=version,
        occurred_at=datetime(2026, 11, 23, tzinfo=UTC),
        actor=ActorReference(id="test", role="test"),
        amount=version,
    )
    headers = headers_of(event, "counter", {}) | overrides.pop("headers", {})
    value = overrides.pop("value", event.model_dump_json(by_alias=True).encode())
    return Envelope("counter.events", 0, next(_offsets), {n: v for n, v in headers.items() if v is not None}, value)


def history(subject: UUID, count: int) -> list[Envelope]:
    return [a_message(subject, version) for version in range(1, count + 1)]


async def test_applies_in_order_once(inbox: Inbox, ledger: Ledger) -> None:
    messages = history(SUBJECTS[0], 5)
    await inbox.receive(messages)
    await inbox.receive(messages)
    for message in messages:
        await inbox.receive([message])
    assert await ledger.versions(SUBJECTS[0]) == [1, 2, 3, 4, 5]


async def test_drops_the_same_event_twice_in_one_batch(inbox: Inbox, ledger: Ledger) -> None:
    first, second = history(SUBJECTS[0], 2)
    await inbox.receive([first, first, second, first, second])
    assert await ledger.versions(SUBJECTS[0]) == [1, 2]


async def test_parks_a_gap_and_releases_it_when_it_is_filled(inbox: Inbox, ledger: Ledger) -> None:
    one, two, three, four = history(SUBJECTS[0], 4)
    await inbox.receive([one, three, four])
    assert await ledger.versions(SUBJECTS[0]) == [1]
    assert await ledger.parked() == [("gap", 3), ("gap", 4)]
    await inbox.receive([two])
    assert await ledger.versions(SUBJECTS[0]) == [1, 2, 3, 4]
    assert await ledger.parked() == []


async def test_a_subject_that_does_not_begin_at_one_waits(inbox: Inbox, ledger: Ledger) -> None:
    await inbox.receive(history(SUBJECTS[0], 3)[1:])
    assert await ledger.versions(SUBJECTS[0]) == []
    assert await ledger.parked() == [("gap", 2), ("gap", 3)]


class TestPoison:
    async def test_holds_back_its_own_subject_only(self, inbox: Inbox, ledger: Ledger) -> None:
        bad, good = SUBJECTS[:2]
        ledger.poisonous = {(bad, 2)}
        mixed = [m for pair in zip(history(bad, 4), history(good, 4), strict=True) for m in pair]
        await inbox.receive(mixed)
        assert (await ledger.versions(bad), await ledger.versions(good)) == ([1], [1, 2, 3, 4])
        assert await ledger.parked() == [("failed", 2), ("gap", 3), ("gap", 4)]

    async def test_replayed_after_the_cure_releases_all_in_order(self, inbox: Inbox, ledger: Ledger) -> None:
        bad = SUBJECTS[0]
        ledger.poisonous = {(bad, 2)}
        await inbox.receive(history(bad, 4))
        [first, *_] = await ledger.database.run(parking.open_events)
        assert "Poison" in await inbox.replay(first.id, "drift")
        assert await ledger.versions(bad) == [1]
        ledger.poisonous = set()
        assert await inbox.replay(first.id, "drift") == "applied"
        assert await ledger.versions(bad) == [1, 2, 3, 4]
        assert await ledger.parked() == []

    async def test_behind_a_cured_one_waits_again(self, inbox: Inbox, ledger: Ledger) -> None:
        bad = SUBJECTS[0]
        ledger.poisonous = {(bad, 2), (bad, 4)}
        await inbox.receive(history(bad, 5))
        ledger.poisonous = {(bad, 4)}
        [first, *_] = await ledger.database.run(parking.open_events)
        await inbox.replay(first.id, "drift")
        assert await ledger.versions(bad) == [1, 2, 3]
        assert await ledger.parked() == [("failed", 4), ("gap", 5)]

    async def test_delivered_again_is_one_parked_event_with_more_attempts(self, inbox: Inbox, ledger: Ledger) -> None:
        ledger.poisonous = {(SUBJECTS[0], 1)}
        for _ in range(3):
            await inbox.receive([a_message(SUBJECTS[0], 1)])
        [row] = await ledger.database.run(parking.open_events)
        assert row.attempts == 3

    async def test_given_up_by_two_people_lets_the_rest_pass(self, inbox: Inbox, ledger: Ledger) -> None:
        bad = SUBJECTS[0]
        ledger.poisonous = {(bad, 2)}
        await inbox.receive(history(bad, 4))
        [first, *_] = await ledger.database.run(parking.open_events)
        assert await inbox.discard(first.id, "drift", "Felaktig händelse.") == "asked"
        with pytest.raises(NotAllowed):
            await inbox.discard(first.id, "drift", "Felaktig händelse.")
        assert await inbox.discard(first.id, "drift-2", "Felaktig händelse.") == "discarded"
        assert await ledger.versions(bad) == [1, 3, 4]
        assert await ledger.parked() == []


UNREADABLE = {
    "truncated": {"value": b'{"type": "counter.cou'},
    "not JSON at all": {"value": b"\xff\xfe\x00"},
    "empty": {"value": b""},
    "a missing field": {"value": json.dumps({"type": "counter.counted.v1"}).encode()},
    "no id": {"headers": {"ce_id": None}},
    "an id that is no id": {"headers": {"ce_id": "hej"}},
    "no subject": {"headers": {"ce_subject": None}},
    "a version that is no number": {"headers": {"ce_subjectversion": "två"}},
    "no type": {"headers": {"ce_type": None}},
}


@pytest.mark.parametrize("damage", UNREADABLE.values(), ids=UNREADABLE.keys())
async def test_parks_what_cannot_be_read_and_goes_on(inbox: Inbox, ledger: Ledger, damage: dict[str, Any]) -> None:
    bad, good = SUBJECTS[:2]
    await inbox.receive([a_message(bad, 1, **damage), *history(good, 2)])
    assert [because for because, _ in await ledger.parked()] == ["unreadable"]
    assert (await ledger.versions(bad), await ledger.versions(good)) == ([], [1, 2])


async def test_parks_an_unknown_major_version(inbox: Inbox, ledger: Ledger) -> None:
    await inbox.receive([a_message(SUBJECTS[0], 1, headers={"ce_type": "counter.counted.v2"})])
    assert await ledger.parked() == [("unknown_major", 1)]


async def test_counts_an_unknown_type_as_seen(inbox: Inbox, ledger: Ledger) -> None:
    one, _, three = history(SUBJECTS[0], 3)
    other = a_message(SUBJECTS[0], 2, headers={"ce_type": "counter.renamed.v1"})
    await inbox.receive([one, other, three])
    assert (await ledger.versions(SUBJECTS[0]), await ledger.parked()) == ([1, 3], [])


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), batch=st.integers(1, 12))
async def test_any_order_and_any_repeats_end_in_the_same_state(
    inbox: Inbox, ledger: Ledger, seed: int, batch: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - not a secret
    subjects = [UUID(int=chance.getrandbits(100)) for _ in range(3)]
    messages = [m for subject in subjects for m in history(subject, 5)]
    delivered = messages + chance.choices(messages, k=10)
    chance.shuffle(delivered)
    for start in range(0, len(delivered), batch):
        await inbox.receive(delivered[start : start + batch])
    for subject in subjects:
        assert await ledger.versions(subject) == [1, 2, 3, 4, 5]
    assert await ledger.parked() == []
