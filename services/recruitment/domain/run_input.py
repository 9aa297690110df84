"""What a matching run is given: applications that meet every must, their points, and the positions there are.

The lot also orders the positions of who has stated no wish, so that no district comes first by its name.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.campaign_codes import CriterionKind
from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.profiles import Criterion
from services.recruitment.domain.application import Application
from services.recruitment.domain.campaign import Campaign, Opening
from services.recruitment.domain.campaign_refusals import ProfileMissing
from services.recruitment.domain.lot import lot
from services.recruitment.domain.matching_refusals import (
    HeldIsNotInCampaign,
    LimitBelowOffered,
    LimitOutsideCampaign,
    NobodyToMatch,
)
from services.recruitment.domain.matching_run import Seat, Snapshot
from services.recruitment.domain.scoring import MOST, Levels, score

MET: Final = 1
"""The level of a must that is met."""


@dataclass(frozen=True)
class Standing:
    """What is decided already, by application and position: who is offered or has accepted, and who was tried."""

    settled: Mapping[UUID, UUID] = field(default_factory=dict)
    tried: Collection[tuple[UUID, UUID]] = frozenset()


@dataclass(frozen=True)
class Choices:
    """What HR-service chooses for a run: limits of districts, and positions that are left out of it."""

    limits: Mapping[str, int] = field(default_factory=dict)
    held: Collection[UUID] = frozenset()


@dataclass(frozen=True)
class Given:
    """A run's snapshot, the levels that its points came from, and how many were left out, and why."""

    snapshot: Snapshot
    levels: Mapping[str, Levels]
    not_judged: int
    short_of_must: int


def weights(criteria: Sequence[Criterion]) -> dict[str, int]:
    """Return the weight of each merit."""
    return {one.id: one.weight or 0 for one in criteria if one.kind is CriterionKind.MERIT}


def meets_musts(criteria: Sequence[Criterion], levels: Levels) -> bool:
    """Tell whether every must is judged to be met."""
    return all(levels.get(one.id) == MET for one in criteria if one.kind is CriterionKind.MUST)


def is_judged(criteria: Sequence[Criterion], levels: Levels | None) -> bool:
    """Tell whether nothing of the profile is left to judge; who fails a must, or is unclear in one, needs no more."""
    if levels is None:
        return False
    return not meets_musts(criteria, levels) or not score(weights(criteria), levels).missing


def given(
    campaign: Campaign,
    applications: Sequence[Application],
    agreed: Mapping[UUID, Levels],
    standing: Standing,
    choices: Choices,
    seed: bytes,
    before: Mapping[str, str],
) -> Given:
    """Return what the run is given; the same, in whatever order things come.

    Raises ProfileMissing, NobodyToMatch, HeldIsNotInCampaign, LimitOutsideCampaign or LimitBelowOffered.
    """
    if campaign.profile is None:
        raise ProfileMissing("There is no profile to rank by.")
    criteria = campaign.profile.criteria
    openings = _openings(campaign, standing)
    _require_within(campaign, openings, standing, choices)
    taken_part = _one_of_each(applications, standing)
    judged = [one for one in taken_part if is_judged(criteria, agreed.get(one.id))]
    able = [one for one in judged if meets_musts(criteria, agreed[one.id])]
    points = {one.id: score(weights(criteria), agreed[one.id]).points or 0 for one in able}
    settled = {str(who): str(where) for who, where in standing.settled.items()}
    if not able:
        raise NobodyToMatch("Judge applications first: nobody meets every requirement yet.")
    wishes = {str(one.id): _wishes(one, openings, seed) for one in able} | {
        who: (where,) for who, where in settled.items()
    }
    possible = {
        str(one.id): {
            name: points[one.id] for name in wishes[str(one.id)] if (one.id, UUID(name)) not in standing.tried
        }
        for one in able
    } | {who: {where: 0} for who, where in settled.items()}
    snapshot = Snapshot(
        positions={
            str(one.id): Seat(0 if one.id in choices.held else 1, one.district, _most(criteria)) for one in openings
        },
        limits=dict(choices.limits),
        wishes=wishes,
        points=possible,
        settled=settled,
        seed=seed.hex(),
        before={who: name for who, name in before.items() if who not in settled},
    )
    levels = {str(one.id): dict(agreed[one.id]) for one in able}
    return Given(snapshot, levels, len(taken_part) - len(judged), len(judged) - len(able))


def _most(criteria: Sequence[Criterion]) -> int:
    return MOST * sum(weights(criteria).values())


def _openings(campaign: Campaign, standing: Standing) -> list[Opening]:
    """Return the positions that are open, or that somebody here has accepted."""
    accepted = set(standing.settled.values())
    return [one for one in campaign.openings if one.status is PositionStatus.OPEN or one.id in accepted]


def _require_within(campaign: Campaign, openings: Sequence[Opening], standing: Standing, choices: Choices) -> None:
    settled = set(standing.settled.values())
    if set(choices.held) - {one.id for one in openings if one.id not in settled}:
        raise HeldIsNotInCampaign.because("Choose among the campaign's positions that are open and not offered.")
    if set(choices.limits) - set(campaign.districts):
        raise LimitOutsideCampaign.because("Limit the districts that the campaign recruits to.")
    for district, limit in choices.limits.items():
        if sum(one.district == district and one.id in settled for one in openings) > limit:
            raise LimitBelowOffered.because("Those who have an offer or have accepted count within the limit.")


def _one_of_each(applications: Sequence[Application], standing: Standing) -> list[Application]:
    """Return the latest live application of each person who has no offer, by number."""
    with_offer = {one.candidate_id for one in applications if one.id in standing.settled}
    latest: dict[UUID, Application] = {}
    for one in sorted(applications, key=lambda each: each.number):
        if one.status is ApplicationStatus.RECEIVED and one.candidate_id not in with_offer:
            latest[one.candidate_id] = one
    return sorted(latest.values(), key=lambda one: one.number)


def _wishes(one: Application, openings: Sequence[Opening], seed: bytes) -> tuple[str, ...]:
    names = [str(each.id) for each in openings]
    if one.wishes:
        return tuple(dict.fromkeys(str(wish) for wish in one.wishes if str(wish) in names))
    return tuple(sorted(names, key=lambda name: lot(seed, name, str(one.id))))
