"""The result of a test that a candidate has taken: recorded, or removed when that was a mistake. Never changed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from contracts.event import ActorReference
from contracts.recruitment.selection_test_codes import SelectionTestKind, SelectionTestRemoval
from contracts.recruitment.selection_test_events import SelectionTestRecorded, SelectionTestRemoved
from libs.calendar import local_date
from services.recruitment.domain.selection_test_refusals import TakenInTheFuture


@dataclass(frozen=True)
class SelectionTest:
    """A result without what it says, which is sealed elsewhere."""

    id: UUID
    campaign_id: UUID
    application_id: UUID
    kind: SelectionTestKind
    taken_on: date
    recorded_by: str
    recorded_at: datetime


def record(test: SelectionTest, by: ActorReference) -> SelectionTestRecorded:
    """Return the event that a result was recorded. Raises TakenInTheFuture."""
    today = local_date(test.recorded_at)
    if test.taken_on > today:
        raise TakenInTheFuture.because("Choose the day when it was taken.", today)
    return SelectionTestRecorded(
        subject_id=test.id,
        subject_version=1,
        occurred_at=test.recorded_at,
        actor=by,
        campaign_id=test.campaign_id,
        application_id=test.application_id,
        kind=test.kind,
        taken_on=test.taken_on,
    )


def remove(
    test: SelectionTest, reason: SelectionTestRemoval, by: ActorReference, now: datetime
) -> SelectionTestRemoved:
    """Return the event that a result was removed."""
    return SelectionTestRemoved(
        subject_id=test.id,
        subject_version=2,
        occurred_at=now,
        actor=by,
        campaign_id=test.campaign_id,
        application_id=test.application_id,
        reason=reason,
    )
