"""What an assessor may read of an application: what somebody can, with what tells who it is taken out.

It is done when the application is taken in, while the identity is at hand, so that nobody who reads afterwards needs
it. Words that happen to be a name are taken out too; what only hints at a person stays, and an assessor who recognises
somebody leaves the application to another.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

from services.recruitment.domain.application_rows import ApplicationContent

_LEAST: Final = 2
_PATTERNS: Final = (
    (re.compile(r"[^\s@<>()]+@[^\s@<>()]+"), "[e-post]"),
    (re.compile(r"(?:https?://|www\.|\b[\w-]+\.(?:com|se|org|net)/)\S*", re.IGNORECASE), "[länk]"),
    (re.compile(r"(?<!\d)(?:\d{2})?\d{6}\s?[-+ ]?\s?\d{4}(?!\d)"), "[personnummer]"),
    (re.compile(r"(?<!\d)(?:\+\s?\d|0\d)[\d\s()-]{5,}\d"), "[telefon]"),
    (
        re.compile(r"\bfödd\s+(?:år\s+|den\s+)?[\d-]{2,10}|\b\d{2}\s*(?:år\s+gammal|-?årig\w*)", re.IGNORECASE),
        "[ålder]",
    ),
)


def merits(content: ApplicationContent) -> dict[str, Any]:
    """Return what is judged: the degree, the years, and the texts without whose they are."""
    names = [content.first_name, content.last_name]
    return {
        "degree": content.degree,
        "years": content.years,
        "experience": blind(content.experience, names),
        "letter": blind(content.letter, names),
    }


def blind(text: str, names: Iterable[str]) -> str:
    """Return ``text`` without addresses, numbers, age and any part of ``names``, each told by what stood there."""
    written = unicodedata.normalize("NFC", text)
    for pattern, instead in _PATTERNS:
        written = pattern.sub(instead, written)
    parts = {part for name in names for part in re.split(r"[\s-]+", unicodedata.normalize("NFC", name))}
    for part in sorted((part for part in parts if len(part) >= _LEAST), key=lambda one: (-len(one), one)):
        written = re.sub(rf"(?<!\w){re.escape(part)}s?(?!\w)", "[namn]", written, flags=re.IGNORECASE)
    return written
