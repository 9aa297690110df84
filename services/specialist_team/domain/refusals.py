"""What the service says no to. Each name says how the world is; the code is the name in snake case."""

from contracts.specialist_team.codes import Status
from libs.refusals import NotFound, OneField, ServiceError


class RequestNotFound(NotFound):
    """There is no such request, or it belongs to another district."""


class RequestIs(ServiceError):
    """The request's status does not allow the command; the code names the status, such as ``request_is_withdrawn``."""

    def __init__(self, status: Status) -> None:
        """Name the status that the request has."""
        super().__init__(f"The request is {status}; read it again to see what can be done now.")
        self._status = status

    @property
    def code(self) -> str:
        """The status as a code."""
        return f"request_is_{self._status}"


class BeyondEmployment(ServiceError):
    """The specialist is not in the team, or works less than that, on some day of the period."""


class OfferHasLapsed(ServiceError):
    """The last moment to answer the offer has passed."""


class SpecialistIsBooked(ServiceError):
    """The specialist has not that much time free in the period."""


class NotOverridden(ServiceError):
    """The request has no overridden place that could be lifted."""


class NotProposedAsAcute(ServiceError):
    """Nobody has proposed that the request is acute, or the proposal is answered."""


class AcuteNeedsAnotherPerson(ServiceError):
    """Two people: who proposed that the request is acute neither confirms nor refuses it."""


class WaitIsNotLong(ServiceError):
    """Help is likely to begin within the policy's limit, or nothing is promised: there is nothing to choose."""


class WaitIsKept(ServiceError):
    """The district has chosen to wait, and the promise has not become worse since."""


class UnknownPosition(OneField):
    """The position is not one of the unit's that are vacant."""

    field = "position"


class ApprovalNeedsAnotherPerson(ServiceError):
    """Two people: who sent the request for approval does not approve it."""


class StartsInThePast(OneField):
    """Help can begin today at the earliest."""

    field = "startsOn"


class PeriodTooLong(OneField):
    """One request covers at most a year."""

    field = "endsOn"


class UnknownUnit(OneField):
    """No unit has this id, or its district no longer exists."""

    field = "unit"


class UnitOfAnotherDistrict(OneField):
    """A manager asks for help to units of the own district."""

    field = "unit"


class UnknownSpecialist(OneField):
    """No member of the team has this id."""

    field = "specialist"


class NotInTheTeamThen(OneField):
    """The specialist joins the team later, or leaves it before the end of the period."""

    field = "specialist"


class MoreThanEmployment(OneField):
    """A specialist cannot be offered beyond the own employment share."""

    field = "percent"


class AnswerByTooEarly(OneField):
    """The district needs time to answer an offer, and answers before the help begins."""

    field = "answerBy"


class StartOutsideBooking(OneField):
    """The assignment starts on a day of the booking, not in the future."""

    field = "startedOn"


class CompletedOutsideAssignment(OneField):
    """The assignment ends after it started, not in the future."""

    field = "completedOn"
