"""The rules of a support request: what each decision changes, publishes and refuses."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from contracts.specialist_team.codes import (
    Alternative,
    DeclineReason,
    ExpiryCause,
    Status,
    TurnDownReason,
    Urgency,
    WithdrawReason,
)
from contracts.specialist_team.events import OfferLapsed, RequestExpired, RequestQueued, RequestTriaged
from libs.calendar import answer_deadline
from services.specialist_team.domain import district_decisions as district
from services.specialist_team.domain import refusals
from services.specialist_team.domain import team_decisions as team
from services.specialist_team.domain.expiry import overdue
from tests.builders.specialist_team import (
    COORDINATOR,
    MANAGER,
    NOW,
    a_content,
    a_draft,
    a_queued,
    a_specialist,
    a_submitted,
    an_offered,
)


class TestDraft:
    def test_is_version_one_and_known_to_the_district_only(self) -> None:
        draft = a_draft()
        assert (draft.status, draft.version, draft.submitted_at) == (Status.DRAFT, 1, None)

    def test_is_replaced_whole_when_saved_again(self) -> None:
        saved, [event] = district.save_draft(a_draft(), a_content(percent=50), MANAGER, NOW)
        assert (saved.content.percent, saved.version, event.subject_version) == (50, 2, 2)

    def test_saved_while_returned_stays_returned(self) -> None:
        returned, _ = team.return_for_completion(a_submitted(), "Hur många utredningar?", COORDINATOR, NOW)
        saved, _ = district.save_draft(returned, a_content(percent=50), MANAGER, NOW)
        assert saved.status is Status.RETURNED


class TestSubmit:
    def test_starts_the_waiting_clock(self) -> None:
        assert a_submitted().clock == ((NOW, None),)

    def test_refuses_a_start_before_today_in_stockholm(self) -> None:
        late_evening = datetime(2026, 12, 6, 23, 30, tzinfo=UTC)
        with pytest.raises(refusals.StartsInThePast) as refusal:
            district.submit(a_draft(starts_on=date(2026, 12, 6)), MANAGER, late_evening)
        assert refusal.value.errors[0].field == "startsOn"
        assert refusal.value.errors[0].limit == "2026-12-07"

    def test_takes_a_start_today(self) -> None:
        assert a_submitted(starts_on=date(2026, 11, 23)).status is Status.SUBMITTED

    def test_refuses_more_than_a_year(self) -> None:
        with pytest.raises(refusals.PeriodTooLong):
            district.submit(a_draft(ends_on=date(2027, 12, 31)), MANAGER, NOW)


class TestReturn:
    def test_stops_the_clock_and_gives_ten_working_days(self) -> None:
        later = NOW + timedelta(days=2)
        returned, [event] = team.return_for_completion(a_submitted(), "Hur många utredningar?", COORDINATOR, later)
        assert returned.clock == ((NOW, later),)
        assert returned.answer_by == answer_deadline(later, 10)
        assert event.model_dump()["answer_by"] == returned.answer_by

    def test_resubmitting_runs_the_clock_on_and_clears_the_question(self) -> None:
        returned, _ = team.return_for_completion(a_submitted(), "Hur många utredningar?", COORDINATOR, NOW)
        back = NOW + timedelta(days=7)
        again, _ = district.resubmit(returned, MANAGER, back)
        assert (again.status, again.question, again.answer_by) == (Status.SUBMITTED, None, None)
        assert again.clock[-1] == (back, None)

    def test_days_with_the_district_are_not_waiting(self) -> None:
        returned, _ = team.return_for_completion(
            a_submitted(), "Hur många utredningar?", COORDINATOR, NOW + timedelta(days=1)
        )
        again, _ = district.resubmit(returned, MANAGER, NOW + timedelta(days=8))
        assert again.waiting_days(NOW + timedelta(days=9)) == 2


class TestTriage:
    def test_alone_leaves_the_request_assessed(self) -> None:
        triaged, events = team.triage(a_submitted(), Urgency.HIGH, COORDINATOR, NOW, into_queue=False)
        assert (triaged.status, triaged.urgency) == (Status.TRIAGED, Urgency.HIGH)
        assert [type(event) for event in events] == [RequestTriaged]

    def test_with_queue_is_two_facts_in_order(self) -> None:
        queued, events = team.triage(a_submitted(), Urgency.HIGH, COORDINATOR, NOW, into_queue=True)
        assert queued.status is Status.QUEUED
        assert [type(event) for event in events] == [RequestTriaged, RequestQueued]
        assert [event.subject_version for event in events] == [3, 4]
        assert queued.version == 4


class TestOffer:
    def test_is_answered_within_three_working_days_by_four_oclock(self) -> None:
        offer = an_offered().offer
        assert offer is not None
        assert offer.answer_by == datetime(2026, 11, 26, 15, 0, tzinfo=UTC)

    def make(self, **overrides: object) -> None:
        terms: dict[str, object] = {
            "percent": 80,
            "starts_on": date(2026, 12, 7),
            "ends_on": date(2027, 1, 29),
            "answer_by": None,
        }
        team.offer(a_queued(), a_specialist(), by=COORDINATOR, now=NOW, **(terms | overrides))  # type: ignore[arg-type]

    def test_refuses_more_than_the_employment_share(self) -> None:
        with pytest.raises(refusals.MoreThanEmployment) as refusal:
            self.make(percent=81)
        assert refusal.value.errors[0].limit == "80"

    def test_refuses_a_start_in_the_past(self) -> None:
        with pytest.raises(refusals.StartsInThePast):
            self.make(starts_on=date(2026, 11, 22))

    def test_refuses_an_answer_time_that_has_passed(self) -> None:
        with pytest.raises(refusals.AnswerByTooEarly):
            self.make(answer_by=NOW)

    def test_retracted_leaves_the_request_in_the_queue_with_its_waiting(self) -> None:
        offered = an_offered()
        queued, _ = team.retract_offer(offered, COORDINATOR, NOW)
        assert (queued.status, queued.offer, queued.clock) == (Status.QUEUED, None, offered.clock)


class TestAnswer:
    def test_yes_stops_the_clock(self) -> None:
        accepted, _ = district.accept_offer(an_offered(), MANAGER, NOW + timedelta(days=1))
        assert (accepted.status, accepted.clock) == (Status.ACCEPTED, ((NOW, NOW + timedelta(days=1)),))

    def test_no_keeps_the_place(self) -> None:
        offered = an_offered()
        queued, [event] = district.turn_down_offer(offered, TurnDownReason.DATES_DO_NOT_SUIT, MANAGER, NOW)
        assert (queued.status, queued.offer, queued.clock) == (Status.QUEUED, None, offered.clock)
        assert event.model_dump()["reason"] is TurnDownReason.DATES_DO_NOT_SUIT

    @pytest.mark.parametrize("late", [timedelta(seconds=1), timedelta(days=30)])
    def test_comes_too_late_after_the_deadline(self, late: timedelta) -> None:
        offered = an_offered()
        assert offered.offer is not None
        with pytest.raises(refusals.OfferHasLapsed):
            district.accept_offer(offered, MANAGER, offered.offer.answer_by + late)
        with pytest.raises(refusals.OfferHasLapsed):
            district.turn_down_offer(offered, TurnDownReason.NEED_HAS_CHANGED, MANAGER, offered.offer.answer_by + late)

    def test_is_in_time_at_the_deadline(self) -> None:
        offered = an_offered()
        assert offered.offer is not None
        assert district.accept_offer(offered, MANAGER, offered.offer.answer_by)[0].status is Status.ACCEPTED


class TestEnd:
    def test_declining_names_reason_and_alternative(self) -> None:
        declined, [event] = team.decline(
            a_submitted(), DeclineReason.NO_CAPACITY, Alternative.CALL_OFF, COORDINATOR, NOW
        )
        assert declined.status is Status.DECLINED
        assert event.model_dump(include={"reason", "alternative"}) == {
            "reason": DeclineReason.NO_CAPACITY,
            "alternative": Alternative.CALL_OFF,
        }

    def test_withdrawing_stops_the_clock(self) -> None:
        withdrawn, _ = district.withdraw(a_queued(), WithdrawReason.RECRUITED, MANAGER, NOW + timedelta(days=3))
        assert withdrawn.clock[-1][1] == NOW + timedelta(days=3)


class TestAssignment:
    accepted = replace(district.accept_offer(an_offered(), MANAGER, NOW)[0])
    first_day = datetime(2026, 12, 7, 8, tzinfo=UTC)

    def test_starts_on_a_day_of_the_booking_that_has_come(self) -> None:
        under_way, _ = team.start(self.accepted, date(2026, 12, 7), COORDINATOR, self.first_day)
        assert (under_way.status, under_way.started_on) == (Status.UNDER_WAY, date(2026, 12, 7))

    @pytest.mark.parametrize("day", [date(2026, 12, 6), date(2026, 12, 8), date(2027, 1, 30)])
    def test_does_not_start_outside_the_booking_or_in_the_future(self, day: date) -> None:
        with pytest.raises(refusals.StartOutsideBooking):
            team.start(self.accepted, day, COORDINATOR, self.first_day)

    def test_completing_early_gives_back_the_rest(self) -> None:
        under_way, _ = team.start(self.accepted, date(2026, 12, 7), COORDINATOR, self.first_day)
        later = datetime(2026, 12, 18, 12, tzinfo=UTC)
        completed, _ = team.complete(under_way, date(2026, 12, 18), COORDINATOR, later)
        [given] = completed.assignment.segments
        assert (completed.status, given.ends_on) == (Status.COMPLETED, date(2026, 12, 18))

    @pytest.mark.parametrize("day", [date(2026, 12, 6), date(2026, 12, 19)])
    def test_does_not_end_before_its_start_or_in_the_future(self, day: date) -> None:
        under_way, _ = team.start(self.accepted, date(2026, 12, 7), COORDINATOR, self.first_day)
        with pytest.raises(refusals.CompletedOutsideAssignment):
            team.complete(under_way, day, COORDINATOR, datetime(2026, 12, 18, 12, tzinfo=UTC))

    def test_is_evaluated_by_the_district(self) -> None:
        under_way, _ = team.start(self.accepted, date(2026, 12, 7), COORDINATOR, self.first_day)
        completed, _ = team.complete(under_way, date(2026, 12, 7), COORDINATOR, self.first_day)
        evaluated, [event] = district.evaluate(completed, 4, MANAGER, self.first_day)
        assert (evaluated.status, evaluated.score, event.model_dump()["score"]) == (Status.EVALUATED, 4, 4)


class TestTimePassing:
    def test_an_unanswered_offer_lapses_and_the_request_keeps_its_waiting(self) -> None:
        offered = an_offered()
        assert offered.offer is not None
        assert overdue(offered, offered.offer.answer_by) is None
        lapsed = overdue(offered, offered.offer.answer_by + timedelta(seconds=1))
        assert lapsed is not None
        request, [event] = lapsed
        assert (request.status, request.clock, type(event)) == (Status.QUEUED, offered.clock, OfferLapsed)

    def test_a_request_that_nobody_completed_expires(self) -> None:
        returned, _ = team.return_for_completion(a_submitted(), "Hur många utredningar?", COORDINATOR, NOW)
        assert returned.answer_by is not None
        assert overdue(returned, returned.answer_by) is None
        expired = overdue(returned, returned.answer_by + timedelta(seconds=1))
        assert expired is not None
        assert isinstance(expired[1][0], RequestExpired)
        assert expired[1][0].cause is ExpiryCause.NOT_COMPLETED_IN_TIME

    def test_a_request_whose_period_has_passed_expires(self) -> None:
        queued = a_queued()
        assert overdue(queued, datetime(2027, 1, 29, 22, tzinfo=UTC)) is None
        expired = overdue(queued, datetime(2027, 1, 29, 23, 30, tzinfo=UTC))
        assert expired is not None
        assert expired[0].status is Status.EXPIRED

    def test_a_draft_and_an_accepted_request_do_not_expire(self) -> None:
        accepted, _ = district.accept_offer(an_offered(), MANAGER, NOW)
        far = datetime(2030, 1, 1, tzinfo=UTC)
        assert overdue(a_draft(), far) is None
        assert overdue(accepted, far) is None
