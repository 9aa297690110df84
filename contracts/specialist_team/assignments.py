"""HTTP bodies about assignments, under ``/specialist-team/v1/support-requests/{requestId}``."""

from datetime import date
from typing import Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from contracts.free_text import OptionalText, Reason
from contracts.organisation import Slug
from contracts.specialist_team.api import ExpectedVersion, Percent
from contracts.specialist_team.assignment_codes import (
    AfterStandDown,
    Effect,
    EndDeclineReason,
    Match,
    Side,
    StandDownReason,
)
from contracts.wire import Wire, example_of


class Split(ExpectedVersion):
    """Split a queued request in two: this one keeps ``percent``, or the time before ``from_on``."""

    model_config = example_of({"expectedVersion": 4, "percent": 40, "reason": "Två specialister delar på uppdraget."})

    percent: Percent | None = None
    from_on: date | None = None
    reason: Reason

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.percent is None) == (self.from_on is None):
            code = "split_one_way"
            message = "state either percent or fromOn"
            raise PydanticCustomError(code, message)
        return self


class ProposeEnd(ExpectedVersion):
    """Propose another last day. An earlier one with at least ten working days' notice holds at once."""

    model_config = example_of({"expectedVersion": 7, "endsOn": "2027-02-26", "reason": "Två utredningar återstår."})

    ends_on: date
    reason: Reason


class AgreeEnd(ExpectedVersion):
    """Agree to the last day that the other party proposed."""

    model_config = example_of({"expectedVersion": 8})


class DeclineEnd(ExpectedVersion):
    """Say no to the last day that the other party proposed."""

    model_config = example_of({"expectedVersion": 8, "reason": "specialist_is_needed_elsewhere", "note": ""})

    reason: EndDeclineReason
    note: OptionalText = ""


class LetEnd(ExpectedVersion):
    """Let the assignment end on its last day."""

    model_config = example_of({"expectedVersion": 8})


class HandOver(ExpectedVersion):
    """Let another specialist give the help from a day on."""

    model_config = example_of(
        {"expectedVersion": 7, "specialist": "specialist-b", "fromOn": "2027-01-11", "reason": "Föräldraledighet."}
    )

    specialist: Slug
    from_on: date
    reason: Reason


class StandDown(ExpectedVersion):
    """Take the specialist home early. ``last_day`` is needed when the help has begun."""

    model_config = example_of(
        {
            "expectedVersion": 7,
            "reason": "acute_need_elsewhere",
            "lastDay": "2026-12-18",
            "afterwards": "queue",
            "note": "Akut behov i en annan stadsdel.",
        }
    )

    reason: StandDownReason
    last_day: date | None = None
    afterwards: AfterStandDown
    note: Reason


class Review(ExpectedVersion):
    """What the team says of the district's part."""

    model_config = example_of(
        {"expectedVersion": 9, "task": "fully", "introduction": "mostly", "conditions": "fully", "comment": ""}
    )

    task: Match
    introduction: Match
    conditions: Match
    comment: OptionalText = ""


class FollowUpEffect(ExpectedVersion):
    """Whether the need was solved, three months after."""

    model_config = example_of({"expectedVersion": 10, "effect": "solved", "comment": ""})

    effect: Effect
    comment: OptionalText = ""


class PartBody(Wire):
    """A part of a need: percent of full time between two dates."""

    percent: int
    starts_on: date
    ends_on: date


class SegmentBody(PartBody):
    """Help by one specialist."""

    specialist: Slug
    specialist_title: str


class OriginBody(Wire):
    """The request that this one is a part of."""

    id: UUID
    reference: str


class ProposalBody(Wire):
    """A last day that one party has proposed and the other has not answered."""

    ends_on: date
    side: Side


class ReviewBody(Wire):
    """What the team said of the district's part."""

    task: Match
    introduction: Match
    conditions: Match


class StoodDownBody(Wire):
    """Why the help ended early, and what was not given."""

    reason: StandDownReason
    not_given_segments: list[SegmentBody]


class AssignmentBody(Wire):
    """The help that a request is promised or given, and what is agreed about it.

    ``remains`` is the part of the need that the offer does not cover. ``ending_told`` and ``may_end`` are about the
    last day as it is now. Minutes are of the segments as they stand; ``imported_minutes`` are
    those of ``reported_minutes`` that an import told as a sum, by no week.
    """

    request: UUID
    segments: list[SegmentBody]
    remains: list[PartBody]
    origin: OriginBody | None = None
    parts: list[OriginBody] = Field(default_factory=list)
    proposal: ProposalBody | None = None
    ending_told: bool = False
    may_end: bool = False
    stood_down: StoodDownBody | None = None
    review: ReviewBody | None = None
    effect_asked_on: date | None = None
    effect: Effect | None = None
    planned_minutes: int
    reported_minutes: int = 0
    confirmed_minutes: int = 0
    imported_minutes: int = 0
    team_cost_ore: int = 0
    agency_cost_ore: int = 0
    as_of: AwareDatetime
