"""HTTP bodies of the queue policy, of the units' situation and of the entitlement between districts."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from contracts.free_text import Reason
from contracts.organisation import Slug
from contracts.specialist_team.api import Term
from contracts.specialist_team.codes import Purpose
from contracts.wire import Body, Wire, example_of

WholePercent = Annotated[int, Field(ge=0, le=100)]


class PolicyStatus(StrEnum):
    """Where a version of the queue policy stands. Which signed one is in force follows from their dates."""

    PROPOSED = "proposed"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


class NeedBasis(StrEnum):
    """What the districts' shares of the help follow."""

    BUDGETED_POSTS = "budgeted_posts"
    VACANT_POSTS = "vacant_posts"


class TermRule(Wire):
    """How a term counts: ``weight`` points per unit of its fact, at most ``cap`` points.

    Units: a step of urgency above normal, a kind of statutory time limit at risk, a percent of the unit's posts vacant,
    a percent of the staff that left in twelve months, a percent of a year's entitlement that is owed to the district.
    ``when_missing`` are the points when the fact is not known.
    """

    term: Term
    weight: int = Field(ge=0, le=1000)
    cap: int = Field(ge=0, le=10_000)
    when_missing: int = Field(ge=0, le=10_000)

    @model_validator(mode="after")
    def _within_cap(self) -> Self:
        if self.when_missing > self.cap:
            raise PydanticCustomError("more_than_cap", "whenMissing must not be above cap")
        return self


class PolicyRule(Wire):
    """The policy itself. All amounts are whole points.

    ``ageing`` is the points for each working day waited; it has no cap, which is why every request's turn comes.
    ``emergency_percent`` is the share of given hours that acute requests may take ahead of their place; 0 is no lane.
    ``long_wait_days``: a wait is long when the likely start is more working days than this after the wished one.
    """

    terms: Annotated[list[TermRule], Field(max_length=5)]
    ageing: int = Field(ge=1, le=1000)
    emergency_percent: int = Field(ge=0, le=50)
    need_basis: NeedBasis
    tied_purposes: Annotated[list[Purpose], Field(max_length=7)]
    long_wait_days: int = Field(default=20, ge=1, le=250)

    @model_validator(mode="after")
    def _each_term_once(self) -> Self:
        named = [rule.term for rule in self.terms]
        if Term.WAITING in named or len(set(named)) < len(named):
            raise PydanticCustomError("term_twice", "name each term once; waiting is set by ageing")
        return self


_RULE = {
    "terms": [
        {"term": "statutory_risk", "weight": 150, "cap": 300, "whenMissing": 0},
        {"term": "urgency", "weight": 100, "cap": 200, "whenMissing": 0},
        {"term": "vacant_posts", "weight": 5, "cap": 200, "whenMissing": 50},
        {"term": "turnover", "weight": 3, "cap": 120, "whenMissing": 30},
        {"term": "entitlement", "weight": 1, "cap": 100, "whenMissing": 0},
    ],
    "ageing": 10,
    "emergencyPercent": 20,
    "needBasis": "budgeted_posts",
    "tiedPurposes": [],
    "longWaitDays": 20,
}


class ProposePolicy(Body):
    """Propose a policy for the steering group to sign."""

    model_config = example_of(
        {"rule": _RULE, "validFrom": "2027-01-01", "reason": "Lagens tider ska väga tyngre än hittills."}
    )

    rule: PolicyRule
    valid_from: date
    reason: Reason


class SignPolicy(Body):
    """Sign a proposal that another member made."""

    model_config = example_of({"expectedVersion": 1, "reason": "Beslutat på mötet i december."})

    expected_version: int = Field(ge=1, description="The version the caller has seen")
    reason: Reason


class WithdrawPolicy(Body):
    """Withdraw a proposal that is not signed."""

    model_config = example_of({"expectedVersion": 1, "reason": "Ersätts av ett nytt förslag."})

    expected_version: int = Field(ge=1, description="The version the caller has seen")
    reason: Reason


