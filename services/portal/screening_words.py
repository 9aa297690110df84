"""The words for screening: states, findings, grounds, refusals, fields."""

from enum import StrEnum
from typing import Final

from contracts.recruitment.application_codes import Degree
from contracts.recruitment.screening_codes import (
    Ground,
    MustFinding,
    RecusalReason,
    ScreeningStatus,
    UnblindingGround,
)
from services.portal.language import word

SCREENING_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    ScreeningStatus: {
        ScreeningStatus.WAITING: word("Väntar på bedömning"),
        ScreeningStatus.DISAGREED: word("Bedömarna är oense"),
        ScreeningStatus.FINISHED: word("Klar"),
    },
    MustFinding: {
        MustFinding.MET: word("Styrkt"),
        MustFinding.NOT_MET: word("Ej styrkt"),
        MustFinding.UNCLEAR: word("Uppgift saknas"),
    },
    Ground: {
        Ground.SHOWN: word("Framgår tydligt"),
        Ground.SHOWN_IN_PART: word("Framgår delvis"),
        Ground.EQUIVALENT: word("Godtas som likvärdigt"),
        Ground.NOT_SHOWN: word("Styrks inte tillräckligt"),
        Ground.NOT_MENTIONED: word("Nämns inte"),
        Ground.CONTRADICTORY: word("Uppgifterna går isär"),
    },
    RecusalReason: {
        RecusalReason.RECOGNISED: word("Jag känner igen personen"),
        RecusalReason.DECLARED: word("Jäv"),
        RecusalReason.PREVENTED: word("Jag hinner inte"),
    },
    UnblindingGround: {
        UnblindingGround.INTERVIEW: word("Kalla till intervju"),
        UnblindingGround.COMPLETION: word("Be om komplettering"),
        UnblindingGround.OFFER: word("Erbjuda en tjänst"),
        UnblindingGround.RIGHTS: word("Svara om uppgifter eller handlingar"),
    },
    Degree: {
        Degree.SOCIAL_WORK: word("Socionomexamen"),
        Degree.EQUIVALENT: word("Annan behörig examen"),
        Degree.FOREIGN: word("Utländsk examen"),
        Degree.NONE: word("Ingen examen"),
    },
}

SCREENING_REFUSALS: Final[dict[str, tuple[str, str]]] = {
    "conflicts_not_declared": (
        word("Ange jäv först"),
        word("Säg vilka du inte får bedöma, eller att det inte finns någon."),
    ),
    "nothing_to_judge": (
        word("Ingen ansökan väntar på dig just nu"),
        word(
            "Det du har på bordet finns kvar. Fler kan komma när andra har bedömt, eller när nya ansökningar läses in."
        ),
    ),
    "application_is_not_given": (word("Ansökan är inte din att bedöma"), word("Ta nästa ansökan från urvalets sida.")),
    "judgement_is_locked": (
        word("Bedömningen är låst"),
        word("Den lämnades innan du såg den andras och ändras inte."),
    ),
    "judgement_is_wrong": (word("Några krav behöver rättas"), word("Det du valde finns kvar.")),
    "profile_is_revised": (
        word("Kravprofilen har ändrats medan du bedömde"),
        word("Det du valde finns kvar. Läs kraven igen innan du låser."),
    ),
    "identity_is_known": (
        word("Du vet vem som har sökt"),
        word("Den som vet det bedömer inte ansökan. Lämna den till en annan bedömare."),
    ),
    "nothing_to_reconcile": (
        word("Det finns inget att enas om"),
        word("Kravet är redan avgjort, eller så är ansökan inte din. Läs sidan igen."),
    ),
    "screening_is_not_finished": (
        word("Urvalet är inte klart"),
        word("Vem som har sökt visas när alla krav är bedömda."),
    ),
    "identity_is_protected": (
        word("Personen har skyddade uppgifter"),
        word("Skriv vad som gör det nödvändigt att veta vem det är."),
    ),
    "identity_is_not_shown": (word("Namnet visas inte"), word("Skriv först vad det behövs för.")),
}
"""What the service says no to, in the words of the desk."""

SCREENING_TROUBLES: Final[dict[str, tuple[str, str]]] = {
    "unavailable": (
        word("Det sparades inte"),
        word("Rekryteringens tjänst svarar inte just nu. Det du skrev finns kvar. Försök igen om en stund."),
    ),
}
"""What every service may say, in the words of recruitment."""

JUDGEMENT_ERRORS: Final[dict[str, str]] = {
    "not_judged": word("Bedöm kravet."),
    "not_asked": word("Kravet frågas inte efter längre."),
    "wrong_scale": word("Välj ett av stegen."),
    "ground_does_not_fit": word("Välj en motivering som passar bedömningen."),
}
"""What is wrong with the judgement of a criterion."""

VALUE_MISSING: Final = word("Välj ett av stegen.")
GROUND_MISSING: Final = word("Välj en motivering.")
NOTE_WRONG: Final = word("Skriv högst 600 tecken, och inga personnummer.")
LINE_WRONG: Final = word(
    "Skriv en e-postadress, ett telefonnummer eller ett personnummer på varje rad, högst 50 rader."
)

SCREENING_FIELDS: Final[dict[str, str]] = {
    "ground": word("Välj vad det behövs för."),
    "reason": word("Skriv varför, 3 till 600 tecken."),
    "protected_for": word("Skriv vad som gör det nödvändigt att veta vem det är."),
}
"""What a field takes, where other forms say otherwise."""
