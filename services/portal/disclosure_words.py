"""The words for giving out documents: what they are, what is masked and by what, refusals, fields."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from contracts.recruitment.disclosure_codes import DisclosedDocument, DisclosureStatus, MaskGround, PassageName
from services.portal.language import word

DISCLOSURE_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    DisclosedDocument: {
        DisclosedDocument.APPLICANTS: word("Lista över sökande"),
        DisclosedDocument.APPLICATION: word("Ansökan"),
        DisclosedDocument.JUDGEMENTS: word("Bedömningar i urvalet"),
        DisclosedDocument.INTERVIEWS: word("Bedömningar vid intervju"),
        DisclosedDocument.DECISIONS: word("Förslag och beslut"),
        DisclosedDocument.FEEDBACK: word("Besked till den sökande"),
        DisclosedDocument.TESTS: word("Urvalstester"),
    },
    PassageName: {
        PassageName.NAME: word("Namn"),
        PassageName.IDENTITY_NUMBER: word("Personnummer"),
        PassageName.EMAIL: word("E-post"),
        PassageName.PHONE: word("Telefon"),
        PassageName.RECEIVED_ON: word("Inkom"),
        PassageName.WITHDRAWN_ON: word("Återtagen"),
        PassageName.DEGREE: word("Examen"),
        PassageName.YEARS: word("Års erfarenhet"),
        PassageName.EXPERIENCE: word("Erfarenhet"),
        PassageName.LETTER: word("Personligt brev"),
        PassageName.AGREED_LEVEL: word("Gäller"),
        PassageName.AGREED_FINDING: word("Gäller"),
        PassageName.LEVEL: word("Bedömning"),
        PassageName.FINDING: word("Bedömning"),
        PassageName.NOTE: word("Anteckning"),
        PassageName.PROPOSED_FOR: word("Förslag från HR-service"),
        PassageName.DECISION: word("Chefens beslut"),
        PassageName.REFERRAL_STATUS: word("Läge"),
        PassageName.PASSED_OVER: word("Chefens skäl"),
        PassageName.FEEDBACK: word("Besked"),
        PassageName.TEST: word("Test"),
    },
    MaskGround: {
        MaskGround.SELECTION_TEST: word("39 kap. 5 a § OSL, urvalstest"),
        MaskGround.TOP_MANAGER: word("39 kap. 5 b § OSL, högsta chef"),
        MaskGround.PROTECTED_IDENTITY: word("Skyddade personuppgifter"),
    },
    DisclosureStatus: {
        DisclosureStatus.BEGUN: word("Påbörjat"),
        DisclosureStatus.GIVEN: word("Utlämnat"),
    },
}
DISCLOSURE_RULES: Final[Mapping[str, str]] = {
    "whose_documents": word("Skriv vilka ansökningar handlingarna hör till. För listan över sökande lämnar du tomt."),
    "unknown_application_number": word("Omgången har ingen ansökan med nummer %(limit)s."),
    "unknown_passage": word("Läs handlingarna igen och välj på nytt."),
}
"""What to do about a rule of the trade, by the refusal's code."""
DISCLOSURE_FIELDS: Final[Mapping[str, str]] = {
    "campaign": word("Välj en omgång."),
    "documents": word("Välj minst en handling."),
    "numbers": word("Skriv högst fem nummer, till exempel 3, 7."),
    "recipient": word("Skriv högst 200 tecken."),
}
"""What a field takes, where other forms say otherwise."""
TWO_GROUNDS: Final = word("Välj en grund för varje uppgift. ”%(passage)s” har flera.")
DISCLOSURE_REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "disclosure_not_found": (word("Utlämnandet finns inte"), word("Gå tillbaka till listan och välj där.")),
    "disclosure_is_anothers": (
        word("Någon annan har påbörjat det"),
        word("Bara den som påbörjade utlämnandet läser handlingarna. Påbörja ett eget."),
    ),
    "disclosure_is_given": (
        word("Handlingarna är redan utlämnade"),
        word("Det som lämnades ut står kvar. Påbörja ett nytt utlämnande om mer begärs."),
    ),
    "documents_have_changed": (
        word("Handlingarna säger något annat nu"),
        word("Läs dem igen och maska på nytt. Inget är utlämnat."),
    ),
    "nothing_to_disclose": (
        word("Det finns ingen sådan handling än"),
        word("Bedömningar finns när de är klara, beslut och besked när de är fattade."),
    ),
}
DISCLOSURE_TROUBLES: Final[Mapping[str, tuple[str, str]]] = {
    "version_conflict": DISCLOSURE_REFUSALS["disclosure_is_given"],
    "unavailable": (
        word("Det sparades inte"),
        word("Rekryteringens tjänst svarar inte just nu. Försök igen om en stund."),
    ),
}
"""What every service may say, in the words of disclosures."""
