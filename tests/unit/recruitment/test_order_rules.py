"""Who may see and do what with an order: role × status × command, against a table of its own."""

import pytest

from contracts.recruitment.codes import OrderCommand, OrderStatus
from libs.refusals import NotAllowed, RoleMayNot
from services.recruitment.domain import order_rules
from services.recruitment.domain.refusals import OrderIs, OrderNotFound
from tests.builders.recruitment import a_draft, in_status

MANAGER = order_rules.Person("farsta-chef", frozenset({"unit_manager"}), "farsta", "farsta-utredning-barn-2")
DISTRICT_HEAD = order_rules.Person("farsta-ledning", frozenset({"unit_manager"}), "farsta", None)
OTHER_UNIT = order_rules.Person("farsta-chef-2", frozenset({"unit_manager"}), "farsta", "farsta-vuxen")
OTHER_DISTRICT = order_rules.Person("sodermalm-chef", frozenset({"unit_manager"}), "sodermalm", None)
HR = order_rules.Person("hr-konsult", frozenset({"hr_consultant"}), None, None)
STEERING = order_rules.Person("styrgrupp", frozenset({"steering_group"}), None, None)
COORDINATOR = order_rules.Person("samordnare", frozenset({"coordinator"}), None, None)
NOBODY = order_rules.Person("x", frozenset(), "farsta", "farsta-utredning-barn-2")

DISTRICT_COMMANDS = {
    OrderStatus.DRAFT: {"save_draft", "place", "cancel"},
    OrderStatus.PLACED: {"cancel"},
    OrderStatus.RETURNED: {"save_draft", "place", "cancel"},
    OrderStatus.ACCEPTED: {"cancel"},
}
HR_COMMANDS = {OrderStatus.PLACED: {"return", "accept"}}


@pytest.mark.parametrize("status", OrderStatus)
class TestPossible:
    def test_for_the_district(self, status: OrderStatus) -> None:
        for person in (MANAGER, DISTRICT_HEAD):
            assert set(order_rules.possible(person, in_status(status))) == DISTRICT_COMMANDS.get(status, set())

    def test_for_hr_service(self, status: OrderStatus) -> None:
        assert set(order_rules.possible(HR, in_status(status))) == HR_COMMANDS.get(status, set())

    @pytest.mark.parametrize("person", [OTHER_UNIT, OTHER_DISTRICT, STEERING, COORDINATOR, NOBODY], ids=lambda p: p.id)
    def test_nothing_for_anybody_else(self, status: OrderStatus, person: order_rules.Person) -> None:
        assert order_rules.possible(person, in_status(status)) == []


@pytest.mark.parametrize("status", OrderStatus)
@pytest.mark.parametrize("command", OrderCommand)
def test_refusals_name_the_reason(status: OrderStatus, command: OrderCommand) -> None:
    order = in_status(status)
    role_may = MANAGER if command in {"save_draft", "place", "cancel"} else HR
    if command in DISTRICT_COMMANDS.get(status, set()) | HR_COMMANDS.get(status, set()):
        assert order_rules.require(role_may, order, command) in role_may.roles
    elif role_may is HR and status is OrderStatus.DRAFT:
        with pytest.raises(OrderNotFound):
            order_rules.require(HR, order, command)
    else:
        with pytest.raises(OrderIs) as refused:
            order_rules.require(role_may, order, command)
        assert refused.value.code == f"order_is_{status}"
    with pytest.raises(RoleMayNot):
        order_rules.require(OTHER_UNIT, order, command)
    with pytest.raises(OrderNotFound):
        order_rules.require(OTHER_DISTRICT, order, command)


def test_a_draft_is_the_districts_own() -> None:
    draft, placed = a_draft(), in_status(OrderStatus.PLACED)
    assert order_rules.may_see(OTHER_UNIT, draft)
    assert not any(order_rules.may_see(person, draft) for person in (HR, STEERING, OTHER_DISTRICT, NOBODY))
    assert all(order_rules.may_see(person, placed) for person in (MANAGER, HR, STEERING))
    assert not any(order_rules.may_see(person, placed) for person in (OTHER_DISTRICT, COORDINATOR, NOBODY))


def test_without_a_role_here_there_is_no_list() -> None:
    for person in (COORDINATOR, NOBODY):
        with pytest.raises(NotAllowed):
            order_rules.require_a_role(person)
