"""Refusals: what a service says no to, as values that the domain can raise without knowing HTTP."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar, Self

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


class VersionConflict(ServiceError):
    """Someone changed the request after the version that the caller saw."""


class RoleMayNot(NotAllowed):
    """The caller may see the request but this command belongs to somebody else."""


class OneField(Invalid):
    """A value of one field breaks a rule."""

    field = ""

    @classmethod
    def because(cls, detail: str, limit: date | datetime | int | None = None) -> Self:
        """Return the refusal with the field named and the limit that the rule sets."""
        code = cls("").code
        shown = limit.isoformat() if isinstance(limit, (date, datetime)) else limit
        error = FieldError(field=cls.field, code=code, message=detail, limit=None if shown is None else str(shown))
        return cls(detail, errors=[error])


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
