"""The OpenAPI document of a service, with what DIGG's REST profile asks for beyond FastAPI's own."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from contracts.problem import Problem

_SLA = "Svarar under kontorstid; planerade avbrott meddelas fem arbetsdagar i förväg. Ingen utlovad svarstid."
_LIMITATIONS = "Högst 64 KiB per anrop (filer 5 MiB) och 500 poster per sida. Inga uppgifter om klienter får skickas."


def document(app: FastAPI) -> dict[str, Any]:
    """Return the document, built once per application."""
    if app.openapi_schema is None:
        app.openapi_schema = _build(app)
    return app.openapi_schema


def _build(app: FastAPI) -> dict[str, Any]:
    built = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        contact=app.contact,
        license_info=app.license_info,
    )
    built["info"] |= {"x-sla": _SLA, "x-limitations": _LIMITATIONS}
    schemas = built["components"]["schemas"]
    problem = Problem.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs") | {"Problem": problem}
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return built
