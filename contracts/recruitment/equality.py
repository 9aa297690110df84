"""Bodies and the event of equal treatment: counts of voluntary answers, told when a campaign is decided.

None is a number that is not told: fewer than five, or one by which such a number could be reckoned.
"""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from contracts.event import Event
from contracts.recruitment.equality_codes import (
    AgeBand,
    EqualityAnswer,
    EqualityQuestion,
    EqualityStage,
    EqualityVerdict,
    Sex,
)
from contracts.wire import Body, Wire, example_of


class AnswerEqualityQuestions(Body):
    """What a candidate answers of one's own will. It is added to counters and not kept."""

    model_config = example_of({"sex": "woman", "age": "from_thirty"})

    sex: Sex | None = None
    age: AgeBand | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.sex is None and self.age is None:
            raise PydanticCustomError("nothing_answered", "answer at least one question")
        return self


class EqualityGroup(Wire):
    """How many of those who gave an answer applied, were called to an interview and were offered a position."""

    question: EqualityQuestion
    answer: EqualityAnswer
    applied: int | None
    interviewed: int | None
    offered: int | None


class EqualityComparison(Wire):
    """A group's share that came as far as ``stage``, beside the group with the highest.

    ``percent`` is of the highest share; ``chance`` the probability of a split at least as uneven if the group made no
    difference (Fisher's exact test, two-sided). Both are None when what they rest on is not told.
    """

    question: EqualityQuestion
    answer: EqualityAnswer
    stage: EqualityStage
    verdict: EqualityVerdict
    percent: int | None
    chance: Decimal | None


class EqualityReport(Wire):
    """What the answers of a decided campaign come to."""

    campaign: UUID
    reference: str
    decided_on: date
    groups: list[EqualityGroup]
    comparisons: list[EqualityComparison]


class EqualityReports(Wire):
    """Decided campaigns that anybody answered in, the latest first."""

    items: list[EqualityReport]


class EqualityReported(Event):
    """A campaign is decided, and its voluntary answers are counted for the last time. Small numbers are not told."""

    topic: ClassVar[str] = "recruitment.events"
    subject_type: ClassVar[str] = "equality_report"

    type: Literal["recruitment.equality_reported.v1"] = "recruitment.equality_reported.v1"
    campaign_id: UUID
    groups: list[EqualityGroup] = Field(max_length=10)
