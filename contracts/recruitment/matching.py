"""HTTP bodies of matching runs. Candidates are applications with a number: never who somebody is."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.organisation import Slug
from contracts.recruitment.matching_codes import WishOutcome
from contracts.wire import Body, Wire, example_of

Limit = Annotated[int, Field(ge=0, le=200)]


class MatchingChoices(Body):
    """What a run is made with, beside what applies.

    ``limits`` are how many a district can take in all, those with an offer counted; ``held_positions`` are
    left out of this run. ``repairs`` names an earlier run of the campaign: then only who must move does.
    """

    model_config = example_of({"limits": {"farsta": 4}, "heldPositions": [], "repairs": None})

    limits: Annotated[dict[Slug, Limit], Field(max_length=30)] = Field(default_factory=dict)
    held_positions: Annotated[list[UUID], Field(max_length=200)] = Field(default_factory=list)
    repairs: UUID | None = None


class Lot(Wire):
    """The lot that decides between equals: its hash since publishing, its seed when a run has been made."""

    commitment: str = Field(description="SHA-256 of the seed")
    seed: str | None


class Ranks(Wire):
    """One side's ranks of what it got, from 1. ``counts`` are first choices, second choices and so on."""

    matched: int
    total: int
    first_choices: int
    regret: int | None
    counts: list[int]


class RunCertificate(Wire):
    """The proof by a checker written apart: no pair would both rather have each other."""

    holds: bool
    acceptable_pairs: int
    blocking_pairs: int


class RankedApplication(Wire):
    """An application in a position's ranking; ``here`` is matched, ``liked_elsewhere`` got what it wished more."""

    application: UUID
    number: int
    rank: int
    points: int
    here: bool
    liked_elsewhere: bool


class MatchedPosition(Wire):
    """A position in a run. ``application`` is who got it; ``settled`` if that is offered or accepted already.

    ``wish`` is which wish of the candidate's it was, None for who has stated none.
    """

    position: UUID
    reference: str
    district: Slug
    unit: Slug
    held: bool
    settled: bool
    application: UUID | None
    number: int | None
    rank: int | None
    wish: int | None
    wished_by: int
    rankings: list[RankedApplication] = Field(description="The first in rank, at least down to who got it")


class MatchingChange(Wire):
    """What a repair changed for one application."""

    application: UUID
    number: int
    before: str | None
    after: str | None


class MatchingRunHead(Wire):
    """A run in the list of a campaign's runs."""

    id: UUID
    number: int
    made_at: AwareDatetime
    repairs: UUID | None
    candidates: int
    positions: int
    matched: int


class MatchingRuns(Wire):
    """A campaign's runs, latest first."""

    items: list[MatchingRunHead]


class Matched(Wire):
    """What came out, and how well it meets both sides' wishes.

    ``most`` is the most points that the profile can give. ``not_judged`` and ``short_of_must`` were left out.
    """

    candidates: int
    not_judged: int
    short_of_must: int
    most: int
    limits: dict[str, int]
    positions: list[MatchedPosition]
    unmatched_numbers: list[int] = Field(description="Numbers of the applications that got no position")
    changes: list[MatchingChange]
    certificate: RunCertificate
    ranks: Ranks
    position_ranks: Ranks
    ranks_if_positions_first: Ranks


class MatchingRun(Wire):
    """A run as it was made. Reading it runs it again: ``same`` tells whether that gave the same bytes."""

    id: UUID
    campaign: UUID
    number: int
    made_at: AwareDatetime
    repairs: UUID | None
    fingerprint: str = Field(description="SHA-256 of all that the run was given")
    seed: str
    rule_version: str
    same: bool
    result: Matched


class RunTerm(Wire):
    """What one criterion gave: ``points`` is weight times level."""

    criterion: Slug
    title: str
    weight: int
    level: int
    points: int


class Raise(Wire):
    """A criterion where this level, all else as it was, would have given ``reference`` instead."""

    criterion: Slug
    title: str
    level: int
    reference: str


class WishAnswer(Wire):
    """One wish, answered. ``cut_off`` is the rank of the last who got in; ``short`` the points that were missing."""

    position: UUID
    reference: str
    unit: Slug
    outcome: WishOutcome
    rank: int | None
    cut_off: int | None
    points: int | None
    cut_off_points: int | None
    short: int | None


class MatchExplanation(Wire):
    """Why this match: an answer to each of the candidate's wishes, and what the points consist of.

    ``times_referred`` is how often the person has been proposed for any position, in any campaign.
    """

    application: UUID
    number: int
    wishes_stated: bool
    most: int
    terms: list[RunTerm]
    answers: list[WishAnswer]
    raises: list[Raise]
    times_referred: int = 0
