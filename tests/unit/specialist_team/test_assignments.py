"""What is decided about an assignment: another last day, another specialist, home early, said in time, and after."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.specialist_team.assignment_codes import AfterStandDown, EndDeclineReason, Side, StandDownReason
from contracts.specialist_team.assignment_events import AssignmentEndChanged, AssignmentEnding, AssignmentEndProposed
from contracts.specialist_team.codes import Command, Status
from libs.calendar import add_working_days, is_working_day
from services.specialist_team.domain import assignment_decisions as decide
from services.specialist_team.domain import district_decisions, rules, team_decisions
from services.specialist_team.domain.assignment import Segment, Segments, after, ended, ending, handed_over
from services.specialist_team.domain.assignment_refusals import (
    AssignmentTooLong,
    EndTooEarly,
    EndUnchanged,
    HandOverOutsideAssignment,
    LacksCompetence,
    LastDayOutsideAssignment,
    NothingGivenYet,
    NothingIsProposed,
    SameSpecialist,
    WorksTooLittle,
)
from services.specialist_team.domain.reminders import due, months_after
from services.specialist_team.domain.request import SupportRequest
from tests.builders.specialist_team import COORDINATOR, MANAGER, NOW, a_specialist, an_offered

FIRST, LAST = date(2026, 12, 7), date(2027, 1, 29)
B = a_specialist(id="specialist-b")


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def accepted() -> SupportRequest:
    return district_decisions.accept_offer(an_offered(), MANAGER, NOW)[0]


def under_way() -> SupportRequest:
    return team_decisions.start(accepted(), FIRST, COORDINATOR, noon(FIRST))[0]


def propose(request: SupportRequest, ends_on: date, today: date, side: Side = Side.DISTRICT) -> Any:
    return decide.propose_end(request, ends_on, side, MANAGER, noon(today))


class TestEnd:
    def test_a_later_one_waits_for_the_other_side(self) -> None:
        request, [event] = propose(under_way(), date(2027, 2, 26), FIRST)
        assert isinstance(event, AssignmentEndProposed)
        assert request.assignment.last.ends_on == LAST
        assert decide.agree_end(request, COORDINATOR, noon(FIRST))[0].assignment.last.ends_on == date(2027, 2, 26)
        declined, _ = decide.decline_end(request, EndDeclineReason.TOO_SHORT_NOTICE, COORDINATOR, noon(FIRST))
        assert (declined.assignment.proposal, declined.assignment.last.ends_on) == (None, LAST)

    def test_an_earlier_one_holds_at_once_with_ten_working_days_notice_and_not_with_nine(self) -> None:
        today = date(2027, 1, 7)
        tenth = add_working_days(today, 10)
        request, [event] = propose(under_way(), tenth, today)
        assert isinstance(event, AssignmentEndChanged)
        assert not event.agreed
        assert request.assignment.last.ends_on == tenth
        ninth, [event] = propose(under_way(), add_working_days(today, 9), today)
        assert isinstance(event, AssignmentEndProposed)
        assert ninth.assignment.last.ends_on == LAST

    def test_only_the_other_side_answers(self) -> None:
        manager = rules.Person("farsta-chef", frozenset({"unit_manager"}), "farsta", "farsta-utredning-barn-2")
        coordinator = rules.Person("samordnare", frozenset({"coordinator"}), None, None)
        answers = {Command.AGREE_END, Command.DECLINE_END}
        for side, who, other in [(Side.DISTRICT, manager, coordinator), (Side.TEAM, coordinator, manager)]:
            request, _ = propose(under_way(), date(2027, 2, 26), FIRST, side)
            assert answers <= set(rules.possible(other, request))
            assert not answers & set(rules.possible(who, request))

    def test_refusals(self) -> None:
        with pytest.raises(EndUnchanged):
            propose(under_way(), LAST, FIRST)
        with pytest.raises(EndTooEarly):
            propose(under_way(), date(2026, 12, 11), date(2026, 12, 14))
        with pytest.raises(EndTooEarly):
            propose(accepted(), FIRST - timedelta(days=1), date(2026, 11, 23))
        with pytest.raises(AssignmentTooLong):
            propose(under_way(), FIRST + timedelta(days=367), FIRST)
        with pytest.raises(NothingIsProposed):
            decide.agree_end(under_way(), COORDINATOR, NOW)

    def test_a_proposed_day_that_has_passed_cannot_be_agreed_to(self) -> None:
        request, _ = propose(under_way(), date(2026, 12, 11), date(2026, 12, 10))
        with pytest.raises(EndTooEarly):
            decide.agree_end(request, COORDINATOR, noon(date(2026, 12, 14)))


class TestHandOver:
    def test_cuts_on_the_day(self) -> None:
        request, [event] = decide.hand_over(under_way(), B, date(2027, 1, 11), COORDINATOR, noon(FIRST))
        assert request.assignment.segments == (
            Segment("specialist-c", 80, FIRST, date(2027, 1, 10)),
            Segment("specialist-b", 80, date(2027, 1, 11), LAST),
        )
        assert (event.previous_specialist, event.specialist) == ("specialist-c", "specialist-b")  # type: ignore[attr-defined]

    def test_gives_the_last_word_to_the_new_one_and_the_old_one_still_sees(self) -> None:
        request, _ = decide.hand_over(under_way(), B, date(2027, 1, 11), COORDINATOR, noon(FIRST))
        old, new = (rules.Person(f"specialist-{x}", frozenset({"specialist"}), None, None) for x in "cb")
        assert rules.may_see(old, request)
        assert rules.possible(old, request) == []
        assert rules.possible(new, request) == [Command.COMPLETE]

    @pytest.mark.parametrize(
        ("member", "day", "refusal"),
        [
            (a_specialist(), date(2027, 1, 11), SameSpecialist),
            (a_specialist(id="specialist-b", competences=frozenset()), date(2027, 1, 11), LacksCompetence),
            (a_specialist(id="specialist-b", percent=75), date(2027, 1, 11), WorksTooLittle),
            (B, FIRST - timedelta(days=1), HandOverOutsideAssignment),
            (B, LAST + timedelta(days=1), HandOverOutsideAssignment),
        ],
    )
    def test_refusals(self, member: Any, day: date, refusal: type[Exception]) -> None:
        with pytest.raises(refusal):
            decide.hand_over(under_way(), member, day, COORDINATOR, noon(FIRST))

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 53)), max_size=6))
    def test_any_number_of_times_the_hours_stay(self, hands: list[tuple[str, int]]) -> None:
        whole: Segments = (Segment("x", 80, FIRST, LAST),)
        segments = whole
        for who, days in hands:
            segments = handed_over(segments, who, FIRST + timedelta(days=days))
            assert segments[-1].specialist == who
        assert sum(one.minutes for one in segments) == whole[0].minutes
        assert (segments[0].starts_on, segments[-1].ends_on) == (FIRST, LAST)

    @given(st.integers(-3, 60), st.integers(1, 53))
    def test_cutting_loses_nothing(self, cut: int, hand: int) -> None:
        segments = handed_over((Segment("x", 80, FIRST, LAST),), "y", FIRST + timedelta(days=hand))
        day = FIRST + timedelta(days=cut)
        kept, rest = ended(segments, day), after(segments, day)
        assert sum(one.minutes for one in (*kept, *rest)) == sum(one.minutes for one in segments)
        assert all(one.ends_on <= day for one in kept)
        assert all(one.starts_on > day for one in rest)
        assert not kept or ending(segments, min(day, LAST)) == kept


class TestStandDown:
    REASON = StandDownReason.ACUTE_NEED_ELSEWHERE

    def stood(self, request: SupportRequest, last_day: date | None, today: date, then: AfterStandDown) -> Any:
        return decide.stand_down(request, self.REASON, last_day, then, COORDINATOR, noon(today))

    def test_ends_the_help_and_shows_what_was_not_given(self) -> None:
        request, events = self.stood(under_way(), date(2026, 12, 18), date(2026, 12, 18), AfterStandDown.END)
        assert [e.type.split(".")[1] for e in events] == ["assignment_stood_down", "assignment_completed"]
        assert (request.status, request.completed_on) == (Status.COMPLETED, date(2026, 12, 18))
        assert request.assignment.stood_down.not_given == (Segment("specialist-c", 80, date(2026, 12, 19), LAST),)
        assert events[0].minutes_not_given + request.assignment.minutes == under_way().assignment.minutes

    def test_before_the_start_the_request_is_in_the_queue_again_with_its_clock(self) -> None:
        later = date(2026, 12, 1)
        request, _ = self.stood(accepted(), None, later, AfterStandDown.QUEUE)
        assert (request.status, request.offer, request.assignment.segments) == (Status.QUEUED, None, ())
        assert request.clock == (*accepted().clock, (noon(later), None))
        with pytest.raises(NothingGivenYet):
            self.stood(accepted(), None, later, AfterStandDown.END)

    @pytest.mark.parametrize("day", [None, FIRST - timedelta(days=1), date(2026, 12, 19)])
    def test_the_last_day_is_between_the_start_and_today(self, day: date | None) -> None:
        with pytest.raises(LastDayOutsideAssignment):
            self.stood(under_way(), day, date(2026, 12, 18), AfterStandDown.END)


class TestReminders:
    def test_ten_and_five_working_days_before_and_each_once(self) -> None:
        request, told = under_way(), []
        for day in (FIRST + timedelta(days=n) for n in range(80)):
            for _ in range(2):
                if (decision := due(request, noon(day))) is not None:
                    request, [event] = decision
                    assert isinstance(event, AssignmentEnding)
                    told.append((day, event.working_days))
        assert [days for _, days in told] == [10, 5]
        assert [add_working_days(day, days) for day, days in told] == [LAST, LAST]
        assert all(is_working_day(day) for day, _ in told)

    def test_a_moved_end_is_told_anew_and_an_end_moved_back_is_not_doubled(self) -> None:
        near = date(2027, 1, 22)
        request, _ = due(under_way(), noon(near)) or pytest.fail("not told")
        assert due(request, noon(near)) is None
        moved, _ = decide.agree_end(propose(request, date(2027, 2, 26), near)[0], COORDINATOR, noon(near))
        assert not moved.assignment.ending_told
        assert due(moved, noon(near)) is None
        assert due(moved, noon(date(2027, 2, 12))) is not None
        back, _ = decide.agree_end(propose(moved, LAST, near)[0], COORDINATOR, noon(near))
        assert due(back, noon(near)) is None

    def test_letting_it_end_is_said_of_the_day_as_it_is(self) -> None:
        near = noon(date(2027, 1, 22))
        request, _ = due(under_way(), near) or pytest.fail("not told")
        manager = rules.Person("farsta-chef", frozenset({"unit_manager"}), "farsta", None)
        assert Command.LET_END in rules.possible(manager, request)
        let, _ = decide.let_end(request, MANAGER, near)
        assert Command.LET_END not in rules.possible(manager, let)

    def test_the_effect_is_asked_for_once_after_three_months(self) -> None:
        done, _ = team_decisions.complete(under_way(), date(2026, 12, 18), COORDINATOR, noon(date(2026, 12, 18)))
        assert due(done, noon(date(2027, 3, 17))) is None
        asked, _ = due(done, noon(date(2027, 3, 18))) or pytest.fail("not asked")
        assert due(asked, noon(date(2027, 3, 19))) is None
        manager = rules.Person("farsta-chef", frozenset({"unit_manager"}), "farsta", None)
        assert Command.FOLLOW_UP_EFFECT in rules.possible(manager, asked)

    def test_the_effect_of_what_is_long_over_is_not_asked_for(self) -> None:
        done, _ = team_decisions.complete(under_way(), date(2026, 12, 18), COORDINATOR, noon(date(2026, 12, 18)))
        assert due(done, noon(date(2027, 4, 18))) is not None
        assert due(done, noon(date(2027, 4, 19))) is None

    @given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    def test_three_months_is_the_same_day_or_the_last_of_the_month(self, day: date) -> None:
        later = months_after(day)
        assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == 3
        assert later.day == day.day or (later + timedelta(days=1)).day == 1
