"""What the fault tests measured: printed at the end of the run, and written into docs/faults.md on request.

Durations stand here and nowhere in an assertion. ``AVLASTA_RECORD_FAULTS=1`` writes the table. A line travels from the
worker that ran the test to the end of the run as a property of the test.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.checker import Verdict

_DOCUMENT = Path("docs/faults.md")
_START, _END = "<!-- faults -->", "<!-- /faults -->"
_HEAD = (
    "| # | fault | events | lost | doubled | out of order | unexplained | repeats on the topic | measured |",
    "|---|---|---|---|---|---|---|---|---|",
)


class Report:
    """Lines of the table, by number of the fault."""

    def __init__(self) -> None:
        self._lines: dict[tuple[int, str], str] = {}

    def add(self, number: int, fault: str, verdict: Verdict, **measured: float | str) -> None:
        """Note what came of one fault; ``measured`` are figures that nothing depends on, names with underscores."""
        counts = (verdict.lost, verdict.doubled, verdict.out_of_order, verdict.unexplained)
        cells = [number, fault, verdict.events, *map(len, counts), verdict.repeats, _figures(measured)]
        self._lines[number, fault] = "| " + " | ".join(str(cell) for cell in cells) + " |"

    def hand_over(self) -> dict[tuple[int, str], str]:
        """Return the lines noted since the last time, and forget them."""
        lines, self._lines = self._lines, {}
        return lines

    def take(self, lines: dict[tuple[int, str], str]) -> None:
        """Add lines noted elsewhere."""
        self._lines |= lines

    def show(self, write_line: Callable[[str], None]) -> None:
        """Write the table line by line."""
        table = [*_HEAD, *(self._lines[key] for key in sorted(self._lines))]
        if not self._lines:
            return
        for line in ("", *table):
            write_line(line)
        if os.environ.get("AVLASTA_RECORD_FAULTS") and _DOCUMENT.exists():
            before, _, rest = _DOCUMENT.read_text().partition(_START)
            after = rest.partition(_END)[2]
            _DOCUMENT.write_text(before + "\n".join([_START, "", *table, "", _END]) + after)


def _figures(measured: dict[str, float | str]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {_figure(value)}" for name, value in measured.items())


def _figure(value: float | str) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


REPORT = Report()


def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Let the test carry what it noted."""
    for key, line in REPORT.hand_over().items():
        item.user_properties.append(("fault", (*key, line)))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Collect what tests carry, whichever worker ran them."""
    if report.when == "teardown":
        for name, value in report.user_properties:
            if name == "fault" and isinstance(value, (tuple, list)):
                number, fault, line = value
                REPORT.take({(number, fault): line})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of faults: the zeros, and what was measured beside them."""
    REPORT.show(terminalreporter.write_line)
