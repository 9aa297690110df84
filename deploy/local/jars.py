"""Kafka's jars: resolved from their coordinates, each checked against the committed list of checksums.

`python -m deploy.local.jars` fetches what is missing; `--record` writes the list anew (`make lock`).
"""

import argparse
import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".local" / "jars"
CHECKSUMS = Path(__file__).with_name("kafka-jars.sha256")
BROKER = "org.apache.kafka:kafka_2.13:4.3.0"
# Without this binding the broker logs nothing. Resolved on its own: its parent's list of versions, read together
# with Kafka's own, turns Kafka's clients into 3.9.
LOGGING = "org.apache.logging.log4j:log4j-slf4j-impl:2.25.4"


class JarError(Exception):
    """A jar is missing, unexpected or not what the committed checksum says."""


def checksum(jar: Path) -> str:
    """SHA-256 of the file, as the list writes it."""
    return hashlib.sha256(jar.read_bytes()).hexdigest()


def expected() -> dict[str, str]:
    """File name → SHA-256, from the committed list."""
    lines = CHECKSUMS.read_text().splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def verify(jars: Iterable[Path], wanted: dict[str, str]) -> None:
    """Raise JarError unless the jars are exactly the listed ones, byte for byte."""
    found = {jar.name: checksum(jar) for jar in jars}
    if missing := sorted(wanted.keys() - found.keys()):
        message = f"Kafka's jars are not complete, missing: {', '.join(missing)}"
        raise JarError(message)
    if extra := sorted(found.keys() - wanted.keys()):
        message = f"jars that nobody listed: {', '.join(extra)}"
        raise JarError(message)
    if changed := sorted(name for name in wanted if found[name] != wanted[name]):
        message = f"jars whose checksum is not the committed one: {', '.join(changed)}"
        raise JarError(message)


def resolve(folder: Path) -> list[Path]:
    """Let jgo resolve the coordinates into the folder; needs the network when its cache is cold."""
    import jgo  # noqa: PLC0415 - slow to import and only needed when something is to be fetched

    jars = {jar.name: jar for part in (LOGGING, BROKER) for jar in jgo.build(part, cache_dir=folder).all_jars}
    return list(jars.values())


def present() -> bool:
    """Whether every listed jar is in place with its listed checksum."""
    try:
        verify(FOLDER.glob("*.jar"), expected())
    except JarError:
        return False
    return True


def fetch() -> None:
    """Put Kafka's jars into `.local/jars`; nothing is put there unless all of them are as listed."""
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER.parent) as scratch:
        jars = resolve(Path(scratch) / "jgo")
        verify(jars, expected())
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir()
        for jar in jars:
            shutil.copyfile(jar, FOLDER / jar.name)


def record() -> None:
    """Write the list of checksums from what the coordinates resolve to now."""
    with tempfile.TemporaryDirectory() as scratch:
        jars = sorted(resolve(Path(scratch)), key=lambda jar: jar.name)
        CHECKSUMS.write_text("".join(f"{checksum(jar)}  {jar.name}\n" for jar in jars))


def class_path() -> str:
    """Kafka's class path, to be given to the Java runtime."""
    if not FOLDER.is_dir():
        message = "Kafka's jars are not there: run `make setup`"
        raise JarError(message)
    return f"{FOLDER}/*"


def main() -> int:
    """Command line: fetch what is missing, or record the checksums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", action="store_true", help="write the list of checksums anew")
    if parser.parse_args().record:
        record()
    elif not present():
        fetch()
    return 0


if __name__ == "__main__":
    sys.exit(main())
