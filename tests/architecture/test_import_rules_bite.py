"""Every import rule bites: an illegal import makes `lint-imports` fail, and without it the tree passes."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TREE = ("contracts", "libs", "services")

ILLEGAL = {
    "the kernel uses a service": ("libs/outbox.py", "import services.portal.store"),
    "a contract uses the kernel": ("contracts/event.py", "import libs.calendar"),
    "a service uses another": ("services/portal/views.py", "import services.specialist_team.store"),
    "a store uses a router": ("services/specialist_team/store.py", "import services.specialist_team.router"),
    "a portal's table uses a page": ("services/portal/store.py", "import services.portal.pages"),
    "the domain uses the store": ("services/specialist_team/domain/queue.py", "import services.specialist_team.store"),
    "the domain uses the database": ("services/specialist_team/domain/team.py", "import sqlalchemy"),
    "the domain uses HTTP": ("services/specialist_team/domain/rules.py", "import fastapi"),
    "the domain uses HTTP through the kernel": ("services/specialist_team/domain/rules.py", "import libs.errors"),
    "a contract uses a library": ("contracts/wire.py", "import httpx"),
    "the kernel knows the domain": ("libs/parking.py", "import contracts.specialist_team.codes"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the code that a test may spoil."""
    for name in TREE:
        ignore = shutil.ignore_patterns("__pycache__", "static", "locale", "templates", "recorded")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_tree_keeps_the_rules(tree: Path) -> None:
    result = lint(tree)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("file", "line"), ILLEGAL.values(), ids=ILLEGAL.keys())
def test_an_illegal_import_is_found(tree: Path, file: str, line: str) -> None:
    path = tree / file
    path.write_text(f"{path.read_text()}\n{line}\n")
    result = lint(tree)
    assert result.returncode == 1, result.stdout
    assert "BROKEN" in result.stdout


@pytest.mark.parametrize("service", ["specialist_team", "portal"])
def test_a_file_without_a_place_is_found(tree: Path, service: str) -> None:
    (tree / "services" / service / "misplaced.py").write_text('"""Nobody gave this file a place."""\n')
    assert lint(tree).returncode == 1
