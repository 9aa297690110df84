"""Queue policies, ledgers and situations, valid, with overrides."""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from contracts.organisation import Area, District, Organisation, Unit
from contracts.specialist_team.api import Term
from contracts.specialist_team.policy import NeedBasis, PolicyRule, TermRule
from services.specialist_team.domain.ledger import Account, Lane, Ledger
from services.specialist_team.domain.policy import Policy
from services.specialist_team.domain.queue import order
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.situation import UnitSituation


def a_rule(**overrides: Any) -> PolicyRule:
    """Return a rule in which every term counts: gap 920, ageing 10, so 92 working days."""
    fields: dict[str, Any] = {
        "terms": [
            TermRule(term=Term.STATUTORY_RISK, weight=150, cap=300, when_missing=0),
            TermRule(term=Term.URGENCY, weight=100, cap=200, when_missing=0),
            TermRule(term=Term.VACANT_POSTS, weight=5, cap=200, when_missing=50),
            TermRule(term=Term.TURNOVER, weight=3, cap=120, when_missing=30),
            TermRule(term=Term.ENTITLEMENT, weight=1, cap=100, when_missing=0),
        ],
        "ageing": 10,
        "emergency_percent": 0,
        "need_basis": NeedBasis.BUDGETED_POSTS,
        "tied_purposes": [],
    }
    return PolicyRule(**(fields | overrides))


def a_policy(**overrides: Any) -> Policy:
    """Return the policy of such a rule."""
    return Policy.of(a_rule(**overrides))


FIRST = a_policy(terms=[TermRule(term=Term.URGENCY, weight=250, cap=500, when_missing=0)], ageing=1)
"""The policy that the migration seeds."""


def a_ledger(owed_percent: int | None = 0, *, hours: int = 0, emergency: int = 0) -> Ledger:
    """Return a ledger that owes Farsta so many percent; the lane has seen ``hours``, some as ``emergency``."""
    account = Account("farsta", 100, Fraction(100 - (owed_percent or 0)), Fraction(0), 100)
    accounts = {} if owed_percent is None else {"farsta": account}
    return Ledger(accounts, Lane(Fraction(hours), Fraction(emergency)), {})


def a_situation(vacant: int | None, turnover: int | None) -> dict[str, UnitSituation]:
    """Return what is known of the unit in Farsta."""
    unit = "farsta-utredning-barn-2"
    return {unit: UnitSituation(unit, date(2026, 11, 1), vacant, turnover, "test")}


def an_organisation(posts: dict[str, float], *gone: District) -> Organisation:
    """Return districts with one unit each, named after them, and districts that are no more."""
    begun = date(2020, 1, 1)
    districts = [District(id=name, name=name, sort_key=name, valid_from=begun) for name in posts]
    units = [
        Unit(id=f"{name}-1", name=name, district=name, area=Area.ELDERLY, budgeted_posts=count)
        for name, count in posts.items()
    ]
    return Organisation(districts=[*districts, *gone], units=units)


def in_first_order(requests: Sequence[SupportRequest], moment: datetime) -> Sequence[SupportRequest]:
    """Return requests in the order of the first policy, when nothing is owed to anyone."""
    return [place.request for place in order(requests, FIRST, a_ledger(), {}, moment)]
