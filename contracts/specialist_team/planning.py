"""HTTP bodies of the plan: proposals of who, where and when for the coming twelve weeks."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.free_text import Reason
from contracts.organisation import Slug
from contracts.specialist_team.api import ExpectedVersion, Percent, Period
from contracts.specialist_team.codes import Urgency
from contracts.wire import Body, Wire, example_of


class ProposalReason(StrEnum):
    """Why this person and this week."""

    COMPETENCE = "competence"
    ONLY_ONE = "only_one"
    KNOWS_THE_UNIT = "knows_the_unit"
    HOME_DISTRICT = "home_district"
    SAME_PART = "same_part"
    AS_BEFORE = "as_before"
    WANTED_START = "wanted_start"
    FIRST_FREE = "first_free"
    BEHIND_OTHERS = "behind_others"
    ACUTE = "acute"
    OWED = "owed"


class Obstacle(StrEnum):
    """What stands in the way of a proposal; the first that holds is told."""

    PERIOD_HAS_PASSED = "period_has_passed"
    BEYOND_THE_PLAN = "beyond_the_plan"
    NO_COMPETENCE = "no_competence"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    MORE_THAN_ANYBODY_HAS = "more_than_anybody_has"
    NO_FREE_TIME = "no_free_time"
    OTHERS_BEFORE = "others_before"


class Goal(StrEnum):
    """What the plan is after, the most important first; a later goal never costs an earlier one anything."""

    ACUTE = "acute"
    QUEUE = "queue"
    ENTITLEMENT = "entitlement"
    LEAST_CHANGE = "least_change"
    CONTINUITY = "continuity"
    TRAVEL = "travel"


class GoalReached(Wire):
    """How far the plan reaches a goal, in whole points, and the most that could be reached given the goals before."""

    goal: Goal
    value: int
    bound: int


class Proposal(Wire):
    """A specialist proposed for a request. ``others`` could take it at the same time, ``late_weeks`` after the wish."""

    request: UUID
    reference: str
    version: int
    district: Slug
    unit: Slug
    urgency: Urgency | None
    specialist: Slug
    percent: int
    starts_on: date
    ends_on: date
    late_weeks: int
    reasons: list[ProposalReason]
    others: list[Slug]
    stale: bool = Field(default=False, description="The request has moved on since the plan was made")


class NotProposed(Wire):
    """A request that the plan gives nobody, and what stands in the way; ``earlier_references`` got the time."""

    request: UUID
    reference: str
    district: Slug
    unit: Slug
    percent: int
    starts_on: date
    obstacle: Obstacle
    earlier_references: list[str]


class Plan(Wire):
    """A plan as it was made. ``gap_per_mille``: how much better the first unproven goal could at most be."""

    id: UUID
    made_at: AwareDatetime
    mondays: list[date]
    proven: bool
    gap_per_mille: int
    goals: list[GoalReached]
    input_hash: str
    solver_version: str
    proposals: list[Proposal]
    without_proposals: list[NotProposed]


class PlanAnswer(Wire):
    """The latest plan, None before the first; ``being_made`` when a newer one was asked for."""

    plan: Plan | None
    being_made: bool


class OpenSlot(Wire):
    """A specialist who could help from a day on, other proposals apart."""

    specialist: Slug
    starts_on: date
    ends_on: date


class OpenSlots(Wire):
    """All that is open to a request: the days on which help could begin, and who is free then."""

    request: UUID
    days: list[date]
    slots: list[OpenSlot]


class Move(Wire):
    """What a change by hand does to another request: who and when before and after; None is not proposed."""

    request: UUID
    reference: str
    district: Slug
    specialist_before: Slug | None
    starts_on_before: date | None
    specialist_after: Slug | None
    starts_on_after: date | None


class PlanEffect(Wire):
    """What if a request is given to somebody else, or another week: the goals before and after, and who is moved.

    ``possible`` is false when the choice breaks a rule; ``obstacle`` says which.
    """

    possible: bool
    obstacle: Obstacle | None
    earlier_goals: list[GoalReached]
    new_goals: list[GoalReached]
    moves: list[Move]


class AcceptedRow(ExpectedVersion, Period):
    """A proposal to offer, as it stands in the plan or as it was moved by hand."""

    request: UUID
    specialist: Slug
    percent: Percent


class AcceptProposals(Body):
    """Offer these proposals to their districts; each row succeeds or is refused by itself."""

    model_config = example_of(
        {
            "rows": [
                {
                    "expectedVersion": 3,
                    "request": "0193598a-0000-7000-8000-000000000001",
                    "specialist": "specialist-c",
                    "percent": 60,
                    "startsOn": "2026-12-07",
                    "endsOn": "2027-01-29",
                }
            ],
            "reason": "Enligt veckans plan.",
        }
    )

    rows: Annotated[list[AcceptedRow], Field(min_length=1, max_length=200)]
    reason: Reason


class RowResult(Wire):
    """What became of a row: offered, or the code of the refusal."""

    request: UUID
    offered: bool
    code: str | None


class AcceptResults(Wire):
    """One result per row, in the order in which they were sent."""

    results: list[RowResult]


class MakePlan(Body):
    """Make a plan now."""

    model_config = example_of({})
