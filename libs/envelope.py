"""An event as it travels: CloudEvents 1.0 in Kafka's binary binding, attributes as ``ce_*`` headers, JSON as value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from contracts.event import Event

_UNREADABLE = UUID("6f1e6b0a-6f0f-4a55-9a3e-2a4a52d2c6a1")

_LAST_VERSION = 2**31 - 1

Headers = Sequence[tuple[str, bytes]]


class Unreadable(ValueError):
    """A message lacks what every event must carry."""


@dataclass(frozen=True)
class Envelope:
    """A received message: where it stood, what it says it is, and its bytes."""

    topic: str
    partition: int
    offset: int
    headers: Mapping[str, str]
    value: bytes

    @property
    def type(self) -> str:
        """The event type, such as ``specialist_team.request_queued.v1``."""
        return self._header("ce_type")

    @property
    def event_id(self) -> UUID:
        """The event's id."""
        return self._uuid("ce_id")

    @property
    def subject_id(self) -> UUID:
        """The subject's id, which is also the message key."""
        return self._uuid("ce_subject")

    @property
    def subject_version(self) -> int:
        """The subject's version after the event, 1 or more."""
        try:
            version = int(self._header("ce_subjectversion"))
        except ValueError as error:
            raise Unreadable(str(error)) from error
        if not 1 <= version <= _LAST_VERSION:
            message = f"{version} is not a version"
            raise Unreadable(message)
        return version

    @property
    def place_id(self) -> UUID:
        """An id made from the place in the log, for a message that has no id of its own."""
        return uuid5(_UNREADABLE, f"{self.topic}/{self.partition}/{self.offset}")

    def _header(self, name: str) -> str:
        if name not in self.headers:
            message = f"header {name} is missing"
            raise Unreadable(message)
        return self.headers[name]

    def _uuid(self, name: str) -> UUID:
        try:
            return UUID(self._header(name))
        except ValueError as error:
            raise Unreadable(str(error)) from error


def headers_of(event: Event, source: str, trace: Mapping[str, str]) -> dict[str, str]:
    """Return the CloudEvents attributes of ``event`` and the trace context as headers."""
    headers = {
        "content-type": "application/json",
        "ce_specversion": "1.0",
        "ce_id": str(event.event_id),
        "ce_source": f"/{source}",
        "ce_type": event.type,
        "ce_subject": str(event.subject_id),
        "ce_time": event.occurred_at.isoformat(),
        "ce_subjecttype": event.subject_type,
        "ce_subjectversion": str(event.subject_version),
    }
    for name, value in (("ce_correlationid", event.correlation_id), ("ce_causationid", event.causation_id)):
        if value is not None:
            headers[name] = str(value)
    return headers | dict(trace)


def encode(headers: Mapping[str, str]) -> list[tuple[str, bytes]]:
    """Return headers as Kafka wants them."""
    return [(name, value.encode()) for name, value in headers.items()]


def decode(headers: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """Return Kafka's headers as text; what is no text, or what PostgreSQL cannot hold as text (NUL), is replaced."""
    return {name: (value or b"").decode("utf-8", "replace").replace("\0", "\ufffd") for name, value in headers}
