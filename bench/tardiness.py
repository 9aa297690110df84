"""What the queue's order costs where being late costs most: total weighted tardiness of published cases; no clock."""

from bench.figures import Figure
from bench.ground import Ground
from tests.builders.tardiness import PUBLISHED, RULES, total


async def bench(_ground: Ground, _rounds: int) -> list[Figure]:
    """Return the cost of each rule over the published cases beside the least possible; the same on every machine."""
    least = sum(jobs.least for jobs in PUBLISHED)
    costs = {name: sum(total(jobs, rule(jobs)) for jobs in PUBLISHED) for name, rule in RULES.items()}
    return [
        Figure(f"weighted tardiness by {name}, wt40 #1–3", "", cost, "published optimum", least)
        for name, cost in costs.items()
    ]
