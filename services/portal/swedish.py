"""The words of the trade for every coded value. A test asks that none is missing and that each is translated."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from contracts.organisation import Area
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.codes import OrderStatus
from contracts.recruitment.interview_codes import InterviewStatus
from contracts.recruitment.reference_codes import ReferenceStatus
from contracts.recruitment.referral_codes import ReferralStatus
from contracts.specialist_team.codes import (
    Alternative,
    CitySystem,
    Command,
    Competence,
    DeclineReason,
    ExpiryCause,
    Purpose,
    Status,
    StatutoryRisk,
    TurnDownReason,
    Urgency,
    WithdrawReason,
)
from services.portal.assignment_words import ASSIGNMENT_COMMANDS, ASSIGNMENT_WORDS
from services.portal.availability_words import AVAILABILITY_WORDS
from services.portal.campaign_words import CAMPAIGN_STATES, CAMPAIGN_WORDS
from services.portal.candidate_words import CANDIDATE_WORDS
from services.portal.disclosure_words import DISCLOSURE_WORDS
from services.portal.equality_words import EQUALITY_WORDS
from services.portal.interview_words import INTERVIEW_STATES, INTERVIEW_WORDS
from services.portal.language import text, word
from services.portal.measures_words import MEASURES_WORDS
from services.portal.order_words import ORDER_STATES, ORDER_WORDS
from services.portal.planning_words import PLANNING_WORDS
from services.portal.policy_words import POLICY_WORDS
from services.portal.reference_words import REFERENCE_STATES, REFERENCE_WORDS
from services.portal.referral_words import REFERRAL_STATES, REFERRAL_WORDS
from services.portal.retention_words import RETENTION_WORDS
from services.portal.screening_words import SCREENING_WORDS
from services.portal.selection_test_words import SELECTION_TEST_WORDS
from services.portal.time_words import TIME_WORDS


@dataclass(frozen=True)
class StateLook:
    """How a state is shown: word, glyph in ``icons.svg``, tone."""

    word: str
    glyph: str
    tone: str


STATES: Final[dict[Status, StateLook]] = {
    Status.DRAFT: StateLook(word("Utkast"), "s-draft", "grey"),
    Status.AWAITING_APPROVAL: StateLook(word("Hos avdelningschefen"), "s-waiting", "yellow"),
    Status.SUBMITTED: StateLook(word("Ny"), "s-new", "blue"),
    Status.RETURNED: StateLook(word("Hos stadsdelen"), "s-waiting", "yellow"),
    Status.TRIAGED: StateLook(word("Bedöms"), "s-triaged", "purple"),
    Status.QUEUED: StateLook(word("I kö"), "s-queued", "petrol"),
    Status.OFFERED: StateLook(word("Erbjuden"), "s-offered", "petrol"),
    Status.ACCEPTED: StateLook(word("Accepterad"), "s-offered", "green"),
    Status.UNDER_WAY: StateLook(word("Pågår"), "s-under-way", "green"),
    Status.COMPLETED: StateLook(word("Avslutad"), "s-done", "grey"),
    Status.EVALUATED: StateLook(word("Utvärderad"), "s-done", "grey"),
    Status.DECLINED: StateLook(word("Avslagen"), "s-no", "red"),
    Status.WITHDRAWN: StateLook(word("Återtagen"), "s-no", "grey"),
    Status.EXPIRED: StateLook(word("Förfallen"), "s-late", "grey"),
}

INTERVIEW_LOOKS: Final[dict[InterviewStatus, StateLook]] = {
    status: StateLook(*look) for status, look in INTERVIEW_STATES.items()
}
REFERENCE_LOOKS: Final[dict[ReferenceStatus, StateLook]] = {
    status: StateLook(*look) for status, look in REFERENCE_STATES.items()
}
REFERRAL_LOOKS: Final[dict[ReferralStatus, StateLook]] = {
    status: StateLook(*look) for status, look in REFERRAL_STATES.items()
}
CAMPAIGN_LOOKS: Final[dict[CampaignStatus, StateLook]] = {
    status: StateLook(*look) for status, look in CAMPAIGN_STATES.items()
}
ORDER_LOOKS: Final[dict[OrderStatus, StateLook]] = {status: StateLook(*look) for status, look in ORDER_STATES.items()}

STEPS: Final[tuple[tuple[Status, str, str], ...]] = (
    (Status.SUBMITTED, word("Inskickad"), word("Skickas in")),
    (Status.TRIAGED, word("Bedömd"), word("Bedöms")),
    (Status.QUEUED, word("I kö"), word("Köas")),
    (Status.OFFERED, word("Erbjuden"), word("Erbjuds")),
    (Status.ACCEPTED, word("Accepterad"), word("Accepteras")),
    (Status.UNDER_WAY, word("Påbörjad"), word("Påbörjas")),
    (Status.COMPLETED, word("Avslutad"), word("Avslutas")),
    (Status.EVALUATED, word("Utvärderad"), word("Utvärderas")),
)
"""The way of a request: state, what a passed step is called, what a coming one is called."""

WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    Area: {
        Area.INCOME_SUPPORT: word("Ekonomiskt bistånd"),
        Area.SOCIAL_PSYCHIATRY: word("Socialpsykiatri"),
        Area.ADDICTION: word("Missbruk"),
        Area.DISABILITY: word("Funktionsnedsättning"),
        Area.ELDERLY: word("Äldre"),
        Area.CHILDREN_AND_YOUTH: word("Barn och unga"),
    },
    Purpose: {
        Purpose.INVESTIGATION_BACKLOG: word("Arbeta ned utredningsbalans"),
        Purpose.COVER_ABSENCE: word("Ersätta frånvaro"),
        Purpose.INTRODUCTION: word("Introduktion och mentor"),
        Purpose.CASE_SUPERVISION: word("Ärendehandledning"),
        Purpose.CO_HANDLING: word("Samhandläggning"),
        Purpose.METHOD_SUPPORT: word("Metodstöd"),
        Purpose.OTHER: word("Annat"),
    },
    StatutoryRisk: {
        StatutoryRisk.CHILD_INVESTIGATION: word("Utredning av barns behov, fyra månader"),
        StatutoryRisk.PRELIMINARY_ASSESSMENT: word("Förhandsbedömning, fjorton dagar"),
    },
    Urgency: {
        Urgency.ACUTE: word("Akut"),
        Urgency.HIGH: word("Hög"),
        Urgency.NORMAL: word("Normal"),
    },
    Competence: {
        Competence.SOCIAL_WORK_DEGREE: word("Socionomexamen"),
        Competence.BBIC: word("BBIC, Barns behov i centrum"),
        Competence.CHILD_INVESTIGATION: word("Barnavårdsutredningar"),
        Competence.PRELIMINARY_ASSESSMENT: word("Förhandsbedömningar"),
        Competence.INCOME_SUPPORT: word("Utredningar om ekonomiskt bistånd"),
        Competence.ADDICTION: word("Utredningar om missbruk"),
        Competence.SOCIAL_PSYCHIATRY: word("Utredningar i socialpsykiatri"),
        Competence.DISABILITY_LAW: word("LSS och funktionsnedsättning"),
        Competence.ELDERLY_CARE: word("Biståndshandläggning för äldre"),
        Competence.SUPERVISION: word("Handledning"),
    },
    CitySystem: {
        CitySystem.CASE_MANAGEMENT: word("Verksamhetssystem för sociala tjänster"),
        CitySystem.EMAIL_AND_CALENDAR: word("E-post och kalender"),
        CitySystem.FINANCE: word("Ekonomisystem"),
        CitySystem.DOCUMENTS: word("Gemensamma dokument och diarium"),
        CitySystem.TELEPHONY: word("Telefoni och växel"),
        CitySystem.OTHER: word("Annat system"),
    },
    DeclineReason: {
        DeclineReason.OUTSIDE_ASSIGNMENT: word("Ligger utanför teamets uppdrag"),
        DeclineReason.NO_COMPETENCE: word("Teamet saknar kompetensen"),
        DeclineReason.NO_CAPACITY: word("Teamet har inte tid i perioden"),
        DeclineReason.DUPLICATE: word("Samma behov finns i en annan begäran"),
    },
    Alternative: {
        Alternative.RECRUIT: word("Rekrytera genom HR-service"),
        Alternative.CALL_OFF: word("Avropa konsult i ramavtalet"),
        Alternative.TRAINEE: word("Ta emot trainee"),
        Alternative.OWN_REALLOCATION: word("Omfördela inom förvaltningen"),
        Alternative.NEW_REQUEST_LATER: word("Begär igen vid ett senare tillfälle"),
    },
    TurnDownReason: {
        TurnDownReason.DATES_DO_NOT_SUIT: word("Tiden passar inte"),
        TurnDownReason.EXTENT_DOES_NOT_SUIT: word("Omfattningen passar inte"),
        TurnDownReason.COMPETENCE_DOES_NOT_SUIT: word("Kompetensen passar inte"),
        TurnDownReason.NEED_HAS_CHANGED: word("Behovet har ändrats"),
    },
    WithdrawReason: {
        WithdrawReason.SOLVED_LOCALLY: word("Vi har löst det själva"),
        WithdrawReason.RECRUITED: word("Vi har rekryterat"),
        WithdrawReason.CALLED_OFF: word("Vi har avropat konsult"),
        WithdrawReason.TOO_LATE: word("Det är för sent för att hjälpa"),
        WithdrawReason.SUBMITTED_BY_MISTAKE: word("Skickades av misstag"),
    },
    ExpiryCause: {
        ExpiryCause.NOT_COMPLETED_IN_TIME: word("Kompletteringen kom inte i tid"),
        ExpiryCause.PERIOD_HAS_PASSED: word("Perioden har passerat"),
    },
    Command: {
        Command.SAVE_DRAFT: word("Ändra begäran"),
        Command.SUBMIT: word("Skicka begäran"),
        Command.APPROVE: word("Godkänn begäran"),
        Command.SEND_BACK: word("Skicka tillbaka till enheten"),
        Command.RESUBMIT: word("Skicka kompletteringen"),
        Command.RETURN: word("Be om komplettering"),
        Command.TRIAGE: word("Bedöm begäran"),
        Command.CONFIRM_ACUTE: word("Bekräfta att begäran är akut"),
        Command.REFUSE_ACUTE: word("Säg att begäran inte är akut"),
        Command.QUEUE: word("Sätt i kö"),
        Command.OVERRIDE: word("Flytta i kön"),
        Command.LIFT_OVERRIDE: word("Låt reglerna avgöra platsen"),
        Command.OFFER: word("Erbjud en specialist"),
        Command.RETRACT_OFFER: word("Ta tillbaka erbjudandet"),
        Command.ACCEPT_OFFER: word("Acceptera erbjudandet"),
        Command.TURN_DOWN_OFFER: word("Tacka nej till erbjudandet"),
        Command.DECLINE: word("Avslå, med skäl och alternativ"),
        Command.WITHDRAW: word("Dra tillbaka begäran"),
        Command.START: word("Registrera start"),
        Command.COMPLETE: word("Registrera avslut"),
        Command.EVALUATE: word("Utvärdera stödet"),
        Command.CHOOSE_AGENCY: word("Avropa konsult i stället"),
        Command.KEEP_WAITING: word("Vänta på teamet"),
        Command.NAME_POSITION: word("Koppla till en vakant tjänst"),
        **ASSIGNMENT_COMMANDS,
    },
    **ASSIGNMENT_WORDS,
    **TIME_WORDS,
    **POLICY_WORDS,
    **AVAILABILITY_WORDS,
    **PLANNING_WORDS,
    **ORDER_WORDS,
    **CAMPAIGN_WORDS,
    **REFERRAL_WORDS,
    **RETENTION_WORDS,
    **CANDIDATE_WORDS,
    **INTERVIEW_WORDS,
    **REFERENCE_WORDS,
    **SELECTION_TEST_WORDS,
    **DISCLOSURE_WORDS,
    **SCREENING_WORDS,
    **MEASURES_WORDS,
    **EQUALITY_WORDS,
}

PURPOSE_HELP: Final[dict[Purpose, str]] = {
    Purpose.INVESTIGATION_BACKLOG: word("Ärenden som blivit liggande"),
    Purpose.COVER_ABSENCE: word("Sjukdom, vakans, föräldraledighet"),
    Purpose.INTRODUCTION: word("För nyanställda"),
    Purpose.CASE_SUPERVISION: word("Svåra ärenden, enskilt eller i grupp"),
    Purpose.CO_HANDLING: word("Två i samma ärende"),
    Purpose.METHOD_SUPPORT: word("Rutiner, BBIC, Barns behov"),
    Purpose.OTHER: word("Beskriv under Vad ska göras"),
}

ROLES: Final[dict[str, str]] = {
    "unit_manager": word("Enhetschef"),
    "district_approver": word("Avdelningschef"),
    "coordinator": word("Samordnare, specialistteamet"),
    "specialist": word("Specialist"),
    "hr_consultant": word("HR-konsult"),
    "steering_group": word("Styrgruppen"),
    "operator": word("Drift"),
    "rule": word("Reglerna"),
    "import": word("Inläsning från fil"),
    "candidate": word("Kandidaten"),
}


def says(code: StrEnum | None) -> str:
    """Return the word for a coded value in the current language; nothing for nothing."""
    return text(WORDS[type(code)][code]) if code is not None else ""


def role_name(role: str) -> str:
    """Return what a role is called; an unknown role is shown as it is."""
    return text(ROLES[role]) if role in ROLES else role
