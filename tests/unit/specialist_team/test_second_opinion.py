"""Two people behind the highest urgency: a proposal counts as high, and only another person's word makes it acute."""

from dataclasses import replace

import pytest

from contracts.specialist_team.assignment_codes import PartCause
from contracts.specialist_team.codes import Command, Status, Urgency
from libs.refusals import RoleMayNot
from services.specialist_team.domain import parts, rules, second_opinion
from services.specialist_team.domain.refusals import AcuteNeedsAnotherPerson, NotProposedAsAcute, RequestIs
from services.specialist_team.domain.request import SupportRequest
from tests.builders.specialist_team import COORDINATOR, NOW, REQUEST_ID, SECOND_COORDINATOR, a_queued, a_submitted

FIRST = rules.Person("samordnare", frozenset({"coordinator"}), None, None)
SECOND = rules.Person("samordnare-2", frozenset({"coordinator"}), None, None)
STEERING = rules.Person("styrgrupp", frozenset({"steering_group"}), None, None)


def proposed(*, into_queue: bool = True) -> SupportRequest:
    return second_opinion.triage(a_submitted(), Urgency.ACUTE, COORDINATOR, NOW, into_queue=into_queue)[0]


def answers(person: rules.Person, request: SupportRequest) -> set[Command]:
    return {command for command in rules.possible(person, request) if command in second_opinion.ANSWERS}


def test_acute_is_a_proposal_that_counts_as_high_until_another_has_confirmed_it() -> None:
    request, events = second_opinion.triage(a_submitted(), Urgency.ACUTE, COORDINATOR, NOW, into_queue=True)
    assert [event.type.split(".")[1] for event in events] == [
        "request_triaged",
        "request_acute_proposed",
        "request_queued",
    ]
    assert (request.urgency, request.status) == (Urgency.HIGH, Status.QUEUED)
    assert answers(FIRST, request) == set()
    assert answers(SECOND, request) == second_opinion.ANSWERS
    confirmed, [event] = second_opinion.confirm(request, SECOND_COORDINATOR, NOW)
    assert (confirmed.urgency, confirmed.acute_proposal, event.actor.id) == (Urgency.ACUTE, None, "samordnare-2")
    assert answers(SECOND, confirmed) == set()


def test_a_refused_one_stays_high_and_can_be_proposed_again_while_it_is_assessed() -> None:
    refused, _ = second_opinion.refuse(proposed(into_queue=False), SECOND_COORDINATOR, NOW)
    assert (refused.urgency, refused.acute) == (Urgency.HIGH, None)
    again, _ = second_opinion.triage(refused, Urgency.ACUTE, SECOND_COORDINATOR, NOW, into_queue=True)
    assert answers(FIRST, again) == second_opinion.ANSWERS
    assert answers(SECOND, again) == set()


def test_assessing_anew_takes_a_proposal_back_and_two_peoples_word_stands() -> None:
    normal, _ = second_opinion.triage(proposed(into_queue=False), Urgency.NORMAL, COORDINATOR, NOW, into_queue=True)
    assert (normal.urgency, normal.acute) == (Urgency.NORMAL, None)
    confirmed, _ = second_opinion.confirm(proposed(into_queue=False), SECOND_COORDINATOR, NOW)
    queued, _ = second_opinion.triage(confirmed, Urgency.ACUTE, COORDINATOR, NOW, into_queue=True)
    assert (queued.urgency, queued.acute) == (Urgency.ACUTE, confirmed.acute)


def test_every_no_has_a_name() -> None:
    with pytest.raises(AcuteNeedsAnotherPerson):
        rules.require(FIRST, proposed(), Command.CONFIRM_ACUTE)
    with pytest.raises(AcuteNeedsAnotherPerson):
        second_opinion.confirm(proposed(), COORDINATOR, NOW)
    with pytest.raises(NotProposedAsAcute):
        rules.require(SECOND, a_queued(), Command.REFUSE_ACUTE)
    with pytest.raises(RoleMayNot):
        rules.require(STEERING, proposed(), Command.CONFIRM_ACUTE)
    with pytest.raises(RequestIs):
        rules.require(SECOND, replace(proposed(), status=Status.DECLINED), Command.CONFIRM_ACUTE)


def test_a_part_of_a_request_waits_for_the_same_second_opinion() -> None:
    origin = proposed()
    sibling = parts.Sibling(REQUEST_ID, "SPT-2026-0002")
    part = parts.Part(40, origin.content.starts_on, origin.content.ends_on)
    new, [event] = parts.queued_part(origin, part, sibling, PartCause.SPLIT, COORDINATOR, NOW)
    assert new.acute == origin.acute
    assert event.model_dump()["acute_proposed_by"] == "samordnare"
    assert answers(SECOND, new) == second_opinion.ANSWERS
