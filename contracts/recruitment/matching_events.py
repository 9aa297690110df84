"""Facts about matching runs, published on ``recruitment.events``. Ids, numbers and fingerprints only."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from contracts.event import Event


class MatchingRunMade(Event):
    """A matching run was made, with its proof.

    ``fingerprint`` is the SHA-256 of all that it was given; ``seed`` is the lot's, whose hash was published before.
    """

    topic: ClassVar[str] = "recruitment.events"
    subject_type: ClassVar[str] = "matching_run"

    type: Literal["recruitment.matching_run_made.v1"] = "recruitment.matching_run_made.v1"
    campaign_id: UUID
    number: int = Field(ge=1)
    repairs: UUID | None
    candidates: int = Field(ge=0)
    positions: int = Field(ge=0)
    matched: int = Field(ge=0)
    fingerprint: str
    seed: str
