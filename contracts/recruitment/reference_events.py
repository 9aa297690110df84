"""Facts about references, published on ``recruitment.events``. Identifiers and times: no name, address or answer."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime

from contracts.event import Event


class ReferenceEvent(Event):
    """Something happened to a reference that was asked for an application."""

    topic: ClassVar[str] = "recruitment.events"
    subject_type: ClassVar[str] = "reference"

    campaign_id: UUID
    application_id: UUID


class ReferenceAsked(ReferenceEvent):
    """HR-service asked a referee; the link opens until ``expires_at``."""

    type: Literal["recruitment.reference_asked.v1"] = "recruitment.reference_asked.v1"
    expires_at: AwareDatetime


class ReferenceReminded(ReferenceEvent):
    """HR-service reminded the referee with a new link; the former one opens nothing."""

    type: Literal["recruitment.reference_reminded.v1"] = "recruitment.reference_reminded.v1"
    expires_at: AwareDatetime


class ReferenceExtended(ReferenceEvent):
    """HR-service lets the link that the referee has open until ``expires_at``; the referee hears nothing of it."""

    type: Literal["recruitment.reference_extended.v1"] = "recruitment.reference_extended.v1"
    expires_at: AwareDatetime


class ReferenceReceived(ReferenceEvent):
    """The referee has answered; ``off_service`` when the actor took the answer down, by telephone."""

    type: Literal["recruitment.reference_received.v1"] = "recruitment.reference_received.v1"
    off_service: bool


class ReferenceDeclined(ReferenceEvent):
    """The referee does not wish to answer."""

    type: Literal["recruitment.reference_declined.v1"] = "recruitment.reference_declined.v1"


class ReferenceExpired(ReferenceEvent):
    """Nobody answered before the link expired."""

    type: Literal["recruitment.reference_expired.v1"] = "recruitment.reference_expired.v1"
