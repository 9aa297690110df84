"""What the services say waits for a person at home; the page stands without a service that is away."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TypeVar

from contracts.recruitment.interviews import Interview
from contracts.recruitment.references import ReminderDue
from contracts.recruitment.referrals import Referral
from contracts.recruitment.turns import Turns
from contracts.specialist_team.policy import PolicyStatus, QueuePolicy
from contracts.specialist_team.ways import LongWait
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal.access import Portal
from services.portal.visitor import Role, Visitor

_HIRING: Final = (Role.UNIT_MANAGER, Role.HR_CONSULTANT)
_HELPED: Final = (Role.UNIT_MANAGER, Role.COORDINATOR)
_HR: Final = (Role.HR_CONSULTANT,)
_COORDINATOR: Final = (Role.COORDINATOR,)
_MEMBER: Final = (Role.STEERING_GROUP,)
_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class Waiting:
    """What each service says.

    Undecided candidates, interviews to hold or judge, referees to remind, who waits for whom in campaigns, proposed
    policies to sign, how many bookings collide with time off, how much help may end after a hire, and long waits.
    """

    referrals: list[Referral]
    interviews: list[Interview]
    reminders: list[ReminderDue]
    turns: Turns
    policies: list[QueuePolicy]
    collisions: int
    covered: int
    long_waits: list[LongWait]


async def waits_for(visitor: Visitor, here: Portal) -> Waiting:
    """Return what waits for the person; all services are asked at the same time, each only what the role concerns."""
    token = await here.token(visitor)

    async def ask(roles: tuple[Role, ...], question: Callable[[str], Awaitable[_Answer]]) -> _Answer | None:
        if visitor.has(*roles):
            with suppress(Refused, Unavailable):  # the list of tasks stands without it
                return await question(token)
        return None

    of_recruitment = asyncio.gather(
        ask(_HIRING, here.recruitment.hiring.waiting),
        ask(_HIRING, here.recruitment.interviews.waiting),
        ask(_HR, here.recruitment.references.reminders_due),
        ask(_HR, here.recruitment.hiring.turns),
    )
    of_the_team = asyncio.gather(
        ask(_MEMBER, here.team.policies),
        ask(_COORDINATOR, here.team.team),
        ask(_COORDINATOR, here.team.situations.all),
        ask(_HELPED, here.team.ways.long_waits),
    )
    (referrals, interviews, reminders, turns), (policies, team, situations, long_waits) = await asyncio.gather(
        of_recruitment, of_the_team
    )
    return Waiting(
        referrals=referrals or [],
        interviews=interviews or [],
        reminders=reminders.items if reminders else [],
        turns=turns or Turns(items=[]),
        policies=[one for one in (policies.items if policies else []) if _may_sign(one, visitor)],
        collisions=sum(len(one.collisions) for one in team.items) if team else 0,
        covered=len(situations.covered_vacancies) if situations else 0,
        long_waits=[one for one in long_waits or [] if not visitor.has(Role.UNIT_MANAGER) or one.unit == visitor.unit],
    )


def _may_sign(policy: QueuePolicy, visitor: Visitor) -> bool:
    return policy.status is PolicyStatus.PROPOSED and policy.proposed_by != visitor.id
