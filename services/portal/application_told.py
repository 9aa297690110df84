"""A file with applications in words: what became of the rows, and what is wrong with one. No value is ever quoted."""

from collections.abc import Mapping
from typing import Final

from contracts.recruitment.application_codes import ApplicationFate, ApplicationFileStatus
from contracts.recruitment.application_format import COLUMNS
from contracts.recruitment.applications import ApplicationFile, ApplicationRow
from services.portal import formats, import_told
from services.portal.language import text, word

_RULES: Final[Mapping[str, str]] = {
    **import_told.RULES,
    "client_data": word("innehåller något som liknar ett personnummer. Skriv rekryteringssystemets nummer."),
    "unknown_word": word("har ett värde som inte finns. Välj bland orden på mallens andra blad."),
    "not_a_day": word("är inget datum. Skriv som 2027-01-31."),
    "not_an_identity_number": word("är inget personnummer. Skriv ÅÅÅÅMMDD-NNNN eller lämna tomt."),
    "not_an_address": word("är ingen e-postadress. Skriv som namn@exempel.se."),
    "key_twice": word("finns redan på rad %(found)s. Ge varje ansökan ett eget nummer."),
    "before_opening": word("ligger före den dag då ansökan öppnade, %(day)s."),
    "unknown_position": word("har en tjänst som inte är med. Skriv referensen som den står på omgångens sida."),
    "out_of_order": word("ligger före den dag då ansökan kom in, %(day)s."),
}
"""What is said of a column, by the broken rule's code."""

FATES: Final[Mapping[ApplicationFate, tuple[str, str, str]]] = {
    ApplicationFate.NEW: (word("Läses in"), "s-new", "blue"),
    ApplicationFate.IMPORTED: (word("Inläst"), "s-done", "green"),
    ApplicationFate.WITHDRAWS: (word("Tas tillbaka"), "s-new", "blue"),
    ApplicationFate.WITHDRAWN: (word("Återtagen"), "s-done", "green"),
    ApplicationFate.ALREADY_THERE: (word("Finns redan"), "s-paused", "grey"),
    ApplicationFate.DIFFERS: (word("Skiljer sig"), "s-late", "yellow"),
    ApplicationFate.WRONG: (word("Fel"), "s-no", "red"),
}
"""A fate's word, glyph and tone."""

STATUSES: Final[Mapping[ApplicationFileStatus, str]] = {
    ApplicationFileStatus.CHECKED: word("Provad, inte inläst"),
    ApplicationFileStatus.RUNNING: word("Läses in"),
    ApplicationFileStatus.DONE: word("Klar"),
    ApplicationFileStatus.LAPSED: word("Glömd efter ett dygn"),
}

_NEW: Final = (ApplicationFate.NEW, ApplicationFate.WITHDRAWS)
_TAKEN: Final = (ApplicationFate.IMPORTED, ApplicationFate.WITHDRAWN)
_REFUSED: Final = (ApplicationFate.WRONG, ApplicationFate.DIFFERS)


def count(file: ApplicationFile, *fates: ApplicationFate) -> int:
    """Return how many rows have one of the fates."""
    return sum(one.rows for one in file.counts if one.fate in fates)


def waiting(file: ApplicationFile) -> int:
    """Return how many rows something is to be done with."""
    return count(file, *_NEW)


def lead(file: ApplicationFile) -> str:
    """Return the sentence that accounts for every row of the file."""
    facts = {
        "rows": formats.number(file.rows),
        "new": formats.number(waiting(file)),
        "imported": formats.number(count(file, *_TAKEN)),
        "there": formats.number(count(file, ApplicationFate.ALREADY_THERE)),
        "refused": formats.number(count(file, *_REFUSED)),
    }
    if file.status is ApplicationFileStatus.CHECKED:
        return text("%(rows)s rader: %(new)s läses in, %(there)s finns redan, %(refused)s kan inte läsas in.") % facts
    if file.status is ApplicationFileStatus.RUNNING:
        return text("%(imported)s av %(rows)s rader är inlästa. Du kan lämna sidan; inläsningen fortsätter.") % facts
    if file.status is ApplicationFileStatus.LAPSED:
        return text("%(rows)s rader provades och lästes inte in inom ett dygn. Det de sade är borttaget.") % facts
    return text("%(rows)s rader: %(imported)s är inlästa, %(there)s fanns redan, %(refused)s lästes inte in.") % facts


def what_is_said(row: ApplicationRow) -> list[str]:
    """Return what is said of a row, a sentence each."""
    said = [import_told.in_words(error, COLUMNS, _RULES) for error in row.errors]
    if row.fate is ApplicationFate.DIFFERS:
        said.append(text("Ansökan finns med annat innehåll. Den som finns gäller."))
    if row.same_person_as:
        said.append(text("Kan vara samma person som %(others)s.") % {"others": _others(row.same_person_as)})
    return said


def _others(numbers: list[str]) -> str:
    """Return applications by number and rows of the file as «rad 7»."""
    return ", ".join(
        text("rad %(n)s") % {"n": one.removeprefix("#")} if one.startswith("#") else one for one in numbers
    )
