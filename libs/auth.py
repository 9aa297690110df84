"""Who is calling: a bearer token (JWT, RFC 9068) checked against the issuer's published keys."""

import asyncio
import time
from dataclasses import dataclass
from typing import Annotated, Any

import httpx
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from contracts.event import ActorReference
from libs.refusals import NotSignedIn, Unavailable

ALGORITHMS = ["RS256", "ES256", "EdDSA"]
_LEEWAY_SECONDS = 60
_REFRESH_SECONDS = 10


@dataclass(frozen=True)
class Actor:
    """The signed-in person: an opaque account id, the roles, and the district and unit the person belongs to."""

    id: str
    roles: frozenset[str]
    district: str | None = None
    unit: str | None = None

    def has(self, role: str) -> bool:
        """Tell whether the person has ``role``."""
        return role in self.roles

    def acting_as(self, role: str) -> ActorReference:
        """Return the reference that events and the record carry."""
        return ActorReference(id=self.id, role=role)


class TokenVerifier:
    """Checks access tokens; fetches the issuer's keys when needed, at most every ten seconds."""

    def __init__(self, issuer: str, audience: str, http: httpx.AsyncClient) -> None:
        """Take the issuer to trust and the audience that a token must name."""
        self._issuer = issuer
        self._http = http
        self._keys: KeySet | None = None
        self._fetched_at = 0.0
        self._fetching = asyncio.Lock()
        self._claims = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
            sub={"essential": True},
        )

    async def actor(self, token: str) -> Actor:
        """Return who ``token`` is for; raises NotSignedIn, or Unavailable when the issuer's keys cannot be had."""
        keys = self._keys or await self._fetch()
        try:
            claims = self._check(token, keys)
        except (JoseError, ValueError):
            try:
                claims = self._check(token, await self._fetch())
            except (JoseError, ValueError) as error:
                raise NotSignedIn("The access token is not valid; sign in again.") from error
        return Actor(
            id=str(claims["sub"]),
            roles=frozenset(claims.get("roles", ())),
            district=claims.get("district"),
            unit=claims.get("unit"),
        )

    def _check(self, token: str, keys: KeySet) -> dict[str, Any]:
        decoded = jwt.decode(token, keys, algorithms=ALGORITHMS)
        if decoded.header.get("typ") not in {"at+jwt", "application/at+jwt"}:
            message = "not an access token"
            raise ValueError(message)
        self._claims.validate(decoded.claims)
        return decoded.claims

    async def _fetch(self) -> KeySet:
        async with self._fetching:
            if self._keys is not None and time.monotonic() - self._fetched_at < _REFRESH_SECONDS:
                return self._keys
            try:
                discovery = await self._http.get(f"{self._issuer}/.well-known/openid-configuration")
                discovery.raise_for_status()
                keys = await self._http.get(discovery.json()["jwks_uri"])
                keys.raise_for_status()
            except httpx.HTTPError as error:
                if self._keys is not None:
                    return self._keys
                raise Unavailable("The identity provider does not answer; try again.") from error
            self._keys = KeySet.import_key_set(keys.json())
            self._fetched_at = time.monotonic()
            return self._keys


_bearer = HTTPBearer(auto_error=False, description="Access token of the city's identity provider")


async def signed_in(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Actor:
    """Return the caller; refuses a request without a valid token."""
    if credentials is None:
        raise NotSignedIn("Send an access token: Authorization: Bearer …")
    actor: Actor = await request.app.state.kernel.verifier.actor(credentials.credentials)
    return actor


SignedIn = Annotated[Actor, Depends(signed_in)]
