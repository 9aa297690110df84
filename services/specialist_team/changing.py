"""How a use case changes a support request: as the caller, from the version the caller has seen."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from contracts.event import ActorReference
from contracts.specialist_team.codes import Command
from libs.commands import Occasion
from libs.database import Transaction
from services.specialist_team import store
from services.specialist_team.domain import rules
from services.specialist_team.domain.request import Decision, SupportRequest


def person(occasion: Occasion) -> rules.Person:
    """Return the caller as the rules see one."""
    actor = occasion.actor
    return rules.Person(actor.id, actor.roles, actor.district, actor.unit)


Decide = Callable[[SupportRequest, ActorReference, datetime], Decision]


async def change(
    tx: Transaction,
    occasion: Occasion,
    request_id: UUID,
    command: Command,
    expected_version: int,
    decide: Decide,
    reason: str | None = None,
) -> SupportRequest:
    """Let ``decide`` change the request in the caller's role; refused unless the rules allow ``command`` now.

    First whether the caller may know of the request, then the version that was seen, then the rest.
    """
    who = person(occasion)

    def decide_as(request: SupportRequest) -> Decision:
        role = rules.require(who, request, command)
        return decide(request, occasion.actor.acting_as(role), occasion.now)

    def admit(request: SupportRequest) -> None:
        rules.require_seen(who, request)

    return await store.change(tx, request_id, expected_version, decide_as, reason, admit=admit)
