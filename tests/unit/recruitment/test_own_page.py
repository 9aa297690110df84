"""What a candidate is told of an application: never that somebody is proposed, chosen or passed over."""

from dataclasses import replace

import pytest

from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.own_page_codes import OwnStatus
from services.recruitment.domain.own_page import may_withdraw, status
from tests.builders.campaigns import a_campaign
from tests.unit.recruitment.test_recognition import ONE

OUT, CLOSED = CampaignStatus.PUBLISHED, CampaignStatus.CLOSED_FOR_APPLICATIONS
DECIDED, CANCELLED = CampaignStatus.DECIDED, CampaignStatus.CANCELLED
RECEIVED, WITHDRAWN = ApplicationStatus.RECEIVED, ApplicationStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("application", "campaign", "offered", "answered", "told", "can_withdraw"),
    [
        (RECEIVED, OUT, False, False, OwnStatus.RECEIVED, True),
        (RECEIVED, CLOSED, False, False, OwnStatus.BEING_JUDGED, True),
        (RECEIVED, CLOSED, True, False, OwnStatus.OFFERED, True),
        (RECEIVED, CLOSED, False, True, OwnStatus.ANSWERED, True),
        (RECEIVED, DECIDED, False, False, OwnStatus.AWAITING_ANSWER, False),
        (RECEIVED, CANCELLED, False, False, OwnStatus.AWAITING_ANSWER, False),
        (RECEIVED, CANCELLED, False, True, OwnStatus.ANSWERED, False),
        (WITHDRAWN, OUT, False, False, OwnStatus.WITHDRAWN, False),
        (ApplicationStatus.HIRED, CLOSED, False, False, OwnStatus.HIRED, False),
        (ApplicationStatus.HIRED_ELSEWHERE, CLOSED, False, True, OwnStatus.HIRED_ELSEWHERE, False),
    ],
)
def test_how_an_application_stands(
    application: ApplicationStatus,
    campaign: CampaignStatus,
    *,
    offered: bool,
    answered: bool,
    told: OwnStatus,
    can_withdraw: bool,
) -> None:
    one, of = replace(ONE, status=application), replace(a_campaign(), status=campaign)
    assert status(one, of, offered=offered, answered=answered) is told
    assert may_withdraw(one, of) == can_withdraw
