"""Formulas of queueing theory, as a check beside the simulation. They know no calendar, no competences, no shares.

A. K. Erlang (1917) for loss and waiting, A. Cobham (1954) for waiting by priority without preemption, A. O. Allen and
J. Cunneen for times that are not exponential. ``load`` is arrivals per time unit times mean service time, in erlang.
"""

from collections.abc import Sequence


def erlang_b(servers: int, load: float) -> float:
    """Return the chance that all servers are busy when nobody can wait: B₀ = 1, Bₙ = a·Bₙ₋₁ / (n + a·Bₙ₋₁)."""
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """Return the chance of having to wait: C = c·B / (c - a·(1 - B)); 1 when the load is all that the servers can."""
    if load >= servers:
        return 1.0
    blocked = erlang_b(servers, load)
    return servers * blocked / (servers - load * (1 - blocked))


def mean_wait(servers: int, arrivals: float, service: float, variation: float = 1.0) -> float | None:
    """Return the mean wait W = C / (c·μ - λ) times ``variation``; None when the queue grows without end."""
    load = arrivals * service
    if load >= servers:
        return None
    return variation * erlang_c(servers, load) / (servers / service - arrivals)


def allen_cunneen(arrivals_scv: float, service_scv: float) -> float:
    """Return the factor (c²ₐ + c²ₛ) / 2 of squared coefficients of variation; 1 when both are exponential."""
    return (arrivals_scv + service_scv) / 2


def waits_by_priority(servers: int, service: float, arrivals: Sequence[float]) -> list[float | None]:
    """Return the mean wait per class, most urgent first: W = C / (c·μ·(1 - before)·(1 - through)).

    ``before`` and ``through``: load per server of the more urgent classes, without and with the class itself. None for
    a class whose queue grows without end.
    """
    capacity = servers / service
    waiting = erlang_c(servers, sum(arrivals) * service)
    waits: list[float | None] = []
    before = 0.0
    for rate in arrivals:
        through = before + rate / capacity
        waits.append(waiting / (capacity * (1 - before) * (1 - through)) if through < 1 else None)
        before = through
    return waits


def squared_variation(values: Sequence[float]) -> float:
    """Return variance / mean² of the values, 0 when there are none."""
    if not values:
        return 0.0
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / len(values) / mean**2 if mean else 0.0
