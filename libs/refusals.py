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
