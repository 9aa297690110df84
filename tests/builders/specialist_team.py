"""Support requests and their bodies, valid, with overrides. States are reached by the domain's own decisions."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from contracts.event import ActorReference
from contracts.organisation import Area
from contracts.specialist_team.codes import Competence, Purpose, Urgency
from libs.calendar import local_date
from services.specialist_team.domain import district_decisions, team_decisions
from services.specialist_team.domain.request import Content, SupportRequest
from services.specialist_team.domain.team import Specialist, Terms

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""A Monday morning."""
MANAGER = ActorReference(id="farsta-chef", role="unit_manager")
COORDINATOR = ActorReference(id="samordnare", role="coordinator")
SECOND_COORDINATOR = ActorReference(id="samordnare-2", role="coordinator")
REQUEST_ID = UUID("0193598a-0000-7000-8000-000000000001")


def a_content(**overrides: Any) -> Content:
    """Return what a manager in Farsta asks for."""
    fields: dict[str, Any] = {
        "unit": "farsta-utredning-barn-2",
        "area": Area.CHILDREN_AND_YOUTH,
        "purpose": Purpose.INVESTIGATION_BACKLOG,
        "percent": 80,
        "starts_on": date(2026, 12, 7),
        "ends_on": date(2027, 1, 29),
        "competences": (Competence.BBIC,),
        "statutory_risks": (),
        "tasks": "Sex utredningar behöver handläggare.",
        "without_help": "Två utredningar passerar fyra månader.",
    }
    return Content(**(fields | overrides))


def a_draft(**overrides: Any) -> SupportRequest:
    """Return a draft."""
    request, _ = district_decisions.draft(REQUEST_ID, "SPT-2026-0001", "farsta", a_content(**overrides), MANAGER, NOW)
    return request


def a_submitted(now: datetime = NOW, **overrides: Any) -> SupportRequest:
    """Return a request that the team has received."""
    return district_decisions.submit(a_draft(**overrides), MANAGER, now)[0]


def a_queued(now: datetime = NOW, urgency: Urgency = Urgency.NORMAL, **overrides: Any) -> SupportRequest:
    """Return a request in the queue."""
    submitted = a_submitted(now, **overrides)
    return team_decisions.triage(submitted, urgency, COORDINATOR, now, into_queue=True)[0]


def a_specialist(**overrides: Any) -> Specialist:
    """Return a member of the team since long: overrides of the first terms, and ``later`` ones."""
    first: dict[str, Any] = {
        "starts_on": date(2016, 1, 1),
        "percent": 80,
        "home_district": "farsta",
        "competences": frozenset({Competence.BBIC, Competence.SOCIAL_WORK_DEGREE}),
    }
    first |= {name: overrides.pop(name) for name in [*first] if name in overrides}
    gained = first.pop("competences")
    later = overrides.pop("later", ())
    fields: dict[str, Any] = {"id": "specialist-c", "title": "Specialist C"}
    return Specialist(**(fields | overrides), terms=(Terms(**first, gained=gained), *later))


def an_offered(now: datetime = NOW, **overrides: Any) -> SupportRequest:
    """Return a request with an unanswered offer."""
    return team_decisions.offer(
        a_queued(now, **overrides),
        a_specialist(),
        percent=80,
        starts_on=date(2026, 12, 7),
        ends_on=date(2027, 1, 29),
        answer_by=None,
        by=COORDINATOR,
        now=now,
    )[0]


def a_draft_body(**overrides: Any) -> dict[str, Any]:
    """Return the JSON body of a draft that can be submitted today."""
    today = local_date(datetime.now(UTC))
    body: dict[str, Any] = {
        "unit": "farsta-utredning-barn-2",
        "area": "children_and_youth",
        "purpose": "investigation_backlog",
        "percent": 80,
        "startsOn": (today + timedelta(days=14)).isoformat(),
        "endsOn": (today + timedelta(days=70)).isoformat(),
        "competences": ["bbic"],
        "statutoryRisks": ["child_investigation"],
        "tasks": "Sex utredningar behöver handläggare.",
        "withoutHelp": "Två utredningar passerar fyra månader.",
    }
    return body | overrides
