"""The entitlement between districts: what each should have had of the help, what it was given, what is owed.

Each quarter's given hours are shared out by need (Sainte-Laguë); share less given is carried to the next quarter, so a
district that was given less stands higher until it has been given back, and emergency help is repaid in the same way.
The ledger is told in today's districts: a merged one has the sum, a split one is divided by need. What is owed adds up
to nothing but the part of an hour that is not shared out yet.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from contracts.organisation import Organisation
from contracts.specialist_team.policy import NeedBasis
from services.specialist_team.domain.apportionment import apportion
from services.specialist_team.domain.help_given import Help, quarter_of
from services.specialist_team.domain.situation import Situation

Needs = Mapping[str, Fraction]
"""The need of each of today's districts, in posts."""
_QUARTERS_IN_A_YEAR = 4


@dataclass(frozen=True)
class Account:
    """A district's hours since the beginning; ``lately`` is the entitlement of the last four quarters."""

    district: str
    entitled: int
    given: Fraction
    emergency: Fraction
    lately: int

    @property
    def owed(self) -> Fraction:
        """What the district should still have had; negative when it has had more."""
        return self.entitled - self.given

    @property
    def owed_percent(self) -> int:
        """What is owed in percent of a year's entitlement, rounded down; 0 when nothing is."""
        if self.owed <= 0:
            return 0
        return int(100 * self.owed / self.lately) if self.lately else 100


@dataclass(frozen=True)
class Lane:
    """This quarter's hours, and those of them that emergencies took, with what earlier quarters overdrew."""

    hours: Fraction
    emergency: Fraction

    def is_open(self, percent: int) -> bool:
        """Tell whether emergencies have not yet taken more than their share."""
        return self.emergency * 100 <= percent * self.hours

    def after(self, hours: Fraction, *, emergency: bool) -> "Lane":
        """Return the lane when so much more has been given."""
        return Lane(self.hours + hours, self.emergency + hours * emergency)


@dataclass(frozen=True)
class Ledger:
    """The accounts of today's districts, the lane, and what districts of before are called today."""

    accounts: Mapping[str, Account]
    lane: Lane
    today: Mapping[str, Mapping[str, Fraction]]

    def owed_percent(self, district: str) -> int | None:
        """Return what is owed to the district, or to the largest part of it; None when it has no account."""
        parts = self.today.get(district, {district: Fraction(1)})
        found = [self.accounts[name].owed_percent for name in parts if name in self.accounts]
        return max(found, default=None)

    def shares(self) -> list[Fraction]:
        """Return given/entitled of every district that is entitled to anything."""
        return [a.given / a.entitled for a in self.accounts.values() if a.entitled > 0]


def needs_of(organisation: Organisation, situation: Situation, basis: NeedBasis, day: date) -> Needs:
    """Return the need of each district of ``day``: its budgeted posts, or those of them that are vacant.

    A unit with an unknown share of vacant posts counts with the city's average; with none known, posts decide.
    """
    vacant = {unit: s.vacant_percent for unit, s in situation.items() if s.vacant_percent is not None}
    posts = {unit.id: Fraction(str(unit.budgeted_posts)) for unit in organisation.units}
    known = sum((posts[u] for u in posts if u in vacant), Fraction(0))
    missing = sum((posts[u] * vacant[u] for u in posts if u in vacant), Fraction(0)) / known if known else Fraction(1)
    needs = {district.id: Fraction(0) for district in organisation.districts_on(day)}
    for unit in organisation.units:
        if unit.district in needs:
            factor = Fraction(vacant.get(unit.id, missing)) if basis is NeedBasis.VACANT_POSTS else 1
            needs[unit.district] += posts[unit.id] * factor
    return needs


def told_today(organisation: Organisation, needs: Needs, day: date) -> dict[str, dict[str, Fraction]]:
    """Return for every district ever which of today's districts it is, and how large a part of it each is."""
    parts = {}
    for district in organisation.districts:
        heirs = list(dict.fromkeys(d.id for d in organisation.successors_on(district.id, day)))
        total = sum((needs.get(heir, Fraction(0)) for heir in heirs), Fraction(0))
        equal = Fraction(1, len(heirs))
        parts[district.id] = {h: needs.get(h, Fraction(0)) / total if total else equal for h in heirs}
    return parts


def ledger_of(
    given: Iterable[Help], needs: Needs, today: Mapping[str, Mapping[str, Fraction]], percent: int, day: date
) -> Ledger:
    """Return the ledger on ``day``; ``percent`` is the emergency lane's share."""
    help_by_quarter: dict[date, list[Help]] = defaultdict(list)
    for one in given:
        help_by_quarter[one.quarter] += [
            Help(heir, one.quarter, one.hours * part, one.emergency) for heir, part in today[one.district].items()
        ]
    entitled, lately = dict.fromkeys(needs, 0), dict.fromkeys(needs, 0)
    unshared = Fraction(0)
    for quarter in sorted(help_by_quarter):
        unshared += _hours(help_by_quarter[quarter])
        whole = int(unshared) if any(needs.values()) else 0
        unshared -= whole
        for name, hours in apportion(whole, needs).items():
            entitled[name] += hours
            lately[name] += hours * _is_late(quarter, day)
    told = [one for quarter in help_by_quarter.values() for one in quarter]
    accounts = {}
    for name in sorted(needs):
        mine = [one for one in told if one.district == name]
        emergency = _hours(one for one in mine if one.emergency)
        accounts[name] = Account(name, entitled[name], _hours(mine), emergency, lately[name])
    return Ledger(accounts, _lane(help_by_quarter, percent, day), today)


def _hours(given: Iterable[Help]) -> Fraction:
    return sum((one.hours for one in given), Fraction(0))


def _is_late(quarter: date, day: date) -> bool:
    current = quarter_of(day)
    age = (current.year - quarter.year) * _QUARTERS_IN_A_YEAR + (current.month - quarter.month) // 3
    return age < _QUARTERS_IN_A_YEAR


def _lane(help_by_quarter: Mapping[date, list[Help]], percent: int, day: date) -> Lane:
    """Return the lane of this quarter: an overdraft of earlier quarters is carried, an unused share is not."""
    current, overdrawn = quarter_of(day), Fraction(0)
    for quarter in sorted(q for q in help_by_quarter if q < current):
        given = help_by_quarter[quarter]
        taken = _hours(one for one in given if one.emergency)
        overdrawn = max(Fraction(0), overdrawn + taken - _hours(given) * percent / 100)
    now = help_by_quarter.get(current, [])
    return Lane(_hours(now), overdrawn + _hours(one for one in now if one.emergency))


def jain(shares: Iterable[Fraction]) -> Fraction | None:
    """Return Jain's index (Σx)²/(nΣx²), 1 when all are alike, 1/n when one has all; None when nothing is given.

    R. Jain, D. Chiu, W. Hawe, A quantitative measure of fairness, DEC TR-301, 1984.
    """
    values = list(shares)
    squares = sum((x * x for x in values), Fraction(0))
    return sum(values, Fraction(0)) ** 2 / (len(values) * squares) if squares else None
