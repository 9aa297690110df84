"""The words of the team's availability: why time is off, where that stands, and how its events are told."""

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

AVAILABILITY_EVENTS: Final[dict[str, tuple[str, str, str, str]]] = {
    "time_off_registered": (word("Tid togs undan"), word("Tid togs undan för en specialist."), "pen", "blue"),
    "time_off_changed": (
        word("Undantagen tid ändrades"),
        word("Undantagen tid ändrades för en specialist."),
        "pen",
        "blue",
    ),
    "time_off_cancelled": (
        word("Undantagen tid togs bort"),
        word("Undantagen tid togs bort för en specialist."),
        "cross",
        "grey",
    ),
    "specialist_joined": (
        word("Kom till teamet"),
        word("En specialist kom till teamet."),
        "person",
        "green",
    ),
    "specialist_share_changed": (
        word("Anställningen ändrades"),
        word("En specialists anställning ändrades."),
        "pen",
        "blue",
    ),
    "specialist_competences_changed": (
        word("Kompetenserna ändrades"),
        word("En specialists kompetenser ändrades."),
        "pen",
        "blue",
    ),
    "specialist_home_changed": (
        word("Hemstadsdelen ändrades"),
        word("En specialists hemstadsdel ändrades."),
        "pen",
        "blue",
    ),
    "specialist_last_day_set": (
        word("Sista dagen i teamet ändrades"),
        word("En specialists sista dag i teamet ändrades."),
        "person",
        "yellow",
    ),
    "conflict_registered": (word("Jäv angavs"), word("Jäv angavs för en specialist."), "lock", "blue"),
    "conflict_ended": (word("Jäv fick en sista dag"), word("Jäv fick en sista dag för en specialist."), "lock", "grey"),
}
"""What happened, the news of it, icon and tone."""
