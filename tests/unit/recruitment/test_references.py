"""References: what becomes of one, when the referee is to be reminded, and what a whole answer is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from contracts.event import ActorReference
from contracts.recruitment.reference_codes import ReferenceCommand, ReferenceItem, ReferenceStatus
from contracts.recruitment.references import GiveReference
from services.recruitment.domain import reference
from services.recruitment.domain.reference import ReferenceRequest
from services.recruitment.domain.reference_refusals import ReferenceIs, ReferenceIsAtItsLongest, TooManyReferences

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HR = ActorReference(id="hr-konsult", role="hr_consultant")
ANSWER: dict[str, Any] = {
    "relation": "former_manager",
    "ratings": {one.value: "well" for one in ReferenceItem},
    "safety": {"suitable": "yes", "concerns": "no", "measures": "no", "rehire": "yes"},
    "explanation": "",
    "comment": "Utredde barns behov hos oss i fyra år.",
}


def a_reference(status: ReferenceStatus = ReferenceStatus.ASKED, **overrides: Any) -> ReferenceRequest:
    asked = ReferenceRequest(UUID(int=90), UUID(int=9), UUID(int=1), 1, status, NOW, NOW + timedelta(weeks=4), NOW)
    return replace(asked, **overrides)


@pytest.mark.parametrize("status", ReferenceStatus)
def test_what_may_follow(status: ReferenceStatus) -> None:
    found = a_reference(status)
    unanswered = status in {ReferenceStatus.ASKED, ReferenceStatus.REMINDED, ReferenceStatus.EXPIRED}
    possible = [one for one in ReferenceCommand if one is not ReferenceCommand.EXTEND or status in reference.OPEN]
    assert reference.possible(found) == (possible if unanswered else [])
    if not unanswered:
        with pytest.raises(ReferenceIs):
            reference.remind(found, NOW, HR, NOW)
        with pytest.raises(ReferenceIs):
            reference.receive(found, HR, NOW, off_service=True)
    if status in reference.OPEN:
        assert reference.receive(found, HR, NOW, off_service=False)[0].status is ReferenceStatus.RECEIVED
        assert reference.decline(found, HR, NOW)[0].status is ReferenceStatus.DECLINED
        return
    with pytest.raises(ReferenceIs):
        reference.receive(found, HR, NOW, off_service=False)
    with pytest.raises(ReferenceIs):
        reference.decline(found, HR, NOW)


def test_a_reminder_is_due_a_week_after_the_referee_last_heard_of_it() -> None:
    week = timedelta(days=7)
    assert not reference.reminder_due(a_reference(), NOW + week - timedelta(seconds=1))
    assert reference.reminder_due(a_reference(), NOW + week)
    reminded, event = reference.remind(a_reference(), NOW + timedelta(weeks=5), HR, NOW + week)
    assert (reminded.status, event.subject_version) == (ReferenceStatus.REMINDED, 2)
    assert not reference.reminder_due(reminded, NOW + week)
    assert not reference.reminder_due(a_reference(ReferenceStatus.RECEIVED), NOW + week)


def test_a_reference_waits_longer_without_a_reminder_and_twelve_weeks_at_most() -> None:
    four, week = timedelta(weeks=4), timedelta(weeks=1)
    extended, event = reference.extend(a_reference(), four, HR, NOW + 2 * week)
    assert (extended.expires_at, event.subject_version) == (NOW + 6 * week, 2)
    assert reference.reminder_due(extended, NOW + 2 * week), "the referee has heard nothing"
    last, _ = reference.extend(extended, four, HR, NOW + 11 * week)
    assert last.expires_at == NOW + reference.LONGEST
    with pytest.raises(ReferenceIsAtItsLongest):
        reference.extend(last, four, HR, NOW + 11 * week)
    with pytest.raises(ReferenceIs):
        reference.extend(a_reference(ReferenceStatus.EXPIRED), four, HR, NOW + 5 * week)


def test_five_referees_are_asked_at_most() -> None:
    reference.ask(a_reference(version=0), 4, HR, NOW)
    with pytest.raises(TooManyReferences):
        reference.ask(a_reference(version=0), 5, HR, NOW)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""),
        ({"safety": ANSWER["safety"] | {"concerns": "yes"}}, "explanation_missing"),
        ({"safety": ANSWER["safety"] | {"suitable": "no"}, "explanation": "Vi förde samtal om det."}, ""),
        ({"safety": ANSWER["safety"] | {"rehire": "cannot_say"}}, ""),
        ({"safety": {"suitable": "yes"}}, "not_all_answered"),
        ({"ratings": {"assessment": "well"}}, "not_all_rated"),
    ],
)
def test_an_answer_is_whole_and_what_alarms_is_explained(change: dict[str, Any], code: str) -> None:
    if not code:
        GiveReference.model_validate(ANSWER | change)
        return
    with pytest.raises(ValidationError) as refused:
        GiveReference.model_validate(ANSWER | change)
    assert [one["type"] for one in refused.value.errors()] == [code]
