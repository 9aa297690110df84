"""Closed lists of referrals: HR-service proposes a candidate for a position, the manager decides."""

from enum import StrEnum


class ReferralStatus(StrEnum):
    """Where a referral stands (sv. *presentation*)."""

    PROPOSED = "proposed"
    CHOSEN = "chosen"
    PASSED_OVER = "passed_over"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    TURNED_DOWN = "turned_down"
    LAPSED = "lapsed"
    RETRACTED = "retracted"
    ENDED = "ended"


class ReferralCommand(StrEnum):
    """What may be done with a referral."""

    CHOOSE = "choose"
    PASS_OVER = "pass_over"  # noqa: S105 - no password
    SEE_DOCUMENTS = "see_documents"
    OFFER = "offer"
    ACCEPT = "accept"
    TURN_DOWN = "turn_down"
    RETRACT = "retract"


class PassOverReason(StrEnum):
    """Why the manager does not choose a candidate."""

    CLOSER_TO_PROFILE = "closer_to_profile"
    REQUIREMENT_NOT_SHOWN = "requirement_not_shown"
    CANNOT_START = "cannot_start"
    NOT_INTERESTED = "not_interested"


class ReferralEnding(StrEnum):
    """What ended a referral that was not decided."""

    POSITION_FILLED = "position_filled"
    POSITION_CANCELLED = "position_cancelled"
    HIRED_ELSEWHERE = "hired_elsewhere"
    WITHDRAWN = "withdrawn"
    CAMPAIGN_CANCELLED = "campaign_cancelled"


class FeedbackTemplate(StrEnum):
    """On what a candidate's feedback rests; a person writes it."""

    REQUIREMENT_NOT_MET = "requirement_not_met"
    CLOSER_TO_PROFILE = "closer_to_profile"
    NO_POSITION_LEFT = "no_position_left"
    OFFER_NOT_TAKEN = "offer_not_taken"
    CAMPAIGN_CANCELLED = "campaign_cancelled"
