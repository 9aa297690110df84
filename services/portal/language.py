"""The language a page speaks: Swedish is the source, other languages are catalogues in ``locale/``."""

import gettext as translations
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final, Literal

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Language = Literal["sv", "en"]

SOURCE: Final[Language] = "sv"
LANGUAGES: Final[tuple[Language, ...]] = ("sv", "en")
LOCALE_FOLDER: Final = Path(__file__).parent / "locale"

_current: ContextVar[Language] = ContextVar("language", default=SOURCE)


def current() -> Language:
    """Return the language of the request being answered."""
    return _current.get()


def speak(language: Language) -> None:
    """Answer the rest of the current request in ``language``: each request runs in a context of its own."""
    _current.set(language)


def chosen(preferred: str | None, accepted: str) -> Language:
    """Return the person's own choice, else the first language of ``Accept-Language`` that exists, else Swedish."""
    for tag in [preferred or "", *accepted.split(",")]:
        code = tag.split(";")[0].strip().split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return SOURCE


@cache
def _catalogue(language: Language) -> translations.NullTranslations:
    """Return the messages of ``language``, read from its .po file: nothing is compiled into the repository."""
    if language == SOURCE:
        return translations.NullTranslations()
    with (LOCALE_FOLDER / language / "LC_MESSAGES" / "portal.po").open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return translations.GNUTranslations(compiled)


def text(message: str) -> str:
    """Return ``message`` in the current language."""
    return _catalogue(current()).gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """Return the form of the message that fits ``count`` in the current language."""
    return _catalogue(current()).ngettext(one, many, count)


def sentence(message: str) -> str:
    """Return the message with a capital first letter."""
    return message[:1].upper() + message[1:]


def word(message: str) -> str:
    """Mark a message to be translated where it is shown; returns it unchanged."""
    return message
