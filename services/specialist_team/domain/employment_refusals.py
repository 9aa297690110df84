"""What changing the team says no to."""

from libs.refusals import OneField


class MemberExists(OneField):
    """Somebody in the team, now or before, has this id."""

    field = "id"


class UnknownHomeDistrict(OneField):
    """No district has this id on the day."""

    field = "homeDistrict"


class BeforeJoining(OneField):
    """The member is not in the team yet on the day."""

    field = "startsOn"


class AfterLastDay(OneField):
    """The member has left the team on the day."""

    field = "startsOn"


class ShareUnchanged(OneField):
    """The employment share is that already on the day."""

    field = "percent"


class CompetencesUnchanged(OneField):
    """The member's competences are those already on the day."""

    field = "competences"


class HomeUnchanged(OneField):
    """The home district is that already on the day."""

    field = "homeDistrict"


class LastDayBeforeJoining(OneField):
    """Nobody leaves before the first day."""

    field = "lastDay"


class LastDayUnchanged(OneField):
    """The last day is that already."""

    field = "lastDay"
