"""HTTP bodies of references: asked for by HR-service, answered through a one-time link or by telephone."""

from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from contracts.free_text import OptionalText, Reason
from contracts.recruitment.links import TokenDigest
from contracts.recruitment.orders import ExpectedVersion
from contracts.recruitment.reference_codes import (
    RefereeRelation,
    ReferenceCommand,
    ReferenceItem,
    ReferenceRating,
    ReferenceStatus,
    SafetyAnswer,
    SafetyQuestion,
)
from contracts.wire import Body, Wire, example_of

_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_ANSWER: dict[str, Any] = {
    "relation": "former_manager",
    "ratings": {one.value: "well" for one in ReferenceItem},
    "safety": {"suitable": "yes", "concerns": "no", "measures": "no", "rehire": "yes"},
    "explanation": "",
    "comment": "Utredde barns behov hos oss i fyra år.",
}
_ALARMING = {
    SafetyQuestion.SUITABLE: SafetyAnswer.NO,
    SafetyQuestion.CONCERNS: SafetyAnswer.YES,
    SafetyQuestion.MEASURES: SafetyAnswer.YES,
    SafetyQuestion.REHIRE: SafetyAnswer.NO,
}
Email = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^\s@]+@[^\s@]+\.[^\s@]+$")]


class AskForReference(Body):
    """Ask a referee whom the candidate has named.

    The caller draws the link's token and hands it to the referee; without a token the referee is asked by telephone.
    """

    model_config = example_of(
        {"name": "Kim Chefsson", "email": "kim.chefsson@example.org", "agreed": True, "tokenDigest": _DIGEST}
    )

    name: Reason
    email: Email
    agreed: Literal[True] = Field(description="The candidate has named the referee and agrees")
    token_digest: TokenDigest | None = None


class RemindReferee(Body):
    """Remind the referee with a new link; the former one opens nothing any more."""

    model_config = example_of({"expectedVersion": 1, "tokenDigest": _DIGEST})

    expected_version: ExpectedVersion
    token_digest: TokenDigest


class ExtendReference(Body):
    """Let the referee's link open four weeks more from now, at most twelve weeks after it was asked for."""

    model_config = example_of({"expectedVersion": 1})

    expected_version: ExpectedVersion


class ReferenceAnswer(Wire):
    """What a referee says."""

    relation: RefereeRelation
    ratings: dict[ReferenceItem, ReferenceRating]
    safety: dict[SafetyQuestion, SafetyAnswer]
    explanation: OptionalText = ""
    comment: OptionalText = ""


class GiveReference(Body):
    """Answer for a candidate: every item rated, every question of safety answered, what alarms explained."""

    model_config = example_of(_ANSWER)

    relation: RefereeRelation
    ratings: dict[ReferenceItem, ReferenceRating]
    safety: dict[SafetyQuestion, SafetyAnswer]
    explanation: OptionalText = ""
    comment: OptionalText = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if len(self.ratings) < len(ReferenceItem):
            raise PydanticCustomError("not_all_rated", "rate every item, or say that you have not seen it")
        if len(self.safety) < len(SafetyQuestion):
            raise PydanticCustomError("not_all_answered", "answer every question")
        alarms = any(self.safety[question] is answer for question, answer in _ALARMING.items())
        if alarms and not self.explanation:
            raise PydanticCustomError("explanation_missing", "explain what you have answered about safety")
        return self


class ReceiveOffService(GiveReference):
    """Take down what the referee said by telephone."""

    model_config = example_of({"expectedVersion": 1} | _ANSWER)

    expected_version: ExpectedVersion


class DeclineReference(Body):
    """Say that one does not wish to answer."""

    model_config = example_of({})


class Reference(Wire):
    """Where a reference stands. It is kept with the command, so it tells neither who is asked nor what was said.

    ``reminder_due`` when a week has passed without an answer.
    """

    id: UUID
    version: int
    status: ReferenceStatus
    application: UUID
    asked_at: AwareDatetime
    expires_at: AwareDatetime
    updated_at: AwareDatetime
    reminder_due: bool
    commands: list[ReferenceCommand]


class ReferenceRecord(Reference):
    """A reference with who was asked, and the answer; ``taken_by`` who took it down when it was by telephone."""

    name: str
    email: str
    answer: ReferenceAnswer | None
    taken_by: str | None


class ReferenceList(Wire):
    """The references of an application, the first asked first, with its number."""

    number: str
    items: list[ReferenceRecord]


class ReminderDue(Wire):
    """An application with a referee who has not answered in a week."""

    application: UUID
    number: str


class RemindersDue(Wire):
    """Applications whose referees are to be reminded, the longest waiting first; twenty at most."""

    items: list[ReminderDue]


class OwnReference(Wire):
    """What a referee is told by the link: whom it is about, and for what."""

    candidate: str
    title: str
    expires_at: AwareDatetime


class ReferenceState(Wire):
    """That the referee's answer has come in."""

    status: ReferenceStatus
