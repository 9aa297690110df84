"""Facts about the queue policy and the units' situation, published on ``specialist_team.events``. Coded values only."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from contracts.event import Event
from contracts.organisation import Slug
from contracts.specialist_team.policy import PolicyRule


class PolicyEvent(Event):
    """Something happened to a version of the queue policy."""

    topic: ClassVar[str] = "specialist_team.events"
    subject_type: ClassVar[str] = "queue_policy"


class PolicyProposed(PolicyEvent):
    """A member of the steering group proposed a queue policy, to be in force from ``valid_from``."""

    type: Literal["specialist_team.policy_proposed.v1"] = "specialist_team.policy_proposed.v1"
    rule: PolicyRule
    valid_from: date


class PolicySigned(PolicyEvent):
    """Another member of the steering group signed the policy, which got its ``number``."""

    type: Literal["specialist_team.policy_signed.v1"] = "specialist_team.policy_signed.v1"
    number: int = Field(ge=1)
    rule: PolicyRule
    valid_from: date


class PolicyWithdrawn(PolicyEvent):
    """The steering group withdrew a proposal before it was signed."""

    type: Literal["specialist_team.policy_withdrawn.v1"] = "specialist_team.policy_withdrawn.v1"


class SituationStated(Event):
    """The coordinator stated a unit's vacant posts and turnover, in percent; null is not known."""

    topic: ClassVar[str] = "specialist_team.events"
    subject_type: ClassVar[str] = "unit_situation"

    type: Literal["specialist_team.situation_stated.v1"] = "specialist_team.situation_stated.v1"
    unit: Slug
    valid_from: date
    vacant_percent: int | None = Field(ge=0, le=100)
    turnover_percent: int | None = Field(ge=0, le=300)
