"""The words for recruitment campaigns: states, coded values, events, refusals, fields."""

from enum import StrEnum
from typing import Final

from contracts.recruitment.application_codes import ApplicationStatus, RecognitionGround, RecognitionVerdict
from contracts.recruitment.campaign_codes import (
    CampaignCancelReason,
    CampaignCommand,
    CampaignStatus,
    CriterionKind,
    Evidence,
    Gate,
    GateDocument,
    GateOutcome,
    GateStage,
)
from services.portal.language import word

CAMPAIGN_STATES: Final[dict[CampaignStatus, tuple[str, str, str]]] = {
    CampaignStatus.PREPARING: (word("Förbereds"), "s-draft", "grey"),
    CampaignStatus.PUBLISHED: (word("Tar emot ansökningar"), "s-under-way", "green"),
    CampaignStatus.CLOSED_FOR_APPLICATIONS: (word("Ansökan har stängt"), "s-offered", "petrol"),
    CampaignStatus.DECIDED: (word("Avgjord"), "s-triaged", "blue"),
    CampaignStatus.CLOSED: (word("Avslutad"), "s-done", "grey"),
    CampaignStatus.CANCELLED: (word("Inställd"), "s-no", "grey"),
}
"""Word, glyph and tone."""

CAMPAIGN_STEPS: Final[tuple[tuple[CampaignStatus, str, str], ...]] = (
    (CampaignStatus.PREPARING, word("Påbörjad"), word("Påbörjas")),
    (CampaignStatus.PUBLISHED, word("Publicerad"), word("Publiceras")),
    (CampaignStatus.CLOSED_FOR_APPLICATIONS, word("Stängd för ansökan"), word("Stängs för ansökan")),
    (CampaignStatus.DECIDED, word("Avgjord"), word("Avgörs")),
    (CampaignStatus.CLOSED, word("Avslutad"), word("Avslutas")),
)
"""The way of a campaign: state, what a passed step is called, what a coming one is called."""

CAMPAIGN_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    ApplicationStatus: {
        ApplicationStatus.RECEIVED: word("Inkommen"),
        ApplicationStatus.WITHDRAWN: word("Återtagen"),
        ApplicationStatus.HIRED: word("Anställd"),
        ApplicationStatus.HIRED_ELSEWHERE: word("Har tackat ja till en annan tjänst"),
    },
    RecognitionVerdict: {
        RecognitionVerdict.SAME_PERSON: word("Samma person"),
        RecognitionVerdict.ANOTHER_PERSON: word("Inte samma person"),
    },
    RecognitionGround: {
        RecognitionGround.IN_SOURCE_SYSTEM: word("Det syns i rekryteringssystemet"),
        RecognitionGround.ASKED: word("Den sökande har svarat"),
        RecognitionGround.CORRECTION: word("Det som sades förut var fel"),
    },
    CampaignCommand: {
        CampaignCommand.CHANGE: word("Ändra omgången"),
        CampaignCommand.SET_PROFILE: word("Skriv kravprofilen"),
        CampaignCommand.RECORD_GATE: word("Anteckna en prövning"),
        CampaignCommand.PUBLISH: word("Publicera omgången"),
        CampaignCommand.REVISE_PROFILE: word("Ändra kravprofilen"),
        CampaignCommand.EXTEND: word("Förläng ansökningstiden"),
        CampaignCommand.CANCEL: word("Ställ in omgången"),
        CampaignCommand.DECIDE: word("Avgör omgången"),
        CampaignCommand.CLOSE: word("Avsluta omgången"),
    },
    CampaignCancelReason: {
        CampaignCancelReason.POSITIONS_WITHDRAWN: word("Tjänsterna behövs inte längre"),
        CampaignCancelReason.TOO_FEW_APPLICANTS: word("För få har sökt"),
        CampaignCancelReason.REDONE: word("Omgången görs om"),
        CampaignCancelReason.BY_MISTAKE: word("Påbörjad av misstag"),
    },
    CriterionKind: {
        CriterionKind.MUST: word("Skall"),
        CriterionKind.MERIT: word("Merit"),
    },
    Evidence: {
        Evidence.APPLICATION: word("Ansökan"),
        Evidence.DOCUMENT: word("Handling"),
        Evidence.INTERVIEW: word("Intervju"),
        Evidence.TEST: word("Test"),
        Evidence.REFERENCE: word("Referens"),
    },
    Gate: {
        Gate.REDEPLOYMENT: word("Omplacering"),
        Gate.MORE_HOURS: word("Högre sysselsättningsgrad"),
        Gate.RE_EMPLOYMENT: word("Företräde till återanställning"),
        Gate.DEGREE: word("Behörig examen"),
        Gate.REGISTER_EXTRACT: word("Registerutdrag"),
    },
    GateStage: {
        GateStage.BEFORE_PUBLISHING: word("Före publicering"),
        GateStage.BEFORE_OFFER: word("Före erbjudande"),
    },
    GateOutcome: {
        GateOutcome.NOBODY_CONCERNED: word("Ingen berörs"),
        GateOutcome.SOMEBODY_CONCERNED: word("Någon berörs"),
    },
    GateDocument: {
        GateDocument.DEGREE_CERTIFICATE: word("Examensbevis"),
        GateDocument.CRIMINAL_RECORD: word("Utdrag ur belastningsregistret"),
        GateDocument.SUSPICION_RECORD: word("Utdrag ur misstankeregistret"),
    },
}

