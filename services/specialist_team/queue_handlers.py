"""Use cases of the queue that the policy does not decide."""

from uuid import UUID

from contracts.specialist_team import api
from contracts.specialist_team.codes import Command
from libs.commands import Occasion
from libs.database import Transaction
from services.specialist_team.changing import change
from services.specialist_team.domain import overrides, second_opinion
from services.specialist_team.domain.request import SupportRequest


async def confirm_acute(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: api.ConfirmAcute
) -> SupportRequest:
    """Make a request acute that another coordinator has proposed as such."""
    return await change(
        tx, occasion, request_id, Command.CONFIRM_ACUTE, body.expected_version, second_opinion.confirm, body.reason
    )


async def refuse_acute(tx: Transaction, occasion: Occasion, request_id: UUID, body: api.RefuseAcute) -> SupportRequest:
    """Say that a request is not acute that another coordinator has proposed as such."""
    return await change(
        tx, occasion, request_id, Command.REFUSE_ACUTE, body.expected_version, second_opinion.refuse, body.reason
    )


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
