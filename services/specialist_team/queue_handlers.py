"""Use cases of the queue that the policy does not decide."""

from uuid import UUID

from contracts.specialist_team import api
from contracts.specialist_team.codes import Command
from libs.commands import Occasion
from libs.database import Transaction
from services.specialist_team.changing import change
from services.specialist_team.domain import overrides
from services.specialist_team.domain.request import SupportRequest


async def override(tx: Transaction, occasion: Occasion, request_id: UUID, body: api.Override) -> SupportRequest:
    """Give the request a place that the policy does not give it; the reason is in the record and on the request."""
    return await change(
        tx,
        occasion,
        request_id,
        Command.OVERRIDE,
        body.expected_version,
        lambda request, by, now: overrides.override(request, body.position, body.reason, by, now),
        body.reason,
    )


async def lift_override(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: api.LiftOverride
) -> SupportRequest:
    """Let the policy decide the place again."""
    return await change(
        tx, occasion, request_id, Command.LIFT_OVERRIDE, body.expected_version, overrides.lift, body.reason
    )
