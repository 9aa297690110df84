"""What the decision forms propose before anyone has typed."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from contracts.organisation import Area
from contracts.specialist_team.api import Candidate, SupportRequest
from contracts.specialist_team.assignments import AssignmentBody
from contracts.specialist_team.codes import Command, Competence, Purpose, Status
from services.portal.decisions import empty_form


def a_request(**overrides: Any) -> SupportRequest:
    fields: dict[str, Any] = {
        "id": UUID(int=1),
        "reference": "SPT-2026-0001",
        "version": 4,
        "status": Status.QUEUED,
        "district": "farsta",
        "unit": "farsta-utredning-barn-2",
        "area": Area.CHILDREN_AND_YOUTH,
        "purpose": Purpose.INVESTIGATION_BACKLOG,
        "percent": 80,
        "starts_on": date(2036, 12, 1),
        "ends_on": date(2037, 1, 30),
        "competences": [Competence.BBIC],
        "statutory_risks": [],
        "tasks": "Sex utredningar.",
        "without_help": "",
        "updated_at": datetime(2026, 11, 23, tzinfo=UTC),
    }
    return SupportRequest(**(fields | overrides))


NO_ASSIGNMENT = AssignmentBody(
    request=UUID(int=1), segments=[], remains=[], planned_minutes=0, as_of=datetime(2026, 11, 23, tzinfo=UTC)
)


def a_candidate(free: int, *, fits: bool) -> Candidate:
    return Candidate(specialist="specialist-c", title="C", free_percent=free, met=[], missing=[], fits=fits)


@pytest.mark.parametrize(
    ("candidates", "percent", "reason"),
    [
        ([a_candidate(100, fits=True)], "80", "Kompetens och omfattning enligt begäran."),
        ([a_candidate(60, fits=False)], "60", None),
        ([a_candidate(10, fits=False)], "80", None),
        ([], "80", None),
    ],
    ids=["fits", "has less time", "has too little time to offer", "nobody"],
)
def test_an_offer_proposes_what_the_best_can_give(
    candidates: list[Candidate], percent: str, reason: str | None
) -> None:
    values = empty_form(Command.OFFER, a_request(), candidates, NO_ASSIGNMENT).values
    assert (values["percent"], values.get("reason")) == (percent, reason)


def test_an_offer_begins_and_ends_as_asked_and_is_answered_within_days() -> None:
    values = empty_form(Command.OFFER, a_request(), [], NO_ASSIGNMENT).values
    assert (values["starts_on"], values["ends_on"]) == ("2036-12-01", "2037-01-30")
    assert date.fromisoformat(values["answer_by"]) > date(2026, 11, 22)
