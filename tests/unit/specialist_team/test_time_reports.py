"""Worked time: what may be reported, when a reason is needed, and that hours add up whatever is corrected."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.event import ActorReference
from contracts.specialist_team.availability import TimeOffCause
from contracts.specialist_team.time_codes import TimeKind, TimeStatus
from contracts.specialist_team.time_events import TimeCorrected, TimeReported
from libs.refusals import ServiceError
from services.specialist_team.domain import district_decisions, team_decisions, time_report
from services.specialist_team.domain.assignment import Assignment, Segment
from services.specialist_team.domain.availability import TimeOff
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.time_refusals import (
    NotAMonday,
    NothingChanged,
    NothingToConfirm,
    ReasonIsNeeded,
    TimeInTheFuture,
    TimeOutsideAssignment,
    TooLongDay,
)
from services.specialist_team.domain.time_report import Entry, TimeReport, empty, is_closed, planned_minutes
from services.specialist_team.domain.week import week_of
from tests.builders.specialist_team import COORDINATOR, MANAGER, NOW, REQUEST_ID, an_offered

FIRST, LAST = date(2026, 12, 7), date(2027, 1, 29)
BY = ActorReference(id="specialist-c", role="specialist")
FRIDAY = datetime(2026, 12, 11, 15, tzinfo=UTC)
WORK = TimeKind.WORK


def under_way() -> SupportRequest:
    accepted, _ = district_decisions.accept_offer(an_offered(), MANAGER, NOW)
    return team_decisions.start(accepted, FIRST, COORDINATOR, datetime(2026, 12, 7, 9, tzinfo=UTC))[0]


def week(*entries: Entry, monday: date = FIRST) -> TimeReport:
    known = empty(REQUEST_ID, "specialist-c", monday)
    return replace(known, version=1, entries=entries) if entries else known


def say(known: TimeReport, *entries: Entry, reason: str = "", now: datetime = FRIDAY, others: Any = ()) -> Any:
    return time_report.report(known, under_way(), entries, others, reason, BY, now)


class TestReport:
    def test_days_that_had_nothing_need_no_reason_and_others_do(self) -> None:
        monday, tuesday = Entry(FIRST, WORK, 390), Entry(FIRST + timedelta(days=1), WORK, 390)
        first, [event] = say(week(), monday)
        assert isinstance(event, TimeReported)
        second, [event] = say(first, monday, tuesday)
        assert isinstance(event, TimeReported)
        assert (second.version, second.minutes) == (2, 780)
        with pytest.raises(ReasonIsNeeded):
            say(second, tuesday)
        corrected, [event] = say(second, tuesday, reason="Måndagen var ledig.")
        assert isinstance(event, TimeCorrected)
        assert [one.day for one in event.previous_entries] == [monday.day, tuesday.day]
        assert corrected.minutes == 390

    def test_a_correction_of_a_confirmed_week_is_confirmed_anew(self) -> None:
        confirmed, _ = time_report.confirm(say(week(), Entry(FIRST, WORK, 390))[0], under_way(), MANAGER, FRIDAY)
        corrected, _ = say(confirmed, Entry(FIRST, WORK, 360), reason="Gick tidigare.")
        assert (confirmed.status, corrected.status) == (TimeStatus.CONFIRMED, TimeStatus.REPORTED)
        with pytest.raises(NothingToConfirm):
            time_report.confirm(confirmed, under_way(), MANAGER, FRIDAY)

    @pytest.mark.parametrize(
        ("entries", "refusal"),
        [
            ([Entry(date(2026, 12, 12), WORK, 60)], TimeInTheFuture),
            ([Entry(date(2026, 12, 14), WORK, 60)], NotAMonday),
            ([Entry(FIRST, WORK, 735)], TooLongDay),
            ([Entry(FIRST, WORK, 600), Entry(FIRST, TimeKind.TRAVEL, 135)], TooLongDay),
            ([], NothingChanged),
        ],
    )
    def test_refusals(self, entries: list[Entry], refusal: type[ServiceError]) -> None:
        with pytest.raises(refusal):
            say(week(), *entries)

    def test_a_day_is_twelve_hours_over_all_assignments(self) -> None:
        other = week(Entry(FIRST, WORK, 480))
        say(week(), Entry(FIRST, WORK, 240), others=[other])
        with pytest.raises(TooLongDay):
            say(week(), Entry(FIRST, WORK, 255), others=[other])

    def test_only_on_days_when_the_specialist_gives_the_help(self) -> None:
        known = week(monday=date(2026, 11, 30))
        before = Entry(date(2026, 12, 4), WORK, 60)
        with pytest.raises(TimeOutsideAssignment):
            say(known, before)
        handed_over = replace(under_way(), assignment=Assignment((Segment("specialist-b", 80, FIRST, LAST),)))
        with pytest.raises(TimeOutsideAssignment):
            time_report.report(week(), handed_over, [Entry(FIRST, WORK, 60)], (), "", BY, FRIDAY)

    def test_a_month_is_closed_after_the_tenth_working_day_of_the_next(self) -> None:
        """December 2026: ten working days of January 2027, the sixth being Epiphany, end on the 18th."""
        assert not is_closed(FIRST, date(2027, 1, 18))
        assert is_closed(FIRST, date(2027, 1, 19))
        entry, late = Entry(FIRST, WORK, 60), datetime(2027, 1, 19, 9, tzinfo=UTC)
        with pytest.raises(ReasonIsNeeded):
            say(week(), entry, now=late)
        assert say(week(), entry, reason="Glömd rapport.", now=late)[0].minutes == 60

    @given(st.lists(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(TimeKind), st.integers(1, 30)), max_size=6)))
    def test_hours_add_up_whatever_is_corrected(self, tries: list[list[tuple[int, TimeKind, int]]]) -> None:
        known, events = week(), []
        for number, one in enumerate(tries):
            wanted = {(day, kind): quarters * 15 for day, kind, quarters in one}
            entries = [Entry(FIRST + timedelta(days=day), kind, m) for (day, kind), m in wanted.items()]
            try:
                known, [event] = say(known, *entries, reason="Rättat." if number % 2 else "")
            except ServiceError:
                continue
            events.append(event)
            assert known.minutes == sum(wanted.values()) == sum(e.minutes for e in event.entries)
            assert all(known.on(FIRST + timedelta(days=n)) <= time_report.LONGEST_DAY for n in range(5))
        for before, after in pairwise(events):
            if isinstance(after, TimeCorrected):
                assert after.previous_entries == before.entries
        assert known.version == len(events)


class TestPlan:
    def test_is_quarters_of_working_days_in_own_segments(self) -> None:
        segments = (Segment("specialist-c", 80, FIRST, date(2026, 12, 9)), Segment("b", 80, date(2026, 12, 10), LAST))
        days = [planned_minutes(segments, "specialist-c", FIRST + timedelta(days=n)) for n in range(7)]
        assert days == [390, 390, 390, 0, 0, 0, 0]
        assert planned_minutes(segments, "specialist-c", FIRST, 50) == 240
        assert planned_minutes(segments, "b", date(2026, 12, 25)) == 0

    def test_a_week_tells_what_is_missing_and_leaves_out_time_off(self) -> None:
        wednesday = FIRST + timedelta(days=2)
        off = TimeOff(REQUEST_ID, "specialist-c", TimeOffCause.LEAVE, 100, FIRST, FIRST)
        told = week_of("specialist-c", FIRST, [under_way()], [], [off], {}, wednesday)
        [line] = told.lines
        assert [day.minutes for day in line.days] == [0, 390, 390, 390, 390, 0, 0]
        assert [day.open for day in line.days] == [True, True, True, False, False, False, False]
        assert told.missing == ((FIRST, 1),)
        reported = week(Entry(FIRST + timedelta(days=1), WORK, 390))
        assert week_of("specialist-c", FIRST, [under_way()], [reported], [off], {}, wednesday).missing == ()
        assert week_of("specialist-b", FIRST, [under_way()], [], [], {}, wednesday).lines == ()

    def test_no_report_is_asked_for_of_days_before_an_import_told_their_hours(self) -> None:
        thursday = FIRST + timedelta(days=3)
        told_before = {REQUEST_ID: FIRST + timedelta(days=1)}
        week = week_of("specialist-c", FIRST, [under_way()], [], [], told_before, thursday)
        assert week.missing == ((FIRST, 2),)
        assert week.lines[0].days[0].open
