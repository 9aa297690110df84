"""Interviews: what becomes of one and who may do it, what scorecards come to, and which times are proposed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.event import ActorReference
from contracts.recruitment.campaign_codes import Evidence
from contracts.recruitment.interview_codes import (
    InterviewCancelReason,
    InterviewCommand,
    InterviewKind,
    InterviewStatus,
)
from contracts.recruitment.interview_events import InterviewScorecardLocked
from contracts.recruitment.profiles import Criterion
from libs.calendar import STOCKHOLM, is_working_day
from libs.refusals import RoleMayNot, ServiceError
from services.recruitment.domain import interview, interview_outcome, interview_rules, interview_times
from services.recruitment.domain.campaign import ProfileVersion
from services.recruitment.domain.interview import Interview, Interviewer, Slot
from services.recruitment.domain.interview_refusals import (
    InterviewIs,
    InterviewNotBegun,
    InterviewNotFound,
    InterviewOutOfRange,
    NotOneOfTheInterviewers,
    ScorecardIsLocked,
)
from services.recruitment.domain.order_rules import Person
from services.recruitment.domain.screening_outcome import MET, NOT_MET, UNCLEAR, Verdict
from services.recruitment.domain.screening_questions import questions
from services.recruitment.domain.screening_refusals import JudgementIsWrong
from tests.builders.campaigns import CRITERIA, a_merit
from tests.builders.screening import answers

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
BEGINS = NOW + timedelta(days=3)
AFTER = BEGINS + timedelta(hours=2)
HR = ActorReference(id="hr-konsult", role="hr_consultant")
HR_PERSON = Person("hr-konsult", frozenset({"hr_consultant"}), None, None)
MANAGER = Person("farsta-chef", frozenset({"unit_manager"}), "farsta", "farsta-utredning-barn-2")
PROFILE = (
    Criterion.model_validate(CRITERIA[0] | {"sources": ["document", "interview"]}),
    a_merit(sources=[Evidence.APPLICATION, Evidence.INTERVIEW]),
    a_merit(id="skrift", sources=[Evidence.APPLICATION]),
)
ALL_ASKED = questions([ProfileVersion(1, PROFILE)])
ASKED = interview_outcome.asked_at_interview(ALL_ASKED, PROFILE)


def a_slot(*people: str, starts_at: datetime = BEGINS) -> Slot:
    named = people or ("hr-konsult", "farsta-chef")
    seats = tuple(Interviewer(one, "unit_manager" if one.endswith("chef") else "hr_consultant") for one in named)
    return Slot(starts_at, starts_at + timedelta(hours=1), "Rum Tallen", seats)


def an_interview(*people: str, **overrides: Any) -> Interview:
    begun = Interview(
        id=UUID(int=80),
        campaign_id=UUID(int=9),
        application_id=UUID(int=1),
        kind=InterviewKind.IN_PERSON,
        slot=a_slot(*people),
        version=0,
        sequence=0,
        status=InterviewStatus.BOOKED,
        updated_at=NOW,
    )
    return replace(begun, **overrides)


def scored(*values: tuple[int, int], starts_at: datetime = BEGINS) -> Interview:
    """Return an interview that was held, with each interviewer's must and level."""
    people = [f"hr-{number}" for number, _ in enumerate(values)]
    held = replace(an_interview(), slot=a_slot(*people, starts_at=starts_at))
    held, _ = interview.hold(held, people, HR, starts_at)
    for person, (must, level) in zip(people, values, strict=True):
        by = ActorReference(id=person, role="hr_consultant")
        held, _ = interview.lock(held, answers(level, must), ASKED, by, AFTER)
    return held


