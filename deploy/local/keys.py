"""The local issuer's signing keys, kept in a file, and the tokens signed with them.

`python -m deploy.local.keys` makes a new key; tokens signed with the one before it stay valid until they expire.
"""

import json
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from deploy.local.personas import Persona

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / ".local" / "issuer" / "keys.json"
AUDIENCE = "avlasta"
CLIENT = "avlasta-portal"
_KEPT = 2


class Keys:
    """The keys in one file, newest first. The file is read at each use, so that a new key needs no restart."""

    def __init__(self, file: Path = FILE) -> None:
        self._file = file

    def ensure(self) -> None:
        """Make the first key unless there is one."""
        if not self._file.exists():
            self.rotate()

    def rotate(self) -> None:
        """Put a new key first and keep the one before it, so that tokens in use stay valid."""
        key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": uuid.uuid4().hex[:12]})
        earlier = self._read() if self._file.exists() else []
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps([key.as_dict(private=True), *earlier][:_KEPT]))
        fresh.replace(self._file)

    def public(self) -> dict[str, Any]:
        """Return the JSON Web Key Set that the issuer publishes."""
        return {"keys": [RSAKey.import_key(key).as_dict(private=False) for key in self._all()]}

    def sign(self, kind: str, seconds: int, claims: Mapping[str, Any]) -> str:
        """Return a JWT whose header's `typ` is `kind`, valid that many seconds."""
        key = RSAKey.import_key(self._all()[0])
        now = int(time.time())
        times = {"iat": now, "exp": now + seconds, "jti": uuid.uuid4().hex}
        return jwt.encode({"alg": "RS256", "kid": key.kid, "typ": kind}, {**times, **claims}, key)

    def read(self, kind: str, token: str) -> dict[str, Any]:
        """Return the claims of a token that we signed; raises JoseError or ValueError for any other or expired one."""
        keys = KeySet([RSAKey.import_key(key) for key in self._all()])
        decoded = jwt.decode(token, keys, algorithms=["RS256"])
        if decoded.header.get("typ") != kind:
            message = f"not a token of kind {kind}"
            raise ValueError(message)
        jwt.JWTClaimsRegistry(exp={"essential": True}).validate(decoded.claims)
        return decoded.claims

    def access_token(self, issuer: str, person: Persona, seconds: int = 900, client: str = CLIENT) -> str:
        """Return a bearer token (RFC 9068) for the person at the services."""
        return self.sign("at+jwt", seconds, {"iss": issuer, "aud": AUDIENCE, "azp": client, **person.claims()})

    def _all(self) -> list[dict[str, Any]]:
        self.ensure()
        return self._read()

    def _read(self) -> list[dict[str, Any]]:
        keys: list[dict[str, Any]] = json.loads(self._file.read_text())
        return keys


if __name__ == "__main__":
    Keys().rotate()
