"""Whatever is tried in whatever order, a support request stays lawful: a random walk over all commands."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from contracts.event import ActorReference
from contracts.specialist_team.assignment_codes import (
    AfterStandDown,
    Effect,
    EndDeclineReason,
    Match,
    Side,
    StandDownReason,
)
from contracts.specialist_team.assignment_events import AssignmentEnding, EffectFollowUpDue
from contracts.specialist_team.codes import (
    Alternative,
    Command,
    DeclineReason,
    Status,
    TurnDownReason,
    Urgency,
    WithdrawReason,
)
from contracts.specialist_team.events import SupportRequestEvent
from libs.calendar import local_date
from libs.refusals import ServiceError
from services.specialist_team.domain import assignment_decisions as assignment
from services.specialist_team.domain import district_decisions as district
from services.specialist_team.domain import evaluation, overrides, parts, rules, second_opinion, ways
from services.specialist_team.domain import team_decisions as team
from services.specialist_team.domain.assignment import Review
from services.specialist_team.domain.expiry import overdue
from services.specialist_team.domain.reminders import due
from services.specialist_team.domain.request import Decision, SupportRequest
from tests.builders.specialist_team import (
    COORDINATOR,
    MANAGER,
    NOW,
    SECOND_COORDINATOR,
    a_content,
    a_draft,
    a_specialist,
    an_offered,
)

NEXT: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.SUBMITTED, Status.AWAITING_APPROVAL, Status.WITHDRAWN}),
    Status.AWAITING_APPROVAL: frozenset({Status.SUBMITTED, Status.DRAFT, Status.WITHDRAWN}),
    Status.SUBMITTED: frozenset(
        {Status.RETURNED, Status.TRIAGED, Status.QUEUED, Status.DECLINED, Status.WITHDRAWN, Status.EXPIRED}
    ),
    Status.RETURNED: frozenset({Status.SUBMITTED, Status.WITHDRAWN, Status.EXPIRED}),
    Status.TRIAGED: frozenset({Status.QUEUED, Status.RETURNED, Status.DECLINED, Status.WITHDRAWN, Status.EXPIRED}),
    Status.QUEUED: frozenset({Status.OFFERED, Status.RETURNED, Status.DECLINED, Status.WITHDRAWN, Status.EXPIRED}),
    Status.OFFERED: frozenset({Status.ACCEPTED, Status.QUEUED, Status.WITHDRAWN}),
    Status.ACCEPTED: frozenset({Status.UNDER_WAY, Status.WITHDRAWN, Status.QUEUED}),
    Status.UNDER_WAY: frozenset({Status.COMPLETED}),
    Status.COMPLETED: frozenset({Status.EVALUATED}),
}
"""Every change of status there may be, written down apart from the rules that are tested."""
HEAD = ActorReference(id="farsta-avdelningschef", role="district_approver")
RUNNING = frozenset({Status.SUBMITTED, Status.TRIAGED, Status.QUEUED, Status.OFFERED})
SECOND = rules.Person("samordnare-2", frozenset({"coordinator"}), None, None)
APPROVER = rules.Person("farsta-avdelningschef", frozenset({"district_approver"}), "farsta", None)
CITY = rules.Person("samordnare", frozenset({"coordinator"}), None, None)
FARSTA = rules.Person("farsta-chef", frozenset({"unit_manager"}), "farsta", "farsta-utredning-barn-2")


def offer_now(request: SupportRequest, now: datetime) -> Decision:
    today = local_date(now)
    terms: dict[str, Any] = {"percent": 80, "starts_on": today, "ends_on": today + timedelta(days=30)}
    return team.offer(request, a_specialist(), answer_by=None, by=COORDINATOR, now=now, **terms)


def triage_now(request: SupportRequest, now: datetime) -> Decision:
    return second_opinion.triage(request, [*Urgency][now.day % 3], COORDINATOR, now, into_queue=False)


def split_now(request: SupportRequest, now: datetime) -> Decision:
    kept, _ = parts.halves(request.content, 40, None)
    return parts.split(request, kept, parts.Sibling(UUID(int=7), "SPT-2026-0007"), COORDINATOR, now)


def propose_end_now(request: SupportRequest, now: datetime) -> Decision:
    """Another last day, now and then earlier and now and then later, by either side."""
    ends_on = request.assignment.last.ends_on + timedelta(days=now.day - 15)
    side, by = (Side.TEAM, COORDINATOR) if now.day % 2 else (Side.DISTRICT, MANAGER)
    return assignment.propose_end(request, ends_on, side, by, now)


def hand_over_now(request: SupportRequest, now: datetime) -> Decision:
    member = a_specialist(id=f"specialist-{'abc'[now.day % 3]}")
    return assignment.hand_over(request, member, local_date(now) + timedelta(days=now.day % 7), COORDINATOR, now)


def stand_down_now(request: SupportRequest, now: datetime) -> Decision:
    before = request.assignment
    decision = assignment.stand_down(
        request, StandDownReason.ABSENCE, local_date(now), AfterStandDown.QUEUE, COORDINATOR, now
    )
    held = decision[0].assignment
    not_given = held.stood_down.not_given if held.stood_down else before.segments
    assert held.minutes + sum(one.minutes for one in not_given) == before.minutes
    return decision


def long_wait(request: SupportRequest, now: datetime) -> ways.Comparison | None:
    """The wait as it may be promised: now and then soon, late, later or not at all."""
    likely = [local_date(now), *(date(2027, month, 1) for month in (2, 3, 4)), None][now.day % 5]
    return ways.compared(request, ways.Promise(likely, None), ways.Prices(442, 900), 20, local_date(now))


DECIDE: dict[Command, Callable[[SupportRequest, datetime], Decision]] = {
    Command.SAVE_DRAFT: lambda r, now: district.save_draft(r, a_content(), MANAGER, now),
    Command.SUBMIT: lambda r, now: (district.ask_approval if now.day % 2 else district.submit)(r, MANAGER, now),
    Command.APPROVE: lambda r, now: district.submit(r, HEAD, now),
    Command.SEND_BACK: lambda r, now: district.send_back(r, HEAD, now),
    Command.RESUBMIT: lambda r, now: district.resubmit(r, MANAGER, now),
    Command.RETURN: lambda r, now: team.return_for_completion(r, "Hur många?", COORDINATOR, now),
    Command.TRIAGE: triage_now,
    Command.CONFIRM_ACUTE: lambda r, now: second_opinion.confirm(r, SECOND_COORDINATOR, now),
    Command.REFUSE_ACUTE: lambda r, now: second_opinion.refuse(r, SECOND_COORDINATOR, now),
    Command.QUEUE: lambda r, now: team.queue(r, COORDINATOR, now),
    Command.OVERRIDE: lambda r, now: overrides.override(r, 1, "Barn utan handläggare.", COORDINATOR, now),
    Command.LIFT_OVERRIDE: lambda r, now: overrides.lift(r, COORDINATOR, now),
    Command.OFFER: offer_now,
    Command.RETRACT_OFFER: lambda r, now: team.retract_offer(r, COORDINATOR, now),
    Command.ACCEPT_OFFER: lambda r, now: district.accept_offer(r, MANAGER, now),
    Command.TURN_DOWN_OFFER: lambda r, now: district.turn_down_offer(r, TurnDownReason.NEED_HAS_CHANGED, MANAGER, now),
    Command.DECLINE: lambda r, now: team.decline(r, DeclineReason.NO_CAPACITY, Alternative.CALL_OFF, COORDINATOR, now),
    Command.WITHDRAW: lambda r, now: district.withdraw(r, WithdrawReason.RECRUITED, MANAGER, now),
    Command.START: lambda r, now: team.start(r, local_date(now), COORDINATOR, now),
    Command.COMPLETE: lambda r, now: team.complete(r, local_date(now), COORDINATOR, now),
    Command.EVALUATE: lambda r, now: district.evaluate(r, 3, MANAGER, now),
    Command.SPLIT: split_now,
    Command.PROPOSE_END: propose_end_now,
    Command.AGREE_END: lambda r, now: assignment.agree_end(r, MANAGER, now),
    Command.DECLINE_END: lambda r, now: assignment.decline_end(r, EndDeclineReason.TOO_SHORT_NOTICE, COORDINATOR, now),
    Command.LET_END: lambda r, now: assignment.let_end(r, MANAGER, now),
    Command.HAND_OVER: hand_over_now,
    Command.STAND_DOWN: stand_down_now,
    Command.REVIEW: lambda r, now: evaluation.review(r, Review(*[Match.FULLY] * 3), COORDINATOR, now),
    Command.FOLLOW_UP_EFFECT: lambda r, now: evaluation.follow_up_effect(r, Effect.SOLVED, MANAGER, now),
    Command.CHOOSE_AGENCY: lambda r, now: ways.choose_agency(r, long_wait(r, now), MANAGER, now),
    Command.KEEP_WAITING: lambda r, now: ways.keep_waiting(r, long_wait(r, now), MANAGER, now),
    Command.GO_ON_AFTER_HIRE: lambda r, now: assignment.go_on_after_hire(r, UUID(int=now.day), COORDINATOR, now),
    Command.NAME_POSITION: lambda r, now: ways.name_position(r, UUID(int=now.day), MANAGER, now),
}


class RandomWalk(RuleBasedStateMachine):
    """Gives any command at any time, as anybody who may, and lets time pass."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.request = a_draft()
        self.seen: list[SupportRequestEvent] = []

    def follow(self, decision: Decision) -> None:
        before = self.request
        self.request, events = decision
        assert [e.subject_version for e in events] == list(range(before.version + 1, self.request.version + 1))
        assert self.request.status == before.status or self.request.status in NEXT[before.status]
        assert len({e.event_id for e in [*self.seen, *events]}) == len(self.seen) + len(events)
        self.seen += events

    @rule(pick=st.integers(0, 99))
    def give(self, pick: int) -> None:
        opened = ways.possible(self.request, long_wait(self.request, self.now))
        opened |= {Command.GO_ON_AFTER_HIRE} if self.request.status in rules.GIVEN else frozenset()
        allowed = [
            c
            for c in Command
            if c in opened
            or any(c in rules.possible(person, self.request) for person in (CITY, SECOND, FARSTA, APPROVER))
        ]
        if not allowed:
            return
        command = allowed[pick % len(allowed)]
        before = self.request
        try:
            self.follow(DECIDE[command](self.request, self.now))
        except ServiceError:
            assert self.request is before

    @rule(hours=st.integers(1, 24 * 20))
    def let_time_pass(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        if (decision := overdue(self.request, self.now)) is not None:
            self.follow(decision)
        if (decision := due(self.request, self.now)) is not None:
            self.follow(decision)
            assert due(self.request, self.now) is None

    @invariant()
    def clock_runs_exactly_while_the_district_waits(self) -> None:
        running = bool(self.request.clock) and self.request.clock[-1][1] is None
        assert running == (self.request.status in RUNNING)

    @invariant()
    def waiting_never_exceeds_the_calendar(self) -> None:
        assert 0 <= self.request.waiting_days(self.now) <= (self.now.date() - date(2026, 11, 22)).days

    @invariant()
    def segments_follow_each_other_within_the_agreed_time(self) -> None:
        segments = self.request.assignment.segments
        for one, after in pairwise(segments):
            assert after.starts_on == one.ends_on + timedelta(days=1)
            assert after.specialist != one.specialist
        assert all(one.starts_on <= one.ends_on and one.percent == segments[0].percent for one in segments)
        if segments and self.request.completed_on:
            assert segments[-1].ends_on <= self.request.completed_on

    @invariant()
    def what_is_not_approved_is_the_districts_own(self) -> None:
        if self.request.status is Status.AWAITING_APPROVAL:
            assert self.request.submitted_at is None
            assert not self.request.clock
            assert not rules.may_see(CITY, self.request)
            assert {*rules.possible(APPROVER, self.request)} == {Command.APPROVE, Command.SEND_BACK}
        else:
            assert rules.possible(APPROVER, self.request) == []

    @invariant()
    def nobody_is_acute_by_one_persons_word(self) -> None:
        acute = self.request.acute
        assert not {Command.CONFIRM_ACUTE, Command.REFUSE_ACUTE} & {*rules.possible(CITY, self.request)}
        if self.request.urgency is Urgency.ACUTE:
            assert acute
            assert acute.confirmed_by not in {None, acute.proposed_by}
        elif acute:
            assert (self.request.urgency, acute.confirmed_by) == (Urgency.HIGH, None)

    @invariant()
    def each_thing_is_said_once(self) -> None:
        told = [(e.ends_on, e.working_days) for e in self.seen if isinstance(e, AssignmentEnding)]
        held = self.request.assignment.notices
        assert len(held) == len(set(held))
        assert not held or told[-1] == (held[-1].ends_on, held[-1].working_days)
        assert sum(isinstance(e, EffectFollowUpDue) for e in self.seen) <= 1

    @invariant()
    def an_offer_stands_exactly_when_somebody_is_given(self) -> None:
        given = {Status.OFFERED, Status.ACCEPTED, Status.UNDER_WAY, Status.COMPLETED, Status.EVALUATED}
        if self.request.status in given:
            assert self.request.offer is not None
            assert self.request.assignment.segments
        if self.request.status in {Status.QUEUED, Status.SUBMITTED, Status.DRAFT}:
            assert self.request.offer is None
            assert not self.request.assignment.segments


RandomWalk.TestCase.settings = settings(max_examples=150, stateful_step_count=30)
TestRandomWalk = RandomWalk.TestCase


class AssignmentWalk(RandomWalk):
    """The same from the yes to an offer on, where time and the parties change the assignment."""

    def __init__(self) -> None:
        super().__init__()
        self.request, _ = district.accept_offer(an_offered(), MANAGER, self.now)


AssignmentWalk.TestCase.settings = settings(max_examples=100, stateful_step_count=40)
TestAssignmentWalk = AssignmentWalk.TestCase
