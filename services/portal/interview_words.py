"""The words for interviews: states, kinds, reasons, events, refusals, fields."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from contracts.recruitment.interview_codes import (
    InterviewCancelReason,
    InterviewCommand,
    InterviewKind,
    InterviewStatus,
)
from services.portal.language import word

INTERVIEW_STATES: Final[dict[InterviewStatus, tuple[str, str, str]]] = {
    InterviewStatus.BOOKED: (word("Bokad"), "s-new", "blue"),
    InterviewStatus.HELD: (word("Genomförd"), "s-done", "green"),
    InterviewStatus.MISSED: (word("Kandidaten kom inte"), "s-late", "grey"),
    InterviewStatus.CANCELLED: (word("Inställd"), "s-no", "grey"),
}
"""Word, glyph and tone."""

INTERVIEW_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    InterviewKind: {
        InterviewKind.IN_PERSON: word("På plats"),
        InterviewKind.VIDEO: word("Videomöte"),
        InterviewKind.TELEPHONE: word("Telefon"),
    },
    InterviewCommand: {
        InterviewCommand.MOVE: word("Flytta"),
        InterviewCommand.CANCEL: word("Ställ in"),
        InterviewCommand.HOLD: word("Anteckna att den är genomförd"),
        InterviewCommand.MISS: word("Kandidaten kom inte"),
        InterviewCommand.LOCK: word("Lås bedömningen"),
    },
    InterviewCancelReason: {
        InterviewCancelReason.CANDIDATE_ASKED: word("Kandidaten har bett om det"),
        InterviewCancelReason.INTERVIEWER_PREVENTED: word("En intervjuare har fått förhinder"),
        InterviewCancelReason.BY_MISTAKE: word("Den bokades av misstag"),
        InterviewCancelReason.WITHDRAWN: word("Ansökan är återtagen"),
        InterviewCancelReason.HIRED: word("Kandidaten har fått en tjänst"),
        InterviewCancelReason.CAMPAIGN_CANCELLED: word("Omgången är inställd"),
    },
}

INTERVIEW_EVENTS: Final[dict[str, tuple[str, str, str, str]]] = {
    "interview_booked": (word("En intervju bokades"), word("En intervju bokades för %(ref)s."), "calendar", "blue"),
    "interview_moved": (word("Intervjun flyttades"), word("En intervju flyttades för %(ref)s."), "calendar", "yellow"),
    "interview_cancelled": (
        word("Intervjun ställdes in"),
        word("En intervju ställdes in för %(ref)s."),
        "cross",
        "grey",
    ),
    "interview_held": (
        word("Intervjun genomfördes"),
        word("En intervju genomfördes för %(ref)s."),
        "check",
        "green",
    ),
    "interview_missed": (
        word("Kandidaten kom inte till intervjun"),
        word("Kandidaten kom inte till en intervju för %(ref)s."),
        "time",
        "yellow",
    ),
    "interview_scorecard_locked": (
        word("En intervjuare låste sin bedömning"),
        word("En intervjuare låste sin bedömning för %(ref)s."),
        "lock",
        "blue",
    ),
}

INTERVIEW_RULES: Final[Mapping[str, str]] = {
    "interviewer_is_busy": word("%(found)s har en annan intervju då. Välj en annan tid."),
    "candidate_is_busy": word("Kandidaten har en annan intervju då. Välj en annan tid."),
    "interview_out_of_range": word("Välj en tid som inte har varit, högst ett halvår fram."),
    "unknown_interviewer": word(
        "Välj bland HR-konsulter som har angett jäv i omgången och chefer som har beställt tjänsterna."
    ),
    "interviewer_in_conflict": word("En av dem har angett jäv mot kandidaten. Välj en annan."),
    "not_one_of_the_interviewers": word("Välj bland intervjuarna."),
    "place_names_candidate": word(
        "Skriv ett rum eller en länk, och inga namn eller nummer. Platsen syns i intervjuarnas kalendrar."
    ),
}
"""What to do about a rule of the trade, by the refusal's code."""

INTERVIEW_REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "interview_not_found": (word("Intervjun finns inte"), word("Den finns inte, eller så är du inte intervjuare.")),
    "interview_not_begun": (
        word("Intervjun har inte börjat"),
        word("Anteckna hur det gick när tiden för den har kommit."),
    ),
    "scorecard_is_locked": (
        word("Din bedömning är låst"),
        word("Den lämnades innan du såg de andras och ändras inte."),
    ),
}

INTERVIEW_MOVED_ON: Final = (
    word("Intervjun har ändrats"),
    word("Någon annan hann före. Läs hur den står nu."),
)

INTERVIEW_TROUBLES: Final[Mapping[str, tuple[str, str]]] = {
    "version_conflict": (
        word("Någon har hunnit ändra"),
        word("Det du skrev finns kvar. Läs hur det står nu och skicka igen om det fortfarande gäller."),
    ),
    "identity_is_not_shown": (
        word("Du har inte bett att få veta vem det är"),
        word("Öppna ansökan, välj Visa vem som har sökt och skriv varför. Boka sedan."),
    ),
    "role_may_not": (
        word("Din roll får inte göra detta"),
        word("Läs sidan igen för att se vad du kan göra. Behöver du mer behörighet, fråga din chef."),
    ),
    "unavailable": (
        word("Det sparades inte"),
        word("Rekryteringens tjänst svarar inte just nu. Det du skrev finns kvar. Försök igen om en stund."),
    ),
}
"""What every service may say, in the words of interviews."""

INTERVIEW_FIELDS: Final[Mapping[str, str]] = {
    "kind": word("Välj hur ni ses."),
    "starts_at": word("Välj en av tiderna, eller Annan tid."),
    "minutes": word("Skriv ett helt tal mellan 15 och 240."),
    "place": word("Skriv ett rum eller en länk, 3 till 600 tecken."),
    "interviewers": word("Välj en till tre intervjuare."),
    "reason": word("Välj varför."),
}
"""What a field takes, where other forms say otherwise."""

WHEN_WRONG: Final = word("Skriv dag och klockslag, till exempel 2027-01-14 och 09.00.")