class QueuePolicy(Wire):
    """A version of the policy. ``number`` is given when it is signed; ``valid_to`` is the day the next one takes over.

    ``gap`` is the most that all terms but waiting can differ between two requests, ``overtaking_days`` the working days
    of waiting after which no request that comes later can pass: gap divided by ageing, rounded up.
    """

    id: UUID
    version: int
    number: int | None = None
    status: PolicyStatus
    rule: PolicyRule
    valid_from: date
    valid_to: date | None = None
    in_force: bool
    gap: int
    overtaking_days: int
    proposed_by: str
    proposed_at: AwareDatetime
    signed_by: str | None = None
    signed_at: AwareDatetime | None = None


class QueuePolicies(Wire):
    """Every version ever proposed, latest first."""

    items: list[QueuePolicy]


class MovedPlace(Wire):
    """A request's place and points today and under a proposal."""

    request: UUID
    reference: str
    district: Slug
    position: int
    position_under_proposal: int
    points: int
    points_under_proposal: int


class PolicyEffect(Wire):
    """Today's queue beside the same queue under a proposal, in today's order."""

    policy_version: str
    computed_at: AwareDatetime
    moved: Annotated[int, Field(description="How many requests change place")]
    items: list[MovedPlace]


class UnitSituation(Wire):
    """A unit's vacant posts and staff turnover in percent from a day on; None is *uppgift saknas*, not zero."""

    unit: Slug
    valid_from: date
    vacant_percent: WholePercent | None
    turnover_percent: Annotated[int, Field(ge=0, le=300)] | None
    source: Reason


class StateSituations(Body):
    """State units' situation; what is stated for the same unit and day replaces what was known."""

    model_config = example_of(
        {
            "situations": [
                {
                    "unit": "farsta-utredning-barn-2",
                    "validFrom": "2026-11-01",
                    "vacantPercent": 28,
                    "turnoverPercent": 31,
                    "source": "Personalstatistik oktober",
                }
            ]
        }
    )

    situations: Annotated[list[UnitSituation], Field(min_length=1, max_length=300)]


class UnitVacancies(Wire):
    """A unit's positions that HR-service recruits to: how many, and their share of the budgeted posts.

    ``opened_on`` is the oldest's first day, ``days_open`` how long ago that is. ``counts``: the queue reckons with
    this share, since it is higher than the stated one or nothing is stated.
    """

    unit: Slug
    positions: int
    percent: WholePercent
    opened_on: date
    days_open: int
    counts: bool


class CoveredVacancy(Wire):
    """Help that stands in for somebody in a unit where a position is filled: it may be time to end it.

    ``version`` is the request's, ``position`` the one that is filled.
    """

    request: UUID
    version: int = 0
    position: UUID | None = None
    reference: str
    district: Slug
    unit: Slug
    filled_on: date
    starts_on: date
    ends_on: date


class Situations(Wire):
    """Every unit and what is stated of it; a unit with no figure of the last year is missing.

    ``vacancies`` are counted from what recruitment tells, ``covered_vacancies`` is help that may no longer be needed.
    """

    items: list[UnitSituation]
    missing: list[Slug]
    vacancies: list[UnitVacancies] = Field(default_factory=list)
    covered_vacancies: list[CoveredVacancy] = Field(default_factory=list)


class Account(Wire):
    """A district's hours: entitled to, given, given as emergency help, and owed to it (negative: has had more)."""

    district: Slug
    entitled: int
    given: int
    emergency: int
    owed: int
    given_percent: int | None


class Entitlement(Wire):
    """The ledger between districts. Jain's index is in thousandths: 1 000 is all alike; ``smallest`` in percent."""

    computed_at: AwareDatetime
    policy_version: str
    items: list[Account]
    jain_thousandths: int | None
    smallest_percent: int | None
