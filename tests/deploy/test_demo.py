"""The demo's year: the same each time, right by the import's rules whatever day it is, with something of all."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from uuid import UUID

import pytest

from contracts.organisation import Organisation
from contracts.specialist_team.codes import Purpose, Status
from contracts.specialist_team.imports import Fate
from contracts.specialist_team.time import DayPlan, WeekAssignment
from contracts.specialist_team.time_codes import TimeKind
from deploy.local.demo import ORGANISATION, TEAM_FILE, year_file
from deploy.local.demo_situations import situations
from deploy.local.demo_stories import WATCHED
from deploy.local.demo_time import as_worked, late_reason, with_travel
from libs.spreadsheets import MOST_ROWS, read
from services.specialist_team.domain.availability import Availability
from services.specialist_team.domain.import_history import NEEDED
from services.specialist_team.domain.import_judging import Facts, judge
from services.specialist_team.load_team import members

CITY = Organisation.read(ORGANISATION)
TEAM = {one.id: Availability(one, 0) for one in members(TEAM_FILE.read_bytes())}
DAYS = [date(2026, 11, 22) + timedelta(days=41 * number) for number in range(9)]
of_day = cache(year_file)


def cells(today: date) -> list[dict[str, str]]:
    return [dict(line.cells) for line in read(of_day(today)).lines]


def test_the_same_day_has_the_same_year() -> None:
    assert year_file(DAYS[0]) == year_file(DAYS[0]) != year_file(DAYS[1])


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_row_is_right_on_any_day(today: date) -> None:
    now = datetime.combine(today, time(1), UTC)
    found = judge(read(of_day(today)), Facts(CITY, TEAM, [], {}, now))
    assert [(one.number, one.errors) for one in found if one.fate is not Fate.NEW] == []
    assert 250 <= len(found) <= 350 < MOST_ROWS


@pytest.mark.parametrize("today", DAYS[::4], ids=str)
def test_a_year_has_something_of_all(today: date) -> None:
    rows = cells(today)
    assert {row["status"] for row in rows} >= set(NEEDED) - {Status.OFFERED, Status.TRIAGED, Status.ACCEPTED}
    districts = {CITY.unit(row["unit"]).district for row in rows}
    assert districts == {one.id for one in CITY.districts_on(today)}
    assert len({CITY.unit(row["unit"]).area for row in rows}) == 6
    months = Counter(row["submitted_on"][5:7] for row in rows)
    assert months["07"] < months["10"]
    waits = [(today - date.fromisoformat(row["submitted_on"])).days for row in rows if row["status"] == "queued"]
    assert len(waits) >= 15 and max(waits) > 40


def test_some_units_have_told_nothing_and_some_long_ago() -> None:
    stated = situations(CITY, DAYS[0]).situations
    assert 0.7 * len(CITY.units) < len(stated) < len(CITY.units)
    assert len({one.valid_from for one in stated}) == 2


def worked(reference: str = "SPT-2026-0007") -> WeekAssignment:
    """Return an assignment in a week of September, of which Friday has not come."""
    monday = date(2026, 9, 28)
    days = [DayPlan(day=monday + timedelta(days=n), minutes=240, open=n < 4) for n in range(5)]
    fields = {
        "status": Status.UNDER_WAY,
        "district": "farsta",
        "unit": "farsta-utredning-barn-2",
        "tasks": "Handlägga.",
    }
    dates = {"starts_on": monday, "ends_on": monday + timedelta(weeks=4)}
    facts = {"purpose": Purpose.COVER_ABSENCE, "percent": 50, "days": days, "version": 6}
    return WeekAssignment.model_validate({"request": UUID(int=1), "reference": reference} | fields | dates | facts)


def test_time_is_reported_about_as_planned_the_same_each_time() -> None:
    entries = as_worked(worked())
    assert entries == as_worked(worked())
    assert [one.day.day for one in entries] == [28, 29, 30, 1]
    assert all(225 <= one.minutes <= 255 and one.minutes % 15 == 0 for one in entries)
    several = {tuple(one.minutes for one in as_worked(worked(f"SPT-2026-{n}"))) for n in range(20)}
    assert len(several) > 10
    assert with_travel(entries)[-1].kind is TimeKind.TRAVEL


def test_only_a_closed_month_needs_a_reason() -> None:
    assert late_reason(as_worked(worked()), date(2026, 10, 5)) == ""
    assert late_reason(as_worked(worked()), date(2026, 11, 23)) != ""


def test_time_that_is_told_week_by_week_is_not_in_the_file_too() -> None:
    rows = [row for row in cells(DAYS[0]) if row["status"] in {"under_way", "completed", "evaluated"}]
    lately = (DAYS[0] - timedelta(weeks=9)).isoformat()
    for row in rows:
        ended_on = row.get("completed_on", "9999")
        weekly = row["status"] == "under_way" or (row["specialist"] == WATCHED and ended_on > lately)
        assert (row.get("hours", "") == "") == weekly, row["key"]
