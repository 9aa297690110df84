"""How well a matching meets the wishes: ranks from 1, for candidates and for positions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.recruitment.domain.matching_instance import Instance, Matching


@dataclass(frozen=True)
class Ranks:
    """One side's ranks of what it got. ``profile`` counts first choices, second choices and so on."""

    matched: int
    total: int
    mean: Fraction | None
    median: Fraction | None
    first_choices: int
    regret: int | None
    profile: tuple[int, ...]


@dataclass(frozen=True)
class RankStatistics:
    """Both sides' ranks; ``egalitarian`` is the sum of all ranks, ``gap`` how far apart the sides' means are."""

    of_each: dict[str, int]
    candidates: Ranks
    positions: Ranks
    unmatched: int
    egalitarian: int
    gap: Fraction | None


def rank_statistics(instance: Instance, matching: Matching) -> RankStatistics:
    """Return the statistics of the matching, exact."""
    of_each = {who: instance.wishes[who].index(name) + 1 for who, name in matching.items()}
    seen = [
        place
        for name, position in instance.positions.items()
        for place, who in enumerate(position.ranking, start=1)
        if matching.get(who) == name
    ]
    candidates, positions = _ranks(list(of_each.values())), _ranks(seen)
    gap = None
    if candidates.mean is not None and positions.mean is not None:
        gap = abs(candidates.mean - positions.mean)
    return RankStatistics(
        of_each, candidates, positions, len(instance.wishes) - len(matching), sum(of_each.values()) + sum(seen), gap
    )


def _ranks(ranks: Sequence[int]) -> Ranks:
    if not ranks:
        return Ranks(0, 0, None, None, 0, None, ())
    counts, ordered = Counter(ranks), sorted(ranks)
    middle = Fraction(ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2], 2)
    return Ranks(
        matched=len(ranks),
        total=sum(ranks),
        mean=Fraction(sum(ranks), len(ranks)),
        median=middle,
        first_choices=counts[1],
        regret=ordered[-1],
        profile=tuple(counts[rank] for rank in range(1, ordered[-1] + 1)),
    )
