"""What is said no to about references. Each name says how the world is."""

from contracts.recruitment.reference_codes import ReferenceStatus
from libs.refusals import NotFound, ServiceError


class ReferenceNotFound(NotFound):
    """No such reference is asked for."""


class ReferenceIs(ServiceError):
    """The reference's status does not allow the command; the code names it, such as ``reference_is_received``."""

    def __init__(self, status: ReferenceStatus) -> None:
        """Name the status that the reference has."""
        super().__init__(f"The reference is {status}; read it again to see what can be done now.")
        self._status = status

    @property
    def code(self) -> str:
        """The status as a code."""
        return f"reference_is_{self._status}"


class TooManyReferences(ServiceError):
    """Enough referees are asked for the application."""


class ReferenceIsAtItsLongest(ServiceError):
    """The reference waits for its answer as long as one may."""
