"""Who may see a campaign, and which commands its status allows; HR-service gives them all."""

from contracts.recruitment.campaign_codes import CampaignCommand, CampaignStatus
from libs.refusals import RoleMayNot
from services.recruitment.domain.campaign import Campaign
from services.recruitment.domain.campaign_refusals import CampaignIs, CampaignNotFound
from services.recruitment.domain.order_rules import HR_CONSULTANT, UNIT_MANAGER, Person, sees_every_district

_PREPARING = frozenset({CampaignStatus.PREPARING})
_OUT = frozenset({CampaignStatus.PUBLISHED, CampaignStatus.CLOSED_FOR_APPLICATIONS})

STATUSES: dict[CampaignCommand, frozenset[CampaignStatus]] = {
    CampaignCommand.CHANGE: _PREPARING,
    CampaignCommand.SET_PROFILE: _PREPARING,
    CampaignCommand.RECORD_GATE: _PREPARING,
    CampaignCommand.PUBLISH: _PREPARING,
    CampaignCommand.REVISE_PROFILE: _OUT,
    CampaignCommand.EXTEND: _OUT,
    CampaignCommand.CANCEL: _PREPARING | _OUT,
    CampaignCommand.DECIDE: frozenset({CampaignStatus.CLOSED_FOR_APPLICATIONS}),
    CampaignCommand.CLOSE: frozenset({CampaignStatus.DECIDED}),
}
"""From which statuses each command is possible."""


def require_hr(person: Person) -> str:
    """Return the role in which campaigns are run; raises RoleMayNot."""
    if HR_CONSULTANT not in person.roles:
        raise RoleMayNot("Only HR-service runs campaigns.")
    return HR_CONSULTANT


def may_see(person: Person, campaign: Campaign) -> bool:
    """Tell whether the person may know of the campaign: HR-service, the steering group, managers it recruits for."""
    recruits_for = UNIT_MANAGER in person.roles and person.district in campaign.districts
    return recruits_for or sees_every_district(person)


def require_seen(person: Person, campaign: Campaign) -> None:
    """Raise CampaignNotFound when the person may not know of the campaign."""
    if not may_see(person, campaign):
        raise CampaignNotFound("There is no such campaign, or it recruits to other districts only.")


def require_published(campaign: Campaign) -> None:
    """Raise CampaignIs when the campaign has never been out."""
    if campaign.published_at is None:
        raise CampaignIs(campaign.status)


def possible(person: Person, campaign: Campaign) -> list[CampaignCommand]:
    """Return the commands that the person may give now."""
    hr = HR_CONSULTANT in person.roles
    return [command for command in CampaignCommand if hr and campaign.status in STATUSES[command]]


def require(person: Person, campaign: Campaign, command: CampaignCommand) -> str:
    """Return the role in which the person gives ``command``; raises CampaignNotFound, RoleMayNot or CampaignIs."""
    require_seen(person, campaign)
    role = require_hr(person)
    if campaign.status not in STATUSES[command]:
        raise CampaignIs(campaign.status)
    return role
