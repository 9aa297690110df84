"""Facts about selection tests, published on ``recruitment.events``: that one was taken, never what it showed."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from contracts.event import Event
from contracts.recruitment.selection_test_codes import SelectionTestKind, SelectionTestRemoval


class SelectionTestEvent(Event):
    """Something happened to the result of a test that a candidate has taken."""

    topic: ClassVar[str] = "recruitment.events"
    subject_type: ClassVar[str] = "test"

    campaign_id: UUID
    application_id: UUID


class SelectionTestRecorded(SelectionTestEvent):
    """HR-service recorded a result; it stands in the service alone, sealed."""

    type: Literal["recruitment.test_recorded.v1"] = "recruitment.test_recorded.v1"
    kind: SelectionTestKind
    taken_on: date


class SelectionTestRemoved(SelectionTestEvent):
    """HR-service removed a result that was recorded by mistake; nothing is left of what it showed."""

    type: Literal["recruitment.test_removed.v1"] = "recruitment.test_removed.v1"
    reason: SelectionTestRemoval
