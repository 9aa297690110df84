"""`make reset`: removes `.local/` (databases, topics, logs, keys) after asking. Jars are kept; they are no data."""

import os
import shutil
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDER = os.path.join(ROOT, ".local")


def main() -> int:
    """Ask and remove; 1 when the answer is no or Avlasta is running."""
    if not os.path.isdir(FOLDER):
        print("There are no local data.")
        return 0
    if os.path.exists(os.path.join(FOLDER, "runtime.json")):
        print("Avlasta is running (or was ended hard): stop it with Ctrl-C, or start and stop it, before reset.")
        return 1
    if input("Remove all local data: databases, topics, logs, keys? (yes/no) ").strip().lower() != "yes":
        print("Nothing was removed.")
        return 1
    for name in os.listdir(FOLDER):
        path = os.path.join(FOLDER, name)
        if os.path.isdir(path) and name != "jars":
            shutil.rmtree(path)
        elif os.path.isfile(path):
            os.remove(path)
    print("Removed. `make run` starts afresh.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
