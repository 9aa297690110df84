"""The fact that a plan was made, published on ``specialist_team.events``; counts only, for a plan promises nothing."""

from typing import ClassVar, Literal

from pydantic import Field

from contracts.event import Event


class PlanProposed(Event):
    """The planner proposed who, where and when for the coming twelve weeks."""

    topic: ClassVar[str] = "specialist_team.events"
    subject_type: ClassVar[str] = "plan"

    type: Literal["specialist_team.plan_proposed.v1"] = "specialist_team.plan_proposed.v1"
    proposed: int = Field(ge=0)
    without_proposal: int = Field(ge=0)
    changed: int = Field(ge=0, description="Proposals that are not as in the plan before")
    proven: bool
