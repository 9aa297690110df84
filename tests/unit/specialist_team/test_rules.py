"""Who may see and do what: every role × status × command, against a table written apart from the rules."""

from dataclasses import replace

import pytest

from contracts.specialist_team.codes import Command, Status
from libs.refusals import RoleMayNot, ServiceError
from services.specialist_team.domain import rules
from services.specialist_team.domain.assignment_refusals import EffectNotDue, NoEndNotice, NothingIsProposed
from services.specialist_team.domain.refusals import ApprovalNeedsAnotherPerson, RequestIs, RequestNotFound
from services.specialist_team.domain.request import SupportRequest
from tests.builders.specialist_team import a_draft, an_offered

MANAGER = rules.Person("farsta-chef", frozenset({"unit_manager"}), "farsta", "farsta-utredning-barn-2")
DISTRICT_HEAD = rules.Person("farsta-ledning", frozenset({"unit_manager"}), "farsta", None)
OTHER_UNIT = rules.Person("farsta-chef-2", frozenset({"unit_manager"}), "farsta", "farsta-vuxen")
OTHER_DISTRICT = rules.Person("sodermalm-chef", frozenset({"unit_manager"}), "sodermalm", None)
APPROVER = rules.Person("farsta-avdelningschef", frozenset({"district_approver"}), "farsta", None)
OTHER_APPROVER = rules.Person("bromma-avdelningschef", frozenset({"district_approver"}), "bromma", None)
COORDINATOR = rules.Person("samordnare", frozenset({"coordinator"}), None, None)
GIVEN = rules.Person("specialist-c", frozenset({"specialist"}), None, None)
NOT_GIVEN = rules.Person("specialist-a", frozenset({"specialist"}), None, None)
STEERING = rules.Person("styrgrupp", frozenset({"steering_group"}), None, None)
OPERATOR = rules.Person("drift", frozenset({"operator"}), None, None)
NOBODY = rules.Person("x", frozenset(), "farsta", "farsta-utredning-barn-2")

DISTRICT_COMMANDS = {
    Status.DRAFT: {"save_draft", "submit", "withdraw"},
    Status.AWAITING_APPROVAL: {"withdraw"},
    Status.SUBMITTED: {"withdraw", "name_position"},
    Status.RETURNED: {"save_draft", "resubmit", "withdraw", "name_position"},
    Status.TRIAGED: {"withdraw", "name_position"},
    Status.QUEUED: {"withdraw", "name_position"},
    Status.OFFERED: {"accept_offer", "turn_down_offer", "withdraw", "name_position"},
    Status.ACCEPTED: {"withdraw", "propose_end", "name_position"},
    Status.UNDER_WAY: {"propose_end", "name_position"},
    Status.COMPLETED: {"evaluate"},
}
TEAM_COMMANDS = {
    Status.SUBMITTED: {"return", "triage", "decline"},
    Status.TRIAGED: {"return", "triage", "queue", "decline"},
    Status.QUEUED: {"return", "offer", "override", "decline", "split"},
    Status.OFFERED: {"retract_offer"},
    Status.ACCEPTED: {"start", "propose_end", "hand_over", "stand_down"},
    Status.UNDER_WAY: {"complete", "propose_end", "hand_over", "stand_down"},
    Status.COMPLETED: {"review"},
    Status.EVALUATED: {"review"},
}
SPECIALIST_COMMANDS = {
    Status.ACCEPTED: {"start"},
    Status.UNDER_WAY: {"complete"},
    Status.COMPLETED: {"review"},
    Status.EVALUATED: {"review"},
}
NOT_YET: dict[tuple[Status, str], type[ServiceError]] = {
    (Status.ACCEPTED, "agree_end"): NothingIsProposed,
    (Status.ACCEPTED, "decline_end"): NothingIsProposed,
    (Status.ACCEPTED, "let_end"): NoEndNotice,
    (Status.UNDER_WAY, "agree_end"): NothingIsProposed,
    (Status.UNDER_WAY, "decline_end"): NothingIsProposed,
    (Status.UNDER_WAY, "let_end"): NoEndNotice,
    (Status.COMPLETED, "follow_up_effect"): EffectNotDue,
    (Status.EVALUATED, "follow_up_effect"): EffectNotDue,
}
"""What the status allows and the assignment does not yet: nothing is proposed, nothing is due."""


