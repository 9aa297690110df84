"""What is said when a file with applications is refused as a whole, or an application is: heading and advice."""

from collections.abc import Mapping
from typing import Final

from services.portal.language import word

APPLICATION_REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "application_not_found": (word("Ansökan finns inte"), word("Läs omgångens sida igen.")),
    "application_is_withdrawn": (word("Ansökan är redan återtagen"), word("Läs omgångens sida igen.")),
    "application_is_wrong": (word("Ansökan går inte att ta emot"), word("Rätta det som är fel och skicka den igen.")),
    "application_differs": (
        word("Ansökan finns redan med annat innehåll"),
        word("Den som finns gäller."),
    ),
    "nothing_in_common": (
        word("Ansökningarna har inget gemensamt"),
        word("Bara ansökningar med samma personnummer, e-post eller telefon kan jämföras."),
    ),
    "same_person_already": (word("Det är redan sagt"), word("Läs omgångens sida igen.")),
    "both_are_interviewed": (
        word("De har intervju samtidigt"),
        word("En person kan inte vara på två intervjuer. Flytta eller ställ in en av dem först."),
    ),
    "both_hold_offers": (
        word("Båda har erbjudits en tjänst"),
        word("En person har ett erbjudande i taget. Låt ett av dem avslutas först."),
    ),
    "application_file_not_found": (
        word("Filen finns inte"),
        word("Gå tillbaka till omgången och välj bland de filer som finns."),
    ),
    "not_the_checked_applications": (
        word("Det är inte filen som du provade"),
        word("Prova filen igen och läs in den sedan."),
    ),
    "no_application_to_take_in": (
        word("Det finns inget att läsa in"),
        word("Ingen rad är både ny och rätt. Rätta filen och prova den igen."),
    ),
    "application_columns_missing": (word("Kolumner saknas"), word("Lägg till dem; mallen har alla.")),
    "application_columns_unknown": (
        word("Kolumner är okända"),
        word("Rätta namnen eller ta bort kolumnerna, så att inget försvinner utan att du vet det."),
    ),
    "not_a_list_of_applications": (
        word("Filen går inte att läsa"),
        word("JSON ska vara en lista med ett objekt för varje ansökan. Annars, skicka Excel eller CSV."),
    ),
}
_TOO_LARGE: Final = word("Filen är för stor"), word("Dela upp den: högst 16 MiB och 10 000 rader åt gången.")
RECOGNITION_TROUBLES: Final[Mapping[str, tuple[str, str]]] = {
    "version_conflict": (
        word("Ansökan har ändrats under tiden"),
        word("Läs vad som står nu och svara igen om det fortfarande gäller."),
    ),
    "unavailable": (
        word("Det sparades inte"),
        word("Rekryteringens tjänst svarar inte just nu. Försök igen om en stund."),
    ),
}
APPLICATION_TROUBLES: Final[Mapping[str, tuple[str, str]]] = {
    "content_too_large": _TOO_LARGE,
    "file_too_large": _TOO_LARGE,
    "unavailable": (
        word("Filen provades inte"),
        word("Rekryteringens tjänst svarar inte just nu. Välj filen igen om en stund."),
    ),
}
"""What every service may say, in the words of a file with applications."""
ALREADY_TAKEN_IN: Final = (
    word("Filen är redan inläst eller glömd"),
    word("Läs rapporten för att se vad som hände med varje rad. Är den glömd, prova filen igen."),
)
