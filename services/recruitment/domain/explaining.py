"""Why this match, and why not that one: each side's answer, complete and without anybody else's data.

A full position has a cut-off, the rank of the last who got in: who is above got in or got something liked better,
who is below did not. That is the whole explanation of a stable matching (Azevedo and Leshno 2016).

How much more would have sufficed is tried, not read from the cut-off: who is pushed out goes elsewhere and may push
somebody on who comes here in turn. More points never give a candidate less (Balinski and Sönmez 1999).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from services.recruitment.domain.matching_run import Run, matched


class Outcome(StrEnum):
    """What became of one wish."""

    GOT = "got"
    SETTLED = "settled"
    LIKED_LESS = "liked_less"
    """Got something higher on the own list."""
    STOPPED_AT_GATE = "stopped_at_gate"
    POSITION_FULL = "position_full"
    DISTRICT_FULL = "district_full"


@dataclass(frozen=True)
class Answer:
    """One wish, answered. Ranks from 1; points of the own and of the last who got in, and where full, what is short.

    ``short`` is the fewest points more with which the candidate would have got this or something liked better, all
    else being equal; None where no points that the profile can give would have done.
    """

    position: str
    outcome: Outcome
    rank: int | None = None
    cut_off: int | None = None
    points: int | None = None
    cut_off_points: int | None = None
    short: int | None = None


def explained(made: Run, who: str) -> list[Answer]:
    """Return an answer to each of the candidate's wishes, in the candidate's order."""
    snapshot = made.snapshot
    wishes = snapshot.wishes[who]
    if who in snapshot.settled:
        return [
            Answer(name, Outcome.SETTLED if name == snapshot.settled[who] else Outcome.LIKED_LESS) for name in wishes
        ]
    got = made.matching.get(who)
    reached = wishes.index(got) if got is not None else len(wishes)
    return [_answer(made, who, name, place, reached) for place, name in enumerate(wishes)]


def _answer(made: Run, who: str, name: str, place: int, reached: int) -> Answer:
    if name not in made.snapshot.points[who]:
        return Answer(name, Outcome.STOPPED_AT_GATE)
    ranking = made.instance.positions[name].ranking
    rank, points = ranking.index(who) + 1, made.snapshot.points[who][name]
    if place >= reached:
        return Answer(name, Outcome.GOT if place == reached else Outcome.LIKED_LESS, rank, points=points)
    short = _short(made, who, name)
    inside = [other for other in ranking if made.matching.get(other) == name]
    if len(inside) < made.instance.positions[name].capacity:
        return Answer(name, Outcome.DISTRICT_FULL, rank, points=points, short=short)
    if not inside:  # all its places are settled
        return Answer(name, Outcome.POSITION_FULL, rank, points=points)
    last = inside[-1]
    cut_off, cut_off_points = ranking.index(last) + 1, made.snapshot.points[last][name]
    return Answer(name, Outcome.POSITION_FULL, rank, cut_off, points, cut_off_points, short)


def _short(made: Run, who: str, name: str) -> int | None:
    """Return the fewest points more at the position that would have sufficed."""
    most = made.snapshot.positions[name].most - made.snapshot.points[who][name]
    fewest = bisect_left(range(1, most + 1), x=True, key=lambda more: _suffices(made, who, name, more)) + 1
    return fewest if fewest <= most else None


def _suffices(made: Run, who: str, name: str, more: int) -> bool:
    points = made.snapshot.points
    raised = points[who] | {name: points[who][name] + more}
    got = matched(replace(made.snapshot, points={**points, who: raised})).get(who)
    wishes = made.instance.wishes[who]
    return got is not None and wishes.index(got) <= wishes.index(name)


@dataclass(frozen=True)
class Line:
    """One candidate in a position's ranking: the rank, whether matched here, and whether somewhere liked better."""

    candidate: str
    rank: int
    points: int
    here: bool
    liked_elsewhere: bool


def line_up(made: Run, name: str) -> Sequence[Line]:
    """Return the position's whole ranking: for HR-service and the recruiting manager, not for candidates."""
    found = []
    for place, who in enumerate(made.instance.positions[name].ranking, start=1):
        wishes = made.instance.wishes[who]
        got = made.matching.get(who)
        found.append(
            Line(
                candidate=who,
                rank=place,
                points=made.snapshot.points[who][name],
                here=got == name,
                liked_elsewhere=got is not None and wishes.index(got) < wishes.index(name),
            )
        )
    return found
