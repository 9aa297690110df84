"""The words for references: states, questions, answers, refusals, fields."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from contracts.recruitment.reference_codes import (
    RefereeRelation,
    ReferenceCommand,
    ReferenceItem,
    ReferenceRating,
    ReferenceStatus,
    SafetyAnswer,
    SafetyQuestion,
)
from services.portal.language import word

REFERENCE_STATES: Final[dict[ReferenceStatus, tuple[str, str, str]]] = {
    ReferenceStatus.ASKED: (word("Väntar på svar"), "s-new", "blue"),
    ReferenceStatus.REMINDED: (word("Påmind"), "s-waiting", "yellow"),
    ReferenceStatus.RECEIVED: (word("Svarat"), "s-done", "green"),
    ReferenceStatus.RECEIVED_OFF_SERVICE: (word("Svarat på telefon"), "s-done", "green"),
    ReferenceStatus.DECLINED: (word("Ville inte svara"), "s-no", "grey"),
    ReferenceStatus.EXPIRED: (word("Svarade inte i tid"), "s-late", "grey"),
}
"""Word, glyph and tone."""

REFERENCE_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    ReferenceCommand: {
        ReferenceCommand.REMIND: word("Påminn med en ny länk"),
        ReferenceCommand.EXTEND: word("Förläng länken fyra veckor"),
        ReferenceCommand.RECEIVE_OFF_SERVICE: word("Skriv in svar på telefon"),
    },
    RefereeRelation: {
        RefereeRelation.MANAGER: word("Nuvarande chef"),
        RefereeRelation.FORMER_MANAGER: word("Tidigare chef"),
        RefereeRelation.COLLEAGUE: word("Kollega"),
        RefereeRelation.TEACHER: word("Lärare eller handledare"),
    },
    ReferenceItem: {
        ReferenceItem.ASSESSMENT: word("Utreder och bedömer behov"),
        ReferenceItem.DOCUMENTATION: word("Dokumenterar klart och i tid"),
        ReferenceItem.CHILD_PERSPECTIVE: word("Utgår från barnets bästa"),
        ReferenceItem.TREATMENT: word("Bemöter människor med respekt"),
        ReferenceItem.COOPERATION: word("Samarbetar"),
        ReferenceItem.INDEPENDENCE: word("Arbetar självständigt"),
        ReferenceItem.PRESSURE: word("Klarar press och konflikter"),
        ReferenceItem.RELIABILITY: word("Går att lita på"),
    },
    ReferenceRating: {
        ReferenceRating.VERY_WELL: word("Mycket bra"),
        ReferenceRating.WELL: word("Bra"),
        ReferenceRating.SUFFICIENTLY: word("Tillräckligt"),
        ReferenceRating.INSUFFICIENTLY: word("Inte tillräckligt"),
        ReferenceRating.NOT_SEEN: word("Har inte sett det"),
    },
    SafetyQuestion: {
        SafetyQuestion.SUITABLE: word("Är personen lämplig att arbeta med barn och andra som behöver skydd?"),
        SafetyQuestion.CONCERNS: word("Har du känt oro för hur personen bemöter dem?"),
        SafetyQuestion.MEASURES: word("Har personens sätt att arbeta lett till någon åtgärd från arbetsgivaren?"),
        SafetyQuestion.REHIRE: word("Skulle du anställa personen igen, eller gärna arbeta med personen igen?"),
    },
    SafetyAnswer: {
        SafetyAnswer.YES: word("Ja"),
        SafetyAnswer.NO: word("Nej"),
        SafetyAnswer.CANNOT_SAY: word("Kan inte säga"),
    },
}

REFERENCE_REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "reference_not_found": (word("Referensen finns inte"), word("Läs ansökans referenser igen.")),
    "reference_is_at_its_longest": (
        word("Länken går inte att förlänga mer"),
        word("En referens väntar högst tolv veckor på svar. Påminn med en ny länk i stället."),
    ),
    "too_many_references": (word("Fem referenser är frågade redan"), word("Fler än så frågas inte om en ansökan.")),
}

REFERENCE_MOVED_ON: Final = (word("Referensen är redan besvarad"), word("Läs hur den står nu."))

REFERENCE_TROUBLES: Final[Mapping[str, tuple[str, str]]] = {
    "version_conflict": (
        word("Någon har hunnit ändra"),
        word("Det du skrev finns kvar. Läs hur det står nu och skicka igen om det fortfarande gäller."),
    ),
    "identity_is_not_shown": (
        word("Du har inte bett att få veta vem det är"),
        word("Öppna ansökan, välj Visa vem som har sökt och skriv varför. Fråga sedan."),
    ),
    "identity_is_protected": (
        word("Personen har skyddade uppgifter"),
        word("En länk skulle berätta vem som har sökt. Fråga på telefon i stället."),
    ),
    "unavailable": (
        word("Det sparades inte"),
        word("Rekryteringens tjänst svarar inte just nu. Det du skrev finns kvar. Försök igen om en stund."),
    ),
}
"""What every service may say, in the words of references."""

REFERENCE_FIELDS: Final[Mapping[str, str]] = {
    "name": word("Skriv referentens namn, 3 till 600 tecken."),
    "email": word("Skriv referentens e-postadress."),
    "agreed": word("Fråga kandidaten först, och bekräfta att det är gjort."),
    "relation": word("Välj hur ni känner varandra."),
    "explanation": word("Skriv högst 600 tecken, och inga personnummer."),
    "comment": word("Skriv högst 600 tecken, och inga personnummer."),
}
"""What a field takes, where other forms say otherwise."""

NOT_ANSWERED: Final = word("Välj ett svar.")
EXPLAIN: Final = word("Berätta mer om det du har svarat om skydd och säkerhet.")
