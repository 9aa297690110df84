"""What the service says no to. Each name says how the world is; the code is the name in snake case."""

from contracts.recruitment.codes import OrderStatus
from libs.refusals import NotFound, OneField, ServiceError


class OrderNotFound(NotFound):
    """There is no such order, or it belongs to another district."""


class OrderIs(ServiceError):
    """The order's status does not allow the command; the code names the status, such as ``order_is_cancelled``."""

    def __init__(self, status: OrderStatus) -> None:
        """Name the status that the order has."""
        super().__init__(f"The order is {status}; read it again to see what can be done now.")
        self._status = status

    @property
    def code(self) -> str:
        """The status as a code."""
        return f"order_is_{self._status}"


class UnknownOrderUnit(OneField):
    """No unit has this id, its district no longer exists, or it is not the caller's own."""

    field = "unit"


class UnknownOccupation(OneField):
    """No occupation has this id."""

    field = "occupation"


class ReplacedOccupation(OneField):
    """The occupation is no longer used; another has replaced it."""

    field = "occupation"


class EmploymentStartsInThePast(OneField):
    """A position can be taken up today at the earliest."""

    field = "startsOn"
