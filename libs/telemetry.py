"""Traces, metrics and logs. One trace runs from the click through the outbox and Kafka to the last projection.

The trace context is stored in the outbox row and travels in the message headers. aiokafka's own instrumentation is not
used: it adds a second ``traceparent`` and ends its span before the handler runs.
"""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import structlog
from opentelemetry import context as otel_context
from opentelemetry import metrics, trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.metrics import CallbackOptions, Observation
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBasedTraceIdRatio
from opentelemetry.trace import Link, SpanContext, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from contracts.event import Event
from libs.settings import Settings

_propagator = TraceContextTextMapPropagator()
tracer = trace.get_tracer("avlasta")
meter = metrics.get_meter("avlasta")

duplicates = meter.create_counter("duplicates", description="Events received again and dropped")
parked = meter.create_counter("parked_events", description="Events set aside")
gaps = meter.create_counter("gap", description="Events that came before their predecessor")
ignored = meter.create_counter("ignored_events", description="Events of a type nobody here listens to")
rebalances = meter.create_counter("rebalances", description="Times the consumer's partitions changed")
_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]
handler_seconds = meter.create_histogram(
    "handler_seconds", unit="s", description="Time to apply one event", explicit_bucket_boundaries_advisory=_SECONDS
)
relay_batch_seconds = meter.create_histogram(
    "relay_batch_seconds", unit="s", description="Time to publish a batch", explicit_bucket_boundaries_advisory=_SECONDS
)

_configured = False


class RelayFigures(Protocol):
    """What a relay tells about itself."""

    unpublished: int
    oldest_age_seconds: float

    @property
    def leading(self) -> bool:
        """Whether it is the one that publishes."""


class ConsumerFigures(Protocol):
    """What a consumer tells about itself."""

    lag_events: int
    lag_seconds: float
    parked_events: int
    parked_subjects: int


def configure(service: str, settings: Settings) -> None:
    """Set up providers and logs once per process. Without an OTLP endpoint nothing is sent anywhere."""
    global _configured  # noqa: PLW0603 - the OpenTelemetry providers are global to the process as well
    if _configured:
        return
    _configured = True
    resource = Resource.create({"service.name": service, "service.instance.id": settings.instance or service})
    provider = TracerProvider(resource=resource, sampler=ParentBasedTraceIdRatio(settings.trace_ratio))
    if settings.otlp_endpoint:
        exporter = OTLPSpanExporter(endpoint=f"{settings.otlp_endpoint}/v1/traces")
        provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    metrics.set_meter_provider(MeterProvider(resource=resource, metric_readers=[PrometheusMetricReader()]))
    _configure_logs(settings)


def _add_trace(_logger: Any, _method: str, entry: dict[str, Any]) -> dict[str, Any]:
    span = trace.get_current_span().get_span_context()
    if span.is_valid:
        entry |= {"trace_id": trace.format_trace_id(span.trace_id), "span_id": trace.format_span_id(span.span_id)}
    return entry


def _configure_logs(settings: Settings) -> None:
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_trace,
    ]
    last: list[Any] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if settings.log_format == "json"
        else [structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)]
    )
    structlog.configure(processors=shared + last, wrapper_class=structlog.make_filtering_bound_logger(level))
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("aiokafka").setLevel(logging.ERROR)


def context_of(headers: Mapping[str, str]) -> SpanContext | None:
    """Return the trace context that ``headers`` carry, if any."""
    span = trace.get_current_span(_propagator.extract(dict(headers))).get_span_context()
    return span if span.is_valid else None


def sampled_context_of(headers: Mapping[str, str]) -> SpanContext | None:
    """Return the trace context that ``headers`` carry if it is recorded; looks no further when it is not."""
    return context_of(headers) if headers.get("traceparent", "").endswith("-01") else None


def current_trace() -> str:
    """Return the current trace id as 32 hexadecimal digits."""
    return trace.format_trace_id(trace.get_current_span().get_span_context().trace_id)


@contextmanager
def creating(event: Event) -> Iterator[dict[str, str]]:
    """Span around writing ``event`` to the outbox; yields the headers that continue the trace from here."""
    attributes = {"messaging.system": "kafka", "messaging.operation.type": "create", "event.type": event.type}
    with tracer.start_as_current_span(f"create {event.topic}", kind=SpanKind.PRODUCER, attributes=attributes):
        headers: dict[str, str] = {}
        _propagator.inject(headers)
        yield headers


@contextmanager
def sending(count: int, links: Sequence[Link]) -> Iterator[None]:
    """Span around handing a batch to Kafka, linked to the traces that it carries."""
    started = time.monotonic()
    attributes: dict[str, str | int] = {
        "messaging.system": "kafka",
        "messaging.operation.type": "send",
        "messaging.batch.message_count": count,
    }
    with tracer.start_as_current_span("send outbox", kind=SpanKind.PRODUCER, attributes=attributes, links=links):
        yield
    relay_batch_seconds.record(time.monotonic() - started)


@contextmanager
def processing(headers: Mapping[str, str], event_type: str, *, replayed: bool = False) -> Iterator[None]:
    """Span around applying one event: child of the trace it carries, or linked to it when it is replayed by hand."""
    parent = _propagator.extract(dict(headers))
    remote = context_of(headers)
    attributes = {"messaging.system": "kafka", "messaging.operation.type": "process", "event.type": event_type}
    started = time.monotonic()
    with tracer.start_as_current_span(
        f"process {event_type}",
        context=otel_context.get_current() if replayed else parent,
        kind=SpanKind.CONSUMER,
        attributes=attributes,
        links=[Link(remote)] if replayed and remote else [],
    ) as span:
        try:
            yield
        except Exception as error:
            span.set_status(Status(StatusCode.ERROR, repr(error)))
            raise
        finally:
            handler_seconds.record(time.monotonic() - started, {"type": event_type})


def observe_relay(relay: RelayFigures) -> None:
    """Show the relay's figures as gauges."""
    _gauge("outbox_unpublished", lambda: relay.unpublished)
    _gauge("outbox_oldest_age_seconds", lambda: relay.oldest_age_seconds)
    _gauge("relay_is_leader", lambda: int(relay.leading))


def observe_consumer(consumer: ConsumerFigures) -> None:
    """Show the consumer's figures as gauges."""
    _gauge("consumer_lag_events", lambda: consumer.lag_events)
    _gauge("consumer_lag_seconds", lambda: consumer.lag_seconds)
    _gauge("parked_events_now", lambda: consumer.parked_events)
    _gauge("parked_subjects", lambda: consumer.parked_subjects)


def _gauge(name: str, read: Any) -> None:
    def observe(_options: CallbackOptions) -> Iterator[Observation]:
        yield Observation(read())

    meter.create_observable_gauge(name, callbacks=[observe])
