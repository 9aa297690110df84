"""A need that becomes several requests: nothing of it is lost, and each keeps the waiting."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contracts.specialist_team.assignment_codes import PartCause
from contracts.specialist_team.codes import Status
from libs.calendar import is_working_day
from services.specialist_team.domain import district_decisions
from services.specialist_team.domain.assignment import Segment
from services.specialist_team.domain.assignment_refusals import SplitOutsidePeriod, SplitTooSmall
from services.specialist_team.domain.parts import (
    LEAST_PERCENT,
    Part,
    Sibling,
    halves,
    not_given,
    queued_part,
    remainder,
    split,
)
from tests.builders.specialist_team import COORDINATOR, MANAGER, NOW, a_content, a_queued, an_offered

FIRST, LAST = date(2026, 12, 7), date(2027, 1, 29)
SIBLING = Sibling(UUID(int=7), "SPT-2026-0007")
days = st.dates(date(2026, 11, 23), date(2027, 3, 1))


def percent_days(*parts: Part | Segment) -> dict[date, int]:
    """Return the percent asked for or given on each working day."""
    asked: dict[date, int] = {}
    for part in parts:
        length = (part.ends_on - part.starts_on).days
        for day in (part.starts_on + timedelta(days=n) for n in range(length + 1)):
            if is_working_day(day):
                asked[day] = asked.get(day, 0) + part.percent
    return asked


class TestRemainder:
    def test_is_the_lacking_percent_while_it_lasts_and_all_of_it_afterwards(self) -> None:
        given_help = Segment("specialist-c", 50, FIRST, date(2026, 12, 31))
        assert remainder(a_content(), given_help) == (
            Part(30, FIRST, date(2026, 12, 31)),
            Part(80, date(2027, 1, 1), LAST),
        )

    def test_is_nothing_when_all_is_offered_or_more(self) -> None:
        assert remainder(a_content(), Segment("specialist-c", 80, FIRST, LAST)) == ()
        assert remainder(a_content(), Segment("specialist-c", 100, FIRST, LAST + timedelta(days=9))) == ()

    def test_is_nothing_worth_asking_for_below_a_day_a_week_or_without_working_days(self) -> None:
        assert remainder(a_content(), Segment("specialist-c", 61, FIRST, LAST)) == ()
        weekend = a_content(ends_on=date(2027, 1, 31))
        assert remainder(weekend, Segment("specialist-c", 80, FIRST, LAST)) == ()

    @given(st.integers(20, 100), st.integers(20, 100), days, days, days, days)
    def test_adds_up_to_what_was_asked_from_the_first_day_of_help(
        self, asked: int, offered: int, first: date, last: date, starts_on: date, ends_on: date
    ) -> None:
        assume(first <= last and starts_on <= ends_on)
        content = a_content(percent=asked, starts_on=first, ends_on=last)
        segment = Segment("specialist-c", offered, starts_on, ends_on)
        rest = remainder(content, segment)
        together = percent_days(segment, *rest)
        need = percent_days(Part(asked, first, last))
        lacking = asked - offered if 0 < asked - offered < LEAST_PERCENT else 0
        for day in (day for day in need if day >= starts_on):
            assert together[day] == max(asked, offered if day <= ends_on else 0) - (lacking if day <= ends_on else 0)
        assert all(part.starts_on >= min(starts_on, first) and part.ends_on <= last for part in rest)


class TestSplit:
    @given(st.integers(20, 100), st.integers(-5, 120), days, days)
    def test_by_percent_adds_up_or_is_refused(self, asked: int, kept: int, first: date, last: date) -> None:
        assume(first <= last)
        content = a_content(percent=asked, starts_on=first, ends_on=last)
        if LEAST_PERCENT <= kept <= asked - LEAST_PERCENT:
            assert percent_days(*halves(content, kept, None)) == percent_days(Part(asked, first, last))
        else:
            with pytest.raises(SplitTooSmall):
                halves(content, kept, None)

    @given(days, days, days)
    def test_by_day_adds_up_or_is_refused(self, first: date, last: date, day: date) -> None:
        assume(first <= last)
        content = a_content(starts_on=first, ends_on=last)
        if first < day <= last:
            two = halves(content, None, day)
            assert percent_days(*two) == percent_days(Part(80, first, last))
            assert two[0].ends_on + timedelta(days=1) == two[1].starts_on == day
        else:
            with pytest.raises(SplitOutsidePeriod):
                halves(content, None, day)

    def test_keeps_the_place_of_both_and_says_where_the_part_went(self) -> None:
        later = NOW + timedelta(days=30)
        queued = a_queued()
        kept, other = halves(queued.content, 40, None)
        changed, [told] = split(queued, kept, SIBLING, COORDINATOR, later)
        part, [event] = queued_part(changed, other, SIBLING, PartCause.SPLIT, COORDINATOR, later)
        assert changed.content.percent + part.content.percent == 80
        assert (changed.clock, part.clock) == (queued.clock, queued.clock)
        assert part.waiting_days(later) == queued.waiting_days(later) > 0
        assert (told.part, told.part_reference) == (part.id, part.reference)  # type: ignore[attr-defined]
        assert (event.origin, event.submitted_at) == (queued.id, queued.submitted_at)  # type: ignore[attr-defined]
        assert (part.status, part.urgency, part.version) == (Status.QUEUED, queued.urgency, 1)


class TestQueuedAgain:
    def test_after_a_yes_in_part_the_waiting_goes_on_as_if_never_stopped(self) -> None:
        offered = an_offered()
        accepted, _ = district_decisions.accept_offer(offered, MANAGER, NOW)
        part, _ = queued_part(accepted, Part(20, FIRST, LAST), SIBLING, PartCause.ACCEPTED_IN_PART, MANAGER, NOW)
        assert part.clock == offered.clock
        assert accepted.clock[-1][1] == NOW

    def test_after_help_was_called_off_the_waiting_before_it_counts_and_the_help_does_not(self) -> None:
        accepted, _ = district_decisions.accept_offer(an_offered(), MANAGER, NOW)
        later = NOW + timedelta(days=60)
        part, _ = queued_part(accepted, Part(80, FIRST, LAST), SIBLING, PartCause.STOOD_DOWN, COORDINATOR, later)
        assert part.waiting_days(later) == accepted.waiting_days(NOW)
        assert part.clock == (*accepted.clock, (later, None))

    def test_only_what_is_still_to_come_can_be_given(self) -> None:
        called_off = (
            Segment("specialist-a", 80, FIRST, date(2026, 12, 18)),
            Segment("b", 80, date(2026, 12, 19), LAST),
        )
        assert not_given(called_off, date(2026, 12, 10)) == (Part(80, date(2026, 12, 10), LAST),)
        assert not_given(called_off, LAST + timedelta(days=1)) == not_given((), FIRST) == ()
