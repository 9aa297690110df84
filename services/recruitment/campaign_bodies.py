"""Campaigns as HTTP bodies, with what the caller may do next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from contracts.recruitment import campaigns as api
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.gate_rules import GateRule, GateRules
from contracts.recruitment.profiles import Profile
from services.recruitment.domain import campaign_rules, gates
from services.recruitment.domain.campaign import Campaign, Opening, ProfileVersion
from services.recruitment.domain.gates import Record
from services.recruitment.domain.order_rules import Person


def campaign(found: Campaign, rules: GateRules, who: Person, today: date) -> api.Campaign:
    """Return the campaign as ``who`` sees it; its gates are those in force on ``today``."""
    return api.Campaign(
        id=found.id,
        reference=found.reference,
        version=found.version,
        status=found.status,
        title=found.title,
        occupation=found.occupation,
        opens_on=found.opens_on,
        closes_on=found.closes_on,
        positions=[_position(one) for one in found.openings],
        profile=profile(found.profile) if found.profile else None,
        gates=[_gate(rule, there, found) for rule, there in gates.holding(rules, found.places, today)],
        published_at=found.published_at,
        updated_at=found.updated_at,
        commands=campaign_rules.possible(who, found),
    )


def counts(found: Mapping[CampaignStatus, int]) -> list[api.CampaignCount]:
    """Return how many campaigns have each status that some have."""
    return [api.CampaignCount(status=one, campaigns=found[one]) for one in CampaignStatus if found.get(one)]


def vacant_orders(openings: Sequence[Opening]) -> list[api.VacantOrder]:
    """Return the orders that ``openings`` belong to, each with how many they are."""
    orders = {one.order: one for one in reversed(openings)}
    number = Counter(one.order for one in openings)
    return [
        api.VacantOrder(
            id=one.order,
            reference=one.reference,
            occupation=one.occupation,
            district=one.district,
            unit=one.unit,
            area=one.area,
            percent=one.percent,
            positions=number[one.order],
        )
        for one in reversed(orders.values())
    ]


def profile(version: ProfileVersion) -> Profile:
    """Return a version of a profile."""
    return Profile(
        number=version.number,
        criteria=list(version.criteria),
        locked_at=version.locked_at,
        reason=version.reason,
    )


def _position(opening: Opening) -> api.CampaignPosition:
    fields = asdict(opening)
    del fields["occupation"]
    return api.CampaignPosition(**fields)


def _gate(rule: GateRule, districts: list[str], found: Campaign) -> api.CampaignGate:
    return api.CampaignGate(
        gate=rule.gate,
        version=rule.version,
        stage=rule.stage,
        demand=rule.demand,
        source=rule.source,
        documents=rule.documents,
        records=[_record(one) for one in found.records if one.gate is rule.gate and one.district in districts],
        missing=gates.missing(rule, districts, found.records),
    )


def _record(one: Record) -> api.GateRecord:
    return api.GateRecord(
        district=one.district, version=one.version, outcome=one.outcome, evidence=one.evidence, by=one.by, at=one.at
    )
