"""``python -m bench [NAME …] [--rounds N]``: measures all or some, prints and keeps the figures."""

import argparse
import sys
import time
from collections.abc import Awaitable, Callable

import uvloop

from bench import (
    applications,
    command,
    consumer,
    figures,
    ground,
    matching,
    planner,
    queue,
    relay,
    screening,
    tardiness,
    whole,
)

Bench = Callable[[ground.Ground, int], Awaitable[list[figures.Figure]]]
BENCHES: dict[str, Bench] = {
    "applications": applications.bench,
    "relay": relay.bench,
    "consumer": consumer.bench,
    "command": command.bench,
    "matching": matching.bench,
    "planner": planner.bench,
    "queue": queue.bench,
    "screening": screening.bench,
    "tardiness": tardiness.bench,
    "whole": whole.bench,
}


async def _run(names: list[str], rounds: int) -> None:
    for name in names:
        started = time.perf_counter()
        with ground.servers() as base:
            found = await BENCHES[name](base, rounds)
        figures.keep(name, found)
        print(f"{figures.table(found)}\n({name}: {time.perf_counter() - started:.0f} s)\n", flush=True)
    figures.write_readme([figure for name in BENCHES for figure in figures.kept(name)])


def main() -> int:
    """Measure what the command line names, or everything."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", nargs="*", choices=[*BENCHES, []], help=", ".join(BENCHES))
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    uvloop.run(_run(arguments.name or list(BENCHES), arguments.rounds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
