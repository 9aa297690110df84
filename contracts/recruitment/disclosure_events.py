"""Facts about disclosures, published on ``recruitment.events``: that documents were given out, never what they say."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from contracts.event import Event
from contracts.recruitment.disclosure_codes import DisclosedDocument, MaskGround


class DisclosureEvent(Event):
    """Something happened to a disclosure of a campaign's documents."""

    topic: ClassVar[str] = "recruitment.events"
    subject_type: ClassVar[str] = "disclosure"

    campaign_id: UUID
    documents: list[DisclosedDocument]


class DisclosureBegun(DisclosureEvent):
    """HR-service looks documents through; ``identities`` are the applications whose candidates are known by it."""

    type: Literal["recruitment.disclosure_begun.v1"] = "recruitment.disclosure_begun.v1"
    identities: list[UUID]


class DisclosureGiven(DisclosureEvent):
    """The documents were given out: how many passages, and how many were masked on each ground."""

    type: Literal["recruitment.disclosure_given.v1"] = "recruitment.disclosure_given.v1"
    given: int = Field(ge=0)
    masked: dict[MaskGround, int]
