"""Generated documents are fresh, valid by their own specifications, and follow DIGG's REST profile 1.2.0."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from libs.documents import OPEN_APIS, all_documents, asyncapi, openapi

DOCUMENTS = all_documents()
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_document_is_fresh(path: Path) -> None:
    assert path.exists() and path.read_text() == DOCUMENTS[path], "run `make docs`"


def test_asyncapi_is_valid() -> None:
    specification = Path("node_modules/@asyncapi/specs/schemas/3.0.0.json")
    jsonschema.Draft7Validator(json.loads(specification.read_text())).validate(asyncapi())


def test_asyncapi_names_every_reader() -> None:
    operations = asyncapi()["operations"]
    assert operations["specialist_team.publishes"]["action"] == "send"
    assert operations["portal.reads.specialist_team.events"]["action"] == "receive"


@pytest.fixture(scope="module", params=OPEN_APIS)
def api(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The OpenAPI document of each service."""
    return openapi(request.param)


def operations(api: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in api["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"{method.upper()} {path}", item[method]


def schemas(api: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, model in api["components"]["schemas"].items():
        for field, content in model.get("properties", {}).items():
            yield name, field, content


class TestDiggProfile:
    def test_paths_are_lower_case_with_hyphens_and_a_major_version(self, api: dict[str, Any]) -> None:
        """UFN.01, UFN.07–09, VER.05."""
        for path in api["paths"]:
            fixed = re.sub(r"\{[a-zA-Z]+\}", "x", path)
            assert re.fullmatch(r"/[a-z0-9-]+/v\d+(/[a-z0-9-]+)+", fixed), path

    def test_api_info_stands_at_the_root(self, api: dict[str, Any]) -> None:
        """VER.06."""
        assert any(path.count("/") == 3 and path.endswith("/api-info") for path in api["paths"])

    def test_names_are_camel_case(self, api: dict[str, Any]) -> None:
        """AME.04–05, FNS.01, FNS.03."""
        for model, field, _ in schemas(api):
            assert re.fullmatch(r"[a-z][a-zA-Z0-9]*", field), f"{model}.{field}"
        for operation, content in operations(api):
            for parameter in content.get("parameters", []):
                if parameter["in"] != "header":
                    assert re.fullmatch(r"[a-z][a-zA-Z0-9]*", parameter["name"]), (operation, parameter["name"])

    def test_lists_have_plural_names(self, api: dict[str, Any]) -> None:
        """AME.06."""
        for model, field, content in schemas(api):
            if content.get("type") == "array":
                assert field.endswith("s") or field in {"met", "missing", "gained", "lost", "parked", "criteria"}, (
                    f"{model}.{field}"
                )

    def test_bodies_are_json_and_errors_are_problems(self, api: dict[str, Any]) -> None:
        """AME.01–02, FEL.01–02."""
        for operation, content in operations(api):
            for status, response in content["responses"].items():
                wanted = "application/json" if status.startswith("2") else "application/problem+json"
                assert list(response["content"]) == [wanted], (operation, status)

    def test_pages_start_at_one_and_have_a_limit(self, api: dict[str, Any]) -> None:
        """FNS.07–09, FNS.05."""
        for operation, content in operations(api):
            named = {parameter["name"]: parameter for parameter in content.get("parameters", [])}
            if "page" in named or "limit" in named:
                assert named["page"]["schema"]["minimum"] == named["page"]["schema"]["default"] == 1, operation
                assert named["limit"]["schema"]["default"] == 20, operation
                assert not named["page"]["required"] and not named["limit"]["required"]

    def test_info_tells_who_how_and_with_what_limits(self, api: dict[str, Any]) -> None:
        """DOK.03, DOK.06, DOK.08, DOK.09."""
        info = api["info"]
        assert info["contact"]["name"] and info["license"]["name"] == "EUPL-1.2"
        assert "Stadsdelsförvaltningar" in info["description"] and "Districts" in info["description"]
        assert info["x-sla"] and info["x-limitations"]

    def test_every_operation_and_response_is_described_with_examples(self, api: dict[str, Any]) -> None:
        """DOK.15, DOK.19–20."""
        for operation, content in operations(api):
            assert content.get("description"), operation
            for status, response in content["responses"].items():
                assert response["description"], (operation, status)
            for body in content.get("requestBody", {}).get("content", {}).values():
                own = body["schema"]
                model = api["components"]["schemas"][own["$ref"].rpartition("/")[2]] if "$ref" in own else own
                assert model.get("examples"), (operation, model.get("title"))

    def test_tokens_are_bearer_tokens_and_nothing_personal_is_in_an_address(self, api: dict[str, Any]) -> None:
        """SAK.09–10, SAK.15–16, RES.02, FOR.02."""
        for name, scheme in api["components"]["securitySchemes"].items():
            assert (scheme["type"], scheme["scheme"]) == ("http", "bearer"), name
        for operation, content in operations(api):
            assert not (operation.startswith("GET") and "requestBody" in content), operation
            names = {parameter["name"].lower() for parameter in content.get("parameters", [])}
            assert not names & {"personalnumber", "personid", "name", "email"}, operation
            assert content.get("security") or operation.endswith("/api-info"), operation
