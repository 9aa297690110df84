"""HTTP bodies of who waits for whom in recruitment, ``/recruitment/v1/turns``."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from contracts.organisation import Slug
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.wire import Wire


class Holder(StrEnum):
    """Whose turn it is; ``you`` is the person who asks."""

    YOU = "you"
    HR_SERVICE = "hr_service"
    ASSESSORS = "assessors"
    MANAGERS = "managers"
    CANDIDATES = "candidates"


class Move(StrEnum):
    """What is waited for."""

    PREPARE = "prepare"
    JUDGE = "judge"
    SETTLE = "settle"
    PROPOSE = "propose"
    CHOOSE = "choose"
    OFFER = "offer"
    ANSWER_OFFER = "answer_offer"
    DECIDE = "decide"
    GIVE_FEEDBACK = "give_feedback"
    CLOSE = "close"


class Turn(Wire):
    """``count`` applications, candidates or positions wait for ``holder`` to make ``move``."""

    holder: Holder
    move: Move
    count: int


class CampaignTurns(Wire):
    """Who is waited for in a campaign, in the order of the work."""

    campaign: UUID
    reference: str
    title: str
    status: CampaignStatus
    turns: list[Turn]


class UnmatchedPosition(Wire):
    """An open position for which nobody has been proposed for ten working days, nor is it advertised.

    ``since`` is the first of those days; ``campaign`` recruits to it, if any does.
    """

    position: UUID
    order: UUID
    reference: str
    district: Slug
    unit: Slug
    campaign: UUID | None
    since: date


class Turns(Wire):
    """Campaigns that wait for somebody, those that close first first.

    ``unmatched_positions`` are vacancies without a candidate, ``erasure_requests`` how many who asked to be erased wait
    for an answer.
    """

    items: list[CampaignTurns]
    unmatched_positions: list[UnmatchedPosition] = Field(default_factory=list)
    erasure_requests: int = 0
    calibrations: int = Field(default=0, description="How many calibrations wait to be held")
