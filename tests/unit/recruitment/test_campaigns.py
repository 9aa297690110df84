"""Decisions about campaigns: which positions, which order of events, what is locked, who may, in which status."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from contracts.recruitment.campaign_codes import CampaignCancelReason, CampaignCommand, CampaignStatus
from contracts.recruitment.campaign_events import CampaignPublished
from contracts.recruitment.codes import OrderStatus, PositionStatus
from contracts.recruitment.profiles import Criteria
from libs.refusals import RoleMayNot, ServiceError
from services.recruitment.domain import campaign, campaign_rules
from services.recruitment.domain.campaign_refusals import (
    ApplicationsCloseInThePast,
    ApplicationsOpenInThePast,
    CampaignIs,
    CampaignNotFound,
    DifferentOccupations,
    NoOpenPosition,
    NotLaterThanBefore,
    OrdersNotAccepted,
    PositionsTaken,
    ProfileMissing,
)
from services.recruitment.domain.openings import choose
from services.recruitment.domain.order_rules import Person
from tests.builders.campaigns import (
    CRITERIA,
    HR,
    NOW,
    RULES,
    a_campaign,
    a_merit,
    a_published_campaign,
    an_order,
    with_gates_passed,
)

CRITERIA_OF = TypeAdapter(Criteria)
CONSULTANT = Person("hr-konsult", frozenset({"hr_consultant"}), None, None)
STEERING = Person("styrgrupp", frozenset({"steering_group"}), None, None)
FARSTA = Person("farsta-chef", frozenset({"unit_manager"}), "farsta", "farsta-utredning-barn-2")
BROMMA = Person("bromma-chef", frozenset({"unit_manager"}), "bromma", None)


def test_open_positions_of_accepted_orders_are_taken_once() -> None:
    first, second = an_order(1), an_order(2)
    filled = replace(first, positions=(replace(first.positions[0], status=PositionStatus.FILLED), first.positions[1]))
    assert [one.id for one in choose([filled, second], ())] == [
        first.positions[1].id,
        *(p.id for p in second.positions),
    ]
    taken = {one.id for one in first.positions}
    assert {one.order for one in choose([first, second], taken)} == {second.id}
    with pytest.raises(PositionsTaken):
        choose([first], taken)


@pytest.mark.parametrize("status", [one for one in OrderStatus if one is not OrderStatus.ACCEPTED])
def test_only_accepted_orders_are_recruited_to(status: OrderStatus) -> None:
    with pytest.raises(OrdersNotAccepted, match="REK-2026-0002"):
        choose([an_order(1), an_order(2, status=status)], ())


def test_one_advertisement_is_for_one_occupation() -> None:
    other = an_order(2)
    with pytest.raises(DifferentOccupations):
        choose([an_order(1), replace(other, content=replace(other.content, occupation="enhetschef"))], ())


def test_applications_open_today_at_the_earliest() -> None:
    found = a_campaign()
    days = (date(2026, 11, 22), date(2026, 12, 22))
    with pytest.raises(ApplicationsOpenInThePast):
        campaign.change(found, "Socialsekreterare", days, found.openings, HR, NOW)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"profile": None}, ProfileMissing),
        ({"closes_on": date(2026, 11, 22)}, ApplicationsCloseInThePast),
        (
            {"openings": tuple(replace(o, status=PositionStatus.CANCELLED) for o in a_campaign().openings)},
            NoOpenPosition,
        ),
    ],
)
def test_what_is_not_ready_is_not_published(wrong: dict[str, Any], refusal: type[ServiceError]) -> None:
    with pytest.raises(refusal):
        campaign.publish(replace(with_gates_passed(a_campaign()), **wrong), RULES, HR, NOW)


def test_publishing_locks_the_profile_and_says_by_which_gates() -> None:
    ready = with_gates_passed(a_campaign(opens_on=date(2026, 11, 20)))
    published, event = campaign.publish(ready, RULES, HR, NOW)
    assert isinstance(event, CampaignPublished)
    assert published.profile is not None
    assert published.profile.locked_at == NOW
    assert event.opens_on == published.opens_on == date(2026, 11, 23)  # it cannot have been open before
    assert [(one.gate, one.version) for one in event.gates] == [
        ("redeployment", 1),
        ("more_hours", 1),
        ("re_employment", 1),
    ]


def test_after_publishing_a_profile_gets_a_new_version_that_says_why() -> None:
    published = a_published_campaign()
    revised, event = campaign.revise_profile(published, [a_merit(weight=3)], "Vikten var fel.", HR, NOW)
    assert revised.profile is not None
    assert (revised.profile.number, revised.profile.locked_at) == (2, NOW)
    assert revised.profile.reason == "Vikten var fel."
    assert "Vikten" not in event.model_dump_json()


def test_a_last_day_only_moves_ahead_and_opens_applications_again() -> None:
    closed = replace(a_published_campaign(), status=CampaignStatus.CLOSED_FOR_APPLICATIONS)
    extended, _ = campaign.extend(closed, closed.closes_on + timedelta(days=7), HR, NOW)
    assert extended.status is CampaignStatus.PUBLISHED
    with pytest.raises(NotLaterThanBefore):
        campaign.extend(closed, closed.closes_on, HR, NOW)
    with pytest.raises(ApplicationsCloseInThePast):
        campaign.extend(replace(closed, closes_on=date(2026, 11, 1)), date(2026, 11, 22), HR, NOW)


def test_it_is_over_after_its_last_day() -> None:
    published = a_published_campaign()
    assert not campaign.is_over(published, published.closes_on)
    assert campaign.is_over(published, published.closes_on + timedelta(days=1))
    closed, _ = campaign.close_for_applications(published, HR, NOW)
    assert not campaign.is_over(closed, published.closes_on + timedelta(days=1))


def test_a_cancelled_campaign_can_do_nothing_more() -> None:
    cancelled, _ = campaign.cancel(a_published_campaign(), CampaignCancelReason.REDONE, HR, NOW)
    assert campaign_rules.possible(CONSULTANT, cancelled) == []


@pytest.mark.parametrize("status", CampaignStatus)
@pytest.mark.parametrize("command", CampaignCommand)
def test_who_may_when(command: CampaignCommand, status: CampaignStatus) -> None:
    found = a_campaign(status=status)
    if status in campaign_rules.STATUSES[command]:
        assert campaign_rules.require(CONSULTANT, found, command) == "hr_consultant"
    else:
        with pytest.raises(CampaignIs) as refused:
            campaign_rules.require(CONSULTANT, found, command)
        assert refused.value.code == f"campaign_is_{status}"
    for person in (STEERING, FARSTA):
        with pytest.raises(RoleMayNot):
            campaign_rules.require(person, found, command)
    with pytest.raises(CampaignNotFound):
        campaign_rules.require(BROMMA, found, command)


def test_the_profile_locked_at_publishing_is_set_no_more() -> None:
    published = a_published_campaign()
    assert CampaignCommand.SET_PROFILE not in campaign_rules.possible(CONSULTANT, published)
    assert CampaignCommand.REVISE_PROFILE in campaign_rules.possible(CONSULTANT, published)


@pytest.mark.parametrize(
    ("criteria", "code"),
    [
        ([CRITERIA[0]], "no_merit"),
        ([CRITERIA[1], CRITERIA[1]], "criterion_twice"),
        ([CRITERIA[1] | {"weight": None}], "merit_needs_scale"),
        ([CRITERIA[1], CRITERIA[0] | {"weight": 3}], "merit_needs_scale"),
        ([CRITERIA[1] | {"weight": 11}], "less_than_equal"),
        ([CRITERIA[1] | {"steps": ["Ingen erfarenhet"] * 4}], "too_short"),
        ([CRITERIA[1] | {"sources": []}], "too_short"),
    ],
)
def test_a_profile_hangs_together(criteria: list[dict[str, Any]], code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        CRITERIA_OF.validate_python(criteria)
    assert refused.value.errors()[0]["type"] == code
    assert len(CRITERIA_OF.validate_python(CRITERIA)) == len(CRITERIA)
