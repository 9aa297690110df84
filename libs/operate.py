"""Operations from the command line: ``python -m libs.operate SERVICE ACTION``; ``--help`` lists the actions."""

import argparse
import asyncio
import getpass
import sys
from collections.abc import Sequence
from importlib import import_module

from aiokafka import AIOKafkaConsumer
from sqlalchemy import text

from libs import audit, outbox, parking
from libs.consumer import envelope_of_record
from libs.database import Database, Transaction
from libs.inbox import Inbox
from libs.settings import Settings
from libs.subscriptions import Subscriptions


async def show_parked(database: Database) -> int:
    """Print the open parked events; returns 1 if there are any."""
    rows = await database.run(parking.open_events)
    for row in rows:
        print(f"{row.id}\t{row.parked_at:%Y-%m-%d %H:%M}\t{row.because}\t{row.type}\t{row.subject_id}\t{row.error}")
    print(f"{len(rows)} parked")
    return 1 if rows else 0


async def rebuild(database: Database, service: str, settings: Settings) -> int:
    """Empty the projections of ``service`` and fill them from the topics again, by the same handlers.

    The running service may go on: what it receives meanwhile waits, parked, until this has come as far.
    """
    subscriptions = Subscriptions(import_module(f"services.{service}.subscriptions").SUBSCRIPTIONS)
    tables = import_module(f"services.{service}.projections").REBUILT_TABLES
    names = ", ".join(table.name for table in tables)

    async def empty(tx: Transaction) -> None:
        await tx.execute(text(f"TRUNCATE {names}, inbox, applied_version"))
        await tx.execute(text("DELETE FROM parked_event WHERE resolved_at IS NULL"))

    await database.run(empty)
    return await _read_all(Inbox(database, subscriptions), subscriptions.topics, settings.kafka_bootstrap)


async def _read_all(inbox: Inbox, topics: Sequence[str], bootstrap: str) -> int:
    """Hand everything that is on ``topics`` now to ``inbox``; returns how many messages that were."""
    if not topics:
        return 0
    # without a group the consumer has every partition of its topics as soon as it has started
    consumer = AIOKafkaConsumer(
        *topics, bootstrap_servers=bootstrap, enable_auto_commit=False, auto_offset_reset="earliest"
    )
    await consumer.start()
    received = 0
    try:
        partitions = consumer.assignment()
        ends = await consumer.end_offsets(partitions)
        await consumer.seek_to_beginning(*partitions)
        while any([await consumer.position(partition) < ends[partition] for partition in partitions]):
            for records in (await consumer.getmany(timeout_ms=1000, max_records=200)).values():
                await inbox.receive([envelope_of_record(record) for record in records])
                received += len(records)
    finally:
        await consumer.stop()
    return received


async def _run(arguments: argparse.Namespace) -> int:
    settings = Settings()
    database = Database(settings.database_url, f"{arguments.service}/operate")
    inbox = Inbox(database, Subscriptions(import_module(f"services.{arguments.service}.subscriptions").SUBSCRIPTIONS))
    try:
        match arguments.action:
            case "parked":
                return await show_parked(database)
            case "replay":
                outcome = await inbox.replay(arguments.id, arguments.by)
            case "discard":
                outcome = await inbox.discard(arguments.id, arguments.by, arguments.reason)
            case "rebuild":
                outcome = f"{await rebuild(database, arguments.service, settings)} events read"
            case "republish":
                outcome = f"{await database.run(outbox.republish)} events will be published again"
            case _:
                outcome = f"{await database.run(audit.verify)} entries, unbroken"
        print(outcome)
    except audit.Broken as finding:
        print(finding)
        return 1
    finally:
        await database.close()
    return 0


def main(words: list[str] | None = None) -> int:
    """Run one operation; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m libs.operate", description=__doc__)
    parser.add_argument("service")
    parser.add_argument("action", choices=["parked", "replay", "discard", "rebuild", "republish", "audit-verify"])
    parser.add_argument("id", nargs="?", type=int)
    parser.add_argument("--reason", default="")
    parser.add_argument("--by", default=getpass.getuser())
    arguments = parser.parse_args(words)
    if arguments.action in {"replay", "discard"} and arguments.id is None:
        parser.error("name the number that `parked` shows")
    if arguments.action == "discard" and not arguments.reason:
        parser.error("give a --reason")
    return asyncio.run(_run(arguments))


if __name__ == "__main__":
    sys.exit(main())
