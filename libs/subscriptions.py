"""Which events a service listens to, and what it does with each."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from contracts.event import Event
from libs.database import Transaction

E = TypeVar("E", bound=Event)
_MAJOR = re.compile(r"\.v\d+$")


@dataclass(frozen=True)
class Subscription:
    """One event type and its handler; a ``many`` handler takes a run of consecutive events."""

    event: type[Event]
    handler: Callable[[Transaction, Any], Awaitable[None]]
    many: bool = False

    @property
    def type(self) -> str:
        """The event type's published name."""
        return str(self.event.model_fields["type"].default)


def on(event: type[E], handler: Callable[[Transaction, E], Awaitable[None]]) -> Subscription:
    """Let ``handler`` apply each ``event`` in the transaction that also records its arrival."""
    return Subscription(event, handler)


def on_many(event: type[E], handler: Callable[[Transaction, Sequence[E]], Awaitable[None]]) -> Subscription:
    """Let ``handler`` apply a run of consecutive ``event`` at once: for projections that write many rows."""
    return Subscription(event, handler, many=True)


class Subscriptions:
    """Everything a service listens to."""

    def __init__(self, subscriptions: Sequence[Subscription]) -> None:
        """Take the list that ``subscriptions.py`` of a service states."""
        self.by_type = {subscription.type: subscription for subscription in subscriptions}
        self.topics = sorted({subscription.event.topic for subscription in subscriptions})
        self._names = {_MAJOR.sub("", name) for name in self.by_type}

    def is_other_major(self, event_type: str) -> bool:
        """Tell whether ``event_type`` is a version of something we listen to that we do not know."""
        return event_type not in self.by_type and _MAJOR.sub("", event_type) in self._names
