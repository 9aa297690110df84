"""Matching: our solver beside the library `matching`, its growth up to 100 000 candidates × 5 000 positions, memory."""

import time
import tracemalloc
import warnings
from collections.abc import Awaitable, Callable
from random import Random

from matching.games import HospitalResident

from bench.figures import Figure
from bench.ground import Ground, Wrong
from bench.queue import slope
from bench.rounds import medians
from services.recruitment.domain.certificate import certificate
from services.recruitment.domain.matching import candidate_optimal
from services.recruitment.domain.matching_instance import District, Instance, Position

WISHES = 8
SIZES = ((12_500, 625), (25_000, 1_250), (50_000, 2_500), (100_000, 5_000))
BESIDE = (1_000, 60)
"""Candidates and positions."""


async def bench(_: Ground, rounds: int) -> list[Figure]:
    """Return the figures."""
    return [*await _beside(rounds), *await _growth(rounds)]


def an_instance(candidates: int, positions: int, districts: int) -> Instance:
    """Return an instance in which each wishes eight positions, the same every time; places for four in five."""
    chance = Random(candidates)  # noqa: S311 - reproducible chance, not a secret
    names = [f"p{number}" for number in range(positions)]
    wishes = {f"c{number}": chance.sample(names, WISHES) for number in range(candidates)}
    pairs = [(who, name) for who, listed in wishes.items() for name in listed]
    chance.shuffle(pairs)
    at = {name: f"d{number % districts}" for number, name in enumerate(names)} if districts else {}
    ranked: dict[str, list[str]] = {name: [] for name in names}
    ranked_in: dict[str, list[tuple[str, str]]] = {name: [] for name in sorted(set(at.values()))}
    for who, name in pairs:
        ranked[name].append(who)
        if at:
            ranked_in[at[name]].append((who, name))
    places = max(1, candidates * 4 // (5 * positions))
    return Instance(
        wishes,
        {name: Position(places, ranking, at.get(name)) for name, ranking in ranked.items()},
        {name: District(places * positions * 9 // (10 * districts), ranking) for name, ranking in ranked_in.items()},
    )


async def _beside(rounds: int) -> list[Figure]:
    instance = an_instance(*BESIDE, districts=0)

    async def ours() -> float:
        started = time.perf_counter()
        candidate_optimal(instance)
        return time.perf_counter() - started

    async def theirs() -> float:
        started = time.perf_counter()
        with warnings.catch_warnings(action="error"):
            game = HospitalResident.create_from_dictionaries(
                {who: list(wishes) for who, wishes in instance.wishes.items()},
                {name: list(one.ranking) for name, one in instance.positions.items()},
                {name: one.capacity for name, one in instance.positions.items()},
            )
            found = game.solve(optimal="resident")
        took = time.perf_counter() - started
        if {str(who): str(name) for name, people in found.items() for who in people} != candidate_optimal(instance):
            raise Wrong("the library answers otherwise")
        return took

    found = await medians({"ours": ours, "theirs": theirs}, rounds)
    return [
        Figure(
            f"matchings per second, {BESIDE[0]} candidates × {BESIDE[1]} positions",
            "/s",
            1 / found["ours"],
            "`matching` from the same lists",
            1 / found["theirs"],
            at_least=50,
        )
    ]


async def _growth(rounds: int) -> list[Figure]:
    made = {size: an_instance(*size, districts=14) for size in SIZES}
    steps = {f"{kind} {size}": _step(made[size], kind) for size in SIZES for kind in ("ours", "plain")}
    found = await medians(steps, rounds)
    ours, plain = ([found[f"{kind} {size}"] for size in SIZES] for kind in ("ours", "plain"))
    wishes = [size[0] * WISHES for size in SIZES]
    candidates, positions = SIZES[-1]
    return [
        Figure(
            f"matching of {candidates} candidates × {positions} positions in 14 districts with limits",
            "s",
            ours[-1],
            "every wish's two ranks looked up once",
            plain[-1],
        ),
        Figure(
            "growth of a matching as a power of the wishes",
            "",
            slope(wishes, ours),
            "of looking the ranks up",
            slope(wishes, plain),
        ),
        Figure("growth of a matching as a power of looking the ranks up", "", slope(plain, ours), below=1.1),
        Figure("memory of the largest matching above its instance", "MiB", _memory(made[SIZES[-1]])),
    ]


def _step(instance: Instance, kind: str) -> Callable[[], Awaitable[float]]:
    """Return what is timed: the matching, or the least that any matching must do with as many wishes.

    The look-ups alone grow faster than the wishes, since the ranks of many do not fit a processor's cache.
    """
    ranks = {name: {who: rank for rank, who in enumerate(one.ranking)} for name, one in instance.positions.items()}
    in_district = {name: {pair: at for at, pair in enumerate(one.ranking)} for name, one in instance.districts.items()}

    def look_up() -> None:
        for who, wishes in instance.wishes.items():
            for name in wishes:
                _ = ranks[name][who], in_district[instance.positions[name].district or ""][who, name]

    async def once() -> float:
        started = time.process_time()
        if kind == "ours":
            candidate_optimal(instance)
        else:
            look_up()
        return time.process_time() - started

    return once


def _memory(instance: Instance) -> float:
    tracemalloc.start()
    matching = candidate_optimal(instance)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    if not certificate(instance, matching).holds:
        raise Wrong("the largest matching is not stable")
    return peak
