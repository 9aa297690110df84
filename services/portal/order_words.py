"""The words for recruitment orders: states, coded values, events, fields."""

from enum import StrEnum
from typing import Final

from contracts.recruitment.codes import (
    Employment,
    OrderCancelReason,
    OrderCause,
    OrderCommand,
    OrderStatus,
    PositionStatus,
)
from services.portal.language import word

ORDER_STATES: Final[dict[OrderStatus, tuple[str, str, str]]] = {
    OrderStatus.DRAFT: (word("Utkast"), "s-draft", "grey"),
    OrderStatus.PLACED: (word("Beställd"), "s-new", "blue"),
    OrderStatus.RETURNED: (word("Hos stadsdelen"), "s-waiting", "yellow"),
    OrderStatus.ACCEPTED: (word("Rekryteras"), "s-under-way", "green"),
    OrderStatus.CLOSED: (word("Avslutad"), "s-done", "grey"),
    OrderStatus.CANCELLED: (word("Avbeställd"), "s-no", "grey"),
}
"""Word, glyph and tone."""

ORDER_STEPS: Final[tuple[tuple[OrderStatus, str, str], ...]] = (
    (OrderStatus.PLACED, word("Beställd"), word("Beställs")),
    (OrderStatus.ACCEPTED, word("Mottagen"), word("Tas emot")),
    (OrderStatus.CLOSED, word("Tillsatt"), word("Tillsätts")),
)
"""The way of an order: state, what a passed step is called, what a coming one is called."""

ORDER_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    PositionStatus: {
        PositionStatus.OPEN: word("Vakant"),
        PositionStatus.FILLED: word("Tillsatt"),
        PositionStatus.CANCELLED: word("Avbeställd"),
    },
    Employment: {
        Employment.PERMANENT: word("Tills vidare"),
        Employment.FIXED_TERM: word("Tidsbegränsad"),
    },
    OrderCause: {
        OrderCause.LEFT: word("Någon har slutat"),
        OrderCause.NEW_POST: word("Ny tjänst"),
        OrderCause.LEAVE: word("Någon är ledig"),
        OrderCause.RETIREMENT: word("Någon går i pension"),
    },
    OrderCancelReason: {
        OrderCancelReason.FILLED_LOCALLY: word("Vi har anställt på egen hand"),
        OrderCancelReason.REDEPLOYED: word("Någon har omplacerats till tjänsten"),
        OrderCancelReason.BUDGET: word("Pengarna räcker inte"),
        OrderCancelReason.REORGANISED: word("Enheten organiseras om"),
        OrderCancelReason.BY_MISTAKE: word("Beställd av misstag"),
    },
    OrderCommand: {
        OrderCommand.SAVE_DRAFT: word("Ändra beställningen"),
        OrderCommand.PLACE: word("Granska och beställ"),
        OrderCommand.RETURN: word("Be om komplettering"),
        OrderCommand.ACCEPT: word("Ta emot beställningen"),
        OrderCommand.CANCEL: word("Avbeställ"),
    },
}

ORDER_EVENTS: Final[dict[str, tuple[str, str, str, str]]] = {
    "order_drafted": (word("Beställningen sparades"), word("%(ref)s sparades."), "pen", "grey"),
    "order_placed": (
        word("Beställningen skickades"),
        word("%(ref)s skickades till HR-service."),
        "right",
        "blue",
    ),
    "order_returned": (word("Komplettering begärd"), word("%(ref)s behöver kompletteras."), "question", "yellow"),
    "order_accepted": (
        word("HR-service tog emot beställningen"),
        word("HR-service rekryterar till %(ref)s."),
        "check",
        "green",
    ),
    "order_cancelled": (word("Beställningen avbeställdes"), word("%(ref)s avbeställdes."), "cross", "grey"),
    "order_closed": (word("Tjänsterna är tillsatta"), word("Tjänsterna i %(ref)s är tillsatta."), "check", "green"),
}
"""What happened, the news of it, icon and tone."""

ORDER_REFUSALS: Final[dict[str, tuple[str, str]]] = {
    "order_not_found": (
        word("Beställningen finns inte"),
        word("Den finns inte, eller hör till en annan stadsdelsförvaltning."),
    ),
}
ORDER_TROUBLES: Final[dict[str, tuple[str, str]]] = {
    "version_conflict": (
        word("Beställningen har ändrats medan du skrev"),
        word("Det du skrev finns kvar. Läs vad som har ändrats och skicka igen om det fortfarande gäller."),
    ),
    "role_may_not": (
        word("Din roll får inte göra detta"),
        word("Läs beställningen igen för att se vad du kan göra. Behöver du mer behörighet, fråga din chef."),
    ),
    "unavailable": (
        word("Det sparades inte"),
        word("Rekryteringens tjänst svarar inte just nu. Det du skrev finns kvar. Försök igen om en stund."),
    ),
}
"""What every service may say, in the words of an order."""
ORDER_MOVED_ON: Final = (
    word("Beställningen har gått vidare"),
    word("Någon annan hann före. Läs hur beställningen står nu och se vad du kan göra."),
)

ORDER_FIELDS: Final[dict[str, str]] = {
    "unit": word("Välj den enhet som ska ha tjänsten."),
    "occupation": word("Välj ett yrke."),
    "positions": word("Skriv ett helt tal mellan 1 och 20."),
    "percent": word("Skriv ett helt tal mellan 25 och 100."),
    "employment": word("Välj anställningsform."),
    "starts_on": word("Välj en första dag, till exempel 2027-02-01."),
    "pay_from": word("Skriv hela kronor mellan 20 000 och 120 000, utan mellanslag, eller lämna tomt."),
    "pay_to": word("Skriv hela kronor mellan 20 000 och 120 000, utan mellanslag, eller lämna tomt."),
    "cause": word("Välj varför tjänsten är vakant."),
    "tasks": word("Beskriv arbetet, med 10 till 1 000 tecken."),
}
"""What a field of the order's form takes, where other forms say otherwise."""
