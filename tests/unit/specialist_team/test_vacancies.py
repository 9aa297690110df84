"""Counted vacancies beside stated ones, and help that may end when somebody is hired."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.organisation import Organisation
from contracts.specialist_team.assignment_codes import Side
from contracts.specialist_team.assignment_events import AssignmentGoesOnAfterHire
from contracts.specialist_team.codes import Purpose, Status
from services.specialist_team.domain.assignment import EndProposal, Segment
from services.specialist_team.domain.assignment_decisions import go_on_after_hire
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.situation import UnitSituation
from services.specialist_team.domain.vacancies import PROPOSED_FOR, Vacancy, by_unit, covered, with_counted
from tests.builders.specialist_team import COORDINATOR, NOW, an_offered

ORGANISATION = Organisation.read(Path("deploy/local/organisation.json"))
UNIT = "farsta-utredning-barn-2"
POSTS = next(unit.budgeted_posts for unit in ORGANISATION.units if unit.id == UNIT)
TODAY = date(2026, 11, 23)


def a_vacancy(number: int = 1, **said: object) -> Vacancy:
    fields: dict[str, object] = {"position": UUID(int=number), "unit": UNIT, "percent": 100}
    return Vacancy(**(fields | {"opened_on": date(2026, 10, number)} | said))  # type: ignore[arg-type]


def stated(percent: int | None) -> dict[str, UnitSituation]:
    return {UNIT: UnitSituation(UNIT, date(2026, 9, 1), percent, 31, "Personalstatistik")}


def test_open_positions_are_a_share_of_the_budgeted_posts() -> None:
    filled = a_vacancy(3, filled_on=TODAY, starts_on=TODAY)
    elsewhere = a_vacancy(4, unit="finns-inte")
    [there] = by_unit([a_vacancy(2), a_vacancy(1, percent=50), filled, elsewhere], ORGANISATION).values()
    assert (there.positions, there.opened_on) == (2, date(2026, 10, 1))
    assert there.percent == round(150 / POSTS)
    [all_of_it] = by_unit([a_vacancy(number) for number in range(1, 31)], ORGANISATION).values()
    assert all_of_it.percent == 100


@pytest.mark.parametrize(("figure", "wins"), [(None, "counted"), (0, "counted"), (99, "stated")])
def test_the_higher_of_stated_and_counted_counts(figure: int | None, wins: str) -> None:
    vacant = by_unit([a_vacancy()], ORGANISATION)
    found = with_counted(stated(figure), vacant)[UNIT]
    assert found.vacant_percent == (vacant[UNIT].percent if wins == "counted" else figure)
    assert (found.turnover_percent, found.source) == (31, "Personalstatistik")


def test_a_unit_that_nobody_stated_counts_by_its_positions_and_others_stay_unknown() -> None:
    found = with_counted({}, by_unit([a_vacancy()], ORGANISATION))
    assert set(found) == {UNIT}
    assert found[UNIT].turnover_percent is None


@given(st.integers(0, 100), st.lists(st.integers(25, 100), max_size=20), st.integers(25, 100))
def test_ordering_one_more_position_never_lowers_the_share(figure: int, percents: list[int], more: int) -> None:
    positions = [a_vacancy(1, position=UUID(int=n), percent=p) for n, p in enumerate([*percents, more])]
    before = with_counted(stated(figure), by_unit(positions[:-1], ORGANISATION))[UNIT].vacant_percent
    after = with_counted(stated(figure), by_unit(positions, ORGANISATION))[UNIT].vacant_percent
    assert figure <= (before or 0) <= (after or 0) <= 100


def helped(purpose: Purpose = Purpose.COVER_ABSENCE, **said: object) -> SupportRequest:
    """Return a request whose help runs from 7 December to 29 January."""
    offered = an_offered(purpose=purpose)
    segment = Segment("specialist-c", 80, date(2026, 12, 7), date(2027, 1, 29))
    assignment = replace(offered.assignment, segments=(segment,), **said)  # type: ignore[arg-type]
    return replace(offered, status=Status.ACCEPTED, assignment=assignment)


def hired(starts_on: date, unit: str = UNIT) -> Vacancy:
    return a_vacancy(filled_on=TODAY, starts_on=starts_on, unit=unit)


def test_a_hire_proposes_to_end_the_help_that_stands_in() -> None:
    begins = date(2027, 1, 11)
    [found] = covered([hired(date(2027, 1, 18)), hired(begins)], [helped()], TODAY)
    assert (found.starts_on, found.filled_on) == (begins, TODAY)
    assert covered([a_vacancy()], [helped()], TODAY) == []


def test_a_request_that_names_its_position_follows_that_one_and_no_other() -> None:
    filled = hired(date(2027, 1, 11))
    named = replace(helped(Purpose.INVESTIGATION_BACKLOG), position=filled.position)
    assert [one.request for one in covered([filled], [named], TODAY)] == [named]
    other = replace(helped(Purpose.COVER_ABSENCE), position=UUID(int=77))
    assert covered([filled], [other], TODAY) == []


def test_help_that_goes_on_after_a_hire_is_not_proposed_to_end_for_it_again() -> None:
    filled = hired(date(2027, 1, 11))
    [found] = covered([filled], [helped()], TODAY)
    goes_on, [event] = go_on_after_hire(found.request, found.position, COORDINATOR, NOW)
    assert isinstance(event, AssignmentGoesOnAfterHire)
    assert event.position == filled.position
    assert covered([filled], [goes_on], TODAY) == []
    another = a_vacancy(2, filled_on=TODAY, starts_on=date(2027, 1, 18))
    assert [one.position for one in covered([filled, another], [goes_on], TODAY)] == [another.position]


@pytest.mark.parametrize(
    ("vacancy", "request_", "today"),
    [
        (hired(date(2027, 1, 11), unit="farsta-aldre"), helped(), TODAY),
        (hired(date(2027, 1, 29)), helped(), TODAY),
        (hired(date(2026, 12, 6)), helped(), TODAY),
        (hired(date(2027, 1, 11)), helped(Purpose.INTRODUCTION), TODAY),
        (hired(date(2027, 1, 11)), helped(proposal=EndProposal(date(2027, 1, 15), Side.TEAM)), TODAY),
        (hired(date(2027, 1, 11)), replace(helped(), status=Status.COMPLETED), TODAY),
        (hired(date(2026, 12, 7)), helped(), date(2026, 12, 7) + PROPOSED_FOR + timedelta(days=1)),
    ],
    ids=["elsewhere", "ends then anyway", "begins after", "introduction", "proposed already", "over", "long ago"],
)
def test_other_help_is_left_alone(vacancy: Vacancy, request_: SupportRequest, today: date) -> None:
    assert covered([vacancy], [request_], today) == []
