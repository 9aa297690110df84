"""The city's division over time: 14 districts, 13 from 2020-07-01, 11 from 2023-07-01."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from contracts.organisation import Organisation, UnknownOrganisation
from libs.calendar import sort_key

CITY = Organisation.read(Path("deploy/stockholm.json"))


def names(day: date) -> list[str]:
    return [district.name for district in CITY.districts_on(day)]


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2016, 1, 1), 14),
        (date(2020, 6, 30), 14),
        (date(2020, 7, 1), 13),
        (date(2023, 6, 30), 13),
        (date(2023, 7, 1), 11),
        (date(2026, 11, 22), 11),
    ],
)
def test_has_as_many_districts_as_the_day_had(day: date, count: int) -> None:
    assert len(names(day)) == count


def test_lists_districts_as_a_swede_does() -> None:
    of_2016 = names(date(2016, 1, 1))
    assert of_2016[-2:] == ["Älvsjö", "Östermalm"]
    assert of_2016 == sorted(of_2016, key=sort_key)


@pytest.mark.parametrize(
    ("then", "day", "now"),
    [
        ("spanga-tensta", date(2026, 1, 1), ["jarva"]),
        ("spanga-tensta", date(2022, 1, 1), ["spanga-tensta"]),
        ("alvsjo", date(2021, 1, 1), ["hagersten-alvsjo"]),
        ("farsta", date(2026, 1, 1), ["farsta"]),
    ],
)
def test_knows_what_a_district_is_called_on_another_day(then: str, day: date, now: list[str]) -> None:
    assert [district.id for district in CITY.successors_on(then, day)] == now


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(UnknownOrganisation, match="no-such-unit"):
        CITY.unit("no-such-unit")


@pytest.mark.parametrize(
    "change",
    [
        {"units": [{"id": "x", "name": "X", "district": "nowhere", "area": "elderly", "budgetedPosts": 1}]},
        {"districts": [{"id": "a", "name": "A", "sortKey": "a", "validFrom": "2007-01-01", "successors": ["b"]}]},
    ],
)
def test_a_file_that_contradicts_itself_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Organisation.model_validate({"districts": [], "units": []} | change)
