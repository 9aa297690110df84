"""A recruitment campaign: one advertisement for many positions. Pure decisions, each with the event that tells it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from contracts.event import ActorReference
from contracts.organisation import Area
from contracts.recruitment.campaign_codes import CampaignCancelReason, CampaignStatus, Gate, GateOutcome
from contracts.recruitment.campaign_events import (
    CampaignApplicationsClosed,
    CampaignCancelled,
    CampaignEvent,
    CampaignExtended,
    CampaignGateRecorded,
    CampaignHeld,
    CampaignPrepared,
    CampaignProfileRevised,
    CampaignProfileSet,
    CampaignPublished,
    CampaignReleased,
    GatePassed,
)
from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.gate_rules import GateRules
from contracts.recruitment.profiles import Criterion
from contracts.recruitment.retention_codes import HoldGround, ReleaseGround
from libs.calendar import local_date
from services.recruitment.domain import gates
from services.recruitment.domain.campaign_refusals import (
    ApplicationsCloseInThePast,
    ApplicationsOpenInThePast,
    NoOpenPosition,
    NotLaterThanBefore,
    ProfileMissing,
)
from services.recruitment.domain.gates import Record

E = TypeVar("E", bound=CampaignEvent)


@dataclass(frozen=True)
class Opening:
    """A position as a campaign sees it, with what its order says."""

    id: UUID
    order: UUID
    reference: str
    number: int
    status: PositionStatus
    district: str
    unit: str
    area: Area
    percent: int
    occupation: str


@dataclass(frozen=True)
class ProfileVersion:
    """A version of the requirement profile; ``locked_at`` None while the campaign is prepared."""

    number: int
    criteria: tuple[Criterion, ...]
    locked_at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Campaign:
    """A campaign with what it recruits to; ``closes_on`` is the last day for applications.

    ``concluded_at`` is when it was decided or cancelled: what is kept for a while is kept from then.
    """

    id: UUID
    reference: str
    version: int
    status: CampaignStatus
    title: str
    opens_on: date
    closes_on: date
    openings: tuple[Opening, ...]
    updated_at: datetime
    profile: ProfileVersion | None = None
    records: tuple[Record, ...] = field(default=())
    published_at: datetime | None = None
    concluded_at: datetime | None = None

    @property
    def occupation(self) -> str:
        """The occupation of all its positions."""
        return self.openings[0].occupation

    @property
    def places(self) -> frozenset[tuple[str, Area]]:
        """In which districts and areas of activity it recruits: what gates hold for."""
        return frozenset((one.district, one.area) for one in self.openings)

    @property
    def districts(self) -> list[str]:
        """The districts that it recruits to, in order."""
        return sorted({one.district for one in self.openings})


Decision = tuple[Campaign, CampaignEvent]


def prepare(
    made: tuple[UUID, str],
    title: str,
    days: tuple[date, date],
    openings: Sequence[Opening],
    by: ActorReference,
    now: datetime,
) -> Decision:
    """Begin a campaign of id and reference ``made``. Raises ApplicationsOpenInThePast."""
    begun = Campaign(*made, 0, CampaignStatus.PREPARING, title, *days, tuple(openings), now)
    return _prepared(begun, by, now)


def change(
    campaign: Campaign,
    title: str,
    days: tuple[date, date],
    openings: Sequence[Opening],
    by: ActorReference,
    now: datetime,
) -> Decision:
    """Replace what the campaign says; what is examined stays examined. Raises ApplicationsOpenInThePast."""
    opens_on, closes_on = days
    changed = replace(campaign, title=title, opens_on=opens_on, closes_on=closes_on, openings=tuple(openings))
    return _prepared(changed, by, now)


def set_profile(campaign: Campaign, criteria: Sequence[Criterion], by: ActorReference, now: datetime) -> Decision:
    """Set the profile; nothing is locked before publishing."""
    profile = ProfileVersion(1, tuple(criteria))
    return happened(campaign, CampaignProfileSet, by, now, {"criteria": len(criteria)}, profile=profile)


def record_gate(
    campaign: Campaign,
    rules: GateRules,
    found: tuple[Gate, Sequence[str], GateOutcome, str],
    by: ActorReference,
    now: datetime,
) -> Decision:
    """Record what the examination of a gate found in some districts, instead of what was found there before.

    Raises GateDoesNotHold or DistrictIsNotInCampaign.
    """
    gate, districts, outcome, evidence = found
    rule = gates.require_holding(rules, gate, districts, campaign.places, local_date(now))
    records = [Record(gate, district, rule.version, outcome, evidence, by.id, now) for district in districts]
    replaced = {(one.gate, one.district) for one in records}
    kept = [one for one in campaign.records if (one.gate, one.district) not in replaced]
    facts = {"gate": gate, "gate_version": rule.version, "in_districts": list(districts), "outcome": outcome}
    return happened(campaign, CampaignGateRecorded, by, now, facts, records=(*kept, *records))


def publish(
    campaign: Campaign, rules: GateRules, by: ActorReference, now: datetime, lot_commitment: str | None = None
) -> Decision:
    """Publish, lock the profile, and promise the lot by its hash.

    Raises ProfileMissing, NoOpenPosition, ApplicationsCloseInThePast or GatesNotPassed.
    """
    today = local_date(now)
    if campaign.profile is None:
        raise ProfileMissing("Set the requirement profile first: candidates are told what they are judged by.")
    if all(one.status is not PositionStatus.OPEN for one in campaign.openings):
        raise NoOpenPosition("None of its positions is open any more; cancel the campaign.")
    if campaign.closes_on < today:
        raise ApplicationsCloseInThePast.because("Choose a last day from today on.", today)
    passed = gates.require_passed(rules, campaign.records, campaign.places, today)
    opens_on = max(campaign.opens_on, today)
    profile = replace(campaign.profile, locked_at=now)
    facts = {
        "positions": [one.id for one in campaign.openings],
        "opens_on": opens_on,
        "closes_on": campaign.closes_on,
        "profile": profile.number,
        "gates": [GatePassed(gate=rule.gate, version=rule.version) for rule in passed],
        "lot_commitment": lot_commitment,
    }
    changes = {"status": CampaignStatus.PUBLISHED, "opens_on": opens_on, "profile": profile, "published_at": now}
    return happened(campaign, CampaignPublished, by, now, facts, **changes)


def revise_profile(
    campaign: Campaign, criteria: Sequence[Criterion], reason: str, by: ActorReference, now: datetime
) -> Decision:
    """Make a new version of the profile after publishing, locked at once. Raises ProfileMissing."""
    if campaign.profile is None:
        raise ProfileMissing("There is no profile to revise.")
    profile = ProfileVersion(campaign.profile.number + 1, tuple(criteria), now, reason)
    return happened(campaign, CampaignProfileRevised, by, now, {"profile": profile.number}, profile=profile)


def extend(campaign: Campaign, closes_on: date, by: ActorReference, now: datetime) -> Decision:
    """Move the last day ahead; applications are open again if it had passed.

    Raises NotLaterThanBefore or ApplicationsCloseInThePast.
    """
    today = local_date(now)
    if closes_on <= campaign.closes_on:
        raise NotLaterThanBefore.because("A last day that is published can only be moved ahead.", campaign.closes_on)
    if closes_on < today:
        raise ApplicationsCloseInThePast.because("Choose a last day from today on.", today)
    changes = {"closes_on": closes_on, "status": CampaignStatus.PUBLISHED}
    return happened(campaign, CampaignExtended, by, now, {"closes_on": closes_on}, **changes)


def is_over(campaign: Campaign, today: date) -> bool:
    """Tell whether the last day for applications has passed without the campaign being closed for them."""
    return campaign.status is CampaignStatus.PUBLISHED and campaign.closes_on < today


def close_for_applications(campaign: Campaign, by: ActorReference, now: datetime) -> Decision:
    """Close for applications; what comes from now on is late, and is taken in as such."""
    status = CampaignStatus.CLOSED_FOR_APPLICATIONS
    return happened(campaign, CampaignApplicationsClosed, by, now, {}, status=status)


def cancel(campaign: Campaign, reason: CampaignCancelReason, by: ActorReference, now: datetime) -> Decision:
    """End the campaign without result."""
    changes = {"status": CampaignStatus.CANCELLED, "concluded_at": now}
    return happened(campaign, CampaignCancelled, by, now, {"reason": reason}, **changes)


def _prepared(campaign: Campaign, by: ActorReference, now: datetime) -> Decision:
    today = local_date(now)
    if campaign.opens_on < today:
        raise ApplicationsOpenInThePast.because("Choose a first day from today on.", today)
    facts = {
        "occupation": campaign.occupation,
        "positions": [one.id for one in campaign.openings],
        "opens_on": campaign.opens_on,
        "closes_on": campaign.closes_on,
    }
    return happened(campaign, CampaignPrepared, by, now, facts)


def hold(campaign: Campaign, ground: HoldGround, by: ActorReference, now: datetime) -> Decision:
    """Keep everything of it from erasure; what the campaign is and says stays as it was, also when it last changed."""
    held, event = happened(campaign, CampaignHeld, by, now, {"ground": ground})
    return replace(held, updated_at=campaign.updated_at), event


def release(campaign: Campaign, ground: ReleaseGround, by: ActorReference, now: datetime) -> Decision:
    """Keep it from erasure no longer."""
    released, event = happened(campaign, CampaignReleased, by, now, {"ground": ground})
    return replace(released, updated_at=campaign.updated_at), event


def happened(
    campaign: Campaign, event: type[E], by: ActorReference, now: datetime, facts: dict[str, Any], **changes: Any
) -> tuple[Campaign, E]:
    """Return the campaign changed, and what happened to it."""
    changed = replace(campaign, version=campaign.version + 1, updated_at=now, **changes)
    fact = event(
        subject_id=campaign.id,
        subject_version=changed.version,
        occurred_at=now,
        actor=by,
        reference=campaign.reference,
        districts=changed.districts,
        **facts,
    )
    return changed, fact
