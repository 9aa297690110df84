"""HTTP bodies of one-time links. A link's token is drawn by who hands it on; the service is told its digest only."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from contracts.wire import Body, Wire, example_of

TokenDigest = Annotated[
    str,
    Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 in hexadecimal of a random token of 32 bytes, as base64url"),
]
_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class MakePageLink(Body):
    """Make a link to the candidate's own page for an application; whoever has the token opens it until it expires."""

    model_config = example_of({"expectedVersion": 1, "tokenDigest": _DIGEST})

    expected_version: Annotated[int, Field(ge=1, description="The version the caller has seen")]
    token_digest: TokenDigest


class RevokePageLinks(Body):
    """Let no link to the candidate's own page that was made for the application open anything any more."""

    model_config = example_of({"expectedVersion": 2})

    expected_version: Annotated[int, Field(ge=1, description="The version the caller has seen")]


class BeginVisit(Body):
    """Exchange a link for a visit: ``token_digest`` is that of the visit's token, which the caller has drawn."""

    model_config = example_of({"tokenDigest": _DIGEST})

    token_digest: TokenDigest


class Link(Wire):
    """Until when a link opens something."""

    expires_at: AwareDatetime