def test_an_invitation_s_sequence_grows_with_what_it_says_and_versions_with_everything() -> None:
    booked, event = interview.book(an_interview(), HR, NOW)
    assert (event.type, booked.version, booked.sequence) == ("recruitment.interview_booked.v1", 1, 0)
    moved, _ = interview.move(booked, a_slot(starts_at=BEGINS + timedelta(days=1)), HR, NOW)
    assert (moved.version, moved.sequence) == (2, 1)
    held, _ = interview.hold(booked, ["farsta-chef"], HR, AFTER)
    assert (held.version, held.sequence, held.people) == (2, 0, ["farsta-chef"])
    off, _ = interview.cancel(moved, InterviewCancelReason.CANDIDATE_ASKED, HR, NOW)
    assert (off.sequence, off.cancelled) == (2, InterviewCancelReason.CANDIDATE_ASKED)


@pytest.mark.parametrize("starts_at", [NOW, NOW + timedelta(days=181)])
def test_an_interview_is_to_come_within_half_a_year(starts_at: datetime) -> None:
    with pytest.raises(InterviewOutOfRange):
        interview.book(an_interview(slot=a_slot(starts_at=starts_at)), HR, NOW)
    with pytest.raises(InterviewOutOfRange):
        interview.move(an_interview(), a_slot(starts_at=starts_at), HR, NOW)


def test_interviewers_of_a_time_that_has_begun_may_be_replaced() -> None:
    moved, _ = interview.move(an_interview(), a_slot("hr-konsult-2"), HR, AFTER)
    assert moved.people == ["hr-konsult-2"]


def test_what_became_of_it_is_noted_when_its_time_has_come() -> None:
    with pytest.raises(InterviewNotBegun):
        interview.hold(an_interview(), ["hr-konsult"], HR, NOW)
    with pytest.raises(InterviewNotBegun):
        interview.miss(an_interview(), HR, NOW)
    with pytest.raises(NotOneOfTheInterviewers):
        interview.hold(an_interview(), ["hr-konsult-3"], HR, AFTER)
    assert interview.miss(an_interview(), HR, BEGINS)[0].status is InterviewStatus.MISSED


@pytest.mark.parametrize(
    ("person", "status", "command", "refusal"),
    [
        (MANAGER, InterviewStatus.BOOKED, InterviewCommand.MOVE, RoleMayNot),
        (MANAGER, InterviewStatus.BOOKED, InterviewCommand.LOCK, InterviewIs),
        (replace(HR_PERSON, id="hr-konsult-3"), InterviewStatus.HELD, InterviewCommand.LOCK, RoleMayNot),
        (replace(MANAGER, id="annan-chef"), InterviewStatus.BOOKED, InterviewCommand.HOLD, InterviewNotFound),
        (HR_PERSON, InterviewStatus.CANCELLED, InterviewCommand.CANCEL, InterviewIs),
        (HR_PERSON, InterviewStatus.HELD, InterviewCommand.MOVE, InterviewIs),
    ],
)
def test_who_may_do_what_with_an_interview(
    person: Person, status: InterviewStatus, command: InterviewCommand, refusal: type[ServiceError]
) -> None:
    with pytest.raises(refusal):
        interview_rules.require(person, an_interview(status=status), command)


def test_what_is_possible_follows_time_part_and_scorecard() -> None:
    before = interview_rules.possible(HR_PERSON, an_interview(), NOW)
    assert before == [InterviewCommand.MOVE, InterviewCommand.CANCEL]
    later = interview_rules.possible(MANAGER, an_interview(), BEGINS)
    assert later == [InterviewCommand.HOLD, InterviewCommand.MISS]
    held, _ = interview.hold(an_interview(), ["hr-konsult", "farsta-chef"], HR, AFTER)
    assert interview_rules.possible(HR_PERSON, held, AFTER) == [InterviewCommand.LOCK]
    locked, _ = interview.lock(held, answers(3), ASKED, HR, AFTER)
    assert interview_rules.possible(HR_PERSON, locked, AFTER) == []
    assert interview_rules.waits_for(MANAGER, locked)


