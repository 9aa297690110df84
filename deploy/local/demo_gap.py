"""One gap in the demo: a manager says which of the unit's vacant positions the help bridges until somebody is hired."""

import time
from typing import Final

from contracts.specialist_team.api import SupportRequest, SupportRequestPage
from contracts.specialist_team.codes import Purpose, Status
from contracts.specialist_team.ways import NamePosition, Ways
from deploy.local.demo_api import Api, DemoError
from deploy.local.personas import persona

_MANAGER: Final = "farsta-chef"
_PATIENCE_SECONDS: Final = 60
"""How long the specialist team may take to hear of the positions."""


def tell(api: Api) -> None:
    """Let help that Farsta is given, to cover for somebody when there is such, bridge the oldest vacant position."""
    given = f"status={Status.ACCEPTED}&status={Status.UNDER_WAY}&limit=100"
    page = SupportRequestPage.model_validate_json(api.get(_MANAGER, f"/support-requests?{given}"))
    own = [one for one in page.items if one.unit == persona(_MANAGER).unit]
    for request in sorted(own, key=lambda one: one.purpose is not Purpose.COVER_ABSENCE)[:1]:
        position = _heard_of(api, request).positions[0].id
        body = NamePosition(expected_version=request.version, position=position)
        path = f"/support-requests/{request.id}/name-position"
        api.send(_MANAGER, path, body.model_dump_json(by_alias=True).encode(), "gap")


def _heard_of(api: Api, request: SupportRequest) -> Ways:
    """Return the ways to meet the need once the team has heard of the unit's positions."""
    give_up_at = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < give_up_at:
        ways = Ways.model_validate_json(api.get(_MANAGER, f"/support-requests/{request.id}/ways"))
        if ways.positions:
            return ways
        time.sleep(0.2)  # events arrive when they arrive, and the service calls nobody back
    message = "demo gap: the specialist team has not heard of any position"
    raise DemoError(message)
