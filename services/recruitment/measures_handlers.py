"""Use cases of measures: what a person may read of them, and their publication when a month is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from contracts.event import ActorReference
from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.measures import MeasuresReported, OfferOutcome
from libs import publishing
from libs.calendar import local_date
from libs.database import Transaction
from libs.refusals import NotAllowed
from services.recruitment import measures_bodies, measures_store
from services.recruitment.domain import measuring, order_rules, vacancy
from services.recruitment.domain.vacancy import Vacancy

_NAMESPACE: Final = UUID("7a6d3f0c-5f0e-4e6b-9a55-0d1f4b7c2e83")
_CLOCK: Final = ActorReference(id="system", role="system")
_MOST_AT_ONCE: Final = 50
"""Events in one unit of work."""
_COUNTED: Final = {"positions", "open", "filled", "cancelled", "days", "median_days", "offers"}


@dataclass(frozen=True)
class Choice:
    """Which positions: months of opening (first days, both included), and filters."""

    first_month: date
    last_month: date
    district: str | None = None
    status: PositionStatus | None = None
    offer: OfferOutcome | None = None


def own_district(who: order_rules.Person) -> str | None:
    """Return the district that bounds what the person sees, None for the whole city; raises NotAllowed."""
    if order_rules.sees_every_district(who):
        return None
    if order_rules.UNIT_MANAGER in who.roles and who.district:
        return who.district
    raise NotAllowed("Measures are for districts, HR-service and the steering group.")


async def read(tx: Transaction, who: order_rules.Person, choice: Choice, now: datetime) -> Sequence[Vacancy]:
    """Return the positions of the choice that the person may see, in the order in which they were opened."""
    own = own_district(who)
    found = vacancy.vacancies(await measures_store.happenings(tx), local_date(now))
    return [
        one
        for one in found
        if choice.first_month <= one.opened_on.replace(day=1) <= choice.last_month
        and own in {None, one.district}
        and choice.district in {None, one.district}
        and choice.status in {None, one.status}
        and (choice.offer is None or choice.offer in one.offers.values())
    ]


async def report(tx: Transaction, now: datetime) -> bool:
    """Publish each district's months that are over and new, or whose figures have changed; True when more wait."""
    found = vacancy.vacancies(await measures_store.happenings(tx), local_date(now))
    known = await measures_store.reported(tx)
    groups = measuring.by_district_and_month(found, local_date(now))
    current = {key: figures(group) for key, group in groups.items()}
    changed = [key for key, told in current.items() if known.get(key, (0, None))[1] != told]
    for district, month in changed[:_MOST_AT_ONCE]:
        told, version = current[district, month], known.get((district, month), (0, None))[0] + 1
        event = MeasuresReported(
            subject_id=uuid5(_NAMESPACE, f"{district} {month}"),
            subject_version=version,
            occurred_at=now,
            actor=_CLOCK,
            district=district,
            month=month,
            **told,
        )
        await measures_store.report(tx, district, month, version, told)
        await publishing.publish(tx, [event], None)
    return len(changed) > _MOST_AT_ONCE


def figures(group: Sequence[Vacancy]) -> dict[str, Any]:
    """Return what is published of a district's month; days of positions that are still open are left out."""
    told = measures_bodies.tally(measuring.tally(group, {}, 0))
    ended = [one for one in group if one.status is not PositionStatus.OPEN]
    days = measures_bodies.tally(measuring.tally(ended, {}, 0)).days
    return told.model_copy(update={"days": days}).model_dump(mode="json", include=_COUNTED)
