"""How alike applications are judged: agreement on each criterion, and how severe each assessor is. Aggregates only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from services.recruitment.domain.agreement import Correlation, correlation, fleiss_kappa, severity
from services.recruitment.domain.screening import Screening
from services.recruitment.domain.screening_outcome import MET, NOT_MET, UNCLEAR, differ, valid
from services.recruitment.domain.screening_questions import Question, Questions

FEWEST: Final = 5
"""Of fewer applications nothing is told: a figure would be about somebody."""
FINDINGS: Final = (MET, NOT_MET, UNCLEAR)


@dataclass(frozen=True)
class Alike:
    """Agreement on a criterion over ``judged`` applications that two have judged; ``differed`` went to a third.

    A merit has ``levels``, a must ``kappa``; None when there are too few, or nothing to tell apart.
    """

    criterion: str
    judged: int
    differed: int | None
    levels: Correlation | None
    kappa: Fraction | None


@dataclass(frozen=True)
class Severity:
    """How far an assessor lies from the other on the same merits, over ``judged`` applications; below 0 is severe."""

    assessor: str
    judged: int
    gap: Fraction


def tables(screenings: Iterable[Screening], asked: Questions) -> dict[str, list[list[int]]]:
    """Return what two have judged of each criterion: a row per application, a column per seat."""
    found: dict[str, list[list[int]]] = {question.criterion: [] for question in asked.asked}
    for one in screenings:
        judged = valid(asked, one.verdicts)
        for question in asked.asked:
            row = [judged[who, question.criterion] for who in one.pair if (who, question.criterion) in judged]
            if len(row) == 2:  # noqa: PLR2004 - two assessors
                found[question.criterion].append(row)
    return found


def alike(screenings: Iterable[Screening], asked: Questions) -> list[Alike]:
    """Return the agreement on each criterion asked."""
    found = tables(screenings, asked)
    return [_alike(question, found[question.criterion]) for question in asked.asked]


def _alike(question: Question, table: Sequence[list[int]]) -> Alike:
    if len(table) < FEWEST:
        return Alike(question.criterion, len(table), None, None, None)
    differed = sum(differ(question, *row) for row in table)
    if question.must:
        kappa = fleiss_kappa([[row.count(finding) for finding in FINDINGS] for row in table])
        return Alike(question.criterion, len(table), differed, None, kappa)
    return Alike(question.criterion, len(table), differed, correlation(table), None)


def severities(screenings: Iterable[Screening], asked: Questions) -> list[Severity]:
    """Return how severe each assessor is who has judged at least five applications that another judged too."""
    merits = {one.criterion for one in asked.asked if not one.must}
    levels: dict[str, dict[str, int]] = defaultdict(dict)
    seen: dict[str, set[str]] = defaultdict(set)
    for one in screenings:
        found = {key: value for key, value in valid(asked, one.verdicts).items() if key[0] in one.pair}
        if len({who for who, _ in found}) < len(one.pair) or len(one.pair) < 2:  # noqa: PLR2004 - two assessors
            continue
        for (who, criterion), value in found.items():
            seen[who].add(str(one.id))
            if criterion in merits:
                levels[who][f"{one.id} {criterion}"] = value
    gaps = severity(levels)
    return [Severity(who, len(seen[who]), gaps[who]) for who in sorted(gaps) if len(seen[who]) >= FEWEST]
