"""The requirement profile (sv. *kravprofil*): what is asked of candidates, how much it weighs and how it is judged."""

from typing import Annotated, Self

from pydantic import AfterValidator, AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from contracts.free_text import Reason
from contracts.organisation import Slug
from contracts.recruitment.campaign_codes import CriterionKind, Evidence
from contracts.wire import Wire

STEPS = 5
"""A merit is judged 0–4."""


class Criterion(Wire):
    """One criterion. A merit has a weight of 1–10 and steps: what 0, 1, 2, 3 and 4 mean in words; a must has neither.

    ``id`` is kept from version to version, so that a judgement can be followed.
    """

    id: Slug
    kind: CriterionKind
    title: Reason
    weight: int | None = Field(default=None, ge=1, le=10)
    steps: Annotated[list[Reason], Field(min_length=STEPS, max_length=STEPS)] | None = None
    sources: Annotated[list[Evidence], Field(min_length=1, max_length=len(Evidence))]

    @model_validator(mode="after")
    def _a_merit_weighs(self) -> Self:
        merit = self.kind is CriterionKind.MERIT
        if merit != (self.weight is not None) or merit != (self.steps is not None):
            raise PydanticCustomError("merit_needs_scale", "a merit has a weight and a scale, a must has neither")
        return self


def _each_once(criteria: list[Criterion]) -> list[Criterion]:
    if len({one.id for one in criteria}) < len(criteria):
        raise PydanticCustomError("criterion_twice", "give each criterion an id of its own")
    if all(one.kind is CriterionKind.MUST for one in criteria):
        raise PydanticCustomError(
            "no_merit", "at least one criterion must be a merit, or nobody can be told from another"
        )
    return criteria


Criteria = Annotated[list[Criterion], Field(min_length=1, max_length=20), AfterValidator(_each_once)]
"""What a profile consists of: 1–20 criteria, at least one of them a merit."""


class Profile(Wire):
    """A version of the profile. It is locked when the campaign is published; what is said later is a new version."""

    number: int
    criteria: list[Criterion]
    locked_at: AwareDatetime | None
    reason: str | None = Field(description="Why it was revised after publishing")
