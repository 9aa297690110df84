"""Orders, campaigns and profiles, valid, with overrides."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from contracts.event import ActorReference
from contracts.organisation import Area
from contracts.recruitment.campaign_codes import CampaignStatus, CriterionKind, Evidence, GateOutcome, GateStage
from contracts.recruitment.codes import Employment, OrderCause, OrderStatus, PositionStatus
from contracts.recruitment.gate_rules import GateRules
from contracts.recruitment.profiles import Criterion
from libs.calendar import local_date
from services.recruitment.domain import campaign
from services.recruitment.domain.campaign import Campaign
from services.recruitment.domain.openings import of_order
from services.recruitment.domain.order import Content, Order, Position

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HR = ActorReference(id="hr-konsult", role="hr_consultant")
RULES = GateRules.read(Path("deploy/local/gate_rules.json"))
CRITERIA: list[dict[str, Any]] = [
    {"id": "examen", "kind": "must", "title": "Socionomexamen", "sources": ["document"]},
    {
        "id": "utredning",
        "kind": "merit",
        "title": "Har utrett barns behov",
        "weight": 8,
        "steps": ["Ingen erfarenhet", "Under ett år", "Ett till två år", "Tre till fem år", "Mer än fem år"],
        "sources": ["application", "reference"],
    },
]


def a_merit(**overrides: Any) -> Criterion:
    """Return a merit criterion."""
    fields: dict[str, Any] = CRITERIA[1] | {"kind": CriterionKind.MERIT, "sources": [Evidence.APPLICATION]}
    return Criterion(**(fields | overrides))


def an_order(number: int = 1, *, positions: int = 2, **overrides: Any) -> Order:
    """Return an accepted order with open positions in Farsta."""
    content = Content(
        unit="farsta-utredning-barn-2",
        occupation="socialsekreterare",
        positions=positions,
        percent=100,
        employment=Employment.PERMANENT,
        starts_on=date(2027, 2, 1),
        ends_on=None,
        pay_from=None,
        pay_to=None,
        cause=OrderCause.LEFT,
        tasks="Utreda barns behov av skydd och stöd.",
        note="",
    )
    opened = tuple(
        Position(UUID(int=1000 * number + each), each, PositionStatus.OPEN, 1, date(2026, 11, 2))
        for each in range(1, positions + 1)
    )
    order = Order(
        UUID(int=number),
        f"REK-2026-{number:04d}",
        3,
        OrderStatus.ACCEPTED,
        "farsta",
        Area.CHILDREN_AND_YOUTH,
        content,
        NOW,
        opened,
    )
    return replace(order, **overrides)


def a_campaign(*orders: Order, **overrides: Any) -> Campaign:
    """Return a campaign in preparation for the orders' positions, with a profile."""
    openings = [one for order in orders or (an_order(),) for one in of_order(order)]
    days = (date(2027, 1, 11), date(2027, 1, 31))
    made, _ = campaign.prepare((UUID(int=9), "OMG-2026-0001"), "Socialsekreterare våren 2027", days, openings, HR, NOW)
    made, _ = campaign.set_profile(made, [a_merit()], HR, NOW)
    return replace(made, **overrides)


def with_gates_passed(found: Campaign, now: datetime = NOW) -> Campaign:
    """Return the campaign with every gate passed in every district."""
    for rule in RULES.rules:
        if rule.stage is GateStage.BEFORE_PUBLISHING:
            seen = (rule.gate, found.districts, GateOutcome.NOBODY_CONCERNED, "Förfrågan besvarad.")
            found, _ = campaign.record_gate(found, RULES, seen, HR, now)
    return found


def a_published_campaign(*orders: Order) -> Campaign:
    """Return a campaign that is out."""
    published, _ = campaign.publish(with_gates_passed(a_campaign(*orders)), RULES, HR, NOW)
    assert published.status is CampaignStatus.PUBLISHED
    assert local_date(NOW) < published.closes_on
    return published
