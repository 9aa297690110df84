"""The commands an order's page offers, what they ask for, and how the order's way is told."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel

from contracts.recruitment import orders as api
from contracts.recruitment.codes import OrderCommand, OrderStatus
from services.portal import formats, forms
from services.portal.forms import Decision
from services.portal.language import word
from services.portal.order_words import ORDER_STEPS
from services.portal.swedish import ORDER_LOOKS
from services.portal.telling import Happening, Step, way

ORDER_DECISIONS: Final[Mapping[OrderCommand, Decision]] = {
    OrderCommand.PLACE: Decision(
        api.PlaceOrder,
        (),
        word("Skicka beställningen"),
        word("Beställningen är skickad till HR-service. Tjänsterna räknas som vakanta från i dag."),
    ),
    OrderCommand.RETURN: Decision(
        api.ReturnOrder, ("reason",), word("Be om komplettering"), word("Frågan är skickad till enheten.")
    ),
    OrderCommand.ACCEPT: Decision(
        api.AcceptOrder, (), word("Ta emot"), word("Beställningen är mottagen. Enheten ser att HR-service rekryterar.")
    ),
    OrderCommand.CANCEL: Decision(
        api.CancelOrder,
        ("reason", "note"),
        word("Avbeställ"),
        word("Beställningen är avbeställd. Tjänster som är tillsatta påverkas inte."),
    ),
}
_NEXT: Final = (OrderCommand.PLACE, OrderCommand.ACCEPT)

WAITING: Final[Mapping[OrderStatus, str]] = {
    OrderStatus.DRAFT: word("Enhetschefen har inte skickat beställningen än."),
    OrderStatus.PLACED: word("HR-service läser beställningen. Saknas något får enheten en fråga."),
    OrderStatus.RETURNED: word("Enheten kompletterar beställningen. Tjänsterna är vakanta under tiden."),
    OrderStatus.ACCEPTED: word("HR-service rekryterar."),
    OrderStatus.CLOSED: word("Allt är klart. Inget mer behöver göras."),
    OrderStatus.CANCELLED: word("Beställningen är avbeställd. Behöver ni rekrytera, gör en ny."),
}
"""Who does what next when it is not the reader's turn."""

_REACHES: Final = {"order_placed": OrderStatus.PLACED, "order_accepted": OrderStatus.ACCEPTED}


def next_command(commands: Sequence[OrderCommand]) -> OrderCommand | None:
    """Return the one next step of what is allowed, if there is one."""
    return next((command for command in _NEXT if command in commands), None)


def other_commands(commands: Sequence[OrderCommand]) -> list[OrderCommand]:
    """Return the other decisions; editing has its own link."""
    first = next_command(commands)
    return [one for one in commands if one in ORDER_DECISIONS and one is not first]


def command_body(
    command: OrderCommand, values: Mapping[str, Any], version: int
) -> tuple[BaseModel | None, dict[str, str]]:
    """Return the command's body, or a message per field that breaks a rule."""
    return forms.read(ORDER_DECISIONS[command].body, {"expected_version": version, **values})


def order_steps(status: OrderStatus, happenings: Sequence[Happening]) -> list[Step]:
    """Return the three steps of an order, the passed ones with their day."""
    days = {_REACHES[one.name]: formats.day(one.at) for one in happenings if one.name in _REACHES}
    glyphs = {step: look.glyph for step, look in ORDER_LOOKS.items()}
    stands = OrderStatus.PLACED if status is OrderStatus.RETURNED else status
    return way(ORDER_STEPS, glyphs, days, stands, ended=status is OrderStatus.CANCELLED)
