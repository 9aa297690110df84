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
_NO_BROWSER = "no Chromium found"
_missed: list[str] = []


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of Chromium; without one the test is skipped, and fails where CI=true."""
    path = find()
    if path:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail(f"{_NO_BROWSER}: install it (Debian: apt-get install chromium)")
    pytest.skip(_NO_BROWSER)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless browser for the module's tests, which must be plain functions (playwright's own loop is running)."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(_QUIET))
        yield started
        started.close()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember the browser tests that had no browser, whichever worker they were given to."""
    if report.when == "setup" and not report.passed and _NO_BROWSER in str(report.longrepr):
        _missed.append(report.nodeid)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the browser tests that did not run."""
    if not _missed:
        return
    terminalreporter.section("BROWSER TESTS NOT RUN", sep="!", red=True, bold=True)
    terminalreporter.line(f"no Chromium on this machine, so {len(_missed)} browser tests did not run:")
    for node in _missed:
        terminalreporter.line(f"  {node}")
