"""Interleaved rounds: what is compared is measured in turns, so that a busy moment of the machine meets everyone."""

import statistics
from collections.abc import Awaitable, Callable, Mapping

Measure = Callable[[], Awaitable[float]]


async def medians(candidates: Mapping[str, Measure], rounds: int) -> dict[str, float]:
    """Measure each candidate once to warm up, then in turns; returns the median of each."""
    found: dict[str, list[float]] = {name: [] for name in candidates}
    for number in range(rounds + 1):
        for name, measure in candidates.items():
            value = await measure()
            if number:
                found[name].append(value)
    return {name: statistics.median(values) for name, values in found.items()}
