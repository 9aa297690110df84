"""Events as the specialist team publishes them, in any number, for filling outboxes and topics."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from contracts.event import ActorReference
from contracts.organisation import Area
from contracts.specialist_team.codes import Purpose
from contracts.specialist_team.events import Need, RequestDrafted
from libs import envelope

_BY = ActorReference(id="farsta-chef", role="unit_manager")
_NEED = Need(
    area=Area.CHILDREN_AND_YOUTH,
    purpose=Purpose.INVESTIGATION_BACKLOG,
    percent=80,
    starts_on=date(2026, 12, 7),
    ends_on=date(2027, 1, 29),
)
_TRACE = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"}
_VERSIONS = 5


def drafted(count: int) -> Iterator[tuple[RequestDrafted, dict[str, str], bytes]]:
    """Yield events of many subjects, five versions each, with headers and bytes."""
    subjects = [uuid5(UUID(int=1), str(number)) for number in range(-(-count // _VERSIONS))]
    now = datetime.now(UTC)
    for version in range(1, _VERSIONS + 1):
        for number, subject in enumerate(subjects):
            event = RequestDrafted(
                subject_id=subject,
                subject_version=version,
                occurred_at=now,
                actor=_BY,
                correlation_id=subject,
                reference=f"SPT-2026-{number:04d}",
                district="farsta",
                unit="farsta-utredning-barn-2",
                need=_NEED,
            )
            headers = envelope.headers_of(event, "specialist_team", _TRACE)
            yield event, headers, event.model_dump_json(by_alias=True).encode()
