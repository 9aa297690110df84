"""One server, jobs with weights and due dates: what an order costs, and how far the queue's own order is from the best.

The data are instances 1–3 of wt40 in J. E. Beasley's OR-Library (MIT), with the best known costs of its wtopt40; the
best orders were found here by local search. A job's weight stands for a unit's share of vacant posts, and its due date
for how long it has waited: what is due a day earlier has waited a working day longer.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from uuid import UUID

from contracts.specialist_team.api import Term
from contracts.specialist_team.policy import TermRule
from libs.calendar import is_working_day
from services.specialist_team.domain.queue import order
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.situation import UnitSituation
from tests.builders.policies import a_ledger, a_policy
from tests.builders.specialist_team import NOW, a_queued

Order = Sequence[int]
"""Jobs by number, the first to be done first."""

POLICY = a_policy(terms=[TermRule(term=Term.VACANT_POSTS, weight=1, cap=100, when_missing=0)], ageing=1)
"""The heaviest job goes before the lightest unless that one is due a hundred days earlier."""
_TEN = 10
"""Weights are 1–10, shares are percent."""
_LOOK_AHEAD = 2
"""K of the index, as its authors use it."""


@dataclass(frozen=True)
class Instance:
    """Jobs: how long each takes, what a day late costs, and when it is due; the least that all can cost together."""

    name: str
    times: Sequence[int]
    weights: Sequence[int]
    due: Sequence[int]
    best: Order
    least: int


def an_instance(name: str, times: str, weights: str, due: str, best: str, least: int) -> Instance:
    """Return jobs from numbers with spaces between."""
    return Instance(name, _numbers(times), _numbers(weights), _numbers(due), _numbers(best), least)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split()]


PUBLISHED = [
    an_instance(
        "wt40 #1",
        "26 24 79 46 32 35 73 74 14 67 86 46 78 40 29 94 64 27 90 55 "
        "35 52 36 69 85 95 14 78 37 86 44 28 39 12 30 68 70 9 49 50",
        "1 10 9 10 10 4 3 2 10 3 7 3 1 3 10 4 7 7 4 7 5 3 5 4 9 5 2 8 10 4 7 4 9 5 7 7 5 10 1 3",
        "1588 1620 1731 1773 1694 1487 1566 1844 1727 1636 1599 1539 1855 1645 1709 1660 1582 1836 1484 1559 "
        "1772 1510 1512 1795 1522 1509 1598 1658 1826 1628 1650 1833 1627 1528 1541 1497 1481 1446 1579 1814",
        "38 23 37 16 18 5 35 0 21 22 24 33 11 34 19 6 36 25 26 10 1 32 29 9 13 30 27 15 4 14 8 2 20 3 28 17 31 39 7 12",
        913,
    ),
    an_instance(
        "wt40 #2",
        "56 25 76 35 28 52 21 32 64 67 48 100 94 87 39 18 78 80 56 "
        "72 4 70 36 46 85 31 96 30 66 92 33 18 19 34 18 4 42 94 4 89",
        "1 9 9 9 5 1 4 3 2 8 2 3 7 5 3 5 2 2 2 4 9 9 6 8 9 7 5 2 1 6 4 6 1 2 10 10 6 5 4 3",
        "1687 1738 1663 1480 1504 1826 1722 1660 1594 1445 1704 1660 1715 1701 1679 1516 1658 1611 1502 1685 "
        "1614 1647 1689 1615 1524 1800 1654 1752 1456 1452 1801 1713 1761 1513 1759 1484 1821 1448 1666 1611",
        "3 35 29 2 20 37 33 38 26 31 24 18 13 39 8 15 11 7 12 9 17 10 28 4 23 22 21 19 14 1 27 6 25 34 30 36 32 16 5 0",
        1225,
    ),
    an_instance(
        "wt40 #3",
        "1 49 35 83 75 64 20 84 31 88 27 88 21 32 12 20 26 64 6 11 "
        "54 2 21 94 44 19 45 6 61 41 45 86 98 45 66 77 76 64 31 25",
        "10 4 7 3 6 7 5 10 5 10 2 1 7 7 2 8 3 8 8 8 10 1 1 3 6 7 2 4 6 5 7 4 4 9 5 6 1 9 9 4",
        "1452 1565 1588 1319 1436 1434 1573 1427 1593 1432 1428 1549 1565 1312 1614 1362 1643 1536 1372 1490 "
        "1631 1338 1336 1487 1361 1363 1583 1652 1396 1376 1319 1369 1341 1434 1319 1296 1644 1418 1421 1338",
        "15 13 30 35 34 39 32 25 31 18 29 28 38 37 21 9 5 33 4 0 3 19 23 22 2 7 24 12 10 17 1 26 6 8 20 14 27 16 36 11",
        537,
    ),
]


def total(jobs: Instance, done: Order, busy_until: int = 0) -> int:
    """Return Σ weight · days late when the jobs are done in this order, the first after ``busy_until``."""
    cost, clock = 0, busy_until
    for job in done:
        clock += jobs.times[job]
        cost += jobs.weights[job] * max(0, clock - jobs.due[job])
    return cost


def gap(costs: int, least: int) -> Fraction:
    """Return (cost - least) / least."""
    return Fraction(costs - least, least)


def by_the_queue(jobs: Instance) -> Order:
    """Return the order in which the team's queue would take them, by its own rule."""
    requests = [_request(job, max(jobs.due) - due) for job, due in enumerate(jobs.due)]
    situation = {_unit(job): _vacant(job, _TEN * weight) for job, weight in enumerate(jobs.weights)}
    return [place.request.id.int for place in order(requests, POLICY, a_ledger(), situation, NOW)]


def _request(job: int, days: int) -> SupportRequest:
    sent = _working_days_ago(days)
    like = a_queued(unit=_unit(job))
    return replace(like, id=UUID(int=job), reference=f"SPT-{job:04d}", submitted_at=sent, clock=((sent, None),))


def _unit(job: int) -> str:
    return f"unit-{job}"


def _vacant(job: int, percent: int) -> UnitSituation:
    return UnitSituation(_unit(job), NOW.date(), percent, None, "test")


def _working_days_ago(count: int) -> datetime:
    day = NOW
    while count > 0:
        count -= is_working_day(day.date())
        day -= timedelta(days=1)
    return day


def earliest_due(jobs: Instance) -> Order:
    """Return the jobs by due date."""
    return sorted(range(len(jobs.due)), key=lambda job: (jobs.due[job], job))


def apparent_cost(jobs: Instance) -> Order:
    """Return the jobs by the index (w/p)·exp(-max(d - p - t, 0)/(K·p̄)), the largest first, each time one is done.

    Apparent tardiness cost: A. P. J. Vepsalainen and T. E. Morton, Management Science 33(8), 1987.
    """
    left, clock, done = list(range(len(jobs.times))), 0, list[int]()
    scale = _LOOK_AHEAD * sum(jobs.times) / len(jobs.times)

    def index(job: int) -> float:
        slack = max(jobs.due[job] - jobs.times[job] - clock, 0)
        return jobs.weights[job] / jobs.times[job] * math.exp(-slack / scale)

    while left:
        chosen = max(left, key=lambda job: (index(job), -job))
        left.remove(chosen)
        done.append(chosen)
        clock += jobs.times[chosen]
    return done


RULES = {"the queue": by_the_queue, "earliest due date": earliest_due, "apparent tardiness cost": apparent_cost}
