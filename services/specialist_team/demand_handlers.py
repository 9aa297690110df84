"""Use cases of demand: what a person may read of it, and its publication when a month is over."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from contracts.organisation import Area, Organisation
from contracts.specialist_team.codes import Purpose
from contracts.specialist_team.demand import DemandReported, Division, Outcome
from libs import publishing
from libs.calendar import end_of, last_of_month, local_date
from libs.database import Transaction
from libs.refusals import NotAllowed
from services.specialist_team import demand_store
from services.specialist_team.domain import demand, rules
from services.specialist_team.domain.demand import Demanded, Tally
from services.specialist_team.domain.expiry import BY_RULE

_NAMESPACE = UUID("0f2f5b6e-4f0e-4a53-8a0e-6d1a3f2c9b70")
_MOST_AT_ONCE = 50
"""Events in one unit of work."""


@dataclass(frozen=True)
class Choice:
    """Which demand: months (first days, both included), filters, and the division of districts."""

    first_month: date
    last_month: date
    district: str | None = None
    area: Area | None = None
    purpose: Purpose | None = None
    outcome: Outcome | None = None
    division: Division = Division.NOW
    as_of: date | None = None

    @property
    def sent(self) -> tuple[datetime, datetime]:
        """The first and the last moment of the months, in Stockholm."""
        return end_of(self.first_month - timedelta(days=1)), end_of(last_of_month(self.last_month))


def own_district(who: rules.Person) -> str | None:
    """Return the district that bounds what the person sees, None for the whole city; raises NotAllowed."""
    if rules.sees_every_district(who):
        return None
    if rules.UNIT_MANAGER in who.roles and who.district:
        return who.district
    raise NotAllowed("Demand is for districts, the coordinator and the steering group.")


async def read(
    tx: Transaction, who: rules.Person, choice: Choice, organisation: Organisation, now: datetime
) -> list[Demanded]:
    """Return the requests of the choice that the person may see, each under the district of the chosen division.

    With ``as_of`` they are as they were known at the end of that day.
    """
    own = own_district(who)
    happenings = await demand_store.happenings(tx, choice.sent)
    if choice.as_of:
        now = min(now, end_of(choice.as_of))
        happenings = [one for one in happenings if one.at <= now]
    day = local_date(now)
    names = demand.district_today(organisation, day) if choice.division is Division.NOW else str
    requests = demand.demanded(happenings, now)
    renamed = [demand.under(names(one.district), one) for one in requests]
    return [
        one
        for one in renamed
        if choice.first_month <= one.month <= choice.last_month
        and own in {None, one.district}
        and choice.district in {None, one.district}
        and choice.area in {None, one.area}
        and choice.purpose in {None, one.purpose}
        and choice.outcome in {None, one.outcome}
    ]


async def report(tx: Transaction, now: datetime) -> bool:
    """Publish each district's months that are over and new, or whose figures have changed; True when more wait."""
    requests = demand.demanded(await demand_store.happenings(tx), now)
    current = demand.month_of(local_date(now))
    known = await demand_store.reported(tx)
    tallies = demand.by_district_and_month(one for one in requests if one.month < current)
    changed = [(key, one) for key, one in tallies.items() if _differs(known.get(key), one)]
    for (district, month), one in changed[:_MOST_AT_ONCE]:
        version = known.get((district, month), (0, None))[0] + 1
        facts: dict[str, Any] = {"district": district, "month": month, **counts(one)}
        subject = uuid5(_NAMESPACE, f"{district} {month}")
        event = DemandReported(subject_id=subject, subject_version=version, occurred_at=now, actor=BY_RULE, **facts)
        await demand_store.report(tx, district, month, version, counts(one))
        await publishing.publish(tx, [event], None)
    return len(changed) > _MOST_AT_ONCE


def _differs(reported: tuple[int, dict[str, Any]] | None, one: Tally) -> bool:
    """Tell whether the figures are others than those reported; an outcome that did not exist then was none."""
    return reported is None or dict.fromkeys(Outcome, 0) | reported[1] != counts(one)


def counts(one: Tally) -> dict[str, int | None]:
    """Return a tally's figures by name."""
    found = {outcome.value: one.counts.get(outcome, 0) for outcome in Outcome}
    return {"asked": one.asked, **found, "median_wait_days": one.median_wait_days}
