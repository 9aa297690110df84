"""Free text that may be stored: bounded, and without anything that looks like a client's identity.

Avlasta holds no case data of clients (domain rule: "no case data of clients anywhere"). Texts are read by people in
other administrations, so a personal identity number, a coordination number or a case number is refused where it is
typed. The check is by shape alone: a mistyped number identifies a person as well as a correct one.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

# Day 61–91 is a coordination number (Lag 2022:1697); X or * in place of the last four is still a birth date.
_IDENTITY_NUMBER = re.compile(
    r"(?<![\d-])(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
    r"(?:\s?[-+–]\s?(?:\d{4}|[Xx*]{4})|(?:\d{4}|[Xx*]{4}))(?![\d-])"
)
_CASE_NUMBER = re.compile(
    r"(?:\b(?:dnr|diarienr|diarienummer|ärendenr|ärendenummer|personakt|akt(?:nr|nummer)?)\b[\s.:]*\d[\d/.\- ]*\d)"
    r"|(?<![\d/-])(?:19|20)\d{2}/\d{3,6}(?:[.\-]\d+)*",
    re.IGNORECASE,
)


def find_client_data(text: str) -> str | None:
    """Return the first part of ``text`` that looks like a personal identity number or case number, or None."""
    found = _IDENTITY_NUMBER.search(text) or _CASE_NUMBER.search(text)
    return found.group().strip() if found else None


def _refuse_client_data(text: str) -> str:
    if found := find_client_data(text):
        code = "client_data"
        message = "remove '{found}': describe the need, not the person"
        raise PydanticCustomError(code, message, {"found": found})
    return text


def _refuse_control_characters(text: str) -> str:
    if any(ord(letter) < ord(" ") and letter not in "\n\r\t" for letter in text):
        code = "control_character"
        message = "remove control characters"
        raise PydanticCustomError(code, message)
    return text


_CHECKS = (AfterValidator(_refuse_control_characters), AfterValidator(_refuse_client_data))

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=600), *_CHECKS]
"""Why a decision was made, 3–600 characters."""

Description = Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=1000), *_CHECKS]
"""A need in words, 10–1 000 characters."""

OptionalText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=600), *_CHECKS]
"""A note that may be empty, at most 600 characters."""
