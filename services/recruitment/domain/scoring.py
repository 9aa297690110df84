"""A candidate's score against a requirement profile: a sum that can be read, never a verdict of its own.

S = Σ weight · level over the merit criteria, on an anchored scale 0–4. Must-requirements are gates and give no points.
What nobody has judged yet is its own value, never nought by silence: such a candidate has no score.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST = 4
"""The highest level of the anchored scale."""

Weights = Mapping[str, int]
"""Weight by merit criterion, whole numbers above zero."""
Levels = Mapping[str, int]
"""Judged level 0–4 by criterion; a criterion that is not there has not been judged."""


@dataclass(frozen=True)
class Term:
    """What one criterion gives: ``points`` of ``most`` possible."""

    criterion: str
    weight: int
    level: int

    @property
    def points(self) -> int:
        """The criterion's part of the score."""
        return self.weight * self.level

    @property
    def most(self) -> int:
        """The most that the criterion can give."""
        return self.weight * MOST


@dataclass(frozen=True)
class Score:
    """A sum and what it is made of; ``missing`` names what has not been judged, and then there is no sum."""

    terms: tuple[Term, ...]
    missing: tuple[str, ...]

    @property
    def points(self) -> int | None:
        """The sum, or None while something is missing."""
        return None if self.missing else sum(term.points for term in self.terms)


def score(weights: Weights, levels: Levels) -> Score:
    """Return the score of one candidate, its criteria in the profile's order."""
    known = tuple(Term(name, weight, levels[name]) for name, weight in weights.items() if name in levels)
    return Score(known, tuple(name for name in weights if name not in levels))


@dataclass(frozen=True)
class Swing:
    """The smallest change of one weight that puts the other first: ``criterion`` from its weight to ``weight``."""

    criterion: str
    weight: int
    change: int


def robustness(weights: Weights, ahead: Levels, behind: Levels) -> Swing | None:
    """Return how little it takes to turn two neighbours, None when no change of a single weight does.

    A small change says that the order between them stands on a weight that could as well have been set otherwise.
    """
    lead = sum(weight * (ahead[name] - behind[name]) for name, weight in weights.items())
    swings = [
        Swing(name, weights[name] + change, change)
        for name in weights
        if (change := _least_change(lead, ahead[name] - behind[name])) is not None and weights[name] + change >= 0
    ]
    return min(swings, key=lambda swing: (abs(swing.change), swing.criterion), default=None)


def _least_change(lead: int, gap: int) -> int | None:
    """Return the least whole change of a weight that makes ``lead + change · gap`` fall below zero."""
    if gap == 0:
        return None
    return -(lead // gap + 1) if gap > 0 else lead // -gap + 1


def ranked(points: Mapping[str, int], lots: Mapping[str, str]) -> Sequence[str]:
    """Return the candidates by falling points; the lot decides between equals."""
    return sorted(points, key=lambda who: (-points[who], lots[who]))
