"""How every published model looks on the wire: camelCase JSON, frozen, unknown fields refused or ignored."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Wire(BaseModel):
    """A published model that ignores fields it does not know, so that a newer sender can add some."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", alias_generator=to_camel, validate_by_name=True, validate_by_alias=True
    )


class Body(Wire):
    """An HTTP request body: unknown fields are refused, so that a misspelt field is not lost in silence."""

    model_config = ConfigDict(extra="forbid")
