"""What the service says no to about worked time."""

from libs.refusals import NotFound, OneField, ServiceError


class TimeReportNotFound(NotFound):
    """There is no such time report, or it belongs to another district."""


class NothingToConfirm(ServiceError):
    """The week is confirmed or objected to already."""


class NothingChanged(ServiceError):
    """The week already says that."""


class NotAMonday(OneField):
    """A week is named by its Monday, and its days are its own."""

    field = "monday"


class TimeInTheFuture(OneField):
    """Time is reported when it has been worked."""

    field = "entries"


class TimeOutsideAssignment(OneField):
    """Time is reported on days when the specialist gives the help."""

    field = "entries"


class TooLongDay(OneField):
    """Nobody reports more than twelve hours on a day."""

    field = "entries"


class ReasonIsNeeded(OneField):
    """A correction, and time in a month that is closed, need a reason."""

    field = "reason"