OPENED_BY_A_LONG_WAIT = {Status.QUEUED: {Command.CHOOSE_AGENCY, Command.KEEP_WAITING}}
UNASKED = {
    Command.APPROVE,
    Command.SEND_BACK,
    Command.LIFT_OVERRIDE,
    Command.CONFIRM_ACUTE,
    Command.REFUSE_ACUTE,
    Command.GO_ON_AFTER_HIRE,
}
"""The approver's; and the team's, about what nobody has decided here."""


def in_status(status: Status) -> SupportRequest:
    return a_draft() if status is Status.DRAFT else replace(an_offered(), status=status)


@pytest.mark.parametrize("status", Status)
class TestPossible:
    def test_for_the_district(self, status: Status) -> None:
        expected = DISTRICT_COMMANDS.get(status, set())
        assert set(rules.possible(MANAGER, in_status(status))) == expected
        assert set(rules.possible(DISTRICT_HEAD, in_status(status))) == expected

    def test_for_the_coordinator(self, status: Status) -> None:
        assert set(rules.possible(COORDINATOR, in_status(status))) == TEAM_COMMANDS.get(status, set())

    def test_for_the_districts_approver(self, status: Status) -> None:
        approves = {"approve", "send_back"} if status is Status.AWAITING_APPROVAL else set()
        assert set(rules.possible(APPROVER, in_status(status))) == approves

    def test_for_the_specialist_who_was_given(self, status: Status) -> None:
        assert set(rules.possible(GIVEN, in_status(status))) == SPECIALIST_COMMANDS.get(status, set())

    @pytest.mark.parametrize(
        "person",
        [OTHER_UNIT, OTHER_DISTRICT, OTHER_APPROVER, NOT_GIVEN, STEERING, OPERATOR, NOBODY],
        ids=lambda p: p.id,
    )
    def test_for_others_nothing(self, status: Status, person: rules.Person) -> None:
        assert rules.possible(person, in_status(status)) == []

    def test_refusals_name_the_reason(self, status: Status) -> None:
        request = in_status(status)
        for command in Command:
            with pytest.raises(RequestNotFound):
                rules.require(OTHER_DISTRICT, request, command)
            if command in {*rules.possible(MANAGER, request), *OPENED_BY_A_LONG_WAIT.get(status, ())}:
                assert rules.require(MANAGER, request, command) == "unit_manager"
                continue
            with pytest.raises(ServiceError) as refusal:
                rules.require(MANAGER, request, command)
            theirs = any(command in own for own in TEAM_COMMANDS.values()) or command in UNASKED
            theirs = theirs and command is not Command.PROPOSE_END
            expected = RoleMayNot if theirs else NOT_YET.get((status, command), RequestIs)
            assert isinstance(refusal.value, expected)

    def test_who_asked_for_approval_does_not_approve(self, status: Status) -> None:
        both = rules.Person("farsta-dubbel", frozenset({"unit_manager", "district_approver"}), "farsta", None)
        asked = replace(in_status(status), asked_approval_by=both.id)
        assert Command.APPROVE not in rules.possible(both, asked)
        approves = Command.APPROVE in rules.possible(APPROVER, asked)
        assert approves is (status is Status.AWAITING_APPROVAL)
        if approves:
            with pytest.raises(ApprovalNeedsAnotherPerson):
                rules.require(both, asked, Command.APPROVE)

    def test_the_code_of_a_refusal_names_the_status(self, status: Status) -> None:
        assert RequestIs(status).code == f"request_is_{status.value}"


class TestSees:
    def test_a_draft_is_the_districts_own(self) -> None:
        seers = {
            p.id
            for p in (MANAGER, OTHER_UNIT, APPROVER, OTHER_APPROVER, COORDINATOR, STEERING, GIVEN)
            if rules.may_see(p, a_draft())
        }
        assert seers == {"farsta-chef", "farsta-chef-2", "farsta-avdelningschef"}

    def test_a_withdrawn_draft_stays_the_districts_own(self) -> None:
        assert not rules.may_see(COORDINATOR, replace(a_draft(), status=Status.WITHDRAWN))

    def test_a_sent_request_is_seen_by_district_city_and_the_given_specialist(self) -> None:
        everyone = (MANAGER, OTHER_UNIT, OTHER_DISTRICT, COORDINATOR, GIVEN, NOT_GIVEN, STEERING, OPERATOR, NOBODY)
        seers = {person.id for person in everyone if rules.may_see(person, an_offered())}
        assert seers == {"farsta-chef", "farsta-chef-2", "samordnare", "specialist-c", "styrgrupp"}
