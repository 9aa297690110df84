"""What every event has, whichever service publishes it."""

from typing import ClassVar
from uuid import UUID, uuid5

from pydantic import AwareDatetime, Field

from contracts.wire import Wire


class ActorReference(Wire):
    """Who caused an event: an opaque account id (or ``system``) and the role used. Never a name."""

    id: str = Field(max_length=100)
    role: str = Field(max_length=50)


def _event_id(fields: dict[str, object]) -> UUID:
    """Return the id that this version of this subject always has, so that a repeat is recognisable."""
    return uuid5(UUID(str(fields["subject_id"])), f"{fields['subject_version']}")


class Event(Wire):
    """Something that happened to one subject. Versions of a subject are 1, 2, 3 … without gaps.

    ``event_id`` follows from subject and version: the same fact has the same id wherever it is built.
    """

    topic: ClassVar[str]
    subject_type: ClassVar[str]

    type: str
    subject_id: UUID
    subject_version: int = Field(ge=1)
    event_id: UUID = Field(default_factory=_event_id)
    occurred_at: AwareDatetime
    actor: ActorReference
    correlation_id: UUID | None = None
    causation_id: UUID | None = None
