"""What a service's record says of a subject, as the owner answers it."""

from pydantic import AwareDatetime, Field

from contracts.wire import Wire


class HistoryEntry(Wire):
    """One line of the record: what happened, who (role), when, and why in the words of the one who decided."""

    version: int
    type: str
    at: AwareDatetime
    role: str
    reason: str | None = None
    data: dict[str, str | int | None] = Field(default_factory=dict)
