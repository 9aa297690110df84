"""Refusals: what a service says no to, as values that the domain can raise without knowing HTTP."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from contracts.problem import FieldError


def snake_case(name: str) -> str:
    """Return a class name as a code: ``OfferHasLapsed`` becomes ``offer_has_lapsed``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class ServiceError(Exception):
    """A refusal that the caller can understand. Its ``code`` is the class name in snake case and never changes."""

    status: ClassVar[int] = 409

    def __init__(self, detail: str, *, errors: Sequence[FieldError] = (), **extras: Any) -> None:
        """Say what the world is like and what to do about it; ``extras`` become members of the problem."""
        super().__init__(detail)
        self.detail = detail
        self.errors = list(errors)
        self.extras: Mapping[str, Any] = extras

    @property
    def code(self) -> str:
        """Stable name for programs, such as ``offer_has_lapsed``."""
        return snake_case(type(self).__name__)


class NotFound(ServiceError):
    """There is no such thing, or the caller may not know of it."""

    status = 404


class NotAllowed(ServiceError):
    """The caller's role does not include this."""

    status = 403


class NotSignedIn(ServiceError):
    """The access token is missing, expired or not ours."""

    status = 401


class Unavailable(ServiceError):
    """Something this service stands on does not answer; nothing was done, try again."""

    status = 503


class Invalid(ServiceError):
    """A value is well-formed but breaks a rule; ``errors`` names the fields."""

    status = 422


def field_errors(errors: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """Return pydantic's errors as field errors; a rule over several fields names the whole body."""
    return [
        FieldError(
            field=".".join(str(part) for part in error["loc"] if part not in {"body", "query", "path", "header"}),
            code=error["type"],
            message=error["msg"],
            limit=_limit(error.get("ctx", {})),
            found=error.get("ctx", {}).get("found"),
        )
        for error in errors
    ]


def _limit(context: Mapping[str, Any]) -> str | None:
    for name in ("ge", "gt", "le", "lt", "max_length", "min_length"):
        if name in context:
            return str(context[name])
    return None
