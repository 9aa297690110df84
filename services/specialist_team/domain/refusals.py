"""What the service says no to. Each name says how the world is; the code is the name in snake case."""

from datetime import date, datetime
from typing import Self

from contracts.problem import FieldError
from contracts.specialist_team.codes import Status
from libs.refusals import Invalid, NotAllowed, NotFound, ServiceError


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


class VersionConflict(ServiceError):
    """Someone changed the request after the version that the caller saw."""


class RoleMayNot(NotAllowed):
    """The caller may see the request but this command belongs to somebody else."""


class BeyondEmployment(ServiceError):
    """The specialist is not in the team, or works less than that, on some day of the period."""


class OfferHasLapsed(ServiceError):
    """The last moment to answer the offer has passed."""


class SpecialistIsBooked(ServiceError):
    """The specialist has not that much time free in the period."""


class NotOverridden(ServiceError):
    """The request has no overridden place that could be lifted."""


class OneField(Invalid):
    """A value of one field breaks a rule."""

    field = ""

    @classmethod
    def because(cls, detail: str, limit: date | datetime | int | None = None) -> Self:
        """Return the refusal with the field named and the limit that the rule sets."""
        code = cls("").code
        shown = limit.isoformat() if isinstance(limit, (date, datetime)) else limit
        error = FieldError(field=cls.field, code=code, message=detail, limit=None if shown is None else str(shown))
        return cls(detail, errors=[error])


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
