"""Tables of the specialist team, and the one way to change a support request."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Row,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from contracts.organisation import Area
from contracts.specialist_team.codes import CitySystem, Competence, Purpose, Status, StatutoryRisk, Urgency
from libs import publishing
from libs.database import Transaction
from services.specialist_team.domain.assignment import Assignment
from services.specialist_team.domain.help_given import GIVEN
from services.specialist_team.domain.refusals import RequestNotFound
from services.specialist_team.domain.request import (
    Acute,
    Content,
    Decision,
    KeptWaiting,
    Offer,
    Override,
    SupportRequest,
)
from services.specialist_team.tables import metadata

support_request = Table(
    "support_request",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("reference", String(20), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("district", String(60), nullable=False),
    Column("unit", String(60), nullable=False),
    Column("area", String(30), nullable=False),
    Column("purpose", String(30), nullable=False),
    Column("percent", SmallInteger, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("competences", ARRAY(String(40)), nullable=False),
    Column("statutory_risks", ARRAY(String(40)), nullable=False),
    Column("systems", ARRAY(String(40)), nullable=False, server_default="{}"),
    Column("tasks", Text, nullable=False),
    Column("without_help", Text, nullable=False),
    Column("urgency", String(10)),
    Column("acute_proposed_by", String(100)),
    Column("acute_proposed_at", DateTime(timezone=True)),
    Column("acute_confirmed_by", String(100)),
    Column("question", Text),
    Column("answer_by", DateTime(timezone=True)),
    Column("offer", JSONB(none_as_null=True)),
    Column("override", JSONB(none_as_null=True)),
    Column("assignment", JSONB, nullable=False, server_default="{}"),
    Column("submitted_at", DateTime(timezone=True)),
    Column("clock", JSONB, nullable=False),
    Column("started_on", Date),
    Column("completed_on", Date),
    Column("score", SmallInteger),
    Column("kept_waiting", JSONB(none_as_null=True)),
    Column("position", Uuid),
    Column("asked_approval_by", String(100)),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    CheckConstraint("acute_confirmed_by <> acute_proposed_by", name="support_request_acute_two_people"),
    CheckConstraint(
        "urgency <> 'acute' OR acute_proposed_by IS NULL OR acute_confirmed_by IS NOT NULL",
        name="support_request_acute_confirmed",
    ),
    Index("support_request_district_status", "district", "status"),
    Index(
        "support_request_open",
        "status",
        postgresql_where=text("status IN ('submitted', 'returned', 'triaged', 'queued', 'offered')"),
    ),
)
reference_number = Table(
    "reference_number",
    metadata,
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)
specialist = Table(
    "specialist",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("title", String(100), nullable=False),
    Column("version", Integer, nullable=False, server_default=text("0")),
    Column("last_day", Date),
)
booking = Table(
    "booking",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("request_id", Uuid, ForeignKey("support_request.id"), nullable=False),
    Column("specialist", String(60), ForeignKey("specialist.id"), nullable=False),
    Column("percent", SmallInteger, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("firm", Boolean, nullable=False),
    Index("booking_specialist", "specialist", "ends_on"),
    Index("booking_request", "request_id"),
    comment="A trigger refuses what a specialist's free time does not cover",
)
forecast_run = Table(
    "forecast_run",
    metadata,
    Column("made_at", DateTime(timezone=True), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("engine_version", String(20), nullable=False),
    Column("rounds", Integer, nullable=False),
    Column("finished", Integer, nullable=False),
    Column("arrivals_per_year", Integer, nullable=False),
    Column("arrivals_basis", String(20), nullable=False),
    Column("new_p50", Integer),
    Column("new_p90", Integer),
)
forecast_promise = Table(
    "forecast_promise",
    metadata,
    Column("request_id", Uuid, ForeignKey("support_request.id"), primary_key=True),
    Column("made_at", DateTime(timezone=True), ForeignKey("forecast_run.made_at"), primary_key=True),
    Column("wanted_on", Date, nullable=False),
    Column("p50", Date),
    Column("p90", Date),
    Column("in_time", Integer, nullable=False),
    Column("weeks", JSONB, nullable=False),
    comment="What a district was shown: kept as it was said, to be held against what came",
)

_CONTENT = ("unit", "area", "purpose", "percent", "starts_on", "ends_on", "tasks", "without_help")
_PLAIN = (
    "id",
    "reference",
    "version",
    "district",
    "updated_at",
    "question",
    "answer_by",
    "submitted_at",
    "started_on",
    "completed_on",
    "score",
    "position",
    "asked_approval_by",
)

_ACUTE = ("proposed_by", "proposed_at", "confirmed_by")
_ASSIGNMENT = TypeAdapter(Assignment)
_KEPT: TypeAdapter[KeptWaiting | None] = TypeAdapter(KeptWaiting | None)


def _row(request: SupportRequest) -> dict[str, Any]:
    content, offer = request.content, request.offer
    row = {name: getattr(request, name) for name in _PLAIN} | {name: getattr(content, name) for name in _CONTENT}
    return row | {
        "status": request.status,
        "urgency": request.urgency,
        "competences": list(content.competences),
        "statutory_risks": list(content.statutory_risks),
        "systems": list(content.systems),
        "clock": [[_text(moment) for moment in interval] for interval in request.clock],
        "override": request.override and asdict(request.override) | {"at": request.override.at.isoformat()},
        **{f"acute_{name}": getattr(request.acute, name, None) for name in _ACUTE},
        "offer": offer
        and asdict(offer)
        | {
            "starts_on": offer.starts_on.isoformat(),
            "ends_on": offer.ends_on.isoformat(),
            "answer_by": offer.answer_by.isoformat(),
        },
        "assignment": _ASSIGNMENT.dump_python(request.assignment, mode="json"),
        "kept_waiting": _KEPT.dump_python(request.kept_waiting, mode="json"),
    }


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _offer(value: dict[str, Any] | None) -> Offer | None:
    if value is None:
        return None
    dates = {name: datetime.fromisoformat(value[name]).date() for name in ("starts_on", "ends_on")}
    return Offer(**(value | dates | {"answer_by": datetime.fromisoformat(value["answer_by"])}))


def _override(value: dict[str, Any] | None) -> Override | None:
    return None if value is None else Override(**(value | {"at": datetime.fromisoformat(value["at"])}))


def request_of(row: Row[Any]) -> SupportRequest:
    """Return the request that a row holds."""
    content = Content(
        **{name: getattr(row, name) for name in _CONTENT}
        | {
            "area": Area(row.area),
            "purpose": Purpose(row.purpose),
            "competences": tuple(Competence(value) for value in row.competences),
            "statutory_risks": tuple(StatutoryRisk(value) for value in row.statutory_risks),
            "systems": tuple(CitySystem(value) for value in row.systems),
        }
    )
    return SupportRequest(
        **{name: getattr(row, name) for name in _PLAIN},
        content=content,
        status=Status(row.status),
        urgency=row.urgency and Urgency(row.urgency),
        offer=_offer(row.offer),
        override=_override(row.override),
        acute=Acute(**{name: getattr(row, f"acute_{name}") for name in _ACUTE}) if row.acute_proposed_by else None,
        assignment=_ASSIGNMENT.validate_python(row.assignment),
        kept_waiting=_KEPT.validate_python(row.kept_waiting),
        clock=tuple((datetime.fromisoformat(start), _moment(end)) for start, end in row.clock),
    )


async def load(tx: Transaction, request_id: UUID, *, lock: bool = False) -> SupportRequest:
    """Return the request, locked until the transaction ends if ``lock``; raises RequestNotFound."""
    query = select(support_request).where(support_request.c.id == request_id)
    row = (await tx.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise RequestNotFound("There is no such request, or it belongs to another district.")
    return request_of(row)


async def add(tx: Transaction, decision: Decision, reason: str | None = None) -> SupportRequest:
    """Store a new request and publish what happened."""
    request, events = decision
    await tx.execute(support_request.insert(), _row(request))
    await publishing.publish(tx, events, reason)
    return request


async def change(
    tx: Transaction,
    request_id: UUID,
    expected_version: int | None,
    decide: Callable[[SupportRequest], Decision],
    reason: str | None = None,
    *,
    admit: Callable[[SupportRequest], None] = lambda _: None,
) -> SupportRequest:
    """Load the request under a row lock, let ``decide`` change it, save, record and publish; one transaction.

    ``admit`` refuses who may not know of it. Then VersionConflict, with what changed, when the request is not at
    ``expected_version``: what was decided on something else is not judged.
    """
    request = await load(tx, request_id, lock=True)
    admit(request)
    if expected_version is not None and expected_version != request.version:
        raise await publishing.conflict(tx, request.id, request.version, expected_version)
    changed, events = decide(request)
    await tx.execute(support_request.update().where(support_request.c.id == request_id).values(_row(changed)))
    await publishing.publish(tx, events, reason or None)
    return changed


_count_up = (
    insert(reference_number)
    .on_conflict_do_update(index_elements=["year"], set_={"last": reference_number.c.last + 1})
    .returning(reference_number.c.last)
)


async def next_reference(tx: Transaction, year: int) -> str:
    """Return the next reference of the year, such as ``SPT-2026-0103``; none is skipped."""
    last = (await tx.execute(_count_up, {"year": year, "last": 1})).scalar_one()
    return f"SPT-{year}-{last:04d}"


async def open_requests(tx: Transaction) -> list[SupportRequest]:
    """Return every request that is sent and not yet answered for good."""
    statuses = [Status.SUBMITTED, Status.RETURNED, Status.TRIAGED, Status.QUEUED, Status.OFFERED]
    rows = await tx.execute(select(support_request).where(support_request.c.status.in_(statuses)))
    return [request_of(row) for row in rows]


async def helped_requests(tx: Transaction) -> list[SupportRequest]:
    """Return every request that was given help or is promised it."""
    rows = await tx.execute(select(support_request).where(support_request.c.status.in_(GIVEN)))
    return [request_of(row) for row in rows]


async def of_districts(
    tx: Transaction, district: str | None, statuses: Sequence[Status], *, limit: int, offset: int
) -> tuple[list[SupportRequest], int]:
    """Return requests, latest first, and how many there are in all; ``district`` None means all, without drafts."""
    query = select(support_request)
    if district is not None:
        query = query.where(support_request.c.district == district)
    else:
        query = query.where(support_request.c.submitted_at.is_not(None))
    if statuses:
        query = query.where(support_request.c.status.in_(statuses))
    total = (await tx.execute(select(func.count()).select_from(query.subquery()))).scalar_one()
    latest_first = query.order_by(support_request.c.updated_at.desc(), support_request.c.id)
    rows = await tx.execute(latest_first.limit(limit).offset(offset))
    return [request_of(row) for row in rows], total
