"""HTTP bodies of ``/specialist-team/v1``: used by its router and by the portal's client."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from contracts.free_text import Description, OptionalText, Reason
from contracts.organisation import Area, Slug
from contracts.specialist_team.codes import (
    Alternative,
    Command,
    Competence,
    DeclineReason,
    Purpose,
    Status,
    StatutoryRisk,
    TurnDownReason,
    Urgency,
    WithdrawReason,
)
from contracts.wire import Body, Wire

Percent = Annotated[int, Field(ge=20, le=100, description="Percent of full time")]


_DRAFT = {
    "unit": "farsta-utredning-barn-2",
    "area": "children_and_youth",
    "purpose": "investigation_backlog",
    "percent": 80,
    "startsOn": "2026-12-07",
    "endsOn": "2027-01-29",
    "competences": ["bbic"],
    "statutoryRisks": ["child_investigation"],
    "tasks": "Sex utredningar behöver handläggare.",
    "withoutHelp": "Två utredningar passerar fyra månader.",
}


def example_of(body: dict[str, Any]) -> ConfigDict:
    """Return the configuration that shows ``body`` as the example of a request body."""
    return ConfigDict(json_schema_extra={"examples": [body]})


class _Period(Body):
    starts_on: date
    ends_on: date

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.ends_on < self.starts_on:
            code = "ends_before_start"
            message = "endsOn must not be before startsOn"
            raise PydanticCustomError(code, message)
        return self


class SupportRequestDraft(_Period):
    """What a unit manager states once: the need, its extent in percent of full time and what happens without help."""

    model_config = example_of(_DRAFT)

    unit: Slug
    area: Area
    purpose: Purpose
    percent: Percent
    competences: Annotated[list[Competence], Field(max_length=10)] = Field(default_factory=list)
    statutory_risks: Annotated[list[StatutoryRisk], Field(max_length=2)] = Field(default_factory=list)
    tasks: Description
    without_help: OptionalText = ""


class _Command(Body):
    expected_version: int = Field(ge=1, description="The version the caller has seen")


class SaveDraft(_Command):
    """Replace the content of a draft or of a returned request."""

    model_config = example_of({"expectedVersion": 1, "draft": _DRAFT})

    draft: SupportRequestDraft


class Submit(_Command):
    """Send the draft to the team."""

    model_config = example_of({"expectedVersion": 1})


class Resubmit(_Command):
    """Send a returned request again, with an answer to the team's question."""

    model_config = example_of({"expectedVersion": 3, "answer": "Fyra utredningar är nära tidsgränsen."})

    answer: Reason


class Return(_Command):
    """Ask the district to complete the request."""

    model_config = example_of({"expectedVersion": 2, "question": "Hur många utredningar är nära tidsgränsen?"})

    question: Reason


class Triage(_Command):
    """Assess the urgency; with ``queue`` the request goes into the queue at once."""

    model_config = example_of(
        {"expectedVersion": 2, "urgency": "high", "reason": "Lagens tider är i fara.", "queue": True}
    )

    urgency: Urgency
    reason: Reason
    queue: bool = False


class Queue(_Command):
    """Put an assessed request in the queue."""

    model_config = example_of({"expectedVersion": 3})


class Offer(_Command, _Period):
    """Offer a specialist, in percent of full time between two dates. Without ``answer_by``: three working days."""

    model_config = example_of(
        {
            "expectedVersion": 4,
            "specialist": "specialist-c",
            "percent": 80,
            "startsOn": "2026-12-07",
            "endsOn": "2027-01-29",
            "reason": "Kompetens och omfattning enligt begäran.",
        }
    )

    specialist: Slug
    percent: Percent
    reason: Reason
    answer_by: AwareDatetime | None = None


class RetractOffer(_Command):
    """Take back an offer that is not answered."""

    model_config = example_of({"expectedVersion": 5, "reason": "Specialisten har blivit sjuk."})

    reason: Reason


class AcceptOffer(_Command):
    """Say yes to the offer."""

    model_config = example_of({"expectedVersion": 5})


class TurnDownOffer(_Command):
    """Say no to the offer and keep the place in the queue."""

    model_config = example_of(
        {"expectedVersion": 5, "reason": "dates_do_not_suit", "note": "Vi behöver hjälp före jul."}
    )

    reason: TurnDownReason
    note: OptionalText = ""


class Decline(_Command):
    """Say no to the request, with a reason and an alternative."""

    model_config = example_of(
        {
            "expectedVersion": 2,
            "reason": "no_capacity",
            "alternative": "call_off",
            "explanation": "Teamet är bokat till mars.",
        }
    )

    reason: DeclineReason
    alternative: Alternative
    explanation: Reason


class Withdraw(_Command):
    """Take back the request."""

    model_config = example_of({"expectedVersion": 4, "reason": "recruited", "note": ""})

    reason: WithdrawReason
    note: OptionalText = ""


