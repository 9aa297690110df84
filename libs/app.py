"""A service as a FastAPI application: errors, sign-in, telemetry, health, and the relay and consumer beside it.

One process serves HTTP, relays its outbox and consumes its topics. Stopping it lets running requests end, publishes
what is committed and finishes the batch in hand.
"""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx
import structlog
import uvicorn
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi_offline import FastAPIOffline
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import func, select

from libs import client, commands, errors, failpoints, migrate, openapi, telemetry
from libs.auth import TokenVerifier
from libs.consumer import Consumer
from libs.database import Database, Transaction
from libs.inbox import Inbox
from libs.limits import BodyLimit
from libs.operations import router as operations_router
from libs.parameters import known_parameters
from libs.relay import Relay
from libs.settings import Settings
from libs.subscriptions import Subscription, Subscriptions

log = structlog.get_logger()

_STOP_SECONDS = 12
_IDLE_SECONDS = 75
"""Longer than clients keep a connection, so that no command is sent into one that is just being closed."""
_TURN_SECONDS = 0.0005
"""How long a thread that computes keeps those who wait from their turn: a request takes many short turns."""


@dataclass(frozen=True)
class Job:
    """Work that is due again every so many seconds, in one process at a time: ``work(tx, now)``.

    Each call is a unit of work of its own; True says that more is waiting, and the next call follows at once.
    """

    name: str
    seconds: float
    work: Callable[[Transaction, datetime], Awaitable[bool | None]]


@dataclass
class Kernel:
    """What a running service has, reachable as ``app.state.kernel``."""

    service: str
    settings: Settings
    database: Database
    relay: Relay
    inbox: Inbox
    http: httpx.AsyncClient
    verifier: TokenVerifier
    consumer: Consumer | None = None
    migrated: bool = False
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        """Tell whether requests are welcome: migrated, and caught up with the topics unless Kafka is away."""
        return self.migrated and (self.consumer is None or self.consumer.settled)


def create_app(
    service: str,
    settings: Settings,
    *,
    title: str,
    description: str,
    routers: Sequence[APIRouter],
    subscriptions: Sequence[Subscription] = (),
    jobs: Sequence[Job] = (),
    on_applied: Callable[[], None] = lambda: None,
) -> FastAPI:
    """Return the service's application; its background work runs while the application does."""
    failpoints.arm(settings)
    telemetry.configure(service, settings)
    instance = settings.instance or f"{service}-1"
    database = Database(settings.database_url, instance)
    listens_to = Subscriptions(subscriptions)
    inbox = Inbox(database, listens_to)
    http = client.http_client()
    kernel = Kernel(
        service=service,
        settings=settings,
        database=database,
        relay=Relay(database, settings.kafka_bootstrap, instance),
        inbox=inbox,
        http=http,
        verifier=TokenVerifier(settings.issuer, settings.audience, http),
    )
    if listens_to.topics:
        kernel.consumer = Consumer(
            database,
            inbox,
            listens_to.topics,
            settings.kafka_bootstrap,
            group=service,
            instance=instance,
            applied=on_applied,
            most_seconds_per_batch=settings.most_seconds_per_batch,
        )

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await migrate.require_current(database, service)
        kernel.migrated = True
        kernel.tasks = _start(kernel, jobs)
        try:
            yield
        finally:
            await _stop(kernel)

    app = FastAPIOffline(
        title=title,
        description=description,
        version="1.0.0",
        lifespan=lifespan,
        max_body_size=None,
        contact={"name": "Socialförvaltningen, Avlasta"},
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        telemetry={"operation_spans": False, "logs": False, "auto_configure": False},
    )
    app.state.kernel = kernel
    app.openapi = lambda: openapi.document(app)  # type: ignore[method-assign] # as FastAPI says it is changed
    app.add_middleware(BodyLimit)
    errors.install(app)
    for router in routers:
        app.include_router(router, dependencies=[Depends(known_parameters)])
    app.include_router(operations_router(service))
    _health(app, kernel)
    return app


def _start(kernel: Kernel, jobs: Sequence[Job]) -> list[asyncio.Task[None]]:
    work = [asyncio.create_task(kernel.relay.run(), name="relay")]
    if kernel.consumer is not None:
        work.append(asyncio.create_task(kernel.consumer.run(), name="consumer"))
        work.append(asyncio.create_task(_measure(kernel.consumer), name="measure"))
    forgetting = Job("forget-idempotency-keys", 3600, _forget_keys)
    work += [asyncio.create_task(_every(kernel.database, job), name=job.name) for job in [*jobs, forgetting]]
    return work


async def _stop(kernel: Kernel) -> None:
    kernel.relay.stop()
    if kernel.consumer is not None:
        kernel.consumer.stop()
    lasting = [task for task in kernel.tasks if task.get_name() in {"relay", "consumer"}]
    for task in kernel.tasks:
        if task not in lasting:
            task.cancel()
    await asyncio.wait(lasting, timeout=_STOP_SECONDS)
    await _end(kernel.tasks)
    await kernel.http.aclose()
    await kernel.database.close()


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel until all have ended: a driver that is connecting turns a cancellation into an error of its own."""
    while left := [task for task in tasks if not task.done()]:
        for task in left:
            task.cancel()
        await asyncio.wait(left, timeout=1)
    await asyncio.gather(*tasks, return_exceptions=True)


async def _measure(consumer: Consumer) -> None:
    while True:
        with contextlib.suppress(Exception):
            await consumer.measure_parked()
        await asyncio.sleep(2)


async def _every(database: Database, job: Job) -> None:
    async def once(tx: Transaction) -> bool | None:
        mine = func.pg_try_advisory_xact_lock(func.hashtext(job.name))
        row = (await tx.execute(select(mine.label("mine"), func.now().label("now")))).one()
        # the database's clock: one process with a wrong one ends nobody's time
        return await job.work(tx, row.now) if row.mine else False

    while True:
        more: bool | None = False
        try:
            more = await database.run(once)
        except Exception as error:
            log.exception("job failed", action="job.failed", job=job.name, error=repr(error))
        await asyncio.sleep(0 if more else job.seconds)


async def _forget_keys(tx: Transaction, now: datetime) -> None:
    await commands.forget(tx, now - timedelta(days=7))


def _health(app: FastAPI, kernel: Kernel) -> None:
    @app.get("/health/live", include_in_schema=False)
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @app.get("/health/ready", include_in_schema=False)
    async def ready(request: Request) -> Response:
        if kernel.ready:
            return Response('{"status":"ready"}', media_type="application/json")
        return errors.problem_response(request, 503, "catching_up", "Not ready yet: catching up with events.")

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    @app.get(f"/{kernel.service.replace('_', '-')}/v1/api-info", tags=["about"], responses={503: errors.PROBLEMS[503]})
    async def api_info() -> dict[str, str]:
        """What this API is (DIGG's REST profile, API metadata)."""
        return {
            "apiName": app.title,
            "apiVersion": app.version,
            "apiReleased": "2026-11-22",
            "apiDocumentation": "/docs",
            "apiStatus": "beta",
        }


def serve(app: FastAPI, settings: Settings) -> None:
    """Serve ``app`` until SIGTERM or SIGINT, then let running requests end."""
    sys.setswitchinterval(_TURN_SECONDS)
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=8,
        access_log=False,
        log_config=None,
        server_header=False,
    )
