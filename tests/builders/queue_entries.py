"""Places in the queue as the service tells them, with overrides."""

from datetime import date
from typing import Any

from contracts.specialist_team.api import QueueBound, QueueEntry, SupportRequest, Term, TermValue
from contracts.specialist_team.codes import Status

TERMS = [
    TermValue(term=Term.URGENCY, value="high", points=100, cap=200),
    TermValue(term=Term.STATUTORY_RISK, value="2", points=300, cap=300),
    TermValue(term=Term.VACANT_POSTS, value="", points=400, cap=400, missing=True),
    TermValue(term=Term.TURNOVER, value="0", points=0, cap=120),
    TermValue(term=Term.WAITING, value="12", points=120),
]


def a_request(status: Status) -> SupportRequest:
    """Return a request of which only the status matters."""
    fields: dict[str, Any] = {"status": status}
    return SupportRequest.model_construct(None, **fields)


def an_entry(**overrides: Any) -> QueueEntry:
    """Return a place in the queue with a term of every kind."""
    bound = QueueBound(latest_position=4, overtaking_ends_on=date(2031, 3, 3))
    fields: dict[str, Any] = {
        "position": 3,
        "request": a_request(Status.QUEUED),
        "terms": TERMS,
        "points": 920,
        "bound": bound,
    } | overrides
    return QueueEntry.model_construct(None, **fields)
