"""Events that come again, in another order, or that nobody can apply."""

import random
import statistics
from typing import Any
from uuid import UUID, uuid5

import httpx

from deploy.local.service import Service
from tests.builders.tokens import OPERATOR, SECOND_OPERATOR, a_token
from tests.faults import evidence
from tests.faults.checker import Fact
from tests.faults.conftest import World
from tests.faults.post import Post, post_office
from tests.faults.report import REPORT

SUBJECTS = [str(uuid5(UUID(int=2026), f"subject {number}")) for number in range(40)]
CHECKSUM = "SELECT md5(string_agg(effect::text, ';' ORDER BY id)) FROM effect"
PARKED = "SELECT subject_id, subject_version, because, attempts FROM parked_event WHERE resolved_at IS NULL ORDER BY id"


async def test_whole_topic_comes_again(world: World) -> None:
    """A group whose positions are lost reads everything from the start, three times: not one effect changes."""
    team, ledger = world.team(), world.ledger()
    await world.start(team, ledger)
    account = await world.writers(team).write(400)
    await world.until_drained(len(account.facts))
    before = world.sql(CHECKSUM)
    suppressed = 0.0
    for again in range(3):
        ledger.stop()
        ledger = world.ledger(AVLASTA_GROUP=f"{world.group}-{again}")
        await world.start(ledger)
        await world.until(lambda: world.metric(ledger, "duplicates_total") >= len(account.facts))  # noqa: B023 - asked at once
        suppressed += world.metric(ledger, "duplicates_total")
    verdict = await world.verdict(account.facts)
    REPORT.add(9, "whole topic delivered three times more", verdict, deliveries_suppressed=suppressed)
    assert world.sql(CHECKSUM) == before
    assert verdict.zeros, verdict


async def test_shuffled_within_and_across_subjects(world: World) -> None:
    """Whatever order the events come in, each subject's effects are those of the order in which they happened."""
    facts = [Fact(subject, version) for subject in SUBJECTS[:20] for version in range(1, 13)]
    shuffled = list(facts)
    random.Random(10).shuffle(shuffled)  # noqa: S311 - repeatable, not secret
    ledger = world.ledger()
    await world.start(ledger)
    async with post_office(world.kafka.bootstrap) as post:
        for fact in shuffled:
            await post.send(fact)
    await world.until_drained(len(facts))
    verdict = await world.verdict(None, shuffled=True)
    waited = dict(world.sql("SELECT because, count(*) FROM parked_event GROUP BY 1"))
    REPORT.add(10, "shuffled within and across subjects", verdict, parked_until_their_turn=float(waited["gap"]))
    assert verdict.zeros, verdict
    assert verdict.events == len(facts)
    assert set(waited) == {"gap"}
    assert world.sql(PARKED) == []


async def test_poison(world: World) -> None:
    """An event that cannot be applied holds back its own subject only; replayed or given up, the subject goes on."""
    failing, broken, *others = SUBJECTS
    ledger = world.ledger(AVLASTA_POISON=f"{failing}:3")
    await world.start(ledger)
    async with post_office(world.kafka.bootstrap) as post:
        without = await _round(world, post, others, 1)
        for version in range(1, 7):
            await post.send(Fact(failing, version))
            await post.send(Fact(broken, version), value=b'{"half' if version == 3 else b"")
        beside = await _round(world, post, others, 2)
        await world.until(lambda: len(world.sql(PARKED)) == 8)
    parked = world.sql(PARKED)
    for subject, because in ((failing, "failed"), (broken, "unreadable")):
        mine = [(version, why) for of, version, why, _ in parked if str(of) == subject]
        assert mine == [(3, because), (4, "gap"), (5, "gap"), (6, "gap")]
    attempts = max(row[3] for row in parked)
    await world.until(ledger.ready)
    assert world.sql(PARKED) == parked, "parked events are tried again and again"
    ledger.stop()
    cured = world.ledger()
    await world.start(cured)
    waiting = await world.verdict(None)
    assert waiting.zeros, waiting
    assert waiting.parked == len(parked)
    assert await _operate(world, cured, failing, "replay") == "applied"
    assert await _operate(world, cured, broken, "discard", reason="Kan inte läsas.") == "asked"
    assert await _operate(world, cured, broken, "discard", SECOND_OPERATOR, reason="Kan inte läsas.") == "discarded"
    verdict = await world.verdict(None, without_effect={Fact(broken, 3)})
    REPORT.add(
        11,
        "poison: a handler that raises, and bytes cut short",
        verdict,
        attempts=attempts,
        p99_of_other_subjects=f"{beside / without:.2f} × that without poison",
        given_up_by_two_people=1,
    )
    assert verdict.zeros, verdict
    assert attempts <= 5
    assert world.sql(PARKED) == []


