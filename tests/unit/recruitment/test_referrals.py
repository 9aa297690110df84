"""Referrals: who may do what from which status, what the law asks for before an offer, and how a campaign ends."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.event import ActorReference
from contracts.organisation import Area
from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.campaign_codes import CampaignStatus, GateDocument, GateStage
from contracts.recruitment.codes import OrderStatus, PositionStatus
from contracts.recruitment.order_events import OrderClosed, PositionFilled
from contracts.recruitment.referral_codes import (
    FeedbackTemplate,
    PassOverReason,
    ReferralCommand,
    ReferralEnding,
    ReferralStatus,
)
from contracts.recruitment.referral_events import ReferralEnded
from libs.calendar import local_date
from libs.refusals import RoleMayNot, ServiceError
from services.recruitment.domain import application, concluding, filling, referral, referral_rules
from services.recruitment.domain.application_refusals import ApplicationIsOver
from services.recruitment.domain.campaign_refusals import CampaignIs
from services.recruitment.domain.order_rules import Person
from services.recruitment.domain.referral import Decision, Referral
from services.recruitment.domain.referral_refusals import (
    AnswerByOutOfRange,
    AnswerIsTooLate,
    DocumentNotAskedFor,
    DocumentsNotSeen,
    FeedbackIsGiven,
    FeedbackMissing,
    FeedbackTooEarly,
    NobodyToAnswer,
    PositionIsNotOpen,
    ReferralIs,
    ReferralNotFound,
    ReferralsUndecided,
)
from services.recruitment.domain.refusals import EmploymentStartsInThePast
from tests.builders.campaigns import NOW, RULES, a_published_campaign, an_order
from tests.unit.recruitment.test_run_input import an_application

TODAY = local_date(NOW)
LATER = TODAY + timedelta(days=10)
HR = ActorReference(id="hr-konsult", role="hr_consultant")
HR_PERSON = Person("hr-konsult", frozenset({"hr_consultant"}), None, None)
MANAGER = Person("chef", frozenset({"unit_manager"}), "farsta", "farsta-utredning-barn-2")
ASKED = RULES.holding(GateStage.BEFORE_OFFER, TODAY, Area.CHILDREN_AND_YOUTH)
DOCUMENTS = [one for rule in ASKED for one in rule.documents]


def a_referral(**overrides: Any) -> Referral:
    begun = Referral(
        id=UUID(int=70),
        campaign_id=UUID(int=9),
        position_id=UUID(int=1001),
        application_id=UUID(int=1),
        candidate_id=UUID(int=501),
        district="farsta",
        unit="farsta-utredning-barn-2",
        version=1,
        status=ReferralStatus.PROPOSED,
        reason="Har utrett i fem år.",
        run_id=None,
        proposed_at=NOW,
        updated_at=NOW,
    )
    return replace(begun, **overrides)


def decided(found: Referral, command: ReferralCommand, now: datetime = NOW) -> Decision:
    """Return what the command gives when all is as it should be."""
    if command is ReferralCommand.CHOOSE:
        return referral.choose(found, "Bäst erfarenhet.", HR, now)
    if command is ReferralCommand.PASS_OVER:
        return referral.pass_over(found, PassOverReason.CANNOT_START, "", HR, now)
    if command is ReferralCommand.SEE_DOCUMENTS:
        return referral.see_documents(found, DOCUMENTS, ASKED, HR, now)
    if command is ReferralCommand.OFFER:
        seen, _ = referral.see_documents(found, DOCUMENTS, ASKED, HR, now)
        changed, event = referral.offer(seen, LATER, ASKED, HR, now)
        return changed, event
    if command is ReferralCommand.ACCEPT:
        return referral.accept(found, LATER, HR, now)
    decide = referral.turn_down if command is ReferralCommand.TURN_DOWN else referral.retract
    return decide(found, HR, now)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(ReferralCommand), max_size=8))
def test_nothing_follows_what_is_over_and_versions_have_no_gaps(commands: list[ReferralCommand]) -> None:
    found = a_referral()
    for command in commands:
        allowed = command in {*referral_rules.possible(HR_PERSON, found), *referral_rules.possible(MANAGER, found)}
        assert allowed == (found.status in referral_rules.STATUSES[command])
        if not allowed:
            continue
        changed, event = decided(found, command)
        assert event.subject_version == changed.version > found.version
        assert (changed.status is ReferralStatus.ACCEPTED) == (changed.starts_on is not None)
        found = changed
    if found.status not in referral.LIVE:
        assert referral_rules.possible(HR_PERSON, found) == referral_rules.possible(MANAGER, found) == []


@pytest.mark.parametrize(
    ("person", "status", "command", "refusal"),
    [
        (HR_PERSON, ReferralStatus.PROPOSED, ReferralCommand.CHOOSE, RoleMayNot),
        (MANAGER, ReferralStatus.CHOSEN, ReferralCommand.OFFER, RoleMayNot),
        (replace(MANAGER, unit="farsta-annan"), ReferralStatus.PROPOSED, ReferralCommand.CHOOSE, RoleMayNot),
        (replace(MANAGER, district="bromma"), ReferralStatus.PROPOSED, ReferralCommand.CHOOSE, ReferralNotFound),
        (MANAGER, ReferralStatus.ACCEPTED, ReferralCommand.PASS_OVER, ReferralIs),
        (HR_PERSON, ReferralStatus.PROPOSED, ReferralCommand.OFFER, ReferralIs),
    ],
)
def test_who_may_decide(
    person: Person, status: ReferralStatus, command: ReferralCommand, refusal: type[ServiceError]
) -> None:
    with pytest.raises(refusal):
        referral_rules.require(person, a_referral(status=status), command)


def test_nothing_is_offered_before_the_law_s_documents_are_seen_by_the_rule_in_force() -> None:
    chosen = a_referral(status=ReferralStatus.CHOSEN)
    with pytest.raises(DocumentsNotSeen) as refused:
        referral.offer(chosen, LATER, ASKED, HR, NOW)
    assert {error.field for error in refused.value.errors} == {f"documents.{one}" for one in DOCUMENTS}
    assert GateDocument.SUSPICION_RECORD in DOCUMENTS  # asked for since 2026-03-01
    seen, event = referral.see_documents(chosen, DOCUMENTS, ASKED, HR, NOW)
    assert [(one.document, one.by) for one in seen.documents] == [(one, "hr-konsult") for one in DOCUMENTS]
    assert referral.offer(seen, LATER, ASKED, HR, NOW)[0].status is ReferralStatus.OFFERED
    newer = [rule.model_copy(update={"version": rule.version + 1}) for rule in ASKED]
    with pytest.raises(DocumentsNotSeen):
        referral.offer(seen, LATER, newer, HR, NOW)
    with pytest.raises(DocumentNotAskedFor):
        referral.see_documents(chosen, DOCUMENTS, [], HR, NOW)
    assert event.subject_version == chosen.version + 1


@pytest.mark.parametrize(("days", "holds"), [(0, False), (1, True), (30, True), (31, False)])
def test_the_last_day_to_answer(days: int, holds: bool) -> None:  # noqa: FBT001
    chosen, _ = referral.see_documents(a_referral(status=ReferralStatus.CHOSEN), DOCUMENTS, ASKED, HR, NOW)
    if holds:
        referral.offer(chosen, TODAY + timedelta(days=days), ASKED, HR, NOW)
        return
    with pytest.raises(AnswerByOutOfRange):
        referral.offer(chosen, TODAY + timedelta(days=days), ASKED, HR, NOW)


def test_an_offer_can_be_accepted_on_its_last_day_and_not_after() -> None:
    offered = a_referral(status=ReferralStatus.OFFERED, answer_by=LATER)
    last_moment = datetime(LATER.year, LATER.month, LATER.day, 22, 59, tzinfo=UTC)  # one minute to midnight in Sweden
    assert not referral.is_overdue(offered, local_date(last_moment))
    assert referral.accept(offered, date(2027, 2, 1), HR, last_moment)[0].status is ReferralStatus.ACCEPTED
    with pytest.raises(AnswerIsTooLate):
        referral.accept(offered, date(2027, 2, 1), HR, last_moment + timedelta(minutes=1))
    with pytest.raises(EmploymentStartsInThePast):
        referral.accept(offered, TODAY - timedelta(days=1), HR, NOW)


def test_the_last_position_filled_closes_the_order() -> None:
    order = an_order(positions=2)
    first, second = order.positions
    half, events = filling.fill(order, first.id, LATER, HR, NOW)
    assert [type(one) for one in events] == [PositionFilled]
    assert (half.status, half.version) == (OrderStatus.ACCEPTED, order.version)
    whole, events = filling.fill(half, second.id, LATER, HR, NOW)
    assert [type(one) for one in events] == [PositionFilled, OrderClosed]
    assert (whole.status, whole.version) == (OrderStatus.CLOSED, order.version + 1)
    assert {one.status for one in whole.positions} == {PositionStatus.FILLED}
    for gone in (first.id, UUID(int=5)):
        with pytest.raises(PositionIsNotOpen):
            filling.fill(half, gone, LATER, HR, NOW)


def test_a_campaign_is_decided_when_nobody_waits_for_a_decision_and_closed_when_everybody_is_answered() -> None:
    campaign = replace(a_published_campaign(), status=CampaignStatus.CLOSED_FOR_APPLICATIONS)
    with pytest.raises(ReferralsUndecided):
        concluding.decide(campaign, 1, HR, NOW)
    done, _ = concluding.decide(campaign, 0, HR, NOW)
    with pytest.raises(FeedbackMissing):
        concluding.close(done, 1, 3, HR, NOW)
    assert concluding.close(done, 0, 4, HR, NOW)[0].status is CampaignStatus.CLOSED


def test_who_is_answered_when() -> None:
    campaign = replace(a_published_campaign(), status=CampaignStatus.DECIDED)
    received = an_application(1)
    concluding.require_answerable(campaign, received, answered=False, undecided=False)
    with pytest.raises(FeedbackIsGiven):
        concluding.require_answerable(campaign, received, answered=True, undecided=False)
    with pytest.raises(FeedbackTooEarly):
        concluding.require_answerable(campaign, received, answered=False, undecided=True)
    hired, event = application.hire(received, HR, NOW)
    assert (hired.status, event.number) == (ApplicationStatus.HIRED, 1)
    with pytest.raises(NobodyToAnswer):
        concluding.require_answerable(campaign, hired, answered=False, undecided=False)
    published = replace(campaign, status=CampaignStatus.PUBLISHED)
    with pytest.raises(CampaignIs):
        concluding.require_answerable(published, received, answered=False, undecided=False)
    with pytest.raises(ApplicationIsOver):
        application.withdraw(hired, TODAY, HR, NOW)
    assert not concluding.waits_for_answer(hired, answered=False)
    told, _ = application.give_feedback(received, FeedbackTemplate.CLOSER_TO_PROFILE, HR, NOW)
    assert told.version == received.version + 1


def test_what_ended_a_referral_is_told() -> None:
    ended, event = referral.end(a_referral(), ReferralEnding.HIRED_ELSEWHERE, HR, NOW)
    assert isinstance(event, ReferralEnded)
    assert (ended.status, event.reason) == (ReferralStatus.ENDED, ReferralEnding.HIRED_ELSEWHERE)
