"""The local issuer: what it grants, what it refuses, and where it does not start."""

import base64
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from deploy.local.keys import CLIENT, Keys
from deploy.local.personas import everyone, persona
from deploy.local.process import free_port
from deploy.local.service import Service

SECRET = "a secret"  # noqa: S105 - made up here
BACK = "http://127.0.0.1:8000/inloggad"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
QUESTION = {
    "response_type": "code",
    "client_id": CLIENT,
    "redirect_uri": BACK,
    "state": "the state",
    "nonce": "the nonce",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The issuer as a process; its keys lie beside its log."""
    folder = tmp_path_factory.mktemp("issuer")
    port = free_port()
    settings = {
        "AVLASTA_ENVIRONMENT": "test",
        "AVLASTA_ISSUER": f"http://127.0.0.1:{port}",
        "AVLASTA_CLIENT_SECRET": SECRET,
        "AVLASTA_KEYS_FILE": str(folder / "keys.json"),
    }
    process = Service(folder, "issuer", "deploy.local.issuer", port, settings)
    process.start()
    yield process
    process.stop()


@pytest.fixture
def http(issuer: Service) -> Iterator[httpx.Client]:
    """A client that does not follow redirects."""
    with httpx.Client(base_url=issuer.url, timeout=30) as client:
        yield client


def _code(http: httpx.Client, person: str = "farsta-chef") -> str:
    answer = http.post("/authorize", params=QUESTION, data={"person": person})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"{BACK}?")
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert query["state"] == ["the state"]
    assert query["iss"] == [str(http.base_url)]
    return query["code"][0]


def _exchange(http: httpx.Client, code: str, **changed: str) -> httpx.Response:
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
    return http.post("/token", data={**form, **changed}, auth=(CLIENT, SECRET))


def _claims(http: httpx.Client, token: str) -> tuple[str, dict[str, object]]:
    decoded = jwt.decode(token, KeySet.import_key_set(http.get("/jwks").json()), algorithms=["RS256"])
    return str(decoded.header["typ"]), decoded.claims


def test_discovery_is_about_this_address(http: httpx.Client, issuer: Service) -> None:
    document = http.get("/.well-known/openid-configuration").json()
    assert document["issuer"] == issuer.url
    assert document["authorization_response_iss_parameter_supported"] is True
    assert document["code_challenge_methods_supported"] == ["S256"]


def test_page_lists_everyone_in_swedish_without_script(http: httpx.Client) -> None:
    page = http.get("/authorize", params=QUESTION)
    assert all(person.name in page.text for person in everyone().values())
    assert '<html lang="sv"' in page.text
    assert "<script" not in page.text
    assert "form-action 'self' http://127.0.0.1:8000;" in page.headers["Content-Security-Policy"]
    assert "script-src" not in page.headers["Content-Security-Policy"]


def test_code_gives_tokens_with_the_persons_claims(http: httpx.Client) -> None:
    answer = _exchange(http, _code(http))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    kind, access = _claims(http, answer.json()["access_token"])
    assert kind == "at+jwt"
    assert access["aud"] == "avlasta"
    assert access["azp"] == CLIENT
    assert {name: access[name] for name in persona("farsta-chef").claims()} == persona("farsta-chef").claims()
    _, identity = _claims(http, answer.json()["id_token"])
    assert identity["aud"] == CLIENT
    assert identity["nonce"] == "the nonce"
    bearer = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    assert http.get("/userinfo", headers=bearer).json() == persona("farsta-chef").claims()


def test_one_without_a_district_has_no_such_claim(http: httpx.Client) -> None:
    _, access = _claims(http, _exchange(http, _code(http, "samordnare")).json()["access_token"])
    assert "district" not in access
    assert "unit" not in access


def test_login_hint_chooses_without_the_page(http: httpx.Client) -> None:
    assert http.get("/authorize", params={**QUESTION, "login_hint": "drift"}).status_code == 303


def test_code_is_good_once(http: httpx.Client) -> None:
    code = _code(http)
    assert _exchange(http, code).status_code == 200
    assert _exchange(http, code).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "changed",
    [{"code_verifier": "w" * 43}, {"redirect_uri": "http://127.0.0.1:8000/annan"}, {"code": "made up"}],
)
def test_code_is_refused_when_something_does_not_fit(http: httpx.Client, changed: dict[str, str]) -> None:
    answer = _exchange(http, **{"code": _code(http), **changed})
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_grant"


def test_client_must_know_its_secret(http: httpx.Client) -> None:
    form = {"grant_type": "authorization_code", "code": _code(http), "redirect_uri": BACK, "code_verifier": VERIFIER}
    answer = http.post("/token", data=form, auth=(CLIENT, "guessed"))
    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": "someone-else"},
        {"redirect_uri": "https://elsewhere.example/"},
        {"redirect_uri": "http://127.0.0.1:8000/?to=elsewhere"},
        {"response_type": "token"},
        {"code_challenge_method": "plain"},
        {"code_challenge": ""},
    ],
)
def test_question_is_refused_without_sending_anyone_anywhere(http: httpx.Client, changed: dict[str, str]) -> None:
    answer = http.post("/authorize", params={**QUESTION, **changed}, data={"person": "farsta-chef"})
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_refresh_token_survives_a_restart_and_a_new_key(http: httpx.Client, issuer: Service) -> None:
    tokens = _exchange(http, _code(http)).json()
    Keys(issuer.child.log.parent / "keys.json").rotate()
    issuer.restart()
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    fresh = http.post("/token", data=form, auth=(CLIENT, SECRET)).json()
    assert _claims(http, fresh["access_token"])[1]["sub"] == "farsta-chef"
    assert _claims(http, tokens["access_token"])[1]["sub"] == "farsta-chef"


def test_an_access_token_is_no_refresh_token(http: httpx.Client) -> None:
    tokens = _exchange(http, _code(http)).json()
    form = {"grant_type": "refresh_token", "refresh_token": tokens["access_token"]}
    assert http.post("/token", data=form, auth=(CLIENT, SECRET)).json()["error"] == "invalid_grant"


def test_keys_before_the_last_are_forgotten_and_secrets_stay_here(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "keys.json")
    published: list[str] = []
    for _ in range(3):
        keys.rotate()
        published.append(keys.public()["keys"][0]["kid"])
    assert [key["kid"] for key in keys.public()["keys"]] == [published[2], published[1]]
    assert all("d" not in key for key in keys.public()["keys"])
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0


def test_signing_out_leads_back_but_only_to_this_machine(http: httpx.Client) -> None:
    back = http.get("/end-session", params={"post_logout_redirect_uri": "http://127.0.0.1:8000/utloggad"})
    assert back.headers["Location"] == "http://127.0.0.1:8000/utloggad"
    away = http.get("/end-session", params={"post_logout_redirect_uri": "https://elsewhere.example/"})
    assert away.status_code == 400


@pytest.mark.parametrize("environment", ["production", "staging", None])
def test_it_does_not_start_outside_a_local_environment(environment: str | None) -> None:
    settings = {"AVLASTA_ENVIRONMENT": environment} if environment else {}
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-m", "deploy.local.issuer"], env={"PYTHONPATH": root, **settings},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "does not start" in done.stdout


def test_make_token_prints_the_token_and_nothing_else() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "deploy.local.token", "farsta-chef"], capture_output=True, text=True, check=True
    )
    assert len(done.stdout.split()) == 1
    assert done.stdout.count(".") == 2
    refused = subprocess.run(
        [sys.executable, "-m", "deploy.local.token", "nobody"], capture_output=True, text=True, check=False
    )
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert "farsta-chef" in refused.stderr
