"""What two assessors' judgements come to, or three's: a fold that does not ask in which order they were made.

A value is a whole number. Of a merit it is the anchored level 0–4; of a must it is 1 met, 0 not met and -1 unclear.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from contracts.recruitment.screening_codes import Ground, ScreeningStatus
from services.recruitment.domain.screening_questions import Question, Questions

MET: Final = 1
NOT_MET: Final = 0
UNCLEAR: Final = -1
TOO_FAR: Final = 2
"""Merits that differ by as much are a disagreement. Neighbours are not: the lower is what both have seen shown."""

_MUST_ORDER: Final = {NOT_MET: 0, UNCLEAR: 1, MET: 2}


@dataclass(frozen=True)
class Verdict:
    """What an assessor judged of a criterion, by which version of the profile and on what ground.

    What somebody would agree on afterwards has no ground but a reason in words, which is kept sealed.
    """

    assessor: str
    criterion: str
    profile: int
    value: int
    ground: Ground | None = None


Valid = Mapping[tuple[str, str], int]
"""Value by assessor and criterion: what was judged of the questions as they read now."""


@dataclass(frozen=True)
class Outcome:
    """What is settled, and what the two differ on; ``waiting`` is what not both have judged."""

    agreed: Mapping[str, int]
    disagreed: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def status(self) -> ScreeningStatus:
        """Where the judging stands."""
        if self.waiting:
            return ScreeningStatus.WAITING
        return ScreeningStatus.DISAGREED if self.disagreed else ScreeningStatus.FINISHED


def valid(asked: Questions, verdicts: Iterable[Verdict]) -> Valid:
    """Return the values that still hold: judged since the question reads as it does, the latest of each."""
    by_criterion = asked.by_criterion
    holding = [
        one for one in verdicts if one.criterion in by_criterion and one.profile >= by_criterion[one.criterion].since
    ]
    return {(one.assessor, one.criterion): one.value for one in sorted(holding, key=lambda one: one.profile)}


def outcome(asked: Questions, pair: Sequence[str], third: str | None, judged: Valid, reconciled: Valid) -> Outcome:
    """Return what ``pair``, and a ``third`` where they differ, come to; ``reconciled`` is what each would agree on."""
    agreed: dict[str, int] = {}
    disagreed: list[str] = []
    waiting: list[str] = []
    for question in asked.asked:
        name = question.criterion
        values = [judged[who, name] for who in pair if (who, name) in judged]
        if len(values) < 2:  # noqa: PLR2004 - two assessors
            waiting.append(name)
            continue
        offers = [reconciled.get((who, name)) for who in pair]
        settled = _settled(question, values, offers, None if third is None else judged.get((third, name)))
        if settled is None:
            disagreed.append(name)
        else:
            agreed[name] = settled
    return Outcome(agreed, tuple(disagreed), tuple(waiting))


def differ(question: Question, one: int, other: int) -> bool:
    """Tell whether two values are a disagreement."""
    return one != other if question.must else abs(one - other) >= TOO_FAR


def _settled(question: Question, values: list[int], offers: Sequence[int | None], third: int | None) -> int | None:
    """Return what holds: what the two agreed on afterwards, else what they agree on, else the middle of three."""
    if offers[0] is not None and offers[0] == offers[1]:
        return offers[0]
    if not differ(question, *values):
        return min(values)
    if third is None:
        return None
    return sorted([*values, third], key=_MUST_ORDER.__getitem__ if question.must else int)[1]


def levels(agreed: Mapping[str, int]) -> dict[str, int]:
    """Return the levels to score by: a must that is unclear is not there, since nobody has found it met or not."""
    return {criterion: value for criterion, value in agreed.items() if value != UNCLEAR}
