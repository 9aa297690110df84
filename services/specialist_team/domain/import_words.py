"""How the words of a file with requests are read (``contracts.specialist_team.import_format``).

A value may be written as its word on the pages or as its code; a column by its Swedish name or its code.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from contracts.specialist_team.import_format import COLUMNS, WORDS


def plain(written: str) -> str:
    """Return the word as it is compared: lower case, single spaces, underscores as spaces."""
    return " ".join(written.replace("_", " ").split()).lower()


_CODES: Final = {
    kind: {plain(name): code for code, word in words.items() for name in (word, code.value)}
    for kind, words in WORDS.items()
}
_COLUMN_CODES: Final = {plain(name): code for code, word in COLUMNS.items() for name in (word, code)}


def code_of(kind: type[StrEnum], written: str) -> str | None:
    """Return the code that the word stands for, or None."""
    return _CODES[kind].get(plain(written))


def column_of(written: str) -> str | None:
    """Return the code of a column, or None for one that a file with requests does not have."""
    return _COLUMN_CODES.get(plain(written))


def several(kind: type[StrEnum], written: str) -> list[str]:
    """Return the parts of a cell that lists values, with ``|`` between them: codes where they are known."""
    parts: Iterable[str] = (part.strip() for part in written.split("|"))
    return [code_of(kind, part) or part for part in parts if part]
