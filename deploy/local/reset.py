"""`make reset`: removes `.local/` (databases, topics, logs, keys) after asking. Jars are kept; they are no data."""

import shutil
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / ".local"


def main() -> int:
    """Ask and remove; 1 when the answer is no or Avlasta is running."""
    if not FOLDER.is_dir():
        print("There are no local data.")
        return 0
    if (FOLDER / "runtime.json").exists():
        print("Avlasta is running (or was ended hard): stop it with Ctrl-C, or start and stop it, before reset.")
        return 1
    if not _agreed("Remove all local data: databases, topics, logs, keys? (yes/no) "):
        print("Nothing was removed.")
        return 1
    for path in FOLDER.iterdir():
        if path.is_dir() and path.name != "jars":
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()
    print("Removed. `make run` starts afresh.")
    return 0


def _agreed(question: str) -> bool:
    """Ask; nobody there to answer is a no."""
    try:
        return input(question).strip().lower() == "yes"
    except EOFError:
        print()
        return False


if __name__ == "__main__":
    sys.exit(main())
