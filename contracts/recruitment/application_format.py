"""The file with applications that the import takes: its columns and the Swedish words for codes; published.

One row is one application. The same columns are the members of an object in JSON, by code or by Swedish name.
"""

from collections.abc import Mapping
from typing import Final

from contracts.recruitment.application_codes import Degree
from contracts.recruitment.equality_codes import AgeBand, Sex

COLUMNS: Final[Mapping[str, str]] = {
    "reference": "ansökningsnummer",
    "received_on": "inkommen",
    "first_name": "förnamn",
    "last_name": "efternamn",
    "identity_number": "personnummer",
    "email": "e-post",
    "phone": "telefon",
    "protected": "skyddade uppgifter",
    "wishes": "önskade tjänster",
    "degree": "examen",
    "years": "års erfarenhet",
    "experience": "erfarenhet",
    "letter": "personligt brev",
    "withdrawn_on": "återtagen",
    "sex": "kön",
    "age": "åldersgrupp",
}
"""Each column's code and its name in the file, in the order of the template."""

REQUIRED: Final = ("reference", "received_on", "first_name", "last_name", "email")
"""The columns that a file must have; another one that is left out is empty in every row."""

DEGREES: Final[Mapping[Degree, str]] = {
    Degree.SOCIAL_WORK: "Socionomexamen",
    Degree.EQUIVALENT: "Annan behörig examen",
    Degree.FOREIGN: "Utländsk examen",
    Degree.NONE: "Ingen",
}
SEXES: Final[Mapping[Sex, str]] = {Sex.WOMAN: "Kvinna", Sex.MAN: "Man", Sex.OTHER: "Annat"}
AGES: Final[Mapping[AgeBand, str]] = {
    AgeBand.UNDER_THIRTY: "Under 30",
    AgeBand.FROM_THIRTY: "30-44",
    AgeBand.FROM_FORTY_FIVE: "45-59",
    AgeBand.FROM_SIXTY: "60 eller äldre",
}
"""Voluntary answers: added to the campaign's counters and then forgotten, never kept with the application."""
YES, NO = "Ja", "Nej"
BETWEEN: Final = "|"
"""What stands between wishes, wanted most first: an order's reference, or with ``/`` and a number one position."""