async def _round(world: World, post: Post, subjects: list[str], number: int) -> float:
    """Send five versions of every subject in turn; answers the 99th percentile of the seconds until applied."""
    before = world.effects()
    for version in range(number * 5 - 4, number * 5 + 1):
        for subject in subjects:
            await post.send(Fact(subject, version))
    await world.until_drained(before + 5 * len(subjects))
    sent = await evidence.sent_at(world.kafka.bootstrap)
    applied = world.sql(f"SELECT event_id, extract(epoch FROM at) FROM effect WHERE version > {number * 5 - 5}")  # noqa: S608 - numbers
    waits = [float(at) - sent[str(event)] for event, at in applied]
    return statistics.quantiles(waits, n=100)[98]


async def _operate(
    world: World, ledger: Service, subject: str, action: str, who: dict[str, Any] = OPERATOR, **body: str
) -> str:
    """Do what an operator does to the first parked event of the subject; answers the outcome."""
    query = "SELECT id FROM parked_event WHERE resolved_at IS NULL AND subject_id = '{}' ORDER BY id LIMIT 1"
    number = evidence.number(world.ledger_url, query.format(subject))
    url = f"{ledger.url}/{world.group}/v1/operations/parked-events/{number}/{action}"
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {a_token(who, iss=world.issuer)}"}) as http:
        answer = await http.post(url, json=body or None)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["outcome"])


async def test_what_cannot_be_read(world: World) -> None:
    """Unknown types pass by; unknown versions, cut bytes and wrong headers are parked; the consumer goes on."""
    good, ignored, newer, cut, empty, ahead = SUBJECTS[:6]
    ledger = world.ledger()
    await world.start(ledger)
    async with post_office(world.kafka.bootstrap) as post:
        await post.send(Fact(good, 1))
        for version, name in enumerate(["specialist_team.request_painted.v1", "x" * 5000, "nul \x00"], 1):
            await post.send(Fact(ignored, version), type=name)
        await post.send(Fact(ignored, 4), source=b"\xff\x00")
        parked = {
            await post.send(Fact(newer, 1), type="specialist_team.request_drafted.v9"): "unknown_major",
            await post.send(Fact(cut, 1), value=b'{"subjectId": "0193'): "unreadable",
            await post.send(Fact(empty, 1), value=None): "unreadable",
            await post.send(Fact(ahead, 2), type="nul \x00"): "gap",
        }
        for subject, wrong in zip(SUBJECTS[6:], WRONG_HEADERS, strict=False):
            parked[await post.send(Fact(subject, 1), **wrong)] = "unreadable"
        await post.send(Fact(good, 2))
    await world.until(lambda: world.effects() == 3)
    await world.until(lambda: len(_places(world)) == len(parked))
    assert _places(world) == parked
    verdict = await world.verdict(None, without_effect={Fact(ignored, version) for version in (1, 2, 3)})
    ignored_events = world.metric(ledger, "ignored_events_total")
    REPORT.add(12, "unreadable, unknown, wrong headers", verdict, parked=len(parked), passed_by=ignored_events)
    assert verdict.zeros, verdict
    assert ignored_events == 3
    assert world.count_in_logs("inbox.restart") == 0


WRONG_HEADERS: list[dict[str, Any]] = [
    {"id": None},
    {"id": "not-a-uuid"},
    {"subject": None},
    {"subject": "farsta"},
    {"type": None},
    {"subjectversion": None},
    {"subjectversion": "seven"},
    {"subjectversion": "0"},
    {"subjectversion": "-1"},
    {"subjectversion": "99999999999"},
    {"subjectversion": b"\xff\xfe"},
]


def _places(world: World) -> dict[tuple[int, int], str]:
    query = "SELECT kafka_partition, kafka_offset, because FROM parked_event WHERE resolved_at IS NULL"
    return {(partition, offset): because for partition, offset, because in world.sql(query)}
