"""HTTP bodies of selection tests. What they show is secret (OSL 39 kap. 5 a §): HR-service alone reads it."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.free_text import Reason
from contracts.recruitment.selection_test_codes import SecrecyClass, SelectionTestKind, SelectionTestRemoval
from contracts.wire import Body, Wire, example_of


class RecordSelectionTest(Body):
    """Record the result of a test that the candidate has taken."""

    model_config = example_of(
        {"kind": "work_sample", "takenOn": "2026-11-20", "outcome": "Skrev en utredning som håller ihop."}
    )

    kind: SelectionTestKind
    taken_on: date
    outcome: Reason


class RemoveSelectionTest(Body):
    """Remove a result that was recorded by mistake."""

    model_config = example_of({"reason": "wrong_application"})

    reason: SelectionTestRemoval


class SelectionTestState(Wire):
    """That a result is recorded or removed. It is kept with the command, so it does not tell what the test showed."""

    id: UUID
    application: UUID
    at: AwareDatetime


class SelectionTest(Wire):
    """A test's result, by whom and when it was recorded."""

    id: UUID
    kind: SelectionTestKind
    taken_on: date
    outcome: str
    recorded_by: str
    recorded_at: AwareDatetime


class SelectionTestList(Wire):
    """The results of an application's tests, the first taken first, with the application's number."""

    number: str
    secrecy: SecrecyClass = Field(description="By what they are secret")
    items: list[SelectionTest]
