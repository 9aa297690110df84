"""The catalogue of events: what the contracts hold, and what was first published of it.

``python -m libs.catalogue`` writes the recording of a new event and adds new optional fields to old ones; it never
changes what is recorded. A test compares the recordings with the contracts.
"""

import json
import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import contracts
from contracts.event import Event

ROOT = Path(__file__).parent.parent
RECORDED = ROOT / "contracts" / "recorded"
_PROSE = frozenset({"title", "description", "examples", "default"})


def events() -> list[type[Event]]:
    """Return every event class of the contracts, by type."""
    for module in pkgutil.walk_packages(contracts.__path__, "contracts."):
        import_module(module.name)
    found = {event_type(cls): cls for cls in _leaves(Event) if cls.__module__.startswith("contracts.")}
    return [found[name] for name in sorted(found)]


def _leaves(cls: type[Event]) -> Iterator[type[Event]]:
    for child in cls.__subclasses__():
        yield from _leaves(child)
    if cls.model_fields["type"].default and cls is not Event and isinstance(cls.model_fields["type"].default, str):
        yield cls


def event_type(cls: type[Event]) -> str:
    """Return the published name of an event class."""
    return str(cls.model_fields["type"].default)


def schema(cls: type[Event]) -> dict[str, Any]:
    """Return the JSON Schema of an event as it is sent, references resolved, prose left out."""
    raw = cls.model_json_schema(by_alias=True)
    resolved = _resolve(raw, raw.get("$defs", {}))
    resolved.pop("$defs", None)
    if not isinstance(resolved, dict):  # pragma: no cover - a schema of a model is an object
        raise TypeError(resolved)
    return resolved


def _resolve(node: Any, definitions: Mapping[str, Any]) -> Any:
    if isinstance(node, dict):
        if "$ref" in node:
            return _resolve(definitions[node["$ref"].rpartition("/")[2]], definitions)
        kept = {name: value for name, value in node.items() if name not in _PROSE or not isinstance(value, (str, list))}
        return {name: _resolve(value, definitions) for name, value in kept.items() if name != "$defs"}
    if isinstance(node, list):
        return [_resolve(item, definitions) for item in node]
    return node


def differences(recorded: Mapping[str, Any], current: Mapping[str, Any], path: str = "") -> list[str]:
    """Return what breaks readers or writers of ``recorded``. Only adding an optional property breaks nobody."""
    found: list[str] = []
    if recorded.get("type") != "object" or "properties" not in recorded:
        return [] if recorded == current else [f"{path or '/'}: {_summary(recorded)} became {_summary(current)}"]
    before, after = recorded["properties"], current.get("properties", {})
    required_before, required_after = set(recorded.get("required", ())), set(current.get("required", ()))
    for name, old in before.items():
        if name not in after:
            found.append(f"{path}/{name}: removed or renamed")
        else:
            found += differences(old, after[name], f"{path}/{name}")
    found += [f"{path}/{name}: added as required" for name in after if name not in before and name in required_after]
    found += [f"{path}/{name}: became optional" for name in required_before - required_after if name in after]
    found += [f"{path}/{name}: became required" for name in required_after - required_before if name in before]
    rest = {name for name in (*recorded, *current) if name not in {"properties", "required"}}
    found += [f"{path or '/'}: {name} changed" for name in sorted(rest) if recorded.get(name) != current.get(name)]
    return found


def _summary(node: Mapping[str, Any]) -> str:
    return json.dumps(node, sort_keys=True, ensure_ascii=False)[:160]


def example(node: Mapping[str, Any], definitions: Mapping[str, Any]) -> Any:  # noqa: PLR0911 - one line per kind
    """Return a valid example of a schema that has its references unresolved."""
    if "$ref" in node:
        return example(definitions[node["$ref"].rpartition("/")[2]], definitions)
    for source in ("const", "examples", "enum"):
        if source in node:
            return node[source] if source == "const" else node[source][0]
    if "anyOf" in node:
        return example(node["anyOf"][0], definitions)
    match node.get("type"):
        case "object":
            return {name: example(item, definitions) for name, item in node.get("properties", {}).items()}
        case "array":
            return [example(node["items"], definitions)]
        case "boolean":
            return True
        case "integer":
            return node.get("minimum", 1)
    formats = {
        "uuid": "0193598a-5f1e-7c3a-9b1e-2f6d0c4a7e11",
        "date": "2026-12-07",
        "date-time": "2026-11-23T08:12:00Z",
    }
    return formats.get(node.get("format", ""), "samordnare")


def recording(cls: type[Event]) -> dict[str, Any]:
    """Return what is recorded of an event: its type, an example and its schema."""
    raw = cls.model_json_schema(by_alias=True)
    sample = cls.model_validate(example(raw, raw.get("$defs", {})))
    return {
        "type": event_type(cls),
        "example": json.loads(sample.model_dump_json(by_alias=True)),
        "schema": schema(cls),
    }


def merged(recorded: Mapping[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``recorded`` with the properties that ``current`` has added; nothing recorded is changed."""
    if "properties" not in recorded:
        return dict(recorded)
    properties = {
        name: merged(old, current["properties"].get(name, {})) for name, old in recorded["properties"].items()
    }
    added = {name: new for name, new in current.get("properties", {}).items() if name not in properties}
    return {**recorded, "properties": properties | added}


def record() -> list[str]:
    """Write missing recordings and add new optional fields; returns the types written."""
    RECORDED.mkdir(exist_ok=True)
    written = []
    for cls in events():
        path = RECORDED / f"{event_type(cls)}.json"
        now = recording(cls)
        if path.exists():
            before = json.loads(path.read_text())
            now = {**before, "schema": merged(before["schema"], now["schema"])}
            if now == before:
                continue
        path.write_text(json.dumps(now, indent=2, ensure_ascii=False) + "\n")
        written.append(event_type(cls))
    return written


if __name__ == "__main__":
    print("\n".join(record()) or "nothing new")
