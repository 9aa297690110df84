"""HTTP bodies of interviews. A candidate is an application with a number: never who it is."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints
from pydantic_core import PydanticCustomError

from contracts.free_text import Reason
from contracts.organisation import Slug
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.interview_codes import (
    InterviewCancelReason,
    InterviewCommand,
    InterviewKind,
    InterviewStatus,
)
from contracts.recruitment.orders import ExpectedVersion
from contracts.recruitment.profiles import Criterion
from contracts.recruitment.screening import DraftJudgement, LockJudgement, SaveDraft
from contracts.recruitment.screening_codes import Ground, MustFinding
from contracts.wire import Body, Wire, example_of

MOST_INTERVIEWERS = 3
SHORTEST, LONGEST = 15, 240
_WHEN = {
    "startsAt": "2027-01-14T08:00:00Z",
    "minutes": 60,
    "place": "Rum Tallen, Storforsplan 36",
    "interviewers": ["hr-konsult", "farsta-chef"],
}


def _each_once(people: list[str]) -> list[str]:
    if len(set(people)) < len(people):
        raise PydanticCustomError("interviewer_twice", "name each interviewer once")
    return people


PersonId = Annotated[str, StringConstraints(min_length=1, max_length=100)]
"""The id of an account, as its access token says it."""
Interviewers = Annotated[list[PersonId], Field(min_length=1, max_length=MOST_INTERVIEWERS), AfterValidator(_each_once)]
Minutes = Annotated[int, Field(ge=SHORTEST, le=LONGEST)]


class BookInterview(Body):
    """Book an interview. ``place`` is a room or a link and names no candidate."""

    model_config = example_of({"kind": "in_person"} | _WHEN)

    kind: InterviewKind
    starts_at: AwareDatetime
    minutes: Minutes
    place: Reason
    interviewers: Interviewers


class MoveInterview(Body):
    """Give the interview another time, place or interviewers."""

    model_config = example_of({"expectedVersion": 1} | _WHEN)

    expected_version: ExpectedVersion
    starts_at: AwareDatetime
    minutes: Minutes
    place: Reason
    interviewers: Interviewers


class CancelInterview(Body):
    """Cancel the interview."""

    model_config = example_of({"expectedVersion": 1, "reason": "candidate_asked"})

    expected_version: ExpectedVersion
    reason: Literal[
        InterviewCancelReason.CANDIDATE_ASKED,
        InterviewCancelReason.INTERVIEWER_PREVENTED,
        InterviewCancelReason.BY_MISTAKE,
    ]


class HoldInterview(Body):
    """Note that the interview was held; ``interviewers`` are those who were there."""

    model_config = example_of({"expectedVersion": 1, "interviewers": ["hr-konsult"]})

    expected_version: ExpectedVersion
    interviewers: Interviewers


class MissInterview(Body):
    """Note that the candidate did not come."""

    model_config = example_of({"expectedVersion": 1})

    expected_version: ExpectedVersion


class LockScorecard(LockJudgement):
    """Lock one's own judgement of every criterion that the interview is to show. It is not changed afterwards."""


class SaveScorecard(SaveDraft):
    """Keep one's own judgement so far; nobody else reads it, and locking forgets it."""


class Interviewer(Wire):
    """Somebody who interviews: ``locked_at`` when the own scorecard was locked."""

    person: str
    role: str
    locked_at: AwareDatetime | None


class Interview(Wire):
    """An interview; ``commands`` are those that the caller may give now.

    ``sequence`` grows with each change of time, place, interviewers or validity, as a calendar's invitation has it.
    ``waits_for_me`` when the caller has a scorecard to lock.
    """

    id: UUID
    version: int
    sequence: int
    status: InterviewStatus
    campaign: UUID
    application: UUID
    number: str = Field(description="The application's number with its campaign's")
    kind: InterviewKind
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    place: str
    interviewers: list[Interviewer]
    cancelled: InterviewCancelReason | None
    updated_at: AwareDatetime
    waits_for_me: bool
    commands: list[InterviewCommand]


class InterviewList(Wire):
    """Interviews, the earliest first."""

    items: list[Interview]


class Scored(Wire):
    """An interviewer's judgement of a criterion."""

    person: str
    level: int | None
    finding: MustFinding | None
    ground: Ground | None
    text: str


class ScoredCriterion(Wire):
    """A criterion that the interview is to show. Others' judgements are shown when the caller's own are locked.

    ``level`` or ``finding`` is what the interview comes to, when every interviewer has locked.
    """

    criterion: Criterion
    asked: bool
    scores: list[Scored]
    level: int | None
    finding: MustFinding | None


class InterviewRecord(Wire):
    """An interview with its scorecards, as the caller may see them."""

    interview: Interview
    campaign_status: CampaignStatus
    profile: int
    criteria: list[ScoredCriterion]
    drafts: list[DraftJudgement] = Field(default_factory=list, description="What the caller has judged so far")
    saved_at: AwareDatetime | None = Field(default=None, description="Since when the draft is kept")


class PossibleInterviewer(Wire):
    """Somebody who may interview: an HR consultant who has declared conflicts, or a manager who ordered a position."""

    person: str
    role: str
    unit: Slug | None


class InterviewChoices(Wire):
    """What an interview of the application may be booked with.

    ``times`` are when everybody named is free: working days, office hours, not over lunch.
    """

    campaign: UUID
    number: str
    interviewers: list[PossibleInterviewer]
    criteria: int = Field(description="How many criteria the profile lets an interview show")
    times: list[AwareDatetime]
