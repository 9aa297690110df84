"""What is said when a file as a whole is refused: heading and advice per refusal code."""

from collections.abc import Mapping
from typing import Final

from services.portal.language import word

_TOO_LARGE: Final = word("Filen är för stor"), word("Dela upp den: högst 5 MiB och 2 000 rader åt gången.")

REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "content_too_large": _TOO_LARGE,
    "file_too_large": _TOO_LARGE,
    "file_is_empty": (word("Filen är tom"), word("Den behöver en rad med kolumnnamn och minst en rad under den.")),
    "not_a_spreadsheet": (
        word("Filen går inte att läsa"),
        word("Öppna den i Excel, spara som .xlsx eller CSV utan lösenord och välj den nya filen."),
    ),
    "old_excel_format": (word("Filen har det gamla Excelformatet"), word("Spara den som .xlsx eller CSV.")),
    "column_twice": (word("En kolumn finns två gånger"), word("Ge varje kolumn ett eget namn.")),
    "column_without_name": (word("En kolumn saknar namn"), word("Skriv kolumnens namn på första raden.")),
    "columns_missing": (word("Kolumner saknas"), word("Lägg till dem; mallen har alla.")),
    "columns_unknown": (
        word("Kolumner är okända"),
        word("Rätta namnen eller ta bort kolumnerna, så att inget försvinner utan att du vet det."),
    ),
    "import_not_found": (word("Filen finns inte"), word("Gå tillbaka till Importera och välj bland dem som finns.")),
    "not_the_checked_file": (word("Det är inte filen som du provade"), word("Prova filen igen och läs in den sedan.")),
    "nothing_to_import": (
        word("Det finns inget att läsa in"),
        word("Ingen rad är både ny och rätt. Rätta filen och prova den igen."),
    ),
}

ALREADY_RUN: Final = word("Filen är redan inläst"), word("Läs rapporten för att se vad som hände med varje rad.")
