"""Whether an assessor's answers are answers to what the profile asks, each on a ground that fits it."""

from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from contracts.recruitment.profiles import STEPS
from contracts.recruitment.screening_codes import Ground
from services.recruitment.domain.screening_outcome import MET, NOT_MET, UNCLEAR
from services.recruitment.domain.screening_questions import Questions
from services.recruitment.domain.screening_refusals import JudgementIsWrong


class Answer(NamedTuple):
    """A value and its ground; None where a reason in words is given instead."""

    value: int
    ground: Ground | None


FOR: Final = frozenset({Ground.SHOWN, Ground.SHOWN_IN_PART, Ground.EQUIVALENT})
"""Grounds of a must that is met and of a level above nought."""
AGAINST: Final = frozenset({Ground.SHOWN, Ground.NOT_SHOWN, Ground.NOT_MENTIONED, Ground.CONTRADICTORY})
"""Grounds of a must that is not met and of level nought: it may be shown clearly that something is lacking."""
NEITHER: Final = frozenset({Ground.SHOWN_IN_PART, Ground.NOT_SHOWN, Ground.NOT_MENTIONED, Ground.CONTRADICTORY})
"""Grounds of a must that is unclear."""


def fitting(value: int) -> frozenset[Ground]:
    """Return the grounds that fit a value."""
    if value == UNCLEAR:
        return NEITHER
    return FOR if value > NOT_MET else AGAINST


def require_right(answers: Mapping[str, Answer], wanted: Collection[str], asked: Questions) -> None:
    """Raise JudgementIsWrong unless exactly what is wanted is answered, on its scale and a fitting ground."""
    wrong = [(name, "not_judged") for name in wanted if name not in answers]
    for name, answer in answers.items():
        question = asked.by_criterion.get(name)
        if name not in wanted or question is None:
            wrong.append((name, "not_asked"))
        elif answer.value not in ((NOT_MET, MET, UNCLEAR) if question.must else range(STEPS)):
            wrong.append((name, "wrong_scale"))
        elif answer.ground is not None and answer.ground not in fitting(answer.value):
            wrong.append((name, "ground_does_not_fit"))
    if wrong:
        raise JudgementIsWrong.because(sorted(wrong))
