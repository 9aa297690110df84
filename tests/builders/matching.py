"""Random matching instances, the same for the same seed, and every stable matching of a small one."""

from collections.abc import Iterator, Mapping
from itertools import product
from random import Random

from hypothesis import strategies as st

from services.recruitment.domain.certificate import certificate
from services.recruitment.domain.matching_instance import District, Instance, Matching, Position

Scores = Mapping[tuple[str, str], int]


def an_instance(chance: Random, candidates: int, positions: int, districts: int, most_wishes: int) -> Instance:
    """Return an instance whose positions and districts rank by the same scores; no two pairs score alike."""
    names = [f"p{number}" for number in range(positions)]
    wishes = {
        f"c{number}": chance.sample(names, chance.randint(0, min(most_wishes, positions)))
        for number in range(candidates)
    }
    pairs = [(who, name) for who, listed in wishes.items() for name in listed]
    chance.shuffle(pairs)
    at = {name: f"d{chance.randrange(districts)}" if districts else None for name in names}
    ranked: dict[str, list[str]] = {name: [] for name in names}
    for who, name in pairs:
        ranked[name].append(who)
    return Instance(
        wishes=wishes,
        positions={name: Position(chance.randint(0, 3), ranked[name], at[name]) for name in names},
        districts={
            f"d{number}": District(chance.randint(0, 4), [pair for pair in pairs if at[pair[1]] == f"d{number}"])
            for number in range(districts)
        },
    )


def instances(candidates: int = 5, positions: int = 3, districts: int = 2) -> st.SearchStrategy[Instance]:
    """Return small instances with and without limits per district."""
    return st.builds(
        lambda seed, people, places, limits: an_instance(Random(seed), people, places, limits, places),  # noqa: S311 - chance
        st.integers(0, 2**32),
        st.integers(0, candidates),
        st.integers(1, positions),
        st.integers(0, districts),
    )


def every_stable(instance: Instance) -> Iterator[Matching]:
    """Yield every stable matching, by trying all."""
    names = list(instance.wishes)
    for choice in product(*([None, *instance.wishes[who]] for who in names)):
        matching = {who: name for who, name in zip(names, choice, strict=True) if name is not None}
        if certificate(instance, matching).holds:
            yield matching
