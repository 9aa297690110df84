"""What a candidate is told, and may do, with a link instead of an account: coded, and never an inner reason."""

from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.own_page_codes import OwnStatus
from contracts.recruitment.referral_codes import ReferralCommand
from services.recruitment.domain.application import Application
from services.recruitment.domain.campaign import Campaign
from services.recruitment.domain.referral import Referral
from services.recruitment.domain.referral_refusals import ReferralIs, ReferralNotFound
from services.recruitment.domain.referral_rules import STATUSES

CANDIDATE = "candidate"
"""The role of who comes by a link to the own page."""
_OVER = {
    ApplicationStatus.WITHDRAWN: OwnStatus.WITHDRAWN,
    ApplicationStatus.HIRED: OwnStatus.HIRED,
    ApplicationStatus.HIRED_ELSEWHERE: OwnStatus.HIRED_ELSEWHERE,
}
_CONCLUDED = frozenset({CampaignStatus.DECIDED, CampaignStatus.CLOSED, CampaignStatus.CANCELLED})


def status(application: Application, campaign: Campaign, *, offered: bool, answered: bool) -> OwnStatus:
    """Return how the application stands, as its candidate is told."""
    if application.status in _OVER:
        return _OVER[application.status]
    if answered:
        return OwnStatus.ANSWERED
    if offered:
        return OwnStatus.OFFERED
    if campaign.status in _CONCLUDED:
        return OwnStatus.AWAITING_ANSWER
    return OwnStatus.RECEIVED if campaign.status is CampaignStatus.PUBLISHED else OwnStatus.BEING_JUDGED


def may_withdraw(application: Application, campaign: Campaign) -> bool:
    """Tell whether there is still something to take back."""
    return application.status is ApplicationStatus.RECEIVED and campaign.status not in _CONCLUDED


def may_answer_questions(application: Application, campaign: Campaign) -> bool:
    """Tell whether voluntary answers are counted still: until it is decided, and not of who has taken it back."""
    return application.status is not ApplicationStatus.WITHDRAWN and campaign.status not in _CONCLUDED


def require_own(referral: Referral, application: Application) -> None:
    """Raise ReferralNotFound when the referral is somebody else's."""
    if referral.candidate_id != application.candidate_id:
        raise ReferralNotFound("There is no such offer.")


def require_offered(referral: Referral, command: ReferralCommand) -> None:
    """Raise ReferralIs when there is no offer to answer."""
    if referral.status not in STATUSES[command]:
        raise ReferralIs(referral.status)
