"""The error body of every service (RFC 9457, ``application/problem+json``)."""

from pydantic import ConfigDict, Field

from contracts.wire import Wire


class FieldError(Wire):
    """One field that was refused: where, a stable code, and what to do, in English for API users.

    ``limit`` carries the number a rule refers to and ``found`` the part of a text that was refused, so that
    a page can say the same in the reader's language.
    """

    field: str
    code: str
    message: str
    limit: str | None = None
    found: str | None = None


class Change(Wire):
    """Something that happened to a subject after the version the caller had seen."""

    type: str
    at: str
    role: str
    version: int


class Problem(Wire):
    """What went wrong. ``code`` is stable and meant for programs; ``reference`` is the trace id to quote to support."""

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    instance: str
    reference: str
    errors: list[FieldError] = Field(default_factory=list)
    current_version: int | None = None
    changes: list[Change] = Field(default_factory=list)
