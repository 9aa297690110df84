"""What voluntary answers come to: which numbers may be told, and whether a group's share is four fifths of the highest.

An answer is added to the counter of every stage that the application has reached and not answered for, so a later
stage's counter holds nobody whom an earlier one does not. What is concluded is concluded from what is told alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from contracts.recruitment.equality import EqualityComparison, EqualityGroup
from contracts.recruitment.equality_codes import (
    AgeBand,
    EqualityAnswer,
    EqualityQuestion,
    EqualityStage,
    EqualityVerdict,
    Sex,
)
from services.recruitment.domain.impact import SUPPRESSED_BELOW, Group, Impact, impact

Counts = Mapping[tuple[EqualityQuestion, EqualityAnswer, EqualityStage], int]
Totals = Mapping[EqualityStage, int]
"""How many applications came to each stage, whether they answered or not: known to who reads the campaign's pages."""
ANSWERS: Final[Mapping[EqualityQuestion, Sequence[EqualityAnswer]]] = {
    EqualityQuestion.SEX: tuple(Sex),
    EqualityQuestion.AGE: tuple(AgeBand),
}
_LATER: Final = (EqualityStage.INTERVIEWED, EqualityStage.OFFERED)


@dataclass(frozen=True)
class Answers:
    """What one candidate answered."""

    sex: Sex | None = None
    age: AgeBand | None = None

    def given(self) -> dict[EqualityQuestion, EqualityAnswer]:
        """Return the answers that were given, by question."""
        answers = {EqualityQuestion.SEX: self.sex, EqualityQuestion.AGE: self.age}
        return {question: answer for question, answer in answers.items() if answer is not None}


def groups(counts: Counts, totals: Totals) -> list[EqualityGroup]:
    """Return the groups that somebody belongs to, with the numbers that may be told."""
    return [group for question in EqualityQuestion for group in _groups(question, counts, totals)]


def _groups(question: EqualityQuestion, counts: Counts, totals: Totals) -> list[EqualityGroup]:
    answers = [one for one in ANSWERS[question] if counts.get((question, one, EqualityStage.APPLIED))]
    shown = {
        stage: told({one: counts.get((question, one, stage), 0) for one in answers}, totals.get(stage, 0))
        for stage in EqualityStage
    }
    return [
        EqualityGroup(question=question, answer=one, **{stage.value: shown[stage][one] for stage in EqualityStage})
        for one in answers
    ]


def told(numbers: Mapping[EqualityAnswer, int], total: int) -> dict[EqualityAnswer, int | None]:
    """Return the numbers with None for those under five, and for more when the rest of ``total`` would give them away.

    What is not told, together with those who did not answer, is always five at least, or nothing.
    """
    shown = {one: number for one, number in numbers.items() if number >= SUPPRESSED_BELOW}
    while shown and len(shown) < len(numbers) and total - sum(shown.values()) < SUPPRESSED_BELOW:
        del shown[min(shown, key=lambda one: (shown[one], one))]
    return {one: shown.get(one) for one in numbers}


def comparisons(told_groups: Iterable[EqualityGroup]) -> list[EqualityComparison]:
    """Return each group beside the one with the highest share, by question and stage; from what is told alone."""
    every_one = list(told_groups)
    return [
        _comparison(question, stage, one)
        for question in EqualityQuestion
        for stage in _LATER
        for one in impact(_known([each for each in every_one if each.question is question], stage))
    ]


def _known(of_question: Sequence[EqualityGroup], stage: EqualityStage) -> list[Group]:
    """Return the groups as they are known: of a number that is not told, only between what it lies.

    One that alone is not told is under five; of several, any may have been left out for another's sake.
    """
    alone = [getattr(one, stage.value) for one in of_question].count(None) == 1
    return [
        Group(one.answer, one.applied, passed or 0, None if passed is not None else _most(one.applied, alone=alone))
        for one in of_question
        if one.applied is not None
        for passed in [getattr(one, stage.value)]
    ]


def _most(came: int, *, alone: bool) -> int:
    return min(came, SUPPRESSED_BELOW - 1) if alone else came


def _comparison(question: EqualityQuestion, stage: EqualityStage, one: Impact) -> EqualityComparison:
    verdicts = {True: EqualityVerdict.LOWER, False: EqualityVerdict.ALIKE, None: EqualityVerdict.UNCLEAR}
    answer = next(each for each in ANSWERS[question] if each == one.group)
    return EqualityComparison(
        question=question,
        answer=answer,
        stage=stage,
        verdict=verdicts[one.flagged],
        percent=None if one.ratio is None or one.flagged is None else round(100 * one.ratio),
        chance=None if one.chance is None or one.flagged is None else Decimal(round(one.chance * 1000)) / 1000,
    )
