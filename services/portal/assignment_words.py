"""The words of assignments: commands, codes, and how their events are told."""

from enum import StrEnum
from typing import Final

from contracts.specialist_team.assignment_codes import (
    AfterStandDown,
    Effect,
    EndDeclineReason,
    Match,
    PartCause,
    Rest,
    Side,
    StandDownReason,
)
from contracts.specialist_team.codes import Command
from services.portal.language import word

ASSIGNMENT_COMMANDS: Final[dict[StrEnum, str]] = {
    Command.SPLIT: word("Dela begäran i två"),
    Command.PROPOSE_END: word("Förläng eller förkorta"),
    Command.AGREE_END: word("Godkänn ny sista dag"),
    Command.DECLINE_END: word("Säg nej till ny sista dag"),
    Command.LET_END: word("Låt stödet ta slut"),
    Command.HAND_OVER: word("Lämna över till en annan specialist"),
    Command.STAND_DOWN: word("Ta hem specialisten i förtid"),
    Command.REVIEW: word("Utvärdera uppdraget"),
    Command.FOLLOW_UP_EFFECT: word("Följ upp effekten"),
    Command.GO_ON_AFTER_HIRE: word("Låt stödet fortsätta efter anställningen"),
}

ASSIGNMENT_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    Side: {Side.DISTRICT: word("Stadsdelen"), Side.TEAM: word("Specialistteamet")},
    Rest: {
        Rest.QUEUE: word("Resten står kvar i kön, med sin väntetid"),
        Rest.DROP: word("Vi behöver inte resten"),
    },
    AfterStandDown: {
        AfterStandDown.QUEUE: word("Resten går tillbaka till kön, med sin väntetid"),
        AfterStandDown.END: word("Stödet är slut"),
    },
    PartCause: {
        PartCause.ACCEPTED_IN_PART: word("resten av ett erbjudande som tog en del av behovet"),
        PartCause.SPLIT: word("en begäran som delades"),
        PartCause.STOOD_DOWN: word("stöd som avbröts i förtid"),
    },
    EndDeclineReason: {
        EndDeclineReason.SPECIALIST_IS_NEEDED_ELSEWHERE: word("Specialisten behövs på annat håll"),
        EndDeclineReason.HELP_IS_STILL_NEEDED: word("Stödet behövs fortfarande"),
        EndDeclineReason.HELP_IS_NO_LONGER_NEEDED: word("Stödet behövs inte längre"),
        EndDeclineReason.TOO_SHORT_NOTICE: word("Beskedet kom för sent"),
    },
    StandDownReason: {
        StandDownReason.ACUTE_NEED_ELSEWHERE: word("Akut behov på annat håll"),
        StandDownReason.ABSENCE: word("Specialisten är frånvarande"),
        StandDownReason.HELP_NO_LONGER_NEEDED: word("Stödet behövs inte längre"),
        StandDownReason.POSITION_FILLED: word("Tjänsten är tillsatt"),
        StandDownReason.CONDITIONS_NOT_MET: word("Förutsättningarna saknas på enheten"),
    },
    Match: {
        Match.FULLY: word("Ja, helt"),
        Match.MOSTLY: word("Till största delen"),
        Match.PARTLY: word("Delvis"),
        Match.NOT: word("Nej"),
    },
    Effect: {
        Effect.SOLVED: word("Ja, behovet är löst"),
        Effect.MOSTLY_SOLVED: word("Till största delen"),
        Effect.CAME_BACK: word("Det löstes men har kommit tillbaka"),
        Effect.NOT_SOLVED: word("Nej, behovet finns kvar"),
    },
}

ASSIGNMENT_EVENTS: Final[dict[str, tuple[str, str, str, str]]] = {
    "request_part_queued": (
        word("En del av behovet sattes i kö"),
        word("%(ref)s sattes i kö som en del av en annan begäran."),
        "check",
        "petrol",
    ),
    "request_split": (word("Begäran delades"), word("%(ref)s delades i två."), "check", "petrol"),
    "assignment_end_proposed": (
        word("Ny sista dag föreslogs"),
        word("För %(ref)s föreslogs en ny sista dag."),
        "question",
        "yellow",
    ),
    "assignment_end_declined": (
        word("Förslaget om ny sista dag fick nej"),
        word("Ny sista dag för %(ref)s fick nej."),
        "cross",
        "grey",
    ),
    "assignment_end_changed": (
        word("Sista dagen ändrades"),
        word("Sista dagen för %(ref)s ändrades."),
        "check",
        "green",
    ),
    "assignment_goes_on_after_hire": (
        word("Stödet fortsätter fast tjänsten är tillsatt"),
        word("Stödet för %(ref)s fortsätter fast tjänsten är tillsatt."),
        "right",
        "petrol",
    ),
    "assignment_handed_over": (
        word("Stödet lämnades över"),
        word("Stödet för %(ref)s lämnades över till en annan specialist."),
        "person",
        "petrol",
    ),
    "assignment_stood_down": (
        word("Specialisten togs hem i förtid"),
        word("Stödet för %(ref)s avbröts i förtid."),
        "cross",
        "yellow",
    ),
    "assignment_ending": (word("Stödet tar snart slut"), word("Stödet för %(ref)s tar snart slut."), "time", "yellow"),
    "assignment_may_end": (
        word("Stadsdelen låter stödet ta slut"),
        word("Stödet för %(ref)s tar slut som planerat."),
        "check",
        "grey",
    ),
    "assignment_reviewed": (
        word("Teamet utvärderade uppdraget"),
        word("Uppdraget för %(ref)s utvärderades av teamet."),
        "check",
        "grey",
    ),
    "assignment_effect_due": (
        word("Dags att följa upp effekten"),
        word("Effekten av stödet för %(ref)s ska följas upp."),
        "question",
        "yellow",
    ),
    "assignment_effect_followed_up": (
        word("Effekten följdes upp"),
        word("Effekten av stödet för %(ref)s följdes upp."),
        "check",
        "green",
    ),
}
"""What happened, the news of it, icon and tone."""

MATCH_QUESTIONS: Final[dict[str, str]] = {
    "task": word("Stämde uppgiften med beskrivningen?"),
    "introduction": word("Fick specialisten en introduktion?"),
    "conditions": word("Fanns förutsättningarna: plats, behörigheter, kontaktperson?"),
}