def test_a_scorecard_answers_what_the_interview_is_to_show_once() -> None:
    held, _ = interview.hold(an_interview(), ["hr-konsult", "farsta-chef"], HR, AFTER)
    with pytest.raises(JudgementIsWrong):
        interview.lock(held, {"utredning": answers(3)["utredning"]}, ASKED, HR, AFTER)
    with pytest.raises(JudgementIsWrong):
        interview.lock(held, answers(3) | {"skrift": answers(3)["utredning"]}, ASKED, HR, AFTER)
    locked, event = interview.lock(held, answers(3), ASKED, HR, AFTER)
    assert isinstance(event, InterviewScorecardLocked)
    assert (event.all_locked, interview_outcome.comes_to(locked, ASKED)) == (False, {})
    with pytest.raises(ScorecardIsLocked):
        interview.lock(locked, answers(1), ASKED, HR, AFTER)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([(MET, 3)], {"examen": MET, "utredning": 3}),
        ([(MET, 3), (MET, 2)], {"examen": MET, "utredning": 2}),
        ([(MET, 4), (NOT_MET, 2)], {}),
        ([(MET, 4), (NOT_MET, 0), (MET, 3)], {"examen": MET, "utredning": 3}),
        ([(UNCLEAR, 1)], {"utredning": 1}),
    ],
)
def test_what_scorecards_come_to(values: list[tuple[int, int]], found: dict[str, int]) -> None:
    assert interview_outcome.levels([scored(*values)], ASKED) == found


def test_the_latest_interview_that_shows_a_criterion_holds_and_a_reworded_one_is_not_shown() -> None:
    first, second = (
        scored((MET, 1)),
        replace(scored((UNCLEAR, 4), starts_at=BEGINS + timedelta(days=7)), id=UUID(int=81)),
    )
    for order in permutations([first, second]):
        assert interview_outcome.levels(order, ASKED) == {"examen": MET, "utredning": 4}
    reworded = (PROFILE[0], PROFILE[1].model_copy(update={"title": "Annat"}))
    asked = interview_outcome.asked_at_interview(
        questions([ProfileVersion(1, PROFILE), ProfileVersion(2, reworded)]), reworded
    )
    assert interview_outcome.levels([second, first], asked) == {"examen": MET}


@given(st.lists(st.integers(0, 4), min_size=1, max_size=3).map(tuple))
def test_an_interview_never_shows_more_than_an_interviewer_has_seen(levels: tuple[int, ...]) -> None:
    verdicts = [scored(*((MET, one) for one in order)) for order in set(permutations(levels))]
    found = {interview_outcome.levels([one], ASKED).get("utredning") for one in verdicts}
    assert len(found) == 1
    assert found <= {None, *levels}


@given(
    st.lists(st.tuples(st.integers(0, 14 * 48), st.integers(1, 8)), max_size=30),
    st.sampled_from([15, 45, 60, 120, 180]),
)
def test_proposed_times_are_free_in_office_hours(taken: list[tuple[int, int]], minutes: int) -> None:
    half_hour = timedelta(minutes=30)
    busy = [(NOW + start * half_hour, NOW + (start + length) * half_hour) for start, length in taken]
    found = interview_times.free(busy, minutes, NOW)
    assert found == sorted(set(found))
    for start in found:
        end = start + timedelta(minutes=minutes)
        there, until = start.astimezone(STOCKHOLM), end.astimezone(STOCKHOLM)
        assert is_working_day(there.date())
        assert there.date() > NOW.astimezone(STOCKHOLM).date()
        assert (there.hour, there.minute) >= (9, 0)
        assert (until.hour, until.minute) <= (16, 30)
        assert until.hour * 60 + until.minute <= 12 * 60 or there.hour >= 13
        assert all(end <= since or until_busy <= start for since, until_busy in busy)
    assert found or busy


def test_times_keep_to_the_clock_on_the_wall_when_summer_time_begins() -> None:
    before = datetime(2027, 3, 24, 12, 0, tzinfo=UTC)
    found = {start.astimezone(STOCKHOLM).hour for start in interview_times.free([], 180, before)}
    assert found == {9, 13}


def test_a_verdict_by_somebody_who_was_not_there_counts_for_nothing() -> None:
    one = scored((MET, 3))
    more = replace(one, verdicts=(*one.verdicts, Verdict("hr-9", "utredning", 1, 0, None)))
    assert interview_outcome.comes_to(more, ASKED)["utredning"] == 3
