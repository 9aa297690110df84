"""The words of the plan: why a person and a week are proposed, what stands in the way, and what the plan is after."""

from enum import StrEnum
from typing import Final

from contracts.specialist_team.planning import Goal, Obstacle, ProposalReason
from services.portal.language import word

PLANNING_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    ProposalReason: {
        ProposalReason.COMPETENCE: word("har kompetenserna"),
        ProposalReason.ONLY_ONE: word("är den enda som kan"),
        ProposalReason.KNOWS_THE_UNIT: word("har hjälpt enheten förut"),
        ProposalReason.HOME_DISTRICT: word("utgår från stadsdelen"),
        ProposalReason.SAME_PART: word("utgår från samma del av staden"),
        ProposalReason.AS_BEFORE: word("samma förslag som i förra planen"),
        ProposalReason.WANTED_START: word("börjar som önskat"),
        ProposalReason.FIRST_FREE: word("börjar så tidigt någon är ledig"),
        ProposalReason.BEHIND_OTHERS: word("får vänta på begäranden som står före"),
        ProposalReason.ACUTE: word("är akut och går först"),
        ProposalReason.OWED: word("stadsdelen har fått mindre än sin andel"),
    },
    Obstacle: {
        Obstacle.PERIOD_HAS_PASSED: word("Den önskade tiden är slut innan någon kan börja."),
        Obstacle.BEYOND_THE_PLAN: word("Den önskade starten ligger utanför planens veckor."),
        Obstacle.NO_COMPETENCE: word("Kompetensen saknas."),
        Obstacle.CONFLICT_OF_INTEREST: word("Jäv är angivet för dem som har kompetensen."),
        Obstacle.MORE_THAN_ANYBODY_HAS: word("Omfattningen är större än någon med kompetensen arbetar."),
        Obstacle.NO_FREE_TIME: word("Ingen med kompetensen har så mycket tid ledig medan den önskade tiden pågår."),
        Obstacle.OTHERS_BEFORE: word("Tiden går till begäranden som står före."),
    },
    Goal: {
        Goal.ACUTE: word("Akuta först"),
        Goal.QUEUE: word("Köns poäng"),
        Goal.ENTITLEMENT: word("Rättvis fördelning mellan stadsdelar"),
        Goal.LEAST_CHANGE: word("Så lite ändrat som möjligt sedan förra planen"),
        Goal.CONTINUITY: word("Samma specialist tillbaka till enheten"),
        Goal.TRAVEL: word("Kort resväg"),
    },
}

PLANNING_EVENTS: Final[dict[str, tuple[str, str, str, str]]] = {
    "plan_proposed": (word("En plan gjordes"), word("En plan för tolv veckor gjordes."), "calendar", "blue"),
}
"""What happened, the news of it, icon and tone."""
