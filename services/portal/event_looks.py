"""How each event is told. A test asks that none is missing and that each is translated."""

from dataclasses import dataclass
from typing import Final

from services.portal.assignment_words import ASSIGNMENT_EVENTS
from services.portal.availability_words import AVAILABILITY_EVENTS
from services.portal.campaign_words import CAMPAIGN_EVENTS
from services.portal.interview_words import INTERVIEW_EVENTS
from services.portal.language import word
from services.portal.order_words import ORDER_EVENTS
from services.portal.planning_words import PLANNING_EVENTS
from services.portal.referral_words import REFERRAL_EVENTS
from services.portal.time_words import TIME_EVENTS


@dataclass(frozen=True)
class EventLook:
    """How an event is told: in the timeline, on the home page («Din begäran … »), its icon and tone."""

    happened: str
    news: str
    icon: str
    tone: str


EVENTS: Final[dict[str, EventLook]] = {
    "request_drafted": EventLook(word("Utkastet sparades"), word("%(ref)s sparades som utkast."), "pen", "grey"),
    "request_sent_for_approval": EventLook(
        word("Skickades för godkännande"), word("%(ref)s väntar på godkännande i stadsdelen."), "right", "yellow"
    ),
    "request_sent_back": EventLook(
        word("Skickades tillbaka till enheten"), word("%(ref)s skickades tillbaka till enheten."), "cross", "yellow"
    ),
    "request_submitted": EventLook(word("Begäran skickades in"), word("%(ref)s skickades in."), "right", "blue"),
    "request_returned": EventLook(
        word("Komplettering begärd"), word("%(ref)s behöver kompletteras."), "question", "yellow"
    ),
    "request_resubmitted": EventLook(word("Komplettering kom in"), word("%(ref)s kompletterades."), "right", "blue"),
    "request_triaged": EventLook(word("Begäran bedömdes"), word("%(ref)s bedömdes."), "check", "purple"),
    "request_acute_proposed": EventLook(
        word("Akut föreslogs"),
        word("%(ref)s föreslogs som akut och väntar på en andra bedömning."),
        "warning",
        "yellow",
    ),
    "request_acute_confirmed": EventLook(
        word("Akut bekräftades"), word("%(ref)s bekräftades som akut."), "check", "purple"
    ),
    "request_acute_refused": EventLook(
        word("Akut bekräftades inte"), word("%(ref)s bedömdes på nytt och är inte akut."), "cross", "grey"
    ),
    "request_queued": EventLook(word("Sattes i kö"), word("%(ref)s sattes i kö."), "check", "petrol"),
    "request_kept_waiting": EventLook(
        word("Enheten valde att vänta"), word("%(ref)s väntar länge, och enheten valde att vänta."), "time", "petrol"
    ),
    "request_position_named": EventLook(
        word("Kopplingen till en vakant tjänst ändrades"),
        word("%(ref)s fick en ändrad koppling till en vakant tjänst."),
        "link",
        "grey",
    ),
    "request_overridden": EventLook(
        word("Flyttades i kön"), word("%(ref)s flyttades i kön av samordnaren."), "warning", "yellow"
    ),
    "request_override_lifted": EventLook(
        word("Reglerna avgör platsen igen"), word("%(ref)s har åter plats enligt reglerna."), "check", "petrol"
    ),
    "request_offered": EventLook(
        word("En specialist erbjöds"), word("%(ref)s fick ett erbjudande om specialist."), "person", "petrol"
    ),
    "offer_retracted": EventLook(
        word("Erbjudandet togs tillbaka"), word("Erbjudandet för %(ref)s togs tillbaka."), "cross", "grey"
    ),
    "offer_turned_down": EventLook(
        word("Stadsdelen tackade nej"), word("Erbjudandet för %(ref)s avböjdes."), "cross", "yellow"
    ),
    "offer_lapsed": EventLook(
        word("Svarstiden gick ut"), word("Erbjudandet för %(ref)s besvarades inte i tid."), "time", "yellow"
    ),
    "request_accepted": EventLook(
        word("Erbjudandet accepterades"), word("Erbjudandet för %(ref)s accepterades."), "check", "green"
    ),
    "request_declined": EventLook(word("Begäran avslogs"), word("%(ref)s avslogs."), "cross", "red"),
    "request_withdrawn": EventLook(word("Begäran drogs tillbaka"), word("%(ref)s drogs tillbaka."), "cross", "grey"),
    "request_expired": EventLook(word("Begäran förföll"), word("%(ref)s förföll."), "time", "grey"),
    "assignment_started": EventLook(word("Stödet började"), word("Stödet för %(ref)s började."), "right", "green"),
    "assignment_completed": EventLook(
        word("Stödet avslutades"), word("Stödet för %(ref)s avslutades."), "check", "green"
    ),
    "request_evaluated": EventLook(
        word("Stödet utvärderades"), word("Stödet för %(ref)s utvärderades."), "check", "grey"
    ),
    "policy_proposed": EventLook(word("Köregeln föreslogs"), word("En köregel föreslogs."), "pen", "blue"),
    "policy_signed": EventLook(word("Köregeln undertecknades"), word("En köregel undertecknades."), "check", "green"),
    "policy_withdrawn": EventLook(
        word("Förslaget drogs tillbaka"), word("En köregel drogs tillbaka."), "cross", "grey"
    ),
    **{
        name: EventLook(*look)
        for events in (
            ASSIGNMENT_EVENTS,
            TIME_EVENTS,
            AVAILABILITY_EVENTS,
            PLANNING_EVENTS,
            ORDER_EVENTS,
            CAMPAIGN_EVENTS,
            REFERRAL_EVENTS,
            INTERVIEW_EVENTS,
        )
        for name, look in events.items()
    },
    "demand_reported": EventLook(
        word("En stadsdels efterfrågan publicerades"),
        word("En stadsdels efterfrågan för en månad publicerades."),
        "info",
        "grey",
    ),
    "situation_stated": EventLook(word("Enhetens läge angavs"), word("En enhets läge angavs."), "info", "grey"),
}


def event_look(event_type: str) -> EventLook:
    """Return how an event type such as ``specialist_team.request_queued.v1`` is told."""
    name = event_type.split(".")[1]
    return EVENTS.get(name, EventLook(event_type, "%(ref)s: " + name, "info", "grey"))
