"""Swedish words of retention: how long applications are kept, and what is kept from erasure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from contracts.recruitment.extracts import FoundBy
from contracts.recruitment.retention_codes import HoldGround, ReleaseGround, RetentionRule, RetentionStanding
from services.portal.language import word

RETENTION_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    RetentionRule: {
        RetentionRule.DECIDED_24_MONTHS: word("24 månader efter att omgången avgjordes"),
        RetentionRule.CANCELLED_24_MONTHS: word("24 månader efter att omgången ställdes in"),
    },
    HoldGround: {
        HoldGround.DISCRIMINATION_CLAIM: word("Anspråk på grund av diskriminering"),
        HoldGround.OTHER_DISPUTE: word("Annan tvist"),
        HoldGround.SCRUTINY: word("Granskning pågår"),
    },
    FoundBy: {
        FoundBy.NUMBER: word("Ansökningsnummer"),
        FoundBy.EMAIL: word("E-post"),
        FoundBy.IDENTITY_NUMBER: word("Personnummer"),
    },
    ReleaseGround: {
        ReleaseGround.SETTLED: word("Saken är avslutad"),
        ReleaseGround.CORRECTION: word("Undantaget var ett misstag"),
    },
    RetentionStanding: {
        RetentionStanding.UNDECIDED: word("Omgången är inte avgjord"),
        RetentionStanding.KEPT: word("Sparas"),
        RetentionStanding.HELD: word("Undantagen"),
        RetentionStanding.HIRED: word("Anställd, sparas till personalakten"),
        RetentionStanding.DUE: word("Gallras inom en timme"),
    },
}
RETENTION_REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "application_is_held": (word("Ansökan är redan undantagen"), word("Läs sidan igen.")),
    "application_is_not_hired": (
        word("Ansökan har inte lett till anställning"),
        word("Bara den som är anställd får en personalakt."),
    ),
    "person_not_found": (word("Ingen sökande hittades"), word("Kontrollera det du skrev.")),
    "several_people": (
        word("Flera sökande hittades"),
        word("Säg först, på omgångens sida, om ansökningarna kommer från samma person."),
    ),
    "campaign_is_held": (word("Omgången är redan undantagen"), word("Läs sidan igen.")),
    "campaign_is_not_held": (word("Omgången är inte undantagen"), word("Läs sidan igen.")),
    "application_is_not_held": (word("Ansökan är inte undantagen"), word("Läs sidan igen.")),
}
RETENTION_TROUBLES: Final[Mapping[str, tuple[str, str]]] = {
    "version_conflict": (
        word("Ansökan har ändrats under tiden"),
        word("Läs vad som står nu och svara igen om det fortfarande gäller."),
    ),
    "application_not_found": (word("Ansökan är gallrad"), word("Det som fanns är borta. Beviset står längst ner.")),
    "identity_is_not_shown": (
        word("Anteckna först varför du behöver veta vem det är"),
        word("Öppna ansökan i urvalet och visa namnet. Gör sedan personalakten."),
    ),
    "unavailable": (
        word("Det sparades inte"),
        word("Rekryteringens tjänst svarar inte just nu. Försök igen om en stund."),
    ),
}
"""What every service may say, in the words of retention."""
