"""Published events keep their promises: each is recorded, and only optional fields may be added."""

import copy
import json
from typing import Any

import pytest

from contracts.event import Event
from libs.catalogue import RECORDED, differences, event_type, events, merged, schema

EVENTS = events()


def recorded(cls: type[Event]) -> dict[str, Any]:
    path = RECORDED / f"{event_type(cls)}.json"
    assert path.exists(), f"{event_type(cls)} is not recorded: run `make record` and commit the file"
    content: dict[str, Any] = json.loads(path.read_text())
    return content


@pytest.mark.parametrize("cls", EVENTS, ids=event_type)
class TestEvent:
    def test_is_compatible_with_its_recording(self, cls: type[Event]) -> None:
        assert differences(recorded(cls)["schema"], schema(cls)) == []

    def test_has_every_field_recorded(self, cls: type[Event]) -> None:
        before = recorded(cls)["schema"]
        assert merged(before, schema(cls)) == before, "run `make record` so that the new field is kept from now on"

    def test_reads_the_example_first_published(self, cls: type[Event]) -> None:
        example = recorded(cls)["example"]
        read = cls.model_validate(example).model_dump_json(by_alias=True, exclude_unset=True)
        assert json.loads(read) == example

    def test_says_when_it_happens(self, cls: type[Event]) -> None:
        assert (cls.__doc__ or "").strip().endswith(".")

    def test_is_named_service_subject_action_and_major(self, cls: type[Event]) -> None:
        service, name, major = event_type(cls).split(".")
        assert cls.topic == f"{service}.events"
        subjects = {"request", "offer", "assignment", "policy", "situation", "demand", "time", "conflict", "plan"}
        subjects |= {
            "specialist",
            "order",
            "position",
            "campaign",
            "application",
            "screening",
            "equality",
            "calibration",
            "matching",
            "referral",
            "interview",
            "reference",
            "test",
            "disclosure",
            "measures",
        }
        assert name.split("_")[0] in subjects
        assert major.startswith("v")


def test_every_recording_belongs_to_an_event() -> None:
    assert {path.stem for path in RECORDED.glob("*.json")} == {event_type(cls) for cls in EVENTS}


BEFORE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "reference": {"type": "string", "pattern": "^SPT"},
        "percent": {"type": "integer", "minimum": 20, "maximum": 100},
        "urgency": {"type": "string", "enum": ["high", "normal"]},
        "need": {"type": "object", "properties": {"area": {"type": "string"}}, "required": ["area"]},
        "note": {"type": "string"},
    },
    "required": ["reference", "percent", "urgency", "need"],
}


def changed(path: str, value: Any) -> dict[str, Any]:
    """Return BEFORE with the value at ``path`` replaced; None removes it."""
    after = copy.deepcopy(BEFORE)
    *parents, last = path.split("/")
    node: Any = after
    for name in parents:
        node = node[name]
    if value is None:
        del node[last]
    else:
        node[last] = value
    return after


REQUIRED = BEFORE["required"]
BREAKING = {
    "a required field was added": changed("properties/place", {"type": "integer"}) | {"required": [*REQUIRED, "place"]},
    "a field was removed": changed("properties/note", None),
    "a field was renamed": changed("properties", {**changed("properties/note", None)["properties"], "remark": {}}),
    "a value was narrowed": changed("properties/percent/minimum", 50),
    "a value was widened": changed("properties/percent/maximum", 200),
    "a closed list grew": changed("properties/urgency/enum", ["acute", "high", "normal"]),
    "a rule was loosened": changed("properties/reference/pattern", None),
    "a required field became optional": changed("required", ["reference", "percent", "need"]),
    "an optional field became required": changed("required", [*REQUIRED, "note"]),
    "a type changed": changed("properties/percent/type", "number"),
    "a nested field was removed": changed("properties/need/properties/area", None),
}


@pytest.mark.parametrize("after", BREAKING.values(), ids=BREAKING.keys())
def test_a_breaking_change_is_found(after: dict[str, Any]) -> None:
    assert differences(BEFORE, after) != []


HARMLESS = {
    "nothing": BEFORE,
    "an optional field was added": changed("properties/place", {"type": "integer"}),
    "a nested optional field was added": changed("properties/need/properties/purpose", {"type": "string"}),
}


@pytest.mark.parametrize("after", HARMLESS.values(), ids=HARMLESS.keys())
def test_a_harmless_change_passes(after: dict[str, Any]) -> None:
    assert differences(BEFORE, after) == []


def test_recording_again_keeps_what_is_recorded() -> None:
    after = changed("properties/percent/minimum", 1)
    after["properties"]["place"] = {"type": "integer"}
    assert merged(BEFORE, after)["properties"] == {**BEFORE["properties"], "place": {"type": "integer"}}
