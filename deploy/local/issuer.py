"""A small OpenID Connect issuer for the local environment: choose who to be, no password.

Authorization code with PKCE (S256), state, nonce and `iss` (RFC 9207), refresh tokens, userinfo, RP-initiated logout.
Codes and refresh tokens are signed, not stored, so a restart signs nobody out. Refuses to start anywhere but locally.
"""

import base64
import hashlib
import hmac
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

import uvicorn
from joserfc.errors import JoseError
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from deploy.local import sign_in_page
from deploy.local.keys import CLIENT, FILE, Keys
from deploy.local.personas import everyone, persona

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_CODE_SECONDS = 60
_REFRESH_SECONDS = 12 * 3600
_NO_STORE = {"Cache-Control": "no-store"}


class IssuerSettings(BaseSettings):
    """Read from environment variables that begin with `AVLASTA_`."""

    model_config = SettingsConfigDict(env_prefix="AVLASTA_", frozen=True)

    environment: str = "production"
    host: str = "127.0.0.1"
    port: int = 8009
    issuer: str = "http://127.0.0.1:8009"
    client_id: str = CLIENT
    client_secret: SecretStr = SecretStr("")
    token_seconds: int = Field(default=900, description="How long access tokens are valid")
    keys_file: Path = FILE


class RefusedError(Exception):
    """The request does not hold; the code is OAuth's word for it."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.code = code


class Issuer:
    """The endpoints."""

    def __init__(self, settings: IssuerSettings) -> None:
        self._settings = settings
        self._url = settings.issuer
        self._keys = Keys(settings.keys_file)
        self._used_codes: set[str] = set()

    def application(self) -> Starlette:
        """Return the ASGI application."""
        routes = [
            Route("/.well-known/openid-configuration", self.discovery),
            Route("/jwks", self.jwks),
            Route("/authorize", self.authorize, methods=["GET", "POST"]),
            Route("/token", self.token, methods=["POST"]),
            Route("/userinfo", self.userinfo),
            Route("/end-session", self.end_session),
            Route("/health/ready", lambda _: JSONResponse({"status": "ready"})),
            *sign_in_page.stylesheets(),
        ]
        return Starlette(routes=routes, exception_handlers={RefusedError: _refused})

    async def discovery(self, _request: Request) -> Response:
        """Publish OpenID Connect Discovery 1.0."""
        endpoints = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "userinfo_endpoint": "userinfo",
            "jwks_uri": "jwks",
            "end_session_endpoint": "end-session",
        }
        return JSONResponse(
            {
                "issuer": self._url,
                **{name: f"{self._url}/{path}" for name, path in endpoints.items()},
                "response_types_supported": ["code"],
                "response_modes_supported": ["query"],
                "grant_types_supported": ["authorization_code", "refresh_token"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                "scopes_supported": ["openid", "profile", "offline_access"],
                "claims_supported": ["sub", "name", "roles", "district", "unit"],
                "authorization_response_iss_parameter_supported": True,
            }
        )

    async def jwks(self, _request: Request) -> Response:
        """Publish the public keys, newest first."""
        return JSONResponse(self._keys.public(), headers={"Cache-Control": "max-age=60"})

    async def authorize(self, request: Request) -> Response:
        """Show the personas (GET), or send the chosen one back with a code (POST, or GET with `login_hint`)."""
        query = request.query_params
        self._check_question(query)
        form = await request.form() if request.method == "POST" else {}
        chosen = str(form.get("person") or query.get("login_hint", ""))
        if chosen not in everyone():
            back = urlsplit(query["redirect_uri"])
            policy = sign_in_page.policy(f"{back.scheme}://{back.netloc}")
            return HTMLResponse(sign_in_page.page(everyone().values()), headers={**_NO_STORE, **policy})
        kept = ("client_id", "redirect_uri", "nonce", "code_challenge")
        claims = {name: query[name] for name in kept if name in query}
        answer = {"code": self._keys.sign("code+jwt", _CODE_SECONDS, {"sub": chosen, **claims}), "iss": self._url}
        if "state" in query:
            answer["state"] = query["state"]
        return RedirectResponse(f"{query['redirect_uri']}?{urlencode(answer)}", 303, headers=_NO_STORE)

    async def token(self, request: Request) -> Response:
        """Exchange a code, once, or a refresh token for tokens."""
        form = {name: str(value) for name, value in (await request.form()).items()}
        self._check_client(request.headers.get("Authorization", ""), form)
        claims = self._granted(form)
        person = persona(claims["sub"])
        seconds = self._settings.token_seconds
        identity = {"iss": self._url, "aud": self._settings.client_id, "email": person.email, **person.claims()}
        if "nonce" in claims:
            identity["nonce"] = claims["nonce"]
        return JSONResponse(
            {
                "token_type": "Bearer",
                "expires_in": seconds,
                "access_token": self._keys.access_token(self._url, person, seconds, self._settings.client_id),
                "id_token": self._keys.sign("JWT", seconds, identity),
                "refresh_token": self._keys.sign("refresh+jwt", _REFRESH_SECONDS, {"sub": person.id}),
            },
            headers=_NO_STORE,
        )

    async def userinfo(self, request: Request) -> Response:
        """Say who a bearer token is for."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            claims = self._keys.read("at+jwt", token)
        except (JoseError, ValueError):
            return JSONResponse({"error": "invalid_token"}, 401, headers={"WWW-Authenticate": "Bearer"})
        return JSONResponse(persona(claims["sub"]).claims())

    async def end_session(self, request: Request) -> Response:
        """Send the person back; nothing is kept here that could be ended."""
        back = request.query_params.get("post_logout_redirect_uri")
        if back is None:
            return HTMLResponse(sign_in_page.signed_out(), headers=sign_in_page.policy("'self'"))
        _require_loopback(back)
        state = request.query_params.get("state")
        return RedirectResponse(f"{back}?{urlencode({'state': state})}" if state else back, 303)

    def _check_question(self, query: Mapping[str, str]) -> None:
        if query.get("client_id") != self._settings.client_id:
            raise RefusedError("unauthorized_client", "unknown client_id")
        _require_loopback(query.get("redirect_uri", ""))
        if query.get("response_type") != "code":
            raise RefusedError("unsupported_response_type", "only response_type=code")
        if query.get("code_challenge_method") != "S256" or not query.get("code_challenge"):
            raise RefusedError("invalid_request", "PKCE with S256 is required")

    def _check_client(self, authorization: str, form: Mapping[str, str]) -> None:
        name, secret = form.get("client_id", ""), form.get("client_secret", "")
        if authorization.startswith("Basic "):
            try:
                pair = base64.b64decode(authorization.removeprefix("Basic "), validate=True).decode()
            except ValueError:
                pair = ""
            name, secret = (unquote(part) for part in pair.partition(":")[::2])
        expected = self._settings.client_secret.get_secret_value()
        if name != self._settings.client_id or not hmac.compare_digest(secret.encode(), expected.encode()):
            raise RefusedError("invalid_client", "unknown client or wrong secret")

    def _granted(self, form: Mapping[str, str]) -> dict[str, Any]:
        try:
            if form.get("grant_type") == "refresh_token":
                return self._keys.read("refresh+jwt", form.get("refresh_token", ""))
            if form.get("grant_type") != "authorization_code":
                raise RefusedError("unsupported_grant_type", "authorization_code or refresh_token")
            claims = self._keys.read("code+jwt", form.get("code", ""))
        except (JoseError, ValueError) as error:
            raise RefusedError("invalid_grant", "the code or refresh token does not hold") from error
        if claims["jti"] in self._used_codes or claims["redirect_uri"] != form.get("redirect_uri"):
            raise RefusedError("invalid_grant", "the code was used or belongs to another address")
        if _challenge(form.get("code_verifier", "")) != claims["code_challenge"]:
            raise RefusedError("invalid_grant", "the code verifier does not fit")
        self._used_codes.add(claims["jti"])
        return claims


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def _require_loopback(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or parts.hostname not in _LOOPBACK or parts.query or parts.fragment:
        raise RefusedError("invalid_request", "only addresses on this machine, without query")


async def _refused(_request: Request, error: Exception) -> Response:
    code = error.code if isinstance(error, RefusedError) else "invalid_request"
    status = 401 if code == "invalid_client" else 400
    return JSONResponse({"error": code, "error_description": str(error)}, status, headers=_NO_STORE)


def main() -> int:
    """Serve until told to stop; 2 when this is not a local environment."""
    settings = IssuerSettings()
    if settings.environment not in {"local", "test"}:
        where = f"AVLASTA_ENVIRONMENT={settings.environment}"
        print(f"The local issuer lets anyone be anyone: it does not start where {where}.")
        return 2
    application = Issuer(settings).application()
    uvicorn.run(application, host=settings.host, port=settings.port, log_level="warning", access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
