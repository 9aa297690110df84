"""The words of worked time: codes, and how its events are told."""

from enum import StrEnum
from typing import Final

from contracts.specialist_team.time_codes import TimeKind, TimeStatus
from services.portal.language import word

TIME_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    TimeKind: {
        TimeKind.WORK: word("Arbete"),
        TimeKind.TRAVEL: word("Resa"),
        TimeKind.PREPARATION: word("Förberedelse"),
    },
    TimeStatus: {
        TimeStatus.REPORTED: word("Rapporterad"),
        TimeStatus.CONFIRMED: word("Bekräftad"),
        TimeStatus.OBJECTED: word("Enheten invänder"),
    },
}

TIME_EVENTS: Final[dict[str, tuple[str, str, str, str]]] = {
    "time_reported": (word("Tid rapporterades"), word("Tid för %(ref)s rapporterades."), "time", "blue"),
    "time_corrected": (word("Tid rättades"), word("Tid för %(ref)s rättades."), "pen", "yellow"),
    "time_confirmed": (word("Tid bekräftades"), word("Tid för %(ref)s bekräftades."), "check", "green"),
    "time_objected": (word("Enheten invände mot tid"), word("Enheten invände mot tid för %(ref)s."), "cross", "yellow"),
}
"""What happened, the news of it, icon and tone."""
