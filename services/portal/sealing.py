"""What a session keeps sealed: the key follows from the browser's cookie, so the database alone opens nothing."""

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Seal:
    """Seals and opens texts with a key that follows from the session's cookie (RFC 5869, Fernet)."""

    def __init__(self, cookie: str) -> None:
        """Derive the key."""
        key = HKDF(SHA256(), length=32, salt=None, info=b"avlasta session tokens").derive(cookie.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def close(self, text: str) -> str:
        """Return ``text`` sealed."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return the text; raises InvalidToken when another key sealed it, or somebody changed it."""
        return self._fernet.decrypt(sealed.encode()).decode()
