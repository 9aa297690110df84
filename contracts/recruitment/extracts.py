"""HTTP bodies of register extracts: all that is stored of one person, for whom it is about."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import AwareDatetime, Field, StringConstraints

from contracts.free_text import OptionalText
from contracts.wire import Body, Wire, example_of


class FoundBy(StrEnum):
    """By what a person is found."""

    NUMBER = "number"
    EMAIL = "email"
    IDENTITY_NUMBER = "identity_number"


class MakeExtract(Body):
    """Ask for all that is stored of a person; ``protected_for`` says why, when the identity is protected."""

    model_config = example_of({"foundBy": "number", "value": "OMG-2026-0001-3", "protectedFor": ""})

    found_by: FoundBy
    value: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200)]
    protected_for: OptionalText = ""


class ExtractedApplication(Wire):
    """An application and what each of the service's tables says of it.

    ``identity`` is who it came from, when it came otherwise than the person is known by; ``withheld_tests`` how many
    results of selection tests are stored and not told: they are secret (OSL 39:5a), and a person weighs whether to.
    """

    number: str
    identity: dict[str, Any] | None
    withheld_tests: int
    stored: dict[str, list[dict[str, Any]]] = Field(description="Rows by table; what is sealed is opened")


class PersonExtract(Wire):
    """Who the person is, and each application with all that is stored of it."""

    made_at: AwareDatetime
    identity: dict[str, Any]
    applications: list[ExtractedApplication]
