"""All that the order of the queue follows from, read in one transaction, so that any policy can be tried on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from contracts.organisation import Organisation
from libs.calendar import local_date
from libs.database import Transaction
from services.specialist_team import policy_store, situation_store, store, vacancy_store
from services.specialist_team.domain.help_given import help_given
from services.specialist_team.domain.ledger import Ledger, ledger_of, needs_of, told_today
from services.specialist_team.domain.policy import Policy, PolicyVersion, in_force
from services.specialist_team.domain.queue import Place, order
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.situation import Situation, holding_on
from services.specialist_team.domain.vacancies import OpenPositions, Vacancy, by_unit, with_counted


@dataclass(frozen=True)
class Standing:
    """Open requests, help given, units' situation and the policy in force, at ``now``."""

    organisation: Organisation
    now: datetime
    version: PolicyVersion
    open_requests: list[SupportRequest]
    helped: list[SupportRequest]
    situation: Situation

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return Policy.of(self.version.rule)

    def ledger(self, policy: Policy) -> Ledger:
        """Return the ledger between districts as ``policy`` keeps it."""
        day = local_date(self.now)
        needs = needs_of(self.organisation, self.situation, policy.need_basis, day)
        given = help_given(self.helped, policy.tied_purposes, day)
        return ledger_of(given, needs, told_today(self.organisation, needs, day), policy.emergency_percent, day)

    def places(self, policy: Policy) -> list[Place]:
        """Return the queue as ``policy`` orders it."""
        return order(self.open_requests, policy, self.ledger(policy), self.situation, self.now)


async def standing(tx: Transaction, organisation: Organisation, now: datetime) -> Standing:
    """Return what the order follows from at ``now``."""
    day = local_date(now)
    return Standing(
        organisation,
        now,
        in_force(await policy_store.versions(tx), day),
        await store.open_requests(tx),
        await store.helped_requests(tx),
        (await known_of_units(tx, organisation, day)).situation,
    )


@dataclass(frozen=True)
class Known:
    """What is known of units: stated figures, counted vacant positions, and help that may no longer be needed."""

    stated: Situation
    vacant: Mapping[str, OpenPositions]
    vacancies: Sequence[Vacancy]

    @property
    def situation(self) -> Situation:
        """What the queue reckons with: in each unit the higher share of vacant posts."""
        return with_counted(self.stated, self.vacant)


async def known_of_units(tx: Transaction, organisation: Organisation, day: date) -> Known:
    """Return what is known of the units on ``day``."""
    vacancies = await vacancy_store.known(tx, day)
    return Known(holding_on(day, await situation_store.stated(tx)), by_unit(vacancies, organisation), vacancies)
