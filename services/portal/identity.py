"""The city's identity provider as the portal uses it: OpenID Connect, code with PKCE, every answer checked.

Read at first use and kept for an hour; keys are read again when a token names an unknown one. Sources: OpenID Connect
Core 1.0 §3.1, RFC 7636 (PKCE), RFC 9207 (``iss`` in the answer), RP-Initiated Logout 1.0.
"""

import hashlib
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from libs.auth import ALGORITHMS, Actor, TokenVerifier
from libs.calendar import now
from libs.refusals import ServiceError, Unavailable
from services.portal.settings import PortalSettings

_KEEP_SECONDS: Final = 3600
_LEEWAY_SECONDS: Final = 10
SCOPE: Final = "openid profile offline_access"


class SignInRefused(ServiceError):
    """The identity provider said no, or its answer does not fit the question."""

    status = 400


@dataclass(frozen=True)
class Question:
    """What the portal must remember between sending a person away and their return."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> "Question":
        """Return a question nobody can guess."""
        return cls(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))

    @property
    def challenge(self) -> str:
        """Return the PKCE challenge (S256) of the verifier."""
        return urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).decode().rstrip("=")


@dataclass(frozen=True)
class Tokens:
    """What the provider hands out, and whom it is about."""

    actor: Actor
    access_token: str
    expires_at: datetime
    refresh_token: str | None
    id_token: str
    email: str | None = None


class IdentityProvider:
    """The provider at ``settings.issuer``."""

    def __init__(self, settings: PortalSettings, verifier: TokenVerifier, http: httpx.AsyncClient) -> None:
        """Remember the settings; nothing is read until somebody signs in."""
        self._settings = settings
        self._verifier = verifier
        self._http = http
        self._document: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._read_at = 0.0

    @property
    def redirect_uri(self) -> str:
        """Where the provider sends people back."""
        return f"{self._settings.portal_url}/inloggad"

    async def address_of(self, question: Question) -> str:
        """Return where to send a person who is to sign in."""
        document = await self._discovered()
        query = {
            "response_type": "code",
            "client_id": self._settings.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": SCOPE,
            "state": question.state,
            "nonce": question.nonce,
            "code_challenge": question.challenge,
            "code_challenge_method": "S256",
        }
        return f"{document['authorization_endpoint']}?{urlencode(query)}"

    async def exchange(self, code: str, issuer: str | None, question: Question) -> Tokens:
        """Return the tokens for ``code``; raises SignInRefused when anything does not fit the question."""
        document = await self._discovered()
        if issuer is not None and issuer != document["issuer"]:
            raise SignInRefused("The answer came from another identity provider.")
        if issuer is None and document.get("authorization_response_iss_parameter_supported"):
            raise SignInRefused("The answer does not say which identity provider it came from.")
        answer = await self._ask(
            document["token_endpoint"],
            grant_type="authorization_code",
            code=code,
            code_verifier=question.verifier,
            redirect_uri=self.redirect_uri,
        )
        id_claims = await self._verified(answer["id_token"])
        if id_claims.get("nonce") != question.nonce:
            raise SignInRefused("The answer belongs to another sign-in.")
        tokens = await self._tokens(answer, answer["id_token"])
        if tokens.actor.id != id_claims["sub"]:
            raise SignInRefused("The tokens are about different people.")
        return replace(tokens, email=id_claims.get("email"))

    async def refresh(self, refresh_token: str, id_token: str) -> Tokens:
        """Return fresh tokens; raises SignInRefused when the provider no longer vouches for the person."""
        document = await self._discovered()
        answer = await self._ask(document["token_endpoint"], grant_type="refresh_token", refresh_token=refresh_token)
        return await self._tokens({"refresh_token": refresh_token, **answer}, answer.get("id_token", id_token))

    async def sign_out_address(self, id_token: str) -> str | None:
        """Return where to send a person who signs out, if the provider wants to know."""
        document = await self._discovered()
        if "end_session_endpoint" not in document:
            return None
        query = {"id_token_hint": id_token, "post_logout_redirect_uri": f"{self._settings.portal_url}/utloggad"}
        return f"{document['end_session_endpoint']}?{urlencode(query)}"

    async def _tokens(self, answer: Mapping[str, Any], id_token: str) -> Tokens:
        return Tokens(
            actor=await self._verifier.actor(answer["access_token"]),
            access_token=answer["access_token"],
            expires_at=now() + timedelta(seconds=int(answer.get("expires_in", 60))),
            refresh_token=answer.get("refresh_token"),
            id_token=id_token,
        )

    async def _ask(self, endpoint: str, **form: str) -> dict[str, Any]:
        """Return the token endpoint's answer; the client says who it is by HTTP Basic (RFC 6749 §2.3.1)."""
        who = (self._settings.client_id, self._settings.client_secret.get_secret_value())
        try:
            answer = await self._http.post(endpoint, data=form, auth=who, headers={"Accept": "application/json"})
            body = dict(answer.json())
        except (httpx.HTTPError, ValueError) as error:
            raise Unavailable("The identity provider does not answer.") from error
        if answer.is_success:
            return body
        raise SignInRefused(f"The identity provider refused: {str(body.get('error'))[:50]}.")

    async def _verified(self, token: str) -> Mapping[str, Any]:
        rules = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": (await self._discovered())["issuer"]},
            aud={"essential": True, "value": self._settings.client_id},
            exp={"essential": True},
            sub={"essential": True},
        )
        try:
            try:
                decoded = jwt.decode(token, await self._key_set(), algorithms=ALGORITHMS)
            except (JoseError, ValueError):
                decoded = jwt.decode(token, await self._key_set(fresh=True), algorithms=ALGORITHMS)
            rules.validate(decoded.claims)
        except (JoseError, ValueError) as error:
            raise SignInRefused("The identity provider's token does not hold.") from error
        return decoded.claims

    async def _discovered(self) -> dict[str, Any]:
        if not self._document or time.monotonic() - self._read_at > _KEEP_SECONDS:
            document = await self._read(f"{self._settings.issuer}/.well-known/openid-configuration")
            if document.get("issuer") != self._settings.issuer:
                raise Unavailable("The identity provider calls itself something else than the settings do.")
            self._document, self._keys, self._read_at = document, None, time.monotonic()
        return self._document

    async def _key_set(self, *, fresh: bool = False) -> KeySet:
        if self._keys is None or fresh:
            document = await self._discovered()
            published: Any = await self._read(document["jwks_uri"])
            self._keys = KeySet.import_key_set(published)
        return self._keys

    async def _read(self, address: str) -> dict[str, Any]:
        try:
            answer = await self._http.get(address)
            answer.raise_for_status()
            return dict(answer.json())
        except (httpx.HTTPError, ValueError) as error:
            raise Unavailable("The identity provider does not answer.") from error
