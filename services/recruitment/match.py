"""One matching from a file, for auditors: ``python -m services.recruitment.match FILE``.

Reads one instance as JSON (``-`` reads standard input) and writes the candidate-optimal stable matching, its ranks and
its certificate as JSON. The same file gives the same bytes. Exit status: 0 stable, 1 pairs block (only possible when a
position ranks otherwise than its district), 2 the instance is not one; each fault is then named on standard error.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from services.recruitment.domain.certificate import certificate
from services.recruitment.domain.matching import candidate_optimal, position_optimal
from services.recruitment.domain.matching_instance import Contradiction, District, Instance, Pair, Position, faults
from services.recruitment.domain.rank_statistics import Ranks, RankStatistics, rank_statistics

STABLE, NOT_STABLE, NOT_AN_INSTANCE = 0, 1, 2


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Position(_Body):
    capacity: StrictInt
    ranking: list[StrictStr]
    district: StrictStr | None = None


class _District(_Body):
    capacity: StrictInt
    ranking: list[StrictStr | Annotated[list[StrictStr], Field(min_length=2, max_length=2)]]


class _File(_Body):
    candidates: dict[str, list[StrictStr]]
    positions: dict[str, _Position]
    districts: dict[str, _District] = Field(default_factory=dict)


def read(text: str | bytes) -> Instance:
    """Return the instance that a JSON text describes; raises Contradiction, which names every fault.

    A district ranks candidates, or pairs of candidate and position.
    """
    try:
        file = _File.model_validate(json.loads(text, object_pairs_hook=_once))
    except ValidationError as error:
        raise Contradiction([f"{_path(one['loc'])}: {one['msg']}" for one in error.errors()]) from None
    except ValueError as error:
        raise Contradiction([f"not JSON: {error}"]) from None
    positions = {name: Position(one.capacity, one.ranking, one.district) for name, one in file.positions.items()}
    found: list[str] = []
    districts = {
        name: District(one.capacity, _pairs(name, one.ranking, file.candidates, positions, found))
        for name, one in file.districts.items()
    }
    instance = Instance(file.candidates, positions, districts)
    found += faults(instance)
    if found:
        raise Contradiction(found)
    return instance


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of the file; a name that is there twice would otherwise lose its first meaning unseen."""
    if twice := [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]:
        raise Contradiction([f"{name} is there twice" for name in twice])
    return dict(pairs)


def _path(location: Iterable[int | str]) -> str:
    return " ".join(str(part) for part in location) or "file"


def _pairs(
    district: str,
    ranking: Iterable[str | list[str]],
    wishes: Mapping[str, list[str]],
    positions: Mapping[str, Position],
    found: list[str],
) -> list[Pair]:
    """Return the pairs that the district ranks; who is ranked as a person is so at each own wish, in wished order."""
    pairs: list[Pair] = []
    for one in ranking:
        if not isinstance(one, str):
            pairs.append((one[0], one[1]))
            continue
        listed = dict.fromkeys(wishes.get(one, ()))
        there = [name for name in listed if name in positions and positions[name].district == district]
        if not there:
            found.append(f"district {district} ranks candidate {one}, who lists no position there")
        pairs += [(one, name) for name in there]
    return pairs


def answer(instance: Instance) -> dict[str, Any]:
    """Return what is written: the matching, the ranks of both optima, and the certificate."""
    matching = candidate_optimal(instance)
    proof = certificate(instance, matching)
    return {
        "matches": dict(matching),
        "unmatched": [who for who in instance.wishes if who not in matching],
        "blockingPairs": [list(pair) for pair in proof.blocking],
        "ranks": _statistics(rank_statistics(instance, matching)),
        "ranksIfPositionsWentFirst": _statistics(rank_statistics(instance, position_optimal(instance))),
        "certificate": {
            "holds": proof.holds,
            "acceptablePairs": proof.acceptable_pairs,
            "broken": list(proof.broken),
            "inputSha256": fingerprint(instance),
        },
    }


def fingerprint(instance: Instance) -> str:
    """Return the SHA-256 of the instance, however its file was spaced."""
    return hashlib.sha256(json.dumps(asdict(instance), ensure_ascii=False).encode()).hexdigest()


def _statistics(statistics: RankStatistics) -> dict[str, Any]:
    return {
        "ofEach": statistics.of_each,
        "candidates": _ranks(statistics.candidates),
        "positions": _ranks(statistics.positions),
        "egalitarianCost": statistics.egalitarian,
        "sideGap": _decimal(statistics.gap),
    }


def _ranks(ranks: Ranks) -> dict[str, Any]:
    return {
        "matched": ranks.matched,
        "mean": _decimal(ranks.mean),
        "median": _decimal(ranks.median),
        "firstChoices": ranks.first_choices,
        "profile": list(ranks.profile),
        "regret": ranks.regret,
    }


def _decimal(exact: Fraction | None) -> float | None:
    return None if exact is None else round(float(exact), 6)


def main(arguments: list[str]) -> int:
    """Answer for one file; the exit status tells whether it is stable."""
    if len(arguments) != 1:
        print("usage: python -m services.recruitment.match FILE", file=sys.stderr)
        return NOT_AN_INSTANCE
    try:
        instance = read(sys.stdin.buffer.read() if arguments[0] == "-" else Path(arguments[0]).read_bytes())
    except OSError as error:
        print(f"{arguments[0]}: {error.strerror}", file=sys.stderr)
        return NOT_AN_INSTANCE
    except Contradiction as contradiction:
        print("\n".join(contradiction.faults), file=sys.stderr)
        return NOT_AN_INSTANCE
    result = answer(instance)
    print(json.dumps(result, ensure_ascii=False, indent=2))
    return STABLE if result["certificate"]["holds"] else NOT_STABLE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
