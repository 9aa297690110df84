"""Puts messages on the topic past every service: in any order, and with anything wrong in them."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from uuid import UUID

from aiokafka import AIOKafkaProducer

from contracts.event import ActorReference
from contracts.organisation import Area
from contracts.specialist_team.codes import Purpose
from contracts.specialist_team.events import Need, RequestDrafted
from tests.faults.checker import Fact
from tests.faults.evidence import TOPIC

_NEED = Need(
    area=Area.CHILDREN_AND_YOUTH,
    purpose=Purpose.INVESTIGATION_BACKLOG,
    percent=80,
    starts_on=date(2026, 12, 7),
    ends_on=date(2027, 1, 29),
)
_BY = ActorReference(id="farsta-chef", role="unit_manager")


class Post:
    """Sends facts as the specialist team's service would."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self._producer = producer

    async def send(
        self, fact: Fact, *, value: bytes | None = b"", partition: int | None = None, **headers: str | bytes | None
    ) -> tuple[int, int]:
        """Send and wait; ``value`` and ``headers`` replace what is right, a header None is left out.

        Header names are given without their ``ce_``. Returns partition and offset.
        """
        event = _event(fact)
        right: Mapping[str, str | bytes | None] = {
            "id": str(event.event_id),
            "specversion": "1.0",
            "source": "/specialist_team",
            "type": event.type,
            "subject": fact.subject,
            "time": event.occurred_at.isoformat(),
            "subjecttype": event.subject_type,
            "subjectversion": str(fact.version),
        }
        encoded = [
            (f"ce_{name}", text if isinstance(text, bytes) else text.encode())
            for name, text in {**right, **headers}.items()
            if text is not None
        ]
        sent = await self._producer.send_and_wait(
            TOPIC,
            event.model_dump_json(by_alias=True).encode() if value == b"" else value,
            key=UUID(fact.subject).bytes,
            partition=partition,
            headers=encoded,
        )
        return sent.partition, sent.offset


def _event(fact: Fact) -> RequestDrafted:
    return RequestDrafted(
        subject_id=UUID(fact.subject),
        subject_version=fact.version,
        occurred_at=datetime.now(UTC),
        actor=_BY,
        reference="SPT-2026-0001",
        district="farsta",
        unit="farsta-utredning-barn-2",
        need=_NEED,
    )


@asynccontextmanager
async def post_office(bootstrap: str) -> AsyncIterator[Post]:
    """Yield the way to the topic."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", enable_idempotence=True)
    await producer.start()
    try:
        yield Post(producer)
    finally:
        await producer.stop()
