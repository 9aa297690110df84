"""Charts as SVG geometry: x in percent of the width, y and heights in rem, so that they follow page and text size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WEEK: Final = timedelta(weeks=1)
_MOST_COLUMNS: Final = 12
_FEWEST_COLUMNS: Final = 6


@dataclass(frozen=True)
class Column:
    """A bar with its value above and its label below. ``strong``: the one to look at."""

    x: float
    width: float
    middle: float
    y: float
    height: float
    value: int
    monday: date
    strong: bool = False


@dataclass(frozen=True)
class WeekChart:
    """Bars per ``step`` weeks, and where the wanted and the latest week are marked; None: off the chart."""

    columns: tuple[Column, ...]
    step: int
    later: int
    wanted_x: float | None
    latest_x: float | None


def monday(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def share_by_week(
    weeks: Mapping[date, int], total: int, wanted_on: date, likely_on: date | None, latest_on: date | None
) -> WeekChart:
    """Return the percent of ``total`` that begin each week, from the wanted week on, in at most twelve columns."""
    floor, top, foot = 8.75, 2.625, 0.2
    first = monday(min([wanted_on, *weeks]))
    end = monday(latest_on or max([wanted_on, *weeks])) + 2 * WEEK
    step = max(1, -(-((end - first) // WEEK) // _MOST_COLUMNS))
    count = max(_FEWEST_COLUMNS, -(-((end - first) // WEEK) // step))
    starts = [first + number * step * WEEK for number in range(count)]
    sums = [sum(n for day, n in weeks.items() if start <= day < start + step * WEEK) for start in starts]
    percents = [round(100 * number / max(1, total)) for number in sums]
    width = 100 / count
    columns = []
    for number, (start, percent) in enumerate(zip(starts, percents, strict=True)):
        height = foot + (floor - top - foot) * percent / max([1, *percents])
        strong = likely_on is not None and start <= likely_on < start + step * WEEK
        x = number * width
        columns.append(
            Column(x + width * 0.15, width * 0.7, x + width / 2, floor - height, height, percent, start, strong)
        )

    def mark(day: date | None, *, after: bool) -> float | None:
        found = next((n for n, start in enumerate(starts) if day and start <= day < start + step * WEEK), None)
        return None if found is None else (found + after) * width

    later = round(100 * (total - sum(sums)) / max(1, total))
    return WeekChart(tuple(columns), step, later, mark(max(wanted_on, first), after=False), mark(latest_on, after=True))


@dataclass(frozen=True)
class Axis:
    """A line of weeks with the wanted, the likely and the latest week on it, in percent of its length."""

    ticks: tuple[tuple[float, date], ...]
    wanted: float
    likely: float
    latest: float


def axis(today: date, wanted_on: date, likely_on: date, latest_on: date) -> Axis:
    """Return the line from this week, or the wanted if that has passed, to two weeks after the latest."""
    first = monday(min(today, wanted_on))
    length = max(6, (monday(latest_on) - first) // WEEK + 2)
    step = -(-length // 6)
    length = step * 6

    def at(day: date) -> float:
        return 100 * ((monday(day) - first) // WEEK) / length

    ticks = tuple((100 * number / 6, first + number * step * WEEK) for number in range(7))
    return Axis(ticks, at(wanted_on), at(likely_on), at(latest_on))


@dataclass(frozen=True)
class Span:
    """A week of a simulation: the likely amount as a bar, up to nine of ten as a band behind it.

    ``open``: nine of ten lies beyond what is known; a line from ``middle`` points upwards instead of a band.
    """

    x: float
    width: float
    y: float
    height: float
    band_y: float
    band_height: float
    middle: float
    open: bool


def spans(values: Sequence[tuple[int | None, int | None]], top: int) -> list[Span | None]:
    """Return bars for pairs of likely and most on a scale that ends at ``top``; None where nothing is known."""
    floor, ceiling = 7.5, 1.25
    width = 100 / max(1, len(values))

    def height(value: int) -> float:
        return (floor - ceiling) * min(value, top) / max(1, top)

    found: list[Span | None] = []
    for number, (likely, most) in enumerate(values):
        if likely is None:
            found.append(None)
            continue
        low, high = height(likely), height(likely if most is None else most)
        x = number * width + width * 0.1
        middle = x + width * 0.4
        found.append(Span(x, width * 0.8, floor - low, low, floor - high, high, middle, open=most is None))
    return found


STACK: Final = ("fill-5", "fill-3", "fill-2", "fill-line")
"""The parts of a stack from below, the strongest first."""


@dataclass(frozen=True)
class Part:
    """A part of a stacked bar."""

    fill: str
    y: float
    height: float


@dataclass(frozen=True)
class Stack:
    """A month as a stacked bar with its sum at ``top`` and the month's number below."""

    x: float
    width: float
    middle: float
    top: float
    parts: tuple[Part, ...]
    sum: int
    month: int


def stacks(months: Sequence[tuple[str, Sequence[int]]]) -> list[Stack]:
    """Return a bar per month (its first day as ISO), its parts on top of each other, all on one scale."""
    floor, ceiling = 10.0, 1.5
    width = 100 / max(1, len(months))
    scale = (floor - ceiling) / max([1, *(sum(parts) for _, parts in months)])
    found = []
    for number, (day, amounts) in enumerate(months):
        y, parts = floor, []
        for fill, amount in zip(STACK, amounts, strict=True):
            y -= amount * scale
            parts.append(Part(fill, y, amount * scale))
        x = number * width
        found.append(
            Stack(x + width * 0.15, width * 0.7, x + width / 2, y - 0.4, tuple(parts), sum(amounts), int(day[5:7]))
        )
    return found


@dataclass(frozen=True)
class Plateau:
    """A share that holds from ``x`` on over ``width``, both in percent of the chart's width."""

    x: float
    width: float
    y: float
    height: float


def descent(steps: Sequence[tuple[int, float]]) -> list[Plateau]:
    """Return a curve that begins at the whole and falls to a share (0 to 1) on each day of ``steps``."""
    floor, ceiling = 8.75, 1.25
    last = max([1, *(day for day, _ in steps)]) * 1.05
    days = [0, *(day for day, _ in steps)]
    shares = [1.0, *(share for _, share in steps)]
    found = []
    for start, end, share in zip(days, [*days[1:], last], shares, strict=True):
        height = (floor - ceiling) * share
        found.append(Plateau(100 * start / last, 100 * (end - start) / last, floor - height, height))
    return found
