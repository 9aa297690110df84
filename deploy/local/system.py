"""All of Avlasta on one machine: servers, databases, topics, issuer and services, started and stopped in order."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from contracts.organisation import Organisation
from deploy import topics
from deploy.local.addresses import Addresses
from deploy.local.kafka import Kafka
from deploy.local.keys import CLIENT, Keys
from deploy.local.personas import persona
from deploy.local.postgres import Postgres
from deploy.local.process import Child
from deploy.local.service import Service
from libs import migrate
from libs.database import Database
from services.specialist_team import load_team

SERVICES = ("specialist_team", "recruitment", "portal")
ORGANISATION = Path(__file__).with_name("organisation.json")
OCCUPATIONS = Path(__file__).with_name("occupations.json")
GATE_RULES = Path(__file__).with_name("gate_rules.json")
TEAM = Path(__file__).with_name("team.json")

Say = Callable[[str], None]


class Part(Protocol):
    """What every part can do, whatever it is."""

    child: Child

    def start(self) -> None:
        """Start and wait until it is ready."""

    def stop(self) -> None:
        """Stop and wait until it has ended."""


class System:
    """Everything in one folder. `settings` go to every service, on top of the addresses."""

    def __init__(
        self,
        folder: Path,
        addresses: Addresses,
        settings: Mapping[str, str] | None = None,
        database_settings: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = folder
        self.addresses = addresses
        self.keys = Keys(folder / "issuer" / "keys.json")
        self.postgres = Postgres(folder / "postgres", addresses.postgres, database_settings)
        self.kafka = Kafka(folder / "kafka", addresses.kafka, addresses.kafka_controller)
        self._settings = {"AVLASTA_ENVIRONMENT": "local", "AVLASTA_LOG_FORMAT": "console", **(settings or {})}
        self.issuer = self._service("issuer", "deploy.local.issuer")
        self.mail = self._service("mail", "deploy.local.mail")
        self.specialist_team = self._service("specialist_team", "services.specialist_team.main")
        self.recruitment = self._service("recruitment", "services.recruitment.main")
        self.portal = self._service("portal", "services.portal.main")

    @property
    def parts(self) -> dict[str, Part]:
        """Every part by name, in the order in which they start."""
        return {
            "postgres": self.postgres,
            "kafka": self.kafka,
            "issuer": self.issuer,
            "mail": self.mail,
            "specialist_team": self.specialist_team,
            "recruitment": self.recruitment,
            "portal": self.portal,
        }

    def start(self, say: Say = lambda _: None) -> None:
        """Start everything; raises LocalServerError, or ValidationError when the organisation file contradicts itself.

        Kafka starts while the databases are migrated, the services side by side.
        """
        Organisation.read(ORGANISATION)
        self.keys.ensure()
        with ThreadPoolExecutor() as beside:
            kafka = beside.submit(self._start_kafka)
            others = [beside.submit(part.start) for part in (self.issuer, self.mail)]
            say("PostgreSQL")
            self.postgres.start()
            say("databases and migrations")
            beside.submit(self._migrate).result()
            say("Kafka and topics")
            kafka.result()
            say("issuer and services")
            for started in others:
                started.result()
            services = (self.specialist_team, self.recruitment, self.portal)
            for started in [beside.submit(service.start) for service in services]:
                started.result()

    def stop(self) -> None:
        """Stop everything in the reverse order; what is stopped already stays so."""
        for part in reversed(self.parts.values()):
            part.stop()

    def end_forgotten(self) -> None:
        """End what an earlier run of this folder left behind."""
        for name, part in reversed(self.parts.items()):
            part.child.end_forgotten(str(self.folder) if name in {"postgres", "kafka"} else name)

    def token(self, person: str, seconds: int = 3600) -> str:
        """Return a bearer token for the persona."""
        return self.keys.access_token(self.issuer.url, persona(person), seconds)

    def _migrate(self) -> None:
        for service in SERVICES:
            migrate.upgrade(service, self.postgres.create_database(service))
        asyncio.run(self._load_team())

    async def _load_team(self) -> None:
        database = Database(self.postgres.url("specialist_team"), "load-team")
        try:
            await load_team.load(TEAM.read_bytes(), database)
        finally:
            await database.close()

    def _start_kafka(self) -> None:
        self.kafka.start()
        asyncio.run(topics.create(self.kafka.bootstrap))

    def _service(self, name: str, module: str) -> Service:
        url = self.addresses.url
        known = {
            "AVLASTA_INSTANCE": f"{name}-1",
            "AVLASTA_KAFKA_BOOTSTRAP": self.kafka.bootstrap,
            "AVLASTA_ISSUER": url("issuer"),
            "AVLASTA_ORGANISATION_FILE": str(ORGANISATION),
            "AVLASTA_OCCUPATIONS_FILE": str(OCCUPATIONS),
            "AVLASTA_GATE_RULES_FILE": str(GATE_RULES),
            "AVLASTA_PORTAL_URL": url("portal"),
            "AVLASTA_SPECIALIST_TEAM_URL": url("specialist_team"),
            "AVLASTA_RECRUITMENT_URL": url("recruitment"),
            "AVLASTA_CLIENT_ID": CLIENT,
            "AVLASTA_CLIENT_SECRET": self._client_secret(),
            "AVLASTA_SMTP_HOST": "127.0.0.1",
            "AVLASTA_SMTP_PORT": str(self.addresses.smtp),
            "AVLASTA_KEYS_FILE": str(self.folder / "issuer" / "keys.json"),
        }
        if name in SERVICES:
            known["AVLASTA_DATABASE_URL"] = self.postgres.url(name)
        port: int = getattr(self.addresses, name)
        return Service(self.folder / "logs", name, module, port, {**known, **self._settings})

    def _client_secret(self) -> str:
        file = self.folder / "issuer" / "client-secret"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(32))
        return file.read_text()
