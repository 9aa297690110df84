"""Signing in: every part of the identity provider's answer must fit the question, or nobody is signed in."""

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt

from libs.auth import TokenVerifier
from libs.refusals import NotSignedIn, Unavailable
from services.portal.identity import IdentityProvider, Question, SignInRefused
from services.portal.settings import PortalSettings
from tests.builders.tokens import FARSTA, ISSUER, KEY, KEYS, SODERMALM, a_token

QUESTION = Question("state", "nonce", "verifier-that-nobody-can-guess-because-it-is-long")
DISCOVERY = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
    "authorization_response_iss_parameter_supported": True,
}


def an_id_token(**changes: Any) -> str:
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": "avlasta-portal", "sub": "farsta-chef", "nonce": "nonce", "iat": now}
    claims |= {"exp": now + 60} | changes
    return jwt.encode({"alg": "RS256", "kid": "test"}, claims, KEY)


class Provider:
    """What the provider at the other end answers; remembers what it was asked."""

    def __init__(self) -> None:
        self.discovery: dict[str, Any] = dict(DISCOVERY)
        self.answer: dict[str, Any] = {
            "access_token": a_token(FARSTA),
            "id_token": an_id_token(),
            "refresh_token": "refresh",
            "expires_in": 600,
        }
        self.status = 200
        self.asked: dict[str, str] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("openid-configuration"):
            return httpx.Response(200, json=self.discovery)
        if request.url.path == "/keys":
            return httpx.Response(200, json=KEYS.as_dict(private=False))
        self.asked = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        return httpx.Response(self.status, content=json.dumps(self.answer))


@pytest.fixture
def provider() -> Provider:
    """A provider that answers as it should."""
    return Provider()


@pytest.fixture
def identity(provider: Provider) -> IdentityProvider:
    """The portal's side of it."""
    settings = PortalSettings(
        environment="test", database_url="postgresql+psycopg://nobody@127.0.0.1/none", issuer=ISSUER
    )
    http = httpx.AsyncClient(transport=httpx.MockTransport(provider))
    return IdentityProvider(settings, TokenVerifier(ISSUER, "avlasta", http), http)


async def test_asks_with_pkce_state_and_nonce(identity: IdentityProvider) -> None:
    query = parse_qs(urlsplit(await identity.address_of(QUESTION)).query)
    assert query["response_type"] == ["code"]
    assert (query["state"], query["nonce"]) == (["state"], ["nonce"])
    assert (query["code_challenge_method"], query["code_challenge"]) == (["S256"], [QUESTION.challenge])
    assert QUESTION.verifier not in str(query)


async def test_signs_in_whom_the_tokens_are_about(identity: IdentityProvider, provider: Provider) -> None:
    tokens = await identity.exchange("code", ISSUER, QUESTION)
    assert (tokens.actor.id, tokens.actor.district) == ("farsta-chef", "farsta")
    assert (provider.asked["code"], provider.asked["code_verifier"]) == ("code", QUESTION.verifier)


MISFITS: dict[str, Callable[[Provider], None]] = {
    "a nonce of another sign-in": lambda p: p.answer.update(id_token=an_id_token(nonce="another")),
    "no nonce": lambda p: p.answer.update(id_token=an_id_token(nonce=None)),
    "an id token for another client": lambda p: p.answer.update(id_token=an_id_token(aud="another")),
    "an id token of another issuer": lambda p: p.answer.update(id_token=an_id_token(iss="http://elsewhere.test")),
    "an expired id token": lambda p: p.answer.update(id_token=an_id_token(exp=1)),
    "a forged id token": lambda p: p.answer.update(id_token=an_id_token()[:-6] + "AAAAAA"),
    "tokens about two people": lambda p: p.answer.update(access_token=a_token(SODERMALM)),
    "a refusal": lambda p: p.__dict__.update(status=400, answer={"error": "invalid_grant"}),
}


@pytest.mark.parametrize("spoil", MISFITS.values(), ids=MISFITS.keys())
async def test_refuses_what_does_not_fit(
    identity: IdentityProvider, provider: Provider, spoil: Callable[[Provider], None]
) -> None:
    spoil(provider)
    with pytest.raises(SignInRefused):
        await identity.exchange("code", ISSUER, QUESTION)


@pytest.mark.parametrize("issuer", ["http://elsewhere.test", None], ids=["another", "missing"])
async def test_refuses_an_answer_that_another_provider_may_have_sent(
    identity: IdentityProvider, issuer: str | None
) -> None:
    with pytest.raises(SignInRefused):
        await identity.exchange("code", issuer, QUESTION)


async def test_refuses_an_access_token_that_is_none(identity: IdentityProvider, provider: Provider) -> None:
    provider.answer["access_token"] = a_token(FARSTA, typ="JWT")
    with pytest.raises(NotSignedIn):
        await identity.exchange("code", ISSUER, QUESTION)


async def test_does_not_trust_a_provider_that_calls_itself_something_else(
    identity: IdentityProvider, provider: Provider
) -> None:
    provider.discovery["issuer"] = "http://elsewhere.test"
    with pytest.raises(Unavailable):
        await identity.address_of(QUESTION)


async def test_refreshing_keeps_the_refresh_token_when_no_new_one_comes(
    identity: IdentityProvider, provider: Provider
) -> None:
    del provider.answer["refresh_token"]
    tokens = await identity.refresh("first", "id-token")
    assert (tokens.refresh_token, provider.asked["grant_type"]) == ("first", "refresh_token")
