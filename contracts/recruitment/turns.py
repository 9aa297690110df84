"""HTTP bodies of who waits for whom in recruitment, ``/recruitment/v1/turns``."""

from enum import StrEnum
from uuid import UUID

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


class Turns(Wire):
    """Campaigns that wait for somebody, those that close first first."""

    items: list[CampaignTurns]
