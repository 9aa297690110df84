"""One process has the wrong time, two days ahead or behind: order follows versions, and tokens fail closed."""

import time
from datetime import timedelta

import httpx
import pytest

from tests.builders.tokens import COORDINATOR, FARSTA, a_token
from tests.faults import evidence
from tests.faults.conftest import World
from tests.faults.report import REPORT
from tests.faults.writers import ROOT

OFFERED = """
INSERT INTO idempotency (actor, key, fingerprint, status, body, created_at)
VALUES ('farsta-chef', 'used-six-days-ago', decode(repeat('00', 32), 'hex'), 200, '', now() - interval '6 days')
RETURNING key
"""


@pytest.mark.parametrize("days", [2, -2], ids=["ahead", "behind"])
async def test_a_wrong_clock_loses_nothing_and_opens_nothing(world: World, days: int) -> None:
    """Two instances write in turn to the same requests; the one with the wrong clock also leads the relay."""
    evidence.rows(world.team_url, OFFERED)
    wrong, right, ledger = world.skewed_team(days), world.team(), world.ledger()
    await world.start(wrong)
    await world.start(right, ledger)
    account = await world.writers(wrong, right, count=4, hours=24 * 4).write(300)
    await world.until_drained(len(account.facts))
    verdict = await world.verdict(account.facts)
    told = evidence.rows(world.team_url, "SELECT max(at) - min(at) FROM audit_record")[0][0]
    REPORT.add(19, f"one of two clocks {days:+d} days", verdict, record_spans_days=told / timedelta(days=1))
    assert verdict.zeros, verdict
    assert told > timedelta(days=1), "the clock was not wrong"
    headers = {"Authorization": f"Bearer {a_token(FARSTA, iss=world.issuer, exp=int(time.time()) + 3600)}"}
    over = {"Authorization": f"Bearer {a_token(COORDINATOR, iss=world.issuer, exp=int(time.time()) - 3600)}"}
    async with httpx.AsyncClient(timeout=20) as http:
        assert (await http.get(f"{right.url}{ROOT}", headers=headers)).status_code == 200
        assert (await http.get(f"{right.url}{ROOT}", headers=over)).status_code == 401
        refused = (await http.get(f"{wrong.url}{ROOT}", headers=headers)).status_code
        assert refused == 401, "there the hour is over, or has not begun"
    kept = "SELECT count(*) FROM idempotency WHERE key = 'used-six-days-ago'"
    assert evidence.number(world.team_url, kept) == 1, "a key was forgotten by a wrong clock"
