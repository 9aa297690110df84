"""HTTP bodies of the candidate's own page: what is told to whom it is about, and what one may do oneself."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.recruitment.campaign_codes import GateDocument
from contracts.recruitment.equality_codes import EqualityQuestion
from contracts.recruitment.own_page_codes import OwnStatus
from contracts.recruitment.referral_codes import FeedbackTemplate
from contracts.wire import Body, Wire, example_of

Version = Annotated[int, Field(ge=1, description="The version the caller has seen")]


class TurnDownOffer(Body):
    """The candidate does not take the position."""

    model_config = example_of({"expectedVersion": 4})

    expected_version: Version


class AskForErasure(Body):
    """The candidate asks to be erased; HR-service answers."""

    model_config = example_of({"expectedVersion": 2})

    expected_version: Version


class AnswerErasureRequest(Body):
    """HR-service has answered the candidate who asked to be erased."""

    model_config = example_of({"expectedVersion": 3})

    expected_version: Version


class Noted(Wire):
    """What was sent is kept."""

    at: AwareDatetime


class OwnOffer(Wire):
    """A position that the candidate is offered, to be answered by ``answer_by`` at the latest."""

    id: UUID
    version: int
    district: str
    unit: str
    occupation: str
    percent: int
    wanted_from: date
    answer_by: date | None


class OwnApplication(Wire):
    """An application as its candidate is told. ``documents`` are asked for, ``seen_documents`` were seen.

    ``kept_until`` is the last day that it is stored, known when the campaign is concluded.
    """

    id: UUID
    version: int
    number: str
    title: str
    received_on: date
    status: OwnStatus
    closes_on: date
    cancelled: bool
    withdrawn_on: date | None
    offers: list[OwnOffer]
    documents: list[GateDocument]
    seen_documents: list[GateDocument]
    answer: str | None
    answer_ground: FeedbackTemplate | None = Field(default=None, description="On what the answer rests")
    answered_on: date | None
    kept_until: date | None
    erasure_asked_at: AwareDatetime | None
    erasure_answered_at: AwareDatetime | None
    may_withdraw: bool
    questions: list[EqualityQuestion] = Field(default=[], description="Voluntary; answers are counted and not kept")


class OwnPage(Wire):
    """The candidate's applications, latest first."""

    applications: list[OwnApplication]


class OwnExtract(Wire):
    """What is stored about who asks: who one is, and what each application says. Words are those that were sent in.

    Of a protected identity the page tells nothing (``identity`` None); HR-service hands it over in another way.
    """

    made_at: AwareDatetime
    identity: dict[str, Any] | None
    applications: list[OwnApplication]
    merits: dict[str, dict[str, Any]]
