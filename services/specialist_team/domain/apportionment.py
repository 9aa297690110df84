"""Whole hours shared out in proportion to need by Sainte-Laguë's method, the one that favours neither large nor small.

Highest averages with the divisors 1, 3, 5 … (M. L. Balinski and H. P. Young, Fair Representation, 1982). Shares of an
unchanged need never fall when there is more to share.
"""

from collections.abc import Mapping
from fractions import Fraction


def apportion(hours: int, needs: Mapping[str, Fraction]) -> dict[str, int]:
    """Return whole hours for each name, summing to ``hours``; nothing to who needs nothing. Ties go by name.

    Starts from the rounded proportional share, which is right for its own sum, and moves one hour at a time.
    """
    total = sum(needs.values(), Fraction(0))
    if total == 0:
        return dict.fromkeys(sorted(needs), 0)
    shares = {name: round_half_up(needs[name] * hours / total) for name in sorted(needs)}
    while (left := hours - sum(shares.values())) > 0:
        shares[min(shares, key=lambda name: (-needs[name] / (2 * shares[name] + 1), name))] += 1
    while left < 0:
        held = [name for name in shares if shares[name] > 0]
        # Of equals the last by name gives back, who would have been given the hour last.
        shares[max(held, key=lambda name: (-needs[name] / (2 * shares[name] - 1), name))] -= 1
        left += 1
    return shares


def round_half_up(value: Fraction) -> int:
    """Return the nearest whole number, a half upwards."""
    return int((2 * value + 1) // 2)
