"""How long each folder of tests took, at the end of a run."""

from collections import Counter
from pathlib import Path

import pytest

_seconds: Counter[str] = Counter()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add what a test took, setting up and tearing down included."""
    _seconds[str(Path(report.location[0]).parent)] += report.duration  # type: ignore[assignment] # counts seconds


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the sums, longest first."""
    if len(_seconds) > 1:
        terminalreporter.section("time by folder")
        for folder, seconds in _seconds.most_common():
            terminalreporter.line(f"{seconds:8.1f} s  {folder}")
