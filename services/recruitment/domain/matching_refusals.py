"""What is said no to about matching runs. Each name says how the world is; the code is the name in snake case."""

from libs.refusals import NotFound, OneField, ServiceError


class MatchingRunNotFound(NotFound):
    """There is no such run, or the application had no part in it."""


class NobodyToMatch(ServiceError):
    """No application is judged on every criterion and meets every requirement."""


class HeldIsNotInCampaign(OneField):
    """A position to be held is not one of the campaign's open positions."""

    field = "heldPositions"


class LimitOutsideCampaign(OneField):
    """The campaign does not recruit to a district that is given a limit."""

    field = "limits"


class LimitBelowOffered(OneField):
    """More are offered or have accepted a position in a district than its limit admits."""

    field = "limits"


class RepairsNoRunOfCampaign(OneField):
    """The run to be repaired is not one of this campaign's."""

    field = "repairs"


class MatchingNotProven(ServiceError):
    """The checker does not confirm the matching; it is not used."""
