"""Chromium for the browser tests, and a loud word when there is none."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from deploy.local.chromium import find

_QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
_missed = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of Chromium; without one the test is skipped, and fails where CI=true."""
    path = find()
    if path:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail("no Chromium found: install it (Debian: apt-get install chromium)")
    pytest.skip("no Chromium found")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless browser for the module's tests, which must be plain functions (playwright's own loop is running)."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(_QUIET))
        yield started
        started.close()


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Remember the browser tests that had no browser."""
    if call.when == "setup" and call.excinfo and "chromium" in getattr(item, "fixturenames", ()) and not find():
        item.config.stash.setdefault(_missed, []).append(item.nodeid)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name the browser tests that did not run."""
    missed = config.stash.get(_missed, [])
    if not missed:
        return
    terminalreporter.section("BROWSER TESTS NOT RUN", sep="!", red=True, bold=True)
    terminalreporter.line(f"no Chromium on this machine, so {len(missed)} browser tests did not run:")
    for node in missed:
        terminalreporter.line(f"  {node}")
