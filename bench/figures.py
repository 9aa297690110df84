"""What the benches found: as JSON in ``bench/results`` and as a table in the README."""

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

_RESULTS = Path(__file__).with_name("results")
_README = Path(__file__).parents[1] / "README.md"
_START, _END = "<!-- bench -->", "<!-- /bench -->"


@dataclass(frozen=True)
class Figure:
    """A figure beside its baseline. The aim is for their ratio (``at_least``), or for the figure itself (``below``).

    ``profile`` says where the time goes; it is shown when the aim is missed.
    """

    name: str
    unit: str
    value: float
    baseline_name: str | None = None
    baseline: float | None = None
    at_least: float | None = None
    below: float | None = None
    profile: str = ""

    @property
    def ratio(self) -> float | None:
        """The figure divided by its baseline."""
        return self.value / self.baseline if self.baseline else None

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None when there is none."""
        if self.at_least is not None and self.ratio is not None:
            return self.ratio >= self.at_least
        return self.value < self.below if self.below is not None else None

    def cells(self) -> list[str]:
        """Return the figure as a row of the table."""
        beside = f"{self.baseline_name}: {_number(self.baseline)}" if self.baseline is not None else "–"
        aim = f"≥ {self.at_least:g}" if self.at_least is not None else ""
        aim = f"< {self.below:g} {self.unit}" if self.below is not None else aim
        ratio = f"{self.ratio:.2f}" if self.ratio is not None else "–"
        verdict = {True: "met", False: "**missed**", None: ""}[self.met]
        return [self.name, f"{_number(self.value)} {self.unit}", beside, ratio, aim or "–", verdict]


def keep(bench: str, figures: Sequence[Figure]) -> None:
    """Write one bench's figures as JSON."""
    _RESULTS.mkdir(exist_ok=True)
    content = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "figures": [asdict(figure) | {"ratio": figure.ratio, "met": figure.met} for figure in figures],
    }
    (_RESULTS / f"{bench}.json").write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def kept(bench: str) -> list[Figure]:
    """Return the figures of the last run of a bench, none when it was never run."""
    file = _RESULTS / f"{bench}.json"
    if not file.exists():
        return []
    computed = {"ratio", "met"}
    entries = json.loads(file.read_text())["figures"]
    return [Figure(**{name: value for name, value in entry.items() if name not in computed}) for entry in entries]


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table, and below it what a profile says of those that miss their aim."""
    head = ["what", "measured", "baseline in the same run", "ratio", "aim", ""]
    rows = [head, ["---"] * len(head), *(figure.cells() for figure in figures)]
    missed = [f"\n{figure.name}: {figure.profile}" for figure in figures if figure.met is False and figure.profile]
    return "\n".join([*(f"| {' | '.join(row)} |" for row in rows), *missed])


def write_readme(figures: Sequence[Figure]) -> None:
    """Put the table between the README's markers; without markers nothing is written."""
    text = _README.read_text() if _README.exists() else ""
    if _START not in text:
        return
    before, _, rest = text.partition(_START)
    after = rest.partition(_END)[2]
    _README.write_text(f"{before}{_START}\n\n{table(figures)}\n\n{_END}{after}")


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}".replace(",", " ") if value >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three digits
