"""10 000 applications in, from the file's bytes to the last row settled, beside bare psycopg with the same rows."""

import asyncio
import time
import tracemalloc
from datetime import timedelta
from functools import partial
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid4

import psycopg
from psycopg import sql

from bench.figures import Figure
from bench.ground import Ground, Wrong, only_row, plain, run_sql
from bench.rounds import medians
from contracts.event import ActorReference
from contracts.organisation import Area
from contracts.recruitment.applications import RunApplicationFile
from contracts.recruitment.campaign_codes import GateOutcome, GateStage
from libs.auth import Actor
from libs.calendar import local_date, now
from libs.commands import Occasion
from libs.database import Database, Transaction
from services.recruitment import application_file_store, application_handlers, campaign_store, order_store
from services.recruitment.domain import campaign, order
from services.recruitment.domain.openings import of_order
from services.recruitment.personal_data import PersonalData
from tests.builders.applications import a_csv, another
from tests.builders.campaigns import RULES, a_merit
from tests.builders.recruitment import a_content

ROWS: Final = 10_000
_HR: Final = ActorReference(id="hr-konsult", role="hr_consultant")
_PERSONAL: Final = PersonalData({"bench": bytes(32)}, bytes(32))
_TABLES: Final = ("candidate", "candidate_identity", "candidate_mark", "application", "application_merit")
_LETTER: Final = "Jag har arbetat med utredningar av barns behov av skydd och stöd. " * 10
_EMPTY: Final = "TRUNCATE application_row, application_file, outbox, " + ", ".join(_TABLES) + " CASCADE"


async def bench(ground: Ground, rounds: int) -> list[Figure]:
    """Return rows a second of both, how long the dry run takes, and what it holds in memory."""
    url = ground.database("bench_applications", "recruitment")
    database = Database(url, "bench")
    campaign_id = await database.run(_published)
    content = _file()
    await _import(database, campaign_id, content)
    bare = await asyncio.to_thread(_rows_of, url)

    async def ours() -> float:
        run_sql(url, _EMPTY)
        started = time.perf_counter()
        await _import(database, campaign_id, content)
        return ROWS / (time.perf_counter() - started)

    async def theirs() -> float:
        run_sql(url, _EMPTY)
        started = time.perf_counter()
        await asyncio.to_thread(_insert, url, bare)
        return ROWS / (time.perf_counter() - started)

    async def dry_run() -> float:
        run_sql(url, _EMPTY)
        started = time.perf_counter()
        await _check(database, campaign_id, content)
        return time.perf_counter() - started

    found = await medians({"ours": ours, "bare": theirs, "dry run": dry_run}, rounds)
    memory = await _memory(database, campaign_id, content)
    await database.engine.dispose()
    baseline = "bare psycopg, executemany of the same sealed rows, no record, no outbox"
    return [
        Figure("import of 10 000 applications", "rows/s", found["ours"], baseline, found["bare"]),
        Figure("dry run of 10 000 applications", "s", found["dry run"], below=10),
        Figure("dry run of 10 000 applications, memory", "MiB", memory, below=150),
    ]


class _Bare(NamedTuple):
    table: str
    columns: list[str]
    rows: list[tuple[Any, ...]]


async def _published(tx: Transaction) -> UUID:
    """Return the id of a campaign that is out."""
    moment, ids = now(), (uuid4(), uuid4())
    today = local_date(moment)
    content = a_content(starts_on=today + timedelta(days=90))
    made = order.draft(ids[0], "REK-2026-0001", "farsta", Area.CHILDREN_AND_YOUTH, content, _HR, moment)
    await order_store.add(tx, made)
    for version, decide in enumerate((partial(order.place, position_ids=[uuid4(), uuid4()]), order.accept), start=1):
        step = partial(decide, by=_HR, now=moment)
        accepted = await order_store.change(tx, ids[0], version, step, None, admit=lambda _: None)
    days = (today, today + timedelta(days=21))
    prepared = campaign.prepare((ids[1], "OMG-2026-0001"), "Mätning", days, of_order(accepted), _HR, moment)
    found = await campaign_store.add(tx, prepared)
    decisions = [partial(campaign.set_profile, criteria=[a_merit()])]
    for rule in RULES.rules:
        if rule.stage is GateStage.BEFORE_PUBLISHING:
            seen = (rule.gate, ["farsta"], GateOutcome.NOBODY_CONCERNED, "Förfrågan besvarad.")
            decisions.append(partial(campaign.record_gate, rules=RULES, found=seen))
    for one in [*decisions, partial(campaign.publish, rules=RULES)]:
        found = await campaign_store.save(tx, one(found, by=_HR, now=moment), None)
    return found.id


def _file() -> bytes:
    """Return a file with an application from each of 10 000 people, half a page of letter in each."""
    today = local_date(now()).isoformat()
    return a_csv(another(str(number), received_on=today, letter=_LETTER) for number in range(ROWS))


async def _check(database: Database, campaign_id: UUID, content: bytes) -> UUID:
    occasion = Occasion(Actor(_HR.id, frozenset({_HR.role})), now())
    judged = await application_handlers.check(content, campaign_id, database, _PERSONAL, occasion.now)
    return await database.run(
        lambda tx: application_handlers.keep(tx, occasion, campaign_id, content, judged, _PERSONAL)
    )


async def _import(database: Database, campaign_id: UUID, content: bytes) -> None:
    file_id = await _check(database, campaign_id, content)
    file = await database.run(lambda tx: application_file_store.load(tx, file_id))
    occasion = Occasion(Actor(_HR.id, frozenset({_HR.role})), now())
    body = RunApplicationFile(fingerprint=file.fingerprint)
    await database.run(lambda tx: application_handlers.order(tx, occasion, file_id, body))
    while await database.run(lambda tx: application_handlers.take_in(tx, now(), _PERSONAL)):
        pass
    if only_row(database.url, "SELECT count(*) FROM application") != (ROWS,):
        raise Wrong("not every row became an application")


def _rows_of(url: str) -> list[_Bare]:
    """Return what the import left, table by table, to be inserted as it is."""
    found = []
    with psycopg.connect(plain(url)) as connection:
        for table in _TABLES:
            cursor = connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))
            columns = [column.name for column in cursor.description or ()]
            rows = [tuple(psycopg.types.json.Jsonb(v) if isinstance(v, list) else v for v in row) for row in cursor]
            found.append(_Bare(table, columns, rows))
    return found


def _insert(url: str, bare: list[_Bare]) -> None:
    with psycopg.connect(plain(url)) as connection, connection.cursor() as cursor:
        for one in bare:
            names = sql.SQL(", ").join(map(sql.Identifier, one.columns))
            places = sql.SQL(", ").join([sql.Placeholder()] * len(one.columns))
            statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})")
            cursor.executemany(statement.format(sql.Identifier(one.table), names, places), one.rows)


async def _memory(database: Database, campaign_id: UUID, content: bytes) -> float:
    """Return how many MiB the dry run holds at most, the file not counted."""
    tracemalloc.start()
    await _check(database, campaign_id, content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 2**20
