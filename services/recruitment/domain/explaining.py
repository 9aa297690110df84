"""Why this match, and why not that one: each side's answer, complete and without anybody else's data.

A full position has a cut-off, the rank of the last who got in: who is above got in or got something liked better,
who is below did not. That is the whole explanation of a stable matching (Azevedo and Leshno 2016). What would have
changed it is another question: who comes in above the cut-off moves others, and one of them may come back and take
the place. So that is answered by matching anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from services.recruitment.domain.matching import candidate_optimal
from services.recruitment.domain.matching_instance import without_settled
from services.recruitment.domain.matching_run import Run, instance_of
from services.recruitment.domain.scoring import MOST, Levels, Term, Weights


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

    ``short`` is how many points it was below the last who got in; None where points are not what decided.
    """

    position: str
    outcome: Outcome
    rank: int | None = None
    cut_off: int | None = None
    points: int | None = None
    cut_off_points: int | None = None

    @property
    def short(self) -> int | None:
        """Return the points that were missing to stand above the last who got in, whatever the lot says."""
        if self.points is None or self.cut_off_points is None:
            return None
        return self.cut_off_points - self.points + 1


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
    inside = [other for other in ranking if made.matching.get(other) == name]
    if len(inside) >= made.instance.positions[name].capacity:
        if not inside:  # all its places are settled
            return Answer(name, Outcome.POSITION_FULL, rank, points=points)
        last = inside[-1]
        return Answer(
            name, Outcome.POSITION_FULL, rank, ranking.index(last) + 1, points, made.snapshot.points[last][name]
        )
    return Answer(name, Outcome.DISTRICT_FULL, rank, points=points)


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


@dataclass(frozen=True)
class Raised:
    """What a higher level on one criterion would have given: ``position`` instead of what was got."""

    term: Term
    position: str


def what_would_change(made: Run, who: str, weights: Weights, levels: Levels) -> list[Raised]:
    """Return each criterion where a higher level alone would have got something wished more, at the lowest such level.

    Each is found by matching anew, all else as it was; nothing for who is settled or got the first wish.
    """
    wishes = made.instance.wishes.get(who, ())
    reached = wishes.index(made.matching[who]) if who in made.matching else len(wishes)
    found = []
    for name, weight in weights.items() if reached else ():
        for level in range(levels[name] + 1, MOST + 1):
            got = _with_more(made, who, weight * (level - levels[name]))
            if got is not None and wishes.index(got) < reached:
                found.append(Raised(Term(name, weight, level), got))
                break
    return found


def _with_more(made: Run, who: str, more: int) -> str | None:
    """Return what the candidate would get with so many more points for every wish."""
    points: dict[str, Mapping[str, int]] = dict(made.snapshot.points)
    points[who] = {name: have + more for name, have in points[who].items()}
    changed = replace(made.snapshot, points=points)
    return candidate_optimal(without_settled(instance_of(changed), changed.settled)).get(who)
