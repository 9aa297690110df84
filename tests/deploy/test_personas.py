"""The personas: the same people locally and in Keycloak, at units that exist."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from contracts.organisation import Organisation
from deploy.local.keys import AUDIENCE, CLIENT
from deploy.local.personas import UnknownPersonaError, everyone, persona, table
from deploy.local.system import ORGANISATION
from libs.calendar import sort_key

REALM: dict[str, Any] = json.loads((Path(__file__).parents[2] / "deploy" / "keycloak" / "realm.json").read_text())
STOCKHOLM = Path(__file__).parents[2] / "deploy" / "stockholm.json"
CITY = Organisation.read(ORGANISATION)


def test_personas_belong_to_units_of_their_district() -> None:
    for person in everyone().values():
        if person.unit:
            assert CITY.unit(person.unit).district == person.district


def test_unit_managers_and_nobody_else_belong_to_a_unit() -> None:
    for person in everyone().values():
        assert ("unit_manager" in person.roles) == bool(person.unit)


def test_an_unknown_persona_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownPersonaError, match="samordnare"):
        persona("nobody")


def test_list_names_everyone() -> None:
    assert all(person.id in table() and person.name in table() for person in everyone().values())


def test_keycloak_has_the_same_people_with_the_same_claims() -> None:
    users = {
        user["id"]: (user["firstName"], user["realmRoles"], {k: v[0] for k, v in user["attributes"].items()})
        for user in REALM["users"]
    }
    assert users == {
        p.id: (p.name, p.roles, {k: v for k, v in (("district", p.district), ("unit", p.unit)) if v})
        for p in everyone().values()
    }


def test_keycloak_puts_the_claims_into_access_tokens_for_us() -> None:
    (client,) = REALM["clients"]
    mappers = {mapper["name"]: mapper["config"] for mapper in client["protocolMappers"]}
    assert client["clientId"] == CLIENT
    assert client["attributes"]["pkce.code.challenge.method"] == "S256"
    assert client["attributes"]["access.token.header.type.rfc9068"] == "true"
    assert mappers["audience"]["included.custom.audience"] == AUDIENCE
    assert {c.get("claim.name") for c in mappers.values()} >= {"roles", "district", "unit", "name"}


def test_the_demo_is_in_the_fourteen_administrations_that_are_all_in_the_true_division() -> None:
    fourteen = [one.id for one in CITY.districts_on(date(2026, 11, 23))]
    assert len(fourteen) == 14
    assert fourteen == [one.id for one in Organisation.read(STOCKHOLM).districts_on(date(2016, 11, 21))]
    assert {unit.district for unit in CITY.units} == set(fourteen)


@pytest.mark.parametrize("city", [CITY, Organisation.read(STOCKHOLM)])
def test_districts_sort_as_in_swedish(city: Organisation) -> None:
    assert all(district.sort_key == sort_key(district.name) for district in city.districts)
