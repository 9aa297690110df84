"""Whether assessors judge alike: intraclass correlation, Fleiss' κ, and how severe each assessor is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import mean


@dataclass(frozen=True)
class Correlation:
    """Intraclass correlations of single judgements (Shrout and Fleiss 1979).

    ``agreement`` is ICC(2,1): the same figure for the same candidate. ``consistency`` is ICC(3,1): the same order.
    High consistency with low agreement means that somebody is severe or mild throughout. ``of_mean_*`` are those of
    the assessors' mean, ICC(2,k) and ICC(3,k).
    """

    agreement: Fraction
    consistency: Fraction
    of_mean_agreement: Fraction
    of_mean_consistency: Fraction


def correlation(ratings: Sequence[Sequence[int]]) -> Correlation | None:
    """Return the correlations of a table with a row per candidate and a column per assessor, exact.

    None when there is nothing to tell apart: fewer than two candidates or assessors, or everyone judged the same.
    """
    n, k = len(ratings), len(ratings[0]) if ratings else 0
    if n < 2 or k < 2:  # noqa: PLR2004 - to differ takes two
        return None
    total = mean([Fraction(value) for row in ratings for value in row])
    of_row = [mean([Fraction(value) for value in row]) for row in ratings]
    of_column = [mean([Fraction(row[column]) for row in ratings]) for column in range(k)]
    rows = k * sum(((value - total) ** 2 for value in of_row), Fraction(0))
    columns = n * sum(((value - total) ** 2 for value in of_column), Fraction(0))
    everything = sum(((value - total) ** 2 for row in ratings for value in row), Fraction(0))
    between, judges = rows / (n - 1), columns / (k - 1)
    error = (everything - rows - columns) / ((n - 1) * (k - 1))
    agreement = between + (k - 1) * error + Fraction(k, n) * (judges - error)
    consistency, of_mean = between + (k - 1) * error, between + (judges - error) / n
    if not agreement or not consistency or not between or not of_mean:
        return None
    return Correlation(
        (between - error) / agreement,
        (between - error) / consistency,
        (between - error) / of_mean,
        (between - error) / between,
    )


def fleiss_kappa(counts: Sequence[Sequence[int]]) -> Fraction | None:
    """Return Fleiss' κ (1971) of a table: how many assessors put each candidate (row) in each category (column).

    1 is full agreement, 0 what chance would give. None when chance alone would agree fully. Every row has as many
    assessors, two at least.
    """
    n, raters = len(counts), sum(counts[0]) if counts else 0
    if not n or raters < 2:  # noqa: PLR2004 - to agree takes two
        return None
    of_row = [Fraction(sum(value * (value - 1) for value in row), raters * (raters - 1)) for row in counts]
    shares = [Fraction(sum(row[column] for row in counts), n * raters) for column in range(len(counts[0]))]
    observed, by_chance = mean(of_row), sum((share**2 for share in shares), Fraction(0))
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


def severity(judged: Mapping[str, Mapping[str, int]]) -> dict[str, Fraction]:
    """Return how far each assessor lies from the others on the same candidates; below zero is severe.

    ``judged`` is assessor → candidate → level. Who shares no candidate with anybody is left out.
    """
    found: dict[str, Fraction] = {}
    for assessor, levels in judged.items():
        gaps = [
            level - mean(others)
            for candidate, level in levels.items()
            if (
                others := [
                    Fraction(them[candidate]) for who, them in judged.items() if who != assessor and candidate in them
                ]
            )
        ]
        if gaps:
            found[assessor] = mean(gaps)
    return found
