"""The words of the team's availability: why time is off, and where that stands."""

from enum import StrEnum
from typing import Final

from contracts.specialist_team.availability import TimeOffCause, TimeOffState
from services.portal.language import word

AVAILABILITY_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    TimeOffCause: {
        TimeOffCause.LEAVE: word("Ledighet"),
        TimeOffCause.ILLNESS: word("Sjukdom"),
        TimeOffCause.PARENTAL: word("Föräldraledighet"),
        TimeOffCause.TRAINING: word("Utbildning"),
        TimeOffCause.OTHER_ABSENCE: word("Annan frånvaro"),
        TimeOffCause.SUPERVISION_DUTY: word("Handledning av kollegor"),
        TimeOffCause.UNION_WORK: word("Fackligt uppdrag"),
        TimeOffCause.METHOD_DEVELOPMENT: word("Metodutveckling"),
        TimeOffCause.OTHER_DUTY: word("Annat arbete"),
    },
    TimeOffState: {
        TimeOffState.SCHEDULED: word("Kommande"),
        TimeOffState.ACTIVE: word("Pågår"),
        TimeOffState.ARCHIVED: word("Avslutad"),
        TimeOffState.CANCELLED: word("Borttagen"),
    },
}
