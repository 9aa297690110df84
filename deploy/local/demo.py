"""Demo data, made through the public API as the personas would: requests in every state of their life."""

from collections.abc import Callable
from pathlib import Path

Token = Callable[[str], str]


def load(folder: Path, specialist_team: str, token: Token) -> None:
    """Make the demo data once per data folder."""
