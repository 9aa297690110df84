"""What an event belongs to: the command that began the chain, and the event that led directly to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from contracts.event import Event

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Cause:
    """Identifies the chain (``correlation_id``) and its latest event, if any."""

    correlation_id: UUID
    causation_id: UUID | None = None


_current: ContextVar[Cause | None] = ContextVar("cause", default=None)


@contextmanager
def caused_by(cause: Cause) -> Iterator[None]:
    """Let every event appended meanwhile name ``cause``."""
    token = _current.set(cause)
    try:
        yield
    finally:
        _current.reset(token)


def explained(event: E) -> E:
    """Return ``event`` with its cause filled in, if there is one and the event names none."""
    cause = _current.get()
    if cause is None or event.correlation_id is not None:
        return event
    return event.model_copy(update={"correlation_id": cause.correlation_id, "causation_id": cause.causation_id})
