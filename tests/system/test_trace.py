"""One trace runs from the click through the outbox and Kafka to the projection."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from fastapi import FastAPI
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from deploy.local.kafka import Kafka
from libs.consumer import Consumer
from libs.database import Database
from libs.inbox import Inbox
from libs.subscriptions import Subscriptions
from services.portal.subscriptions import SUBSCRIPTIONS
from services.specialist_team.main import application
from tests.builders import tokens
from tests.builders.specialist_team import a_draft_body
from tests.builders.tokens import FARSTA
from tests.service import Api, settings_for

ROOT = "/specialist-team/v1/support-requests"
TRACE = "0af7651916cd43dd8448eb211c80319c"
CLICK = "b7ad6b7169203331"


@pytest.fixture
async def consumer(fresh_database: Callable[[str], str], fresh_topics: Kafka) -> AsyncIterator[Consumer]:
    """The portal's consumer on an empty database."""
    database = Database(fresh_database("portal"), "portal-test")
    listens = Subscriptions(SUBSCRIPTIONS)
    reading = Consumer(
        database,
        Inbox(database, listens),
        listens.topics,
        fresh_topics.bootstrap,
        group="portal",
        instance="portal-test",
    )
    task = asyncio.create_task(reading.run())
    yield reading
    reading.stop()
    await task
    await database.close()


@pytest.fixture
async def app(fresh_database: Callable[[str], str], fresh_topics: Kafka) -> AsyncIterator[FastAPI]:
    """The specialist team's service with its relay."""
    app = application(settings_for(fresh_database("specialist_team"), kafka_bootstrap=fresh_topics.bootstrap))
    app.state.kernel.verifier._keys = tokens.KEYS
    async with app.router.lifespan_context(app):
        yield app


async def finished(spans: InMemorySpanExporter, *names: str) -> dict[str, ReadableSpan]:
    """Return the spans by name once all of ``names`` have ended; fails when they do not within half a minute."""
    async with asyncio.timeout(30):
        while True:
            by_name = {span.name: span for span in spans.get_finished_spans()}
            if set(names) <= set(by_name):
                return by_name
            await asyncio.sleep(0.05)


@pytest.mark.usefixtures("consumer")
async def test_click_to_projection_is_one_trace(app: FastAPI) -> None:
    spans = InMemorySpanExporter()
    provider: Any = trace.get_tracer_provider()
    assert isinstance(provider, TracerProvider)
    provider.add_span_processor(SimpleSpanProcessor(spans))
    caller = Api(app, FARSTA)
    headers = {"Idempotency-Key": "trace-test", "traceparent": f"00-{TRACE}-{CLICK}-01"}
    answer = await caller.http.post(ROOT, json=a_draft_body(), headers=headers)
    assert answer.status_code == 201
    names = ("process specialist_team.request_drafted.v1", "create specialist_team.events", f"POST {ROOT}")
    by_name = await finished(spans, *names, "send outbox")
    lineage = [by_name[name] for name in names]
    assert [format(span.context.trace_id, "032x") for span in lineage if span.context] == [TRACE] * 3
    parents = [format(span.parent.span_id, "016x") for span in lineage if span.parent]
    ids = [format(span.context.span_id, "016x") for span in lineage if span.context]
    assert parents == [ids[1], ids[2], CLICK]
    sent = by_name["send outbox"]
    assert [format(link.context.trace_id, "032x") for link in sent.links] == [TRACE]