class Start(_Command):
    """The specialist has begun, today or on an earlier day of the booking."""

    model_config = example_of({"expectedVersion": 6, "startedOn": "2026-12-07"})

    started_on: date


class Complete(_Command):
    """The work is done."""

    model_config = example_of(
        {"expectedVersion": 7, "completedOn": "2027-01-29", "summary": "Alla sex utredningar är klara."}
    )

    completed_on: date
    summary: OptionalText = ""


class Evaluate(_Command):
    """How well the help met the need: 1 did not help … 5 solved the need."""

    model_config = example_of({"expectedVersion": 8, "score": 5, "comment": "Balansen är borta."})

    score: int = Field(ge=1, le=5)
    comment: OptionalText = ""


class OfferBody(Wire):
    """An offer as it stands."""

    specialist: Slug
    specialist_title: str
    percent: int
    starts_on: date
    ends_on: date
    answer_by: AwareDatetime


class SupportRequest(Wire):
    """A support request with what the caller may do next.

    ``waiting_days`` are Swedish working days on the waiting clock; ``position`` is set while it has a place in
    the queue.
    """

    id: UUID
    reference: str
    version: int
    status: Status
    district: Slug
    unit: Slug
    area: Area
    purpose: Purpose
    percent: int
    starts_on: date
    ends_on: date
    competences: list[Competence]
    statutory_risks: list[StatutoryRisk]
    tasks: str
    without_help: str
    urgency: Urgency | None = None
    question: str | None = None
    answer_by: AwareDatetime | None = None
    offer: OfferBody | None = None
    submitted_at: AwareDatetime | None = None
    started_on: date | None = None
    completed_on: date | None = None
    score: int | None = None
    waiting_days: int = 0
    position: int | None = None
    queue_length: int | None = None
    commands: list[Command] = Field(default_factory=list)
    updated_at: AwareDatetime


class HistoryEntry(Wire):
    """One line of the record: what happened, who (role), when, and why in the words of the one who decided."""

    version: int
    type: str
    at: AwareDatetime
    role: str
    reason: str | None = None
    data: dict[str, str | int | None] = Field(default_factory=dict)


class Term(StrEnum):
    """A term of the queue policy."""

    URGENCY = "urgency"
    STATUTORY_RISK = "statutory_risk"
    VACANT_POSTS = "vacant_posts"
    TURNOVER = "turnover"
    ENTITLEMENT = "entitlement"
    WAITING = "waiting"


class TermValue(Wire):
    """What one term of the policy says about a request.

    ``value`` is the fact in the term's unit: a code for urgency, else a whole number; empty when it is ``missing``.
    ``share`` is how many percent of the request's points the term gives, rounded down; ``cap`` its most points, if any.
    """

    term: Term
    value: str
    points: int = 0
    cap: int | None = None
    share: int = 0
    missing: bool = False


class QueueBound(Wire):
    """The latest a place can become, whatever the figures turn out to be («senast»).

    ``latest_position`` counts every request open now that could come before. From ``overtaking_ends_on`` on no request
    that is sent can pass, except an acute one through the emergency lane's share; the day moves if the request is
    returned to the district, for then its clock stands still.
    """

    latest_position: int
    overtaking_ends_on: date


class QueueEntry(Wire):
    """A place in the queue and why: the terms in the policy's order, waiting last, with their points.

    ``emergency`` says that the request stands here through the emergency lane, ahead of its place by points.
    """

    position: int | None
    request: SupportRequest
    terms: list[TermValue]
    points: int = 0
    emergency: bool = False
    bound: QueueBound | None = None


class QueuePage(Wire):
    """The queue in policy order. Requests without a place (new, at the district, offered) follow without position."""

    policy_version: str
    computed_at: AwareDatetime
    items: list[QueueEntry]
    total: int
    page: int
    limit: int


class SupportRequestPage(Wire):
    """One page of support requests."""

    items: list[SupportRequest]
    total: int
    page: int
    limit: int


class Booking(Wire):
    """Time taken of a specialist: percent of full time between two dates, offered or booked."""

    request: UUID
    reference: str
    district: Slug
    percent: int
    starts_on: date
    ends_on: date
    firm: bool


class Specialist(Wire):
    """A member of the team: title, employment share in percent, competences, home district, coming bookings."""

    id: Slug
    title: str
    percent: int
    competences: list[Competence]
    home_district: Slug
    bookings: list[Booking] = Field(default_factory=list)


class Candidate(Wire):
    """A specialist for a request: percent free through the whole period, and competences met and missing."""

    specialist: Slug
    title: str
    free_percent: int
    met: list[Competence]
    missing: list[Competence]
    fits: bool


class Candidates(Wire):
    """All specialists for a request, best fit first."""

    items: list[Candidate]
