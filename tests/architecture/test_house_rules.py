"""House rules that imports cannot show, read from the source; each rule is shown to bite."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SERVICES = sorted((ROOT / "services").rglob("*.py"))
LIBS = sorted((ROOT / "libs").rglob("*.py"))

Rule = Callable[[ast.AST], bool]


def calls(node: ast.AST, *names: str) -> bool:
    """Tell whether ``node`` calls something whose dotted name ends with one of ``names``."""
    return isinstance(node, ast.Call) and any(ast.unparse(node.func).endswith(name) for name in names)


def reads_the_clock(node: ast.AST) -> bool:
    return calls(node, "datetime.now", "datetime.utcnow", "date.today", "datetime.today")


def commits(node: ast.AST) -> bool:
    return calls(node, ".commit", ".rollback")


def makes_an_http_client(node: ast.AST) -> bool:
    return calls(node, "httpx.AsyncClient", "httpx.Client")


def breaches(rule: Rule, source: str) -> list[int]:
    return [getattr(node, "lineno", 0) for node in ast.walk(ast.parse(source)) if rule(node)]


def found(rule: Rule, files: list[Path], *, besides: tuple[str, ...] = ()) -> Iterator[str]:
    for path in files:
        name = str(path.relative_to(ROOT))
        if name not in besides and "/migrations/" not in name:
            yield from (f"{name}:{line}" for line in breaches(rule, path.read_text()))


def test_only_the_calendar_reads_the_clock() -> None:
    """Time is an argument of every decision; the kernel's calendar is where it comes from."""
    assert list(found(reads_the_clock, SERVICES + LIBS, besides=("libs/calendar.py",))) == []


def test_no_service_commits() -> None:
    """A unit of work is committed by the kernel alone, when all of it is done."""
    assert list(found(commits, SERVICES)) == []


def test_http_clients_are_made_in_one_place() -> None:
    assert list(found(makes_an_http_client, SERVICES + LIBS, besides=("libs/client.py",))) == []


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (reads_the_clock, "x = datetime.now(UTC)"),
        (reads_the_clock, "x = date.today()"),
        (commits, "await tx.commit()"),
        (makes_an_http_client, "http = httpx.AsyncClient()"),
    ],
)
def test_a_rule_bites(rule: Rule, source: str) -> None:
    assert breaches(rule, source) == [1]
