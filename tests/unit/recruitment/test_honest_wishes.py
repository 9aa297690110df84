"""Wishes are safe to state honestly: no other list gets a candidate anything it likes better."""

from dataclasses import replace
from random import Random

from services.recruitment.domain.matching import candidate_optimal
from services.recruitment.domain.matching_instance import Instance
from tests.builders.matching import an_instance

CASES = 10_000


def _misreported(instance: Instance, who: str, chance: Random) -> Instance:
    """Return the instance with another list for one candidate: shuffled and cut."""
    wishes = list(instance.wishes[who])
    chance.shuffle(wishes)
    told = wishes[: chance.randint(0, len(wishes))]
    return Instance(
        {**instance.wishes, who: told},
        {
            name: replace(position, ranking=[one for one in position.ranking if one != who or name in told])
            for name, position in instance.positions.items()
        },
        {
            name: replace(district, ranking=[pair for pair in district.ranking if pair[0] != who or pair[1] in told])
            for name, district in instance.districts.items()
        },
    )


def test_misreporting_never_helps() -> None:
    chance, told_otherwise, worse = Random(1982), 0, 0  # noqa: S311 - reproducible chance, not a secret
    while told_otherwise < CASES:
        instance = an_instance(chance, chance.randint(2, 8), chance.randint(1, 5), chance.randint(0, 2), 5)
        honest = candidate_optimal(instance)
        for who, wishes in instance.wishes.items():
            if not wishes:
                continue
            told_otherwise += 1
            got = candidate_optimal(_misreported(instance, who, chance)).get(who)
            true_rank = {name: rank for rank, name in enumerate(wishes)} | {None: len(wishes)}
            assert true_rank[got] >= true_rank[honest.get(who)], (instance, who)
            worse += true_rank[got] > true_rank[honest.get(who)]
    assert worse > CASES // 20, "the cases do not try anything"
