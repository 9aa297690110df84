"""How long positions stay vacant, without fooling oneself: those still open count too (Kaplan and Meier 1958).

A mean over filled positions alone is too short, since the slow ones are not in it yet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Spell:
    """How many days a position has been open, and whether it was filled then; an open or cancelled one was not."""

    days: int
    filled: bool


@dataclass(frozen=True)
class Step:
    """A day on which positions were filled: how many, of how many still open, and the share that is open after it."""

    day: int
    filled: int
    at_risk: int
    open_after: Fraction


def still_open(spells: Iterable[Spell]) -> list[Step]:
    """Return the Kaplan–Meier estimate of the share still open, exact, a step per day on which something was filled."""
    known = sorted(spells, key=lambda spell: spell.days)
    steps: list[Step] = []
    share = Fraction(1)
    for day in sorted({spell.days for spell in known if spell.filled}):
        at_risk = sum(spell.days >= day for spell in known)
        filled = sum(spell.filled and spell.days == day for spell in known)
        share *= Fraction(at_risk - filled, at_risk)
        steps.append(Step(day, filled, at_risk, share))
    return steps


def median_days(steps: Sequence[Step]) -> int | None:
    """Return the first day on which at most half are still open; None when it is not reached yet."""
    return next((step.day for step in steps if step.open_after <= Fraction(1, 2)), None)


def log_rank(one: Sequence[Spell], other: Sequence[Spell]) -> Fraction:
    """Return the log-rank statistic of two groups: above 3.84 they differ at the 5 % level (χ², one degree)."""
    difference, variance = Fraction(0), Fraction(0)
    for day in sorted({spell.days for spell in (*one, *other) if spell.filled}):
        at_risk = sum(spell.days >= day for spell in one)
        all_at_risk = at_risk + sum(spell.days >= day for spell in other)
        filled = sum(spell.filled and spell.days == day for spell in one)
        all_filled = filled + sum(spell.filled and spell.days == day for spell in other)
        share = Fraction(at_risk, all_at_risk)
        difference += filled - all_filled * share
        if all_at_risk > 1:
            left = Fraction(all_at_risk - all_filled, all_at_risk - 1)
            variance += all_filled * share * (1 - share) * left
    return difference**2 / variance if variance else Fraction(0)
