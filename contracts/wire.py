"""How every published model looks on the wire: camelCase JSON, frozen, unknown fields refused or ignored."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic.alias_generators import to_camel


class Wire(BaseModel):
    """A published model that ignores fields it does not know, so that a newer sender can add some."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", alias_generator=to_camel, validate_by_name=True, validate_by_alias=True
    )


class Body(Wire):
    """An HTTP request body: unknown fields are refused, so that a misspelt field is not lost in silence."""

    model_config = ConfigDict(extra="forbid")


def _written_out(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        message = "a day is written as 2026-12-31"
        raise ValueError(message)
    return value


Day = Annotated[date, BeforeValidator(_written_out)]
"""A day in an address, written out: a lone number is no day, whatever moment since 1970 it could stand for."""


def example_of(body: dict[str, Any]) -> ConfigDict:
    """Return the configuration that shows ``body`` as the example of a request body."""
    return ConfigDict(json_schema_extra={"examples": [body]})
