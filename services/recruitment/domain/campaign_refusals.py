"""What is said no to about campaigns. Each name says how the world is; the code is the name in snake case."""

from contracts.recruitment.campaign_codes import CampaignStatus
from libs.refusals import NotFound, OneField, ServiceError


class CampaignNotFound(NotFound):
    """There is no such campaign, or it recruits to other districts only."""


class CampaignIs(ServiceError):
    """The campaign's status does not allow the command; the code names it, such as ``campaign_is_cancelled``."""

    def __init__(self, status: CampaignStatus) -> None:
        """Name the status that the campaign has."""
        super().__init__(f"The campaign is {status}; read it again to see what can be done now.")
        self._status = status

    @property
    def code(self) -> str:
        """The status as a code."""
        return f"campaign_is_{self._status}"


class OrdersNotAccepted(OneField):
    """Only orders that HR-service has accepted are recruited to."""

    field = "orders"


class DifferentOccupations(OneField):
    """One advertisement is for one occupation."""

    field = "orders"


class PositionsTaken(OneField):
    """The orders have no open position that is not in another campaign already."""

    field = "orders"


class ApplicationsOpenInThePast(OneField):
    """Applications can be opened today at the earliest."""

    field = "opensOn"


class ApplicationsCloseInThePast(OneField):
    """The last day for applications has been."""

    field = "closesOn"


class CampaignIsHeld(ServiceError):
    """The campaign is kept from erasure already."""


class CampaignIsNotHeld(ServiceError):
    """Nobody keeps the campaign from erasure."""


class NotLaterThanBefore(OneField):
    """A published last day can only be moved ahead."""

    field = "closesOn"


class GateDoesNotHold(OneField):
    """The gate is not one that is examined before this campaign is published."""

    field = "gate"


class DistrictIsNotInCampaign(OneField):
    """The campaign does not recruit to the district, or the gate does not hold there."""

    field = "districts"


class ProfileMissing(ServiceError):
    """The campaign has no requirement profile."""


class NoOpenPosition(ServiceError):
    """None of the campaign's positions is open any more."""


class GatesNotPassed(ServiceError):
    """Something that the law asks for before publishing is not examined, or somebody was found concerned."""
