"""What a run is given: who takes part, with which points, for which positions; and what it is repaired from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as fed
from hypothesis import settings
from hypothesis import strategies as st

from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.campaign_codes import CriterionKind, Evidence
from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.profiles import Criterion
from libs.refusals import ServiceError
from services.recruitment.domain.application import Application
from services.recruitment.domain.campaign import Campaign, ProfileVersion
from services.recruitment.domain.matching_refusals import (
    HeldIsNotInCampaign,
    LimitBelowOffered,
    LimitOutsideCampaign,
    NobodyToMatch,
)
from services.recruitment.domain.matching_run import read, record, run
from services.recruitment.domain.run_input import Choices, Given, Standing, given, is_judged
from tests.builders.campaigns import a_merit, a_published_campaign, an_order

MUST = Criterion(id="examen", kind=CriterionKind.MUST, title="Socionomexamen", sources=[Evidence.DOCUMENT])
MERIT = a_merit()
ALL_MET = {"examen": 1, "utredning": 3}
SEED = bytes(range(32))
FIRST, SECOND = UUID(int=1001), UUID(int=1002)


def a_campaign_to_match() -> Campaign:
    """Return one with two open positions, a must and a merit."""
    campaign = a_published_campaign(an_order(positions=2))
    return replace(campaign, profile=ProfileVersion(1, (MUST, MERIT), campaign.published_at))


def an_application(number: int, *wishes: UUID, **overrides: Any) -> Application:
    """Return one that is received, of a person of its own."""
    received = Application(
        id=UUID(int=number),
        campaign_id=UUID(int=9),
        candidate_id=UUID(int=500 + number),
        number=number,
        version=1,
        status=ApplicationStatus.RECEIVED,
        received_on=date(2027, 1, 12),
        late=False,
        wishes=wishes,
    )
    return replace(received, **overrides)


def drawn(
    applications: Sequence[Application],
    levels: Mapping[UUID, Mapping[str, int]] | None = None,
    standing: Standing | None = None,
    choices: Choices | None = None,
    before: Mapping[str, str] | None = None,
) -> Given:
    known = {one.id: ALL_MET for one in applications} if levels is None else levels
    campaign = a_campaign_to_match()
    return given(campaign, applications, known, standing or Standing(), choices or Choices(), SEED, before or {})


def test_who_takes_part() -> None:
    everybody = [an_application(number, FIRST) for number in range(1, 6)]
    everybody.append(an_application(6, FIRST, status=ApplicationStatus.WITHDRAWN, withdrawn_on=date(2027, 1, 13)))
    levels = {
        UUID(int=1): ALL_MET,
        UUID(int=2): {"examen": 0},
        UUID(int=3): {"examen": 1},  # a merit is not judged yet
        UUID(int=4): ALL_MET | {"utredning": 0},
        UUID(int=6): ALL_MET,
    }
    found = drawn(everybody, levels)
    assert found.snapshot.points == {str(UUID(int=1)): {str(FIRST): 24}, str(UUID(int=4)): {str(FIRST): 0}}
    assert (found.not_judged, found.short_of_must) == (2, 1)


def test_a_person_takes_part_once_with_the_latest_application() -> None:
    same = {"candidate_id": UUID(int=77)}
    found = drawn([an_application(1, FIRST, **same), an_application(2, SECOND, **same)])
    assert found.snapshot.wishes == {str(UUID(int=2)): (str(SECOND),)}
    offered = Standing(settled={UUID(int=1): FIRST})
    with pytest.raises(NobodyToMatch):
        drawn([an_application(1, FIRST, **same), an_application(2, SECOND, **same)], standing=offered)


def test_who_states_no_wish_takes_any_position_in_an_order_that_the_lot_decides() -> None:
    found = drawn([an_application(number) for number in range(1, 30)])
    orders = set(found.snapshot.wishes.values())
    assert orders == {(str(FIRST), str(SECOND)), (str(SECOND), str(FIRST))}


def test_who_is_offered_or_has_accepted_never_moves_and_keeps_the_place() -> None:
    people = [an_application(1, FIRST), an_application(2, FIRST, SECOND)]
    levels = {UUID(int=1): ALL_MET | {"utredning": 0}, UUID(int=2): ALL_MET | {"utredning": 4}}
    assert run(drawn(people, levels).snapshot).matching == {str(UUID(int=2)): str(FIRST)}
    settled = drawn(people, levels, Standing(settled={UUID(int=1): FIRST}))
    assert run(settled.snapshot).matching == {str(UUID(int=2)): str(SECOND)}


def test_who_was_tried_for_a_position_is_not_matched_with_it_again() -> None:
    tried = drawn([an_application(1, FIRST, SECOND)], standing=Standing(tried={(UUID(int=1), FIRST)}))
    assert run(tried.snapshot).matching == {str(UUID(int=1)): str(SECOND)}


def test_a_held_position_takes_nobody() -> None:
    held = drawn([an_application(1, FIRST)], choices=Choices(held={FIRST}))
    assert run(held.snapshot).matching == {}


@pytest.mark.parametrize(
    ("choices", "standing", "refusal"),
    [
        (Choices(held={UUID(int=4)}), Standing(), HeldIsNotInCampaign),
        (Choices(held={FIRST}), Standing(settled={UUID(int=1): FIRST}), HeldIsNotInCampaign),
        (Choices(limits={"bromma": 1}), Standing(), LimitOutsideCampaign),
        (Choices(limits={"farsta": 0}), Standing(settled={UUID(int=1): FIRST}), LimitBelowOffered),
    ],
)
def test_what_is_chosen_is_within_the_campaign(
    choices: Choices, standing: Standing, refusal: type[ServiceError]
) -> None:
    with pytest.raises(refusal):
        drawn([an_application(1, FIRST), an_application(2, FIRST)], standing=standing, choices=choices)


def test_a_position_that_is_no_longer_open_is_not_wished_for() -> None:
    campaign = a_campaign_to_match()
    first, second = campaign.openings
    fewer = replace(campaign, openings=(replace(first, status=PositionStatus.CANCELLED), second))
    person = an_application(1, FIRST, SECOND)
    found = given(fewer, [person], {person.id: ALL_MET}, Standing(), Choices(), SEED, {})
    assert found.snapshot.wishes == {str(person.id): (str(SECOND),)}


def test_who_fails_a_must_needs_no_more_judging() -> None:
    assert is_judged([MUST, MERIT], {"examen": 0})
    assert is_judged([MUST, MERIT], {"utredning": 4})
    assert not is_judged([MUST, MERIT], {"examen": 1})
    assert not is_judged([MUST, MERIT], None)


people = st.lists(
    st.tuples(st.permutations([FIRST, SECOND]), st.integers(0, 2), st.integers(0, 4)), min_size=2, max_size=8
)


@settings(max_examples=80)
@fed(people, st.randoms(use_true_random=False), st.data())
def test_a_repair_is_proven_and_no_input_order_matters(stated: Any, chance: Any, data: st.DataObject) -> None:
    everybody = [an_application(n, *wishes[:length]) for n, (wishes, length, _) in enumerate(stated, start=1)]
    levels = {UUID(int=n): {"examen": 1, "utredning": level} for n, (*_, level) in enumerate(stated, start=1)}
    first = drawn(everybody, levels).snapshot
    before = run(first).matching
    chance.shuffle(everybody)
    assert record(run(drawn(everybody, levels).snapshot)) == record(run(read(first.bytes())))
    gone = data.draw(st.sampled_from(sorted(one.number for one in everybody)))
    left = [one for one in everybody if one.number != gone]
    repaired = run(drawn(left, levels, before=before).snapshot)
    assert repaired.proof.holds
    if str(UUID(int=gone)) not in before:
        assert repaired.matching == before
