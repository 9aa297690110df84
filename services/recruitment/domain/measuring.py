"""What positions' courses come to: counts, vacant days by holder, offers, and what managers were relieved of."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.measures import Holder, OfferOutcome
from services.recruitment.domain.survival import Spell, Step, median_days, still_open
from services.recruitment.domain.vacancy import Vacancy


@dataclass(frozen=True)
class Judged:
    """How many applications of a campaign are judged to the end, and to how many positions it recruits."""

    applications: int
    positions: int


@dataclass(frozen=True)
class Tally:
    """What a number of vacancies come to. ``relieved`` is minutes."""

    orders: int
    statuses: Counter[PositionStatus]
    days: Counter[Holder]
    notice_days: int
    offers: Counter[OfferOutcome]
    curve: Sequence[Step]
    median: int | None
    relieved: Fraction


def tally(vacancies: Iterable[Vacancy], judged: Mapping[UUID, Judged], minutes_each: int) -> Tally:
    """Return the figures. A campaign's applications count for its positions in equal parts, so nothing counts twice."""
    found = list(vacancies)
    curve = still_open([Spell(one.vacant_days, one.status is PositionStatus.FILLED) for one in found])
    shares = [
        Fraction(judged[campaign].applications, judged[campaign].positions)
        for one in found
        for campaign in one.campaigns
        if campaign in judged
    ]
    return Tally(
        orders=len({one.order for one in found}),
        statuses=Counter(one.status for one in found),
        days=sum((one.days for one in found), Counter()),
        notice_days=sum(one.notice_days for one in found),
        offers=Counter(outcome for one in found for outcome in one.offers.values()),
        curve=curve,
        median=median_days(curve),
        relieved=sum(shares, Fraction(0)) * minutes_each,
    )


def by_district(vacancies: Iterable[Vacancy]) -> dict[str, list[Vacancy]]:
    """Return the vacancies of each district."""
    found = list(vacancies)
    return {name: [one for one in found if one.district == name] for name in sorted({one.district for one in found})}


def by_district_and_month(vacancies: Iterable[Vacancy], before: date) -> dict[tuple[str, date], list[Vacancy]]:
    """Return the vacancies by district and month of opening, of months that are over on ``before``."""
    groups: dict[tuple[str, date], list[Vacancy]] = {}
    for one in vacancies:
        month = one.opened_on.replace(day=1)
        if month < before.replace(day=1):
            groups.setdefault((one.district, month), []).append(one)
    return {key: groups[key] for key in sorted(groups)}
