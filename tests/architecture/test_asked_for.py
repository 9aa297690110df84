"""What users of other systems asked for is shown by tests that exist, and every test of that kind is in the list."""

import ast
import re
from pathlib import Path

LIST = Path("docs/asked-for.md").read_text()
NAMED = re.findall(r"`([a-z_/]+\.py)::(test_\w+)`", LIST)


def named_in(file: Path) -> set[str]:
    tree = ast.walk(ast.parse(file.read_text()))
    return {
        n.name for n in tree if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) and n.name.startswith("test_")
    }


def test_every_test_in_the_list_exists() -> None:
    missing = [f"{file}::{name}" for file, name in NAMED if name not in named_in(Path("tests") / file)]
    assert len(NAMED) > 50
    assert missing == []


def test_every_row_names_a_test_or_says_why_not() -> None:
    promised = LIST.partition("## Not built")[0]
    rows = [line for line in promised.splitlines() if line.startswith("| ") and not line.startswith(("| who", "| ---"))]
    assert [row for row in rows if "::test_" not in row] == []


def test_every_acceptance_test_is_in_the_list_and_says_who_asked() -> None:
    files = sorted(Path("tests/acceptance").rglob("test_*.py"))
    found = {(file.relative_to("tests").as_posix(), name) for file in files for name in named_in(file)}
    assert found - set(NAMED) == set()