CAMPAIGN_EVENTS: Final[dict[str, tuple[str, str, str, str]]] = {
    "campaign_prepared": (word("Omgången sparades"), word("%(ref)s sparades."), "pen", "grey"),
    "campaign_profile_set": (
        word("Kravprofilen sparades"),
        word("%(ref)s fick en kravprofil."),
        "pen",
        "grey",
    ),
    "campaign_gate_recorded": (
        word("En prövning antecknades"),
        word("En prövning antecknades för %(ref)s."),
        "check",
        "blue",
    ),
    "campaign_published": (word("Omgången publicerades"), word("%(ref)s publicerades."), "right", "green"),
    "campaign_profile_revised": (
        word("Kravprofilen fick en ny version"),
        word("%(ref)s fick en ny version av kravprofilen."),
        "warning",
        "yellow",
    ),
    "campaign_extended": (
        word("Ansökningstiden förlängdes"),
        word("Ansökningstiden förlängdes för %(ref)s."),
        "time",
        "blue",
    ),
    "campaign_applications_closed": (
        word("Ansökan stängde"),
        word("%(ref)s stängde för ansökningar."),
        "time",
        "petrol",
    ),
    "campaign_cancelled": (word("Omgången ställdes in"), word("%(ref)s ställdes in."), "cross", "grey"),
    "campaign_decided": (word("Omgången avgjordes"), word("%(ref)s avgjordes."), "check", "blue"),
    "campaign_held": (
        word("Omgången undantogs från gallring"),
        word("%(ref)s undantogs från gallring."),
        "warning",
        "yellow",
    ),
    "campaign_released": (
        word("Undantaget från gallring togs bort"),
        word("%(ref)s är inte längre undantagen från gallring."),
        "check",
        "grey",
    ),
    "campaign_closed": (word("Omgången avslutades"), word("%(ref)s avslutades."), "check", "green"),
}
"""What happened, the news of it, icon and tone."""

CAMPAIGN_REFUSALS: Final[dict[str, tuple[str, str]]] = {
    "campaign_not_found": (
        word("Omgången finns inte"),
        word("Gå tillbaka till Omgångar och välj bland dem som finns."),
    ),
    "profile_missing": (
        word("Kravprofilen saknas"),
        word("Skriv kravprofilen och publicera sedan."),
    ),
    "gates_not_passed": (
        word("Alla prövningar är inte gjorda"),
        word("Anteckna varje prövning i varje stadsdel och publicera sedan."),
    ),
    "referrals_undecided": (
        word("Kandidater väntar på besked"),
        word("Någon är föreslagen, vald eller har ett erbjudande. Avgör det först."),
    ),
    "feedback_missing": (
        word("Alla har inte fått besked"),
        word("Ge varje kandidat återkoppling och avsluta sedan."),
    ),
    "no_open_position": (
        word("Ingen tjänst är vakant längre"),
        word("Ställ in omgången, eller ändra vilka beställningar den gäller."),
    ),
}
CAMPAIGN_TROUBLES: Final[dict[str, tuple[str, str]]] = {
    "version_conflict": (
        word("Omgången har ändrats medan du skrev"),
        word("Det du skrev finns kvar. Läs vad som har ändrats och skicka igen om det fortfarande gäller."),
    ),
    "role_may_not": (
        word("Din roll får inte göra detta"),
        word("Omgångar sköts av HR-service. Behöver du mer behörighet, fråga din chef."),
    ),
    "unavailable": (
        word("Det sparades inte"),
        word("Rekryteringens tjänst svarar inte just nu. Det du skrev finns kvar. Försök igen om en stund."),
    ),
}
"""What every service may say, in the words of a campaign."""
CAMPAIGN_MOVED_ON: Final = (
    word("Omgången har gått vidare"),
    word("Någon annan hann före. Läs hur omgången står nu och se vad du kan göra."),
)

CAMPAIGN_RULES: Final[dict[str, str]] = {
    "closes_before_opening": word("Välj en sista dag som inte ligger före den första."),
    "orders_not_accepted": word("Välj bland beställningar som HR-service har tagit emot."),
    "different_occupations": word("Välj beställningar av samma yrke. Gör en omgång för varje yrke."),
    "positions_taken": word("Alla tjänster i beställningarna är redan i en omgång. Välj andra."),
    "applications_open_in_the_past": word("Välj en dag från och med i dag, %(day)s."),
    "applications_close_in_the_past": word("Välj en dag från och med i dag, %(day)s."),
    "the_same_application": word("Välj en annan ansökan."),
    "not_later_than_before": word("Välj en dag efter %(day)s. En publicerad sista dag kan bara flyttas framåt."),
    "gate_does_not_hold": word("Den prövningen gäller inte för omgången. Läs sidan igen."),
    "district_is_not_in_campaign": word("Välj bland de stadsdelar som omgången rekryterar till."),
}
"""What to do about a rule of the trade, by the refusal's code."""

CAMPAIGN_FIELDS: Final[dict[str, str]] = {
    "title": word("Skriv en rubrik, 3 till 600 tecken."),
    "orders": word("Välj minst en beställning."),
    "opens_on": word("Välj den första dagen, till exempel 2027-01-11."),
    "closes_on": word("Välj den sista dagen, till exempel 2027-01-31."),
    "districts": word("Välj minst en stadsdel."),
    "outcome": word("Välj vad prövningen visade."),
    "evidence": word("Skriv vad prövningen bygger på, 3 till 600 tecken."),
    "reason": word("Välj eller skriv ett skäl, 3 till 600 tecken."),
    "note": word("Skriv högst 600 tecken."),
    "verdict": word("Välj om det är samma person."),
    "ground": word("Välj vad det bygger på."),
}
"""What a field of a campaign's forms takes, where other forms say otherwise."""
