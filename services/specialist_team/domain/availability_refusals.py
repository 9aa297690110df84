"""What the team's availability says no to."""

from contracts.specialist_team.availability import TimeOffState
from libs.refusals import NotFound, OneField, ServiceError


class MemberNotFound(NotFound):
    """There is no such member of the team, or the caller may not know."""


class TimeOffNotFound(NotFound):
    """The member has no such time off."""


class TimeOffIs(ServiceError):
    """Time off that has been, or is cancelled, is not changed; the code names the state."""

    def __init__(self, state: TimeOffState) -> None:
        """Name the state that it has."""
        super().__init__(f"This time off is {state}; read the member again to see what can be changed.")
        self._state = state

    @property
    def code(self) -> str:
        """The state as a code."""
        return f"time_off_is_{self._state}"


class ConflictNotFound(NotFound):
    """The member has no such conflict of interest."""


class ConflictOfInterest(ServiceError):
    """The specialist cannot be sent to the unit. Why is nobody's business."""


class SpecialistIsAway(ServiceError):
    """The time is not booked, but the specialist is away or has other duties in the period."""


class UnknownDistrict(OneField):
    """No district has this id."""

    field = "district"
