"""Personal data in the database: sealed with AES-256-GCM, found again by keyed hashes.

The key's id stands beside what it seals, so that keys can be changed one after another. Whose it is is sealed in with
it: what is moved to another's row does not open.
"""

import hmac
import json
from collections.abc import Mapping
from hashlib import sha256
from secrets import token_bytes
from typing import Any, Final, NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES: Final = 12


class Sealed(NamedTuple):
    """What stands in the database: the key's id, and nonce and ciphertext."""

    key_id: str
    content: bytes


class PersonalData:
    """Seals with the last of ``keys``, opens with any of them."""

    def __init__(self, keys: Mapping[str, bytes], mark_key: bytes) -> None:
        """Take the keys by id, 32 bytes each, and the key that recognises a person."""
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self._current = list(keys)[-1]
        self._mark_key = mark_key

    def seal(self, subject: UUID, content: Mapping[str, Any]) -> Sealed:
        """Return ``content`` sealed for ``subject``."""
        nonce = token_bytes(_NONCE_BYTES)
        written = json.dumps(content, ensure_ascii=False).encode()
        return Sealed(self._current, nonce + self._ciphers[self._current].encrypt(nonce, written, subject.bytes))

    def open(self, subject: UUID, sealed: Sealed) -> dict[str, Any]:
        """Return what was sealed for ``subject``; raises InvalidTag when it was another's, or somebody changed it."""
        nonce, written = sealed.content[:_NONCE_BYTES], sealed.content[_NONCE_BYTES:]
        opened: dict[str, Any] = json.loads(self._ciphers[sealed.key_id].decrypt(nonce, written, subject.bytes))
        return opened

    def keyed(self, content: bytes) -> bytes:
        """Return a hash that only who has the key can make."""
        return hmac.digest(self._mark_key, content, sha256)
