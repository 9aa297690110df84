"""Chromium for the browser tests: installed from Debian's packages where we may, otherwise said how to get it."""

import os
import shutil
import subprocess
import sys

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PACKAGES = ("chromium", "fonts-liberation", "fonts-dejavu-core")


def find() -> str | None:
    """Return the path of the machine's Chromium; AVLASTA_CHROMIUM names another."""
    named = os.environ.get("AVLASTA_CHROMIUM")
    return named or next((path for name in _NAMES if (path := shutil.which(name))), None)


def main() -> int:
    """Install it if it is missing and can be; never fails, because the tests say loudly what did not run."""
    if find():
        return 0
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        print("No Chromium here: browser tests will not run. On Debian: apt-get install chromium", file=sys.stderr)
        return 0
    print("Installing Chromium and fonts …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *_PACKAGES]):
        done = subprocess.run([apt, *command], env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ours
        if done.returncode:
            print(f"Chromium could not be installed:\n{done.stdout[-800:]}{done.stderr[-800:]}", file=sys.stderr)
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
