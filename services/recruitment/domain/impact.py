"""Whether a step of the selection falls unevenly on groups: the four-fifths rule, in whole numbers.

The groups are voluntary answers that were added to counters and then forgotten; nothing here knows a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import comb

SUPPRESSED_BELOW = 5
"""Groups with fewer are shown in no figure (the city's rule for small groups)."""


@dataclass(frozen=True)
class Group:
    """How many of a group came to a step, and how many passed it.

    ``most`` where all that may be told is that between ``passed`` and ``most`` did.
    """

    name: str
    came: int
    passed: int
    most: int | None = None


@dataclass(frozen=True)
class Impact:
    """A group beside the one with the highest rate.

    ``flagged``: its rate is below four fifths of the highest; None when what is known does not tell. ``chance``: the
    probability of a split at least as uneven if group made no difference (Fisher's exact test, two-sided). What rests
    on a number that is not known is None.
    """

    group: str
    rate: Fraction | None
    ratio: Fraction | None
    flagged: bool | None
    chance: Fraction | None


def impact(groups: Iterable[Group]) -> list[Impact]:
    """Return every group that is large enough, in the order given; none when fewer than two are, or nobody passed.

    EEOC, Uniform Guidelines 29 CFR 1607.4 D: four fifths itself is not flagged, which only whole numbers can tell
    (6/10 against 3/4 falls below 0.8 in binary floating point).
    """
    shown = [group for group in groups if group.came >= SUPPRESSED_BELOW]
    highest = max(shown, key=lambda group: Fraction(group.passed, group.came), default=None)
    if highest is None or len(shown) < 2 or not highest.passed:  # noqa: PLR2004 - to compare takes two
        return []
    return [_beside(group, highest, shown) for group in shown]


def _beside(group: Group, highest: Group, shown: Iterable[Group]) -> Impact:
    flagged: bool | None = _is_below(group, _most(group), highest, highest.passed)
    if not flagged and any(_is_below(group, group.passed, other, _most(other)) for other in shown if other != group):
        flagged = None
    rate = Fraction(group.passed, group.came) if group.most is None else None
    known = rate is not None and highest.most is None
    return Impact(
        group=group.name,
        rate=rate,
        ratio=rate / Fraction(highest.passed, highest.came) if rate is not None and known else None,
        flagged=flagged,
        chance=_fisher(group, highest) if known else None,
    )


def _most(group: Group) -> int:
    return group.passed if group.most is None else group.most


def _is_below(group: Group, passed: int, other: Group, theirs: int) -> bool:
    """Tell whether the group's rate would be below four fifths of the other's."""
    return 5 * passed * other.came < 4 * theirs * group.came


def _fisher(one: Group, other: Group) -> Fraction:
    came, passed = one.came + other.came, one.passed + other.passed
    ways = {
        hits: comb(one.came, hits) * comb(other.came, passed - hits)
        for hits in range(max(0, passed - other.came), min(one.came, passed) + 1)
    }
    as_uneven = sum(count for count in ways.values() if count <= ways[one.passed])
    return Fraction(as_uneven, comb(came, passed))
