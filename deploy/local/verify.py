"""`make audit-verify`: checks the hash chain of every service's record of decisions in the running environment."""

import os
import subprocess
import sys

from deploy.local.addresses import Running


def main() -> int:
    """Print a line per service; 1 when a record was altered or nothing runs."""
    running = Running.read()
    if running is None:
        print("Avlasta is not running here: start it with `make run` first.", file=sys.stderr)
        return 1
    worst = 0
    for service, url in running.databases.items():
        print(f"{service}: ", end="", flush=True)
        environment = {**os.environ, "AVLASTA_DATABASE_URL": url, "AVLASTA_ENVIRONMENT": "local"}
        command = [sys.executable, "-m", "libs.operate", service, "audit-verify"]
        worst = max(worst, subprocess.run(command, env=environment, check=False).returncode)  # noqa: S603 - ours
    return worst


if __name__ == "__main__":
    sys.exit(main())
