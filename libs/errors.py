"""Refusals and failures as problem+json (RFC 9457): what went wrong, which rule, what to do."""

from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from opentelemetry import trace
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from contracts.problem import Problem
from libs.refusals import ServiceError, field_errors

log = structlog.get_logger()

RETRYABLE_STATES = frozenset({"40001", "40P01", "55P03"})
"""Serialization failure, deadlock, lock not available: the same work may succeed the next time."""
_OUTAGE_CLASSES = frozenset({"08", "53", "57"})
"""Connection exception, insufficient resources, operator intervention."""


_CODES = {413: "content_too_large"}
_WHEN = {
    400: "The request cannot be read",
    401: "The access token is missing or not valid",
    403: "The caller's role does not include this",
    404: "There is no such thing, or it belongs to another district",
    409: "The world has changed; read it again, then decide",
    413: "The body is larger than 64 KiB",
    415: "The body is not JSON",
    422: "A value breaks a rule; errors names the fields",
    503: "Nothing was done; try again with the same idempotency key",
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {
        "description": description,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status, description in _WHEN.items()
}
"""How every route can fail, for the OpenAPI document."""


def is_outage(error: BaseException) -> bool:
    """Tell whether the cause is infrastructure that may be back in a moment, not the data."""
    if isinstance(error, DBAPIError):
        if error.connection_invalidated:
            return True
        state = getattr(error.orig, "sqlstate", None)
        if state is None:
            return isinstance(error, OperationalError)
        return state in RETRYABLE_STATES or state[:2] in _OUTAGE_CLASSES
    return isinstance(error, (PoolTimeout, TimeoutError, OSError))


def reference() -> str:
    """Return the trace id, the number a user quotes to support."""
    return trace.format_trace_id(trace.get_current_span().get_span_context().trace_id)


def problem_response(request: Request, status: int, code: str, detail: str, **members: Any) -> Response:
    """Return a problem+json response."""
    problem = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        code=code,
        instance=request.url.path,
        reference=reference(),
        **members,
    )
    headers = {"Retry-After": "2"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    content = problem.model_dump_json(by_alias=True, exclude_none=True)
    return Response(content, status_code=status, media_type="application/problem+json", headers=headers)


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


def _allowed(request: Request) -> list[str]:
    """Return every method that some route takes at this path; Starlette names only the first route's."""
    paths = request.app.openapi()["paths"]
    template = getattr(request.scope.get("route"), "path", request.url.path)
    return sorted(method.upper() for method in paths.get(template, {}))


def install(app: FastAPI) -> None:
    """Make every error of ``app`` a problem."""

    @app.exception_handler(ServiceError)
    async def refused(request: Request, error: ServiceError) -> Response:
        return problem_response(
            request, error.status, error.code, error.detail, errors=error.errors, **dict(error.extras)
        )

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        errors = error.errors()
        if any(e["loc"] == ("body",) for e in errors) and not _is_json(request):
            return problem_response(request, 415, "unsupported_media_type", "Send the body as application/json.")
        if any(e["type"] == "json_invalid" for e in errors):
            return problem_response(request, 400, "broken_json", "The body is not valid JSON.")
        return problem_response(
            request, 422, "invalid_fields", "Some fields break a rule; see errors.", errors=field_errors(errors)
        )

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> Response:
        code = _CODES.get(error.status_code, HTTPStatus(error.status_code).phrase.lower().replace(" ", "_"))
        response = problem_response(request, error.status_code, code, str(error.detail))
        response.headers.update(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            response.headers["Allow"] = ", ".join(_allowed(request))
        return response

    @app.exception_handler(Exception)
    async def failed(request: Request, error: Exception) -> Response:
        if is_outage(error):
            log.warning("outage", action="http.unavailable", error=str(error), path=request.url.path)
            detail = "The database does not answer. Nothing was done; try again with the same idempotency key."
            return problem_response(request, 503, "unavailable", detail)
        log.error("unexpected error", action="http.failed", path=request.url.path, exc_info=error)
        return problem_response(request, 500, "unexpected", "An unexpected error. Nothing was done.")

    @app.exception_handler(DBAPIError)
    @app.exception_handler(PoolTimeout)
    async def database_failed(request: Request, error: Exception) -> Response:
        return await failed(request, error)
