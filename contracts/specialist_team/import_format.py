"""The file with requests that the import takes: its columns, and the Swedish words that stand for codes; published."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from contracts.organisation import Area
from contracts.specialist_team.codes import (
    Alternative,
    CitySystem,
    Competence,
    DeclineReason,
    Purpose,
    Status,
    StatutoryRisk,
    Urgency,
    WithdrawReason,
)

COLUMNS: Final[Mapping[str, str]] = {
    "key": "nyckel",
    "district": "stadsdel",
    "unit": "enhet",
    "area": "område",
    "purpose": "syfte",
    "percent": "procent",
    "starts_on": "önskad start",
    "ends_on": "önskat slut",
    "tasks": "uppgifter",
    "without_help": "utan hjälp",
    "competences": "kompetenser",
    "statutory_risks": "lagstadgade tider",
    "systems": "system",
    "status": "läge",
    "submitted_on": "skickad",
    "urgency": "brådska",
    "triaged_on": "bedömd",
    "offered_on": "erbjuden",
    "specialist": "specialist",
    "assignment_percent": "uppdrag procent",
    "assignment_from": "uppdrag från",
    "assignment_to": "uppdrag till",
    "accepted_on": "accepterad",
    "started_on": "påbörjad",
    "completed_on": "avslutad",
    "hours": "timmar",
    "evaluated_on": "utvärderad",
    "score": "betyg",
    "ended_on": "avgjord",
    "reason": "skäl",
    "alternative": "alternativ",
}
"""Each column's code and its name in the file, in the order of the template."""

REQUIRED: Final = ("key", "unit", "purpose", "percent", "starts_on", "ends_on", "tasks", "status", "submitted_on")
"""The columns that a file must have; another one that is left out is empty in every row."""

WORDS: Final[Mapping[type[StrEnum], Mapping[StrEnum, str]]] = {
    Area: {
        Area.INCOME_SUPPORT: "Ekonomiskt bistånd",
        Area.SOCIAL_PSYCHIATRY: "Socialpsykiatri",
        Area.ADDICTION: "Missbruk",
        Area.DISABILITY: "Funktionsnedsättning",
        Area.ELDERLY: "Äldre",
        Area.CHILDREN_AND_YOUTH: "Barn och unga",
    },
    Purpose: {
        Purpose.INVESTIGATION_BACKLOG: "Arbeta ned utredningsbalans",
        Purpose.COVER_ABSENCE: "Ersätta frånvaro",
        Purpose.INTRODUCTION: "Introduktion och mentor",
        Purpose.CASE_SUPERVISION: "Ärendehandledning",
        Purpose.CO_HANDLING: "Samhandläggning",
        Purpose.METHOD_SUPPORT: "Metodstöd",
        Purpose.OTHER: "Annat",
    },
    StatutoryRisk: {
        StatutoryRisk.CHILD_INVESTIGATION: "Utredning av barns behov, fyra månader",
        StatutoryRisk.PRELIMINARY_ASSESSMENT: "Förhandsbedömning, fjorton dagar",
    },
    Urgency: {Urgency.ACUTE: "Akut", Urgency.HIGH: "Hög", Urgency.NORMAL: "Normal"},
    Competence: {
        Competence.SOCIAL_WORK_DEGREE: "Socionomexamen",
        Competence.BBIC: "BBIC, Barns behov i centrum",
        Competence.CHILD_INVESTIGATION: "Barnavårdsutredningar",
        Competence.PRELIMINARY_ASSESSMENT: "Förhandsbedömningar",
        Competence.INCOME_SUPPORT: "Utredningar om ekonomiskt bistånd",
        Competence.ADDICTION: "Utredningar om missbruk",
        Competence.SOCIAL_PSYCHIATRY: "Utredningar i socialpsykiatri",
        Competence.DISABILITY_LAW: "LSS och funktionsnedsättning",
        Competence.ELDERLY_CARE: "Biståndshandläggning för äldre",
        Competence.SUPERVISION: "Handledning",
    },
    CitySystem: {
        CitySystem.CASE_MANAGEMENT: "Verksamhetssystem för sociala tjänster",
        CitySystem.EMAIL_AND_CALENDAR: "E-post och kalender",
        CitySystem.FINANCE: "Ekonomisystem",
        CitySystem.DOCUMENTS: "Gemensamma dokument och diarium",
        CitySystem.TELEPHONY: "Telefoni och växel",
        CitySystem.OTHER: "Annat system",
    },
    Status: {
        Status.SUBMITTED: "Ny",
        Status.TRIAGED: "Bedöms",
        Status.QUEUED: "I kö",
        Status.OFFERED: "Erbjuden",
        Status.ACCEPTED: "Accepterad",
        Status.UNDER_WAY: "Pågår",
        Status.COMPLETED: "Avslutad",
        Status.EVALUATED: "Utvärderad",
        Status.DECLINED: "Avslagen",
        Status.WITHDRAWN: "Återtagen",
        Status.EXPIRED: "Förfallen",
    },
    DeclineReason: {
        DeclineReason.OUTSIDE_ASSIGNMENT: "Ligger utanför teamets uppdrag",
        DeclineReason.NO_COMPETENCE: "Teamet saknar kompetensen",
        DeclineReason.NO_CAPACITY: "Teamet har inte tid i perioden",
        DeclineReason.DUPLICATE: "Samma behov finns i en annan begäran",
    },
    Alternative: {
        Alternative.RECRUIT: "Rekrytera genom HR-service",
        Alternative.CALL_OFF: "Avropa konsult i ramavtalet",
        Alternative.TRAINEE: "Ta emot trainee",
        Alternative.OWN_REALLOCATION: "Omfördela inom förvaltningen",
        Alternative.NEW_REQUEST_LATER: "Begär igen vid ett senare tillfälle",
    },
    WithdrawReason: {
        WithdrawReason.SOLVED_LOCALLY: "Vi har löst det själva",
        WithdrawReason.RECRUITED: "Vi har rekryterat",
        WithdrawReason.CALLED_OFF: "Vi har avropat konsult",
        WithdrawReason.TOO_LATE: "Det är för sent för att hjälpa",
        WithdrawReason.SUBMITTED_BY_MISTAKE: "Skickades av misstag",
    },
}
"""What may stand for each code. A draft is the district's own and a returned request is asked anew: neither is here."""
