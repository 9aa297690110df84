"""Documents made from the code: event catalogue, AsyncAPI 3 and OpenAPI. ``python -m libs.documents`` writes them."""

import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

from contracts.event import Event
from libs.catalogue import ROOT, event_type, events, example
from libs.subscriptions import Subscription

DOCS = ROOT / "docs"
OPEN_APIS = ("specialist_team", "recruitment")


def readers() -> dict[str, list[str]]:
    """Return which services listen to each event type."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "services").glob("*/subscriptions.py")):
        service = path.parent.name
        subscriptions: list[Subscription] = import_module(f"services.{service}.subscriptions").SUBSCRIPTIONS
        for subscription in subscriptions:
            found.setdefault(subscription.type, []).append(service)
    return found


def event_catalogue() -> str:
    """Return docs/events.md: every event, when it happens, what it carries, who reads it."""
    lines = [
        "# Events",
        "",
        "Generated from `contracts/` by `make docs`. Every event also has `eventId`, `subjectId`, `subjectVersion`,",
        "`occurredAt`, `actor` (account id and role, never a name), `correlationId` and `causationId`. Events carry",
        "coded values only: no free text and no personal data beyond an account id.",
    ]
    read_by = readers()
    topic = ""
    for cls in events():
        if cls.topic != topic:
            topic = cls.topic
            lines += ["", f"## {topic}", "", "| event | when | carries | read by |", "| --- | --- | --- | --- |"]
        own = [name for name in cls.model_fields if name not in Event.model_fields]
        when = " ".join((cls.__doc__ or "").split())
        carries = ", ".join(f"`{cls.model_fields[name].alias or name}`" for name in own)
        lines.append(f"| `{event_type(cls)}` | {when} | {carries} | {', '.join(read_by.get(event_type(cls), ['–']))} |")
    return "\n".join(lines) + "\n"


def asyncapi() -> dict[str, Any]:
    """Return the AsyncAPI 3 document of all topics and events."""
    channels: dict[str, Any] = {}
    messages: dict[str, Any] = {}
    operations: dict[str, Any] = {}
    read_by = readers()
    for cls in events():
        name = event_type(cls)
        raw = cls.model_json_schema(by_alias=True)
        definitions = raw.pop("$defs", {})
        sample = cls.model_validate(example(raw, definitions))
        messages[name] = {
            "name": name,
            "title": cls.__name__,
            "summary": " ".join((cls.__doc__ or "").split()),
            "contentType": "application/json",
            "headers": {"type": "object", "required": ["ce_id", "ce_type", "ce_subject", "ce_subjectversion"]},
            "payload": _inline(raw, definitions),
            "examples": [{"payload": json.loads(sample.model_dump_json(by_alias=True))}],
            "bindings": {"kafka": {"key": {"type": "string", "format": "uuid", "description": "The subject's id"}}},
        }
        channel = channels.setdefault(cls.topic, {"address": cls.topic, "messages": {}})
        channel["messages"][name] = {"$ref": f"#/components/messages/{name}"}
        owner = cls.topic.removesuffix(".events")
        _operation(operations, f"{owner}.publishes", "send", cls.topic, name)
        for reader in read_by.get(name, []):
            _operation(operations, f"{reader}.reads.{cls.topic}", "receive", cls.topic, name)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Avlasta events",
            "version": "1.0.0",
            "description": "CloudEvents 1.0 in Kafka's binary binding. Key: the subject's id; order is per subject.",
            "license": {"name": "EUPL-1.2"},
        },
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages},
    }


def _operation(operations: dict[str, Any], name: str, action: str, topic: str, message: str) -> None:
    operation = operations.setdefault(
        name, {"action": action, "channel": {"$ref": f"#/channels/{topic}"}, "messages": []}
    )
    operation["messages"].append({"$ref": f"#/channels/{topic}/messages/{message}"})


def _inline(node: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(node, dict):
        if "$ref" in node:
            return _inline(definitions[node["$ref"].rpartition("/")[2]], definitions)
        return {name: _inline(value, definitions) for name, value in node.items()}
    return [_inline(item, definitions) for item in node] if isinstance(node, list) else node


def openapi(service: str) -> dict[str, Any]:
    """Return the OpenAPI document of a service."""
    os.environ.setdefault("AVLASTA_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    main = import_module(f"services.{service}.main")
    settings = get_type_hints(main.application)["settings"]
    document: dict[str, Any] = main.application(settings(environment="test")).openapi()
    return document


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def all_documents() -> dict[Path, str]:
    """Return every generated document by path."""
    documents = {DOCS / "events.md": event_catalogue(), DOCS / "asyncapi.json": _json(asyncapi())}
    return documents | {DOCS / "openapi" / f"{name}.json": _json(openapi(name)) for name in OPEN_APIS}


if __name__ == "__main__":
    for path, content in all_documents().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
