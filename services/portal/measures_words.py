"""The words of recruitment's measures: with whom days lie, and what became of offers."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from contracts.recruitment.measures import Holder, OfferOutcome
from services.portal.language import word

MEASURES_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    Holder: {
        Holder.HR_SERVICE: word("Hos HR-service"),
        Holder.MANAGER: word("Hos chefen"),
        Holder.CANDIDATE: word("Hos kandidaterna"),
    },
    OfferOutcome: {
        OfferOutcome.WAITING: word("Väntar på svar"),
        OfferOutcome.ACCEPTED: word("Tackade ja"),
        OfferOutcome.TURNED_DOWN: word("Tackade nej"),
        OfferOutcome.LAPSED: word("Svarade inte i tid"),
        OfferOutcome.ENDED: word("Togs tillbaka"),
    },
}
CALIBRATION_REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "calibration_not_found": (word("Kalibreringen finns inte"), word("Läs måtten igen.")),
    "calibration_is_held": (word("Det är redan antecknat"), word("Någon annan hann före.")),
}
