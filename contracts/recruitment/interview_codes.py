"""Closed lists of interviews."""

from enum import StrEnum


class InterviewStatus(StrEnum):
    """Where an interview stands. ``missed``: the candidate did not come."""

    BOOKED = "booked"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


class InterviewKind(StrEnum):
    """How the two sides meet."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    TELEPHONE = "telephone"


class InterviewCommand(StrEnum):
    """What may be done with an interview."""

    MOVE = "move"
    CANCEL = "cancel"
    HOLD = "hold"
    MISS = "miss"
    LOCK = "lock"


class InterviewCancelReason(StrEnum):
    """Why an interview is not held; the last three follow from what else happened."""

    CANDIDATE_ASKED = "candidate_asked"
    INTERVIEWER_PREVENTED = "interviewer_prevented"
    BY_MISTAKE = "by_mistake"
    WITHDRAWN = "withdrawn"
    HIRED = "hired"
    CAMPAIGN_CANCELLED = "campaign_cancelled"
