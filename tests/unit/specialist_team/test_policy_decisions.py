"""Who may change the policy, when, and which version is in force."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts.event import ActorReference
from contracts.specialist_team.policy import PolicyStatus
from contracts.specialist_team.policy_events import PolicyProposed, PolicySigned, PolicyWithdrawn
from services.specialist_team.domain import policy
from services.specialist_team.domain.policy import PolicyVersion, follows, in_force
from services.specialist_team.domain.policy_refusals import (
    PolicyIs,
    PolicyNeedsAnotherMember,
    PolicyValidFromInThePast,
)
from tests.builders.policies import a_rule
from tests.builders.specialist_team import NOW

ONE, OTHER = [ActorReference(id=f"styrgrupp-{n}", role="steering_group") for n in (1, 2)]
TODAY = date(2026, 11, 23)


def proposed(valid_from: date = TODAY) -> PolicyVersion:
    return policy.propose(UUID(int=5), a_rule(), valid_from, ONE, NOW)[0]


def test_a_proposal_is_signed_by_another_member_and_says_what_was_decided() -> None:
    made, told = policy.propose(UUID(int=5), a_rule(), TODAY, ONE, NOW)
    signed, event = policy.sign(made, 2, OTHER, NOW)
    assert isinstance(told, PolicyProposed) and isinstance(event, PolicySigned)
    assert (signed.version, signed.status, signed.number, signed.signed_by) == (2, PolicyStatus.SIGNED, 2, OTHER.id)
    assert (event.number, event.rule, event.valid_from, event.subject_version) == (2, a_rule(), TODAY, 2)


def test_who_proposed_does_not_sign() -> None:
    with pytest.raises(PolicyNeedsAnotherMember):
        policy.sign(proposed(), 2, ONE, NOW)


def test_never_begins_in_the_past() -> None:
    with pytest.raises(PolicyValidFromInThePast) as refusal:
        proposed(TODAY - timedelta(days=1))
    assert refusal.value.errors[0].limit == "2026-11-23"
    with pytest.raises(PolicyValidFromInThePast):
        policy.sign(proposed(), 2, OTHER, NOW + timedelta(days=1))


def test_only_a_proposal_is_signed_or_withdrawn() -> None:
    withdrawn, event = policy.withdraw(proposed(), OTHER, NOW)
    assert isinstance(event, PolicyWithdrawn)
    signed, _ = policy.sign(proposed(), 2, OTHER, NOW)
    for closed, code in ((withdrawn, "policy_is_withdrawn"), (signed, "policy_is_signed")):
        with pytest.raises(PolicyIs) as refusal:
            policy.sign(closed, 3, OTHER, NOW)
        assert refusal.value.code == code
        with pytest.raises(PolicyIs):
            policy.withdraw(closed, OTHER, NOW)


def signed(number: int, valid_from: date, **overrides: Any) -> PolicyVersion:
    fields: dict[str, Any] = {"id": UUID(int=number), "status": PolicyStatus.SIGNED, "number": number}
    return replace(proposed(), **(fields | {"valid_from": valid_from} | overrides))


def test_the_latest_begun_is_in_force_and_ends_where_the_next_begins() -> None:
    first, second = signed(1, date(2016, 1, 1)), signed(2, date(2027, 1, 1))
    third, fourth = signed(3, date(2026, 12, 1)), signed(4, date(2027, 1, 1))
    withdrawn = signed(5, date(2026, 11, 1), status=PolicyStatus.WITHDRAWN)
    versions = [fourth, withdrawn, second, first, third]
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 1)]
    assert [in_force(versions, day).number for day in days] == [1, 3, 4]
    assert [follows(v, versions) for v in (first, third, second, fourth, withdrawn)] == [
        third,
        second,
        fourth,
        None,
        None,
    ]
