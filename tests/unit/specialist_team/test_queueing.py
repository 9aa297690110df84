"""Published numbers of queueing theory, restated: the formulas beside the simulation give what the sources print."""

import math

import pytest

from services.specialist_team.domain import queueing


@pytest.mark.parametrize(("servers", "load", "blocking"), [(1, 1, 0.5), (2, 1, 0.2)])
def test_erlang_b(servers: int, load: float, blocking: float) -> None:
    """Pyworkforce (MIT) ca48925, queuing tests; by hand 1/2 and 1/5."""
    assert queueing.erlang_b(servers, load) == pytest.approx(blocking)


def test_erlang_b_sizing() -> None:
    """As above: 10 erlang and at most 2 percent blocked need 17."""
    assert queueing.erlang_b(17, 10) <= 0.02 < queueing.erlang_b(16, 10)


@pytest.mark.parametrize(("servers", "waiting", "service_level"), [(14, 0.174, 0.888), (15, 0.102, 0.941)])
def test_erlang_c(servers: int, waiting: float, service_level: float) -> None:
    """As above: 100 calls of 3 minutes in 30 minutes (10 erlang), answered within 0.33 minutes."""
    chance = queueing.erlang_c(servers, 10)
    assert chance == pytest.approx(waiting, abs=0.0005)
    assert 1 - chance * math.exp(-(servers - 10) * 0.33 / 3) == pytest.approx(service_level, abs=0.0005)


@pytest.mark.parametrize("rates", [[2, 2, 1], [1.5, 2.5, 1.0]])
def test_waits_by_priority_weigh_up_to_the_wait_without_priority(rates: list[float]) -> None:
    """Stevenson, Operations Management, chapter 18, examples 8 and 9: six servers, one an hour; conservation law."""
    waits = [wait or 0 for wait in queueing.waits_by_priority(6, 1, rates)]
    weighed = sum(rate * wait for rate, wait in zip(rates, waits, strict=True)) / sum(rates)
    assert weighed == pytest.approx(queueing.mean_wait(6, sum(rates), 1))
    assert waits == sorted(waits)


def test_wait_of_the_most_urgent() -> None:
    """Stevenson, example 8: .147 hours."""
    assert queueing.waits_by_priority(6, 1, [2, 2, 1])[0] == pytest.approx(0.147, abs=0.0005)


def test_a_queue_that_grows_without_end_has_no_wait() -> None:
    assert queueing.mean_wait(2, 2, 1) is None
    assert queueing.erlang_c(2, 3) == 1
    first, last = queueing.waits_by_priority(2, 1, [1, 1])
    assert first is not None
    assert last is None


def test_half_the_variation_of_two_exponentials_halves_the_wait() -> None:
    """M/D/c by Allen and Cunneen: (1 + 0) / 2."""
    assert queueing.allen_cunneen(1, 0) == 0.5
    assert queueing.allen_cunneen(1, queueing.squared_variation([4, 4, 4])) == 0.5
    assert queueing.squared_variation([]) == 0
    plain = queueing.mean_wait(3, 2, 1)
    assert plain is not None
    assert queueing.mean_wait(3, 2, 1, 0.5) == pytest.approx(plain / 2)
