"""An import in words: what became of the rows, and what is wrong with one, by column and rule, with the remedy."""

from collections.abc import Mapping
from typing import Final

from contracts.problem import FieldError
from contracts.specialist_team.codes import Status
from contracts.specialist_team.import_format import COLUMNS
from contracts.specialist_team.imports import Fate, Import, ImportRow, ImportStatus
from services.portal import formats
from services.portal.language import plural, text, word
from services.portal.swedish import STATES

RULES: Final[Mapping[str, str]] = {
    "missing": word("saknas. Fyll i den."),
    "formula": word("är en formel. Klistra in värdet i stället."),
    "client_data": word(
        "innehåller något som liknar ett personnummer eller ärendenummer. Beskriv behovet, inte personen."
    ),
    "unknown_word": word("har ett värde som inte finns: ”%(found)s”. Välj bland orden på mallens andra blad."),
    "not_a_day": word("är inget datum: ”%(found)s”. Skriv som 2026-01-31."),
    "unknown_district": word("finns inte: ”%(found)s”. Skriv stadsdelsförvaltningens namn."),
    "unknown_unit_there": word("finns inte i stadsdelen: ”%(found)s”. Skriv enhetens namn som i Avlasta."),
    "district_not_then": word("ligger utanför den tid då %(found)s fanns. Skriv dåvarande stadsdelsförvaltning."),
    "unknown_specialist": word("finns inte i teamet: ”%(found)s”. Lägg till personen i teamet eller rätta."),
    "more_than_employment": word("är mer än personens tjänst, %(limit)s procent."),
    "specialist_is_booked": word("får inte plats: personen har %(limit)s procent ledigt hela uppdraget."),
    "conflict_of_interest": word("kan inte skickas till enheten. Välj en annan."),
    "specialist_is_away": word("får inte plats: personen är frånvarande då."),
    "ends_before_start": word("ligger före den första dagen."),
    "starts_in_the_past": word("ligger före den dag då begäran eller erbjudandet gjordes."),
    "period_too_long": word("är mer än ett år efter starten. En begäran gäller högst ett år."),
    "start_outside_booking": word("ligger utanför uppdragets dagar."),
    "completed_outside_assignment": word("ligger före starten eller efter i dag."),
    "missing_for_status": word("saknas. En begäran med läget ”%(status)s” behöver den."),
    "not_for_status": word("ska vara tom. En begäran med läget ”%(status)s” har ingen."),
    "out_of_order": word("ligger före steget innan, %(day)s."),
    "in_the_future": word("ligger efter i dag."),
    "has_not_passed": word("ligger före periodens sista dag, %(day)s. En begäran förfaller när perioden har passerat."),
    "key_twice": word("finns redan på rad %(found)s. Ge varje begäran en egen nyckel."),
    "greater_than_equal": word("har ett för litet tal. Minst %(limit)s."),
    "less_than_equal": word("har ett för stort tal. Högst %(limit)s."),
    "int_parsing": word("är inget helt tal."),
    "decimal_parsing": word("är inget tal."),
    "string_too_short": word("är för kort. Skriv minst %(limit)s tecken."),
    "string_too_long": word("är för lång. Skriv högst %(limit)s tecken."),
    "unexpected": word("kunde inte läsas in. Inget av raden sparades. Kontakta driften."),
}
"""What is said of a column, by the broken rule's code."""

_OTHERWISE: Final = word("har fel värde. Rätta det enligt mallen.")


def in_words(error: FieldError, columns: Mapping[str, str] = COLUMNS, rules: Mapping[str, str] = RULES) -> str:
    """Return «Kolumnen procent har ett för stort tal. Högst 100.»; ``columns`` are the file's, by code."""
    rule = text(rules.get(error.code, _OTHERWISE))
    facts = {
        "found": error.found or "",
        "limit": error.limit or "",
        "day": formats.parsed_day(error.limit or ""),
        "status": text(STATES[Status(error.found)].word) if error.found in set(Status) else "",
    }
    return text("Kolumnen %(column)s") % {"column": columns.get(error.field, error.field)} + " " + rule % facts


FATES: Final[Mapping[Fate, tuple[str, str, str]]] = {
    Fate.NEW: (word("Läses in"), "s-new", "blue"),
    Fate.IMPORTED: (word("Inläst"), "s-done", "green"),
    Fate.ALREADY_THERE: (word("Finns redan"), "s-paused", "grey"),
    Fate.DIFFERS: (word("Skiljer sig"), "s-late", "yellow"),
    Fate.WRONG: (word("Fel"), "s-no", "red"),
}
"""A fate's word, glyph and tone."""

STATUSES: Final[Mapping[ImportStatus, str]] = {
    ImportStatus.CHECKED: word("Provad, inte inläst"),
    ImportStatus.RUNNING: word("Läses in"),
    ImportStatus.DONE: word("Klar"),
}


def what_is_wrong(row: ImportRow) -> list[str]:
    """Return what is said of a row, a sentence each."""
    if row.fate is Fate.DIFFERS:
        return [text("Begäran är inläst förut med annat innehåll. Den som finns gäller; ändra den för hand.")]
    return [in_words(error) for error in row.errors]


def lead(file: Import) -> str:
    """Return the sentence that accounts for every row of the file."""
    new, refused = file.count(Fate.NEW), file.count(Fate.WRONG, Fate.DIFFERS)
    facts = {
        "rows": formats.number(file.rows),
        "new": formats.number(new),
        "imported": formats.number(file.count(Fate.IMPORTED)),
        "there": formats.number(file.count(Fate.ALREADY_THERE)),
        "refused": formats.number(refused),
    }
    if file.status is ImportStatus.CHECKED:
        return text("%(rows)s rader: %(new)s läses in, %(there)s finns redan, %(refused)s kan inte läsas in.") % facts
    if file.status is ImportStatus.RUNNING:
        return text("%(imported)s av %(rows)s rader är inlästa. Du kan lämna sidan; inläsningen fortsätter.") % facts
    return text("%(rows)s rader: %(imported)s är inlästa, %(there)s fanns redan, %(refused)s lästes inte in.") % facts


def rows_said(count: int) -> str:
    """«en rad», «12 rader»."""
    return plural("en rad", "%(n)s rader", count) % {"n": formats.number(count)}
