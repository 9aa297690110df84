"""What a candidate reads: plain Swedish, how an application stands and what happens next."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from contracts.recruitment.own_page_codes import OwnStatus
from contracts.recruitment.referral_codes import FeedbackTemplate
from services.portal.language import word

CANDIDATE_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    OwnStatus: {
        OwnStatus.RECEIVED: word("Vi har fått din ansökan"),
        OwnStatus.BEING_JUDGED: word("Vi bedömer ansökningarna"),
        OwnStatus.OFFERED: word("Du är erbjuden en tjänst"),
        OwnStatus.AWAITING_ANSWER: word("Rekryteringen är avgjord"),
        OwnStatus.ANSWERED: word("Du har fått besked"),
        OwnStatus.HIRED: word("Du har tackat ja"),
        OwnStatus.HIRED_ELSEWHERE: word("Du har tackat ja till en annan tjänst"),
        OwnStatus.WITHDRAWN: word("Du har tagit tillbaka ansökan"),
    },
}
NEXT: Final[Mapping[OwnStatus, str]] = {
    OwnStatus.RECEIVED: word("Ansökningstiden går ut %(day)s. Sedan bedömer vi alla ansökningar på samma sätt."),
    OwnStatus.BEING_JUDGED: word("Två personer bedömer varje ansökan, utan att se vem som har sökt. Du får besked."),
    OwnStatus.OFFERED: word("Svara här på sidan, eller ring HR-service."),
    OwnStatus.AWAITING_ANSWER: word("Du får ett skriftligt besked av HR-service."),
    OwnStatus.ANSWERED: word("Beskedet står här. Undrar du något, ring HR-service."),
    OwnStatus.HIRED: word("HR-service hör av sig om din anställning."),
    OwnStatus.HIRED_ELSEWHERE: word("Därför är den här ansökan avslutad."),
    OwnStatus.WITHDRAWN: word("Du behöver inte göra något mer."),
}
AFTER_ANSWER: Final[Mapping[FeedbackTemplate, str]] = {
    FeedbackTemplate.REQUIREMENT_NOT_MET: word(
        "Har du något som visar att du uppfyller kravet, kan du söka nästa gång och berätta om det i ansökan."
    ),
    FeedbackTemplate.CLOSER_TO_PROFILE: word(
        "Du kan söka igen. Du har rätt att få veta vilka meriter den hade som fick tjänsten. Be HR-service om det."
    ),
    FeedbackTemplate.NO_POSITION_LEFT: word("Du kan söka nästa gång stadsdelarna rekryterar."),
    FeedbackTemplate.OFFER_NOT_TAKEN: word("Du kan söka igen när du vill. Ditt svar ligger dig inte i fatet."),
    FeedbackTemplate.CAMPAIGN_CANCELLED: word("Söker stadsdelarna igen annonseras det på nytt, och du kan söka då."),
}
"""What one can do after an answer, by what it rests on."""
CANDIDATE_DONE: Final[Mapping[str, str]] = {
    "ja": word("Du har tackat ja. HR-service hör av sig."),
    "nej": word("Du har tackat nej till tjänsten."),
    "aterta": word("Din ansökan är återtagen."),
    "radera": word("Du har bett om att bli raderad. HR-service svarar dig."),
    "svara": word("Tack. Ditt svar är räknat och sparas inte."),
}
CANDIDATE_REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "link_does_not_open": (
        word("Länken går inte att öppna"),
        word("Den har gått ut eller är inte hel. Be HR-service om en ny länk."),
    ),
    "erasure_is_asked_for": (word("Du har redan bett om det"), word("HR-service svarar dig.")),
    "nothing_is_asked": (word("Du har redan svarat"), word("Ett svar räknas en gång. Läs sidan igen.")),
    "nobody_asks_for_erasure": (word("Ingen väntar på svar"), word("Läs sidan igen.")),
}
CANDIDATE_TROUBLES: Final[Mapping[str, tuple[str, str]]] = {
    "version_conflict": (word("Något har ändrats under tiden"), word("Läs vad som står nu och försök igen.")),
    "answer_is_too_late": (word("Svarstiden har gått ut"), word("Ring HR-service om du fortfarande vill ha tjänsten.")),
    "unavailable": (
        word("Det sparades inte"),
        word("Rekryteringens tjänst svarar inte just nu. Försök igen om en stund."),
    ),
}
"""What every service may say, in the words of the candidate's page."""
CANDIDATE_MOVED_ON: Final = (
    word("Erbjudandet gäller inte längre"),
    word("Läs vad som står nu. Undrar du något, ring HR-service."),
)
