"""What users of other systems asked of a recruitment: who is referred, why somebody is not, and what is said then."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from pydantic import ValidationError

from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.occupations import Occupation, Occupations
from contracts.recruitment.referral_codes import FeedbackTemplate, ReferralStatus
from contracts.recruitment.referrals import ProposeCandidates
from services.portal.candidate_words import AFTER_ANSWER
from services.portal.referral_words import FEEDBACK_TEXTS
from services.recruitment.domain import concluding, order, referral
from services.recruitment.domain.referral import HOLDING, LIVE
from services.recruitment.domain.referral_refusals import FeedbackMissing
from services.recruitment.domain.run_input import Standing
from services.recruitment.domain.vacancy import vacancies
from tests.builders.campaigns import NOW, a_published_campaign
from tests.builders.recruitment import HR, MANAGER, POSITIONS, a_draft, a_placed
from tests.unit.recruitment.test_referrals import a_referral
from tests.unit.recruitment.test_run_input import FIRST, SECOND, an_application, drawn
from tests.unit.recruitment.test_vacancy import at, filled, opened, published, referred


def test_who_is_not_to_be_referred_comes_into_no_proposal() -> None:
    """GC#16325: people who were paused or turned down for referral leaked into requests all the same."""
    over = (ApplicationStatus.WITHDRAWN, ApplicationStatus.HIRED, ApplicationStatus.HIRED_ELSEWHERE)
    gone = [an_application(number, FIRST, status=status) for number, status in enumerate(over, start=2)]
    tried = an_application(7, FIRST, SECOND)
    found = drawn([an_application(1, FIRST), *gone, tried], standing=Standing(tried={(tried.id, FIRST)}))
    assert set(found.snapshot.points) == {str(UUID(int=1)), str(tried.id)}
    assert set(found.snapshot.points[str(tried.id)]) == {str(SECOND)}, "not again where it was tried"


def test_a_referral_that_came_to_nothing_says_nothing_of_the_person() -> None:
    """GC#15236: whether somebody was referred and whether somebody was placed are two things."""
    one = an_application(1, FIRST)
    for decide in (referral.turn_down, referral.retract, referral.lapse):
        ended, _ = decide(a_referral(status=ReferralStatus.OFFERED), HR, NOW)
        assert ended.status not in LIVE | HOLDING
    assert one.status is ApplicationStatus.RECEIVED
    assert concluding.waits_for_answer(one, answered=False), "and who was tried in vain is answered like others"


def test_nobody_is_refused_by_the_clock() -> None:
    """DfE Apply's reject_by_default, les-emplois#5728: sixty silent days became a no. Here somebody answers."""
    campaign = replace(a_published_campaign(), status=CampaignStatus.DECIDED, concluded_at=NOW)
    with pytest.raises(FeedbackMissing):
        concluding.close(campaign, 1, 40, HR, NOW + timedelta(days=3650))
    assert {one.value for one in ApplicationStatus} == {"received", "withdrawn", "hired", "hired_elsewhere"}


@pytest.mark.parametrize("ground", FeedbackTemplate)
def test_a_no_thanks_says_why_and_what_one_can_do_next(ground: FeedbackTemplate) -> None:
    """apply#3404, #3656, #5700, prototype#746; les-emplois#3868: a reason, kinder words, and a next step per reason."""
    assert FEEDBACK_TEXTS[ground].startswith("Tack för din ansökan")
    assert len(set(AFTER_ANSWER.values())) == len(FeedbackTemplate)
    assert AFTER_ANSWER[ground].endswith(".")


def test_a_reason_for_each_also_when_several_are_proposed_at_once() -> None:
    """civilsdeladefense#1932, csplab#713: a reason is mandatory, in bulk too."""
    two = [{"application": UUID(int=1), "reason": "Har utrett i fem år."}, {"application": UUID(int=2), "reason": ""}]
    with pytest.raises(ValidationError, match=r"candidates\.1\.reason"):
        ProposeCandidates.model_validate({"candidates": two})


def test_a_unit_may_need_the_same_again() -> None:
    """frappe/hrms#4187, #863: a guard against duplicates forbade a second, or a new one after the first was filled."""
    first, again = a_placed(), replace(a_draft(), id=UUID(int=91), reference="REK-2026-0002")
    placed, events = order.place(again, POSITIONS[4:], MANAGER, NOW)
    assert {one.id for one in placed.positions}.isdisjoint(one.id for one in first.positions)
    assert [one.type for one in events].count("recruitment.position_opened.v1") == len(placed.positions)


def test_what_is_filled_and_what_is_ordered_anew_are_counted_apart() -> None:
    """frappe/hrms#863: a requisition stuck when its opening was filled; time to fill told of the filled alone."""
    other = UUID(int=77)
    happened = [*opened(), published(3, 1), referred(20, "offered"), referred(21, "accepted"), filled(21)]
    found = vacancies([*happened, *opened(30, number=2, order=other)], at(90).date())
    assert [(one.status, one.vacant_days) for one in found] == [
        (PositionStatus.FILLED, 21),
        (PositionStatus.OPEN, 60),
    ]
    assert found[1].opened_on == at(30).date() > date(2016, 4, 21)


def test_a_replaced_occupation_leads_to_the_one_that_is_ordered_now() -> None:
    """JobTech's taxonomy: concepts are deprecated and replaced, and what was written with them must still be read."""
    old = Occupation(id="socialassistent", name="Socialassistent", ssyk="3411", replaced_by="socialsekreterare")
    now = Occupation(id="socialsekreterare", name="Socialsekreterare", ssyk="2661")
    known = Occupations(occupations=[old, now])
    assert known.name("socialassistent") == "Socialassistent"
    assert known.used_now("socialassistent") is now
    assert known.in_use == [now]
    with pytest.raises(ValidationError):
        Occupations(occupations=[replaced_by_nothing(old)])


def replaced_by_nothing(one: Occupation) -> Occupation:
    return one.model_copy(update={"replaced_by": "finns-inte"})
