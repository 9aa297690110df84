"""What the service says no to about assignments."""

from libs.refusals import OneField, ServiceError


class NothingIsProposed(ServiceError):
    """No other last day waits for an answer."""


class NoHireToAnswer(ServiceError):
    """The help is not proposed to end for that position: it is not filled, it is answered, or the help ends anyway."""


class NoEndNotice(ServiceError):
    """The last day is not near, or the district has already let the help end."""


class AlreadyReviewed(ServiceError):
    """The team has said what it thinks of the assignment."""


class EffectNotDue(ServiceError):
    """The effect is followed up three months after the end."""


class AlreadyFollowedUp(ServiceError):
    """The unit has said what came of the help."""


class NothingGivenYet(ServiceError):
    """The help has not begun: the request goes back to the queue, or the district withdraws it."""


class SplitTooSmall(OneField):
    """A part of a split request asks for at least a day a week."""

    field = "percent"


class SplitOutsidePeriod(OneField):
    """A request is split on a day within its period."""

    field = "fromOn"


class EndUnchanged(OneField):
    """The proposed last day is the one that holds."""

    field = "endsOn"


class EndTooEarly(OneField):
    """The help ends today at the earliest, and not before it begins."""

    field = "endsOn"


class AssignmentTooLong(OneField):
    """One assignment lasts at most a year."""

    field = "endsOn"


class HandOverOutsideAssignment(OneField):
    """Help is handed over from today on, within its period."""

    field = "fromOn"


class SameSpecialist(OneField):
    """The specialist already gives the help then."""

    field = "specialist"


class LacksCompetence(OneField):
    """The specialist lacks a competence that the request needs."""

    field = "specialist"


class WorksTooLittle(OneField):
    """The specialist is employed for less than the assignment takes."""

    field = "specialist"


class LastDayOutsideAssignment(OneField):
    """The last day of help that was given is between the start and today."""

    field = "lastDay"
