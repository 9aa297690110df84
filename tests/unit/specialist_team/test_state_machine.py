"""Whatever is tried in whatever order, a support request stays lawful: a random walk over all commands."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

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
from services.specialist_team.domain import district_decisions as district
from services.specialist_team.domain import rules
from services.specialist_team.domain import team_decisions as team
from services.specialist_team.domain.expiry import overdue
from services.specialist_team.domain.request import Decision, SupportRequest
from tests.builders.specialist_team import COORDINATOR, MANAGER, NOW, a_content, a_draft, a_specialist

NEXT: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.SUBMITTED, Status.WITHDRAWN}),
    Status.SUBMITTED: frozenset(
        {Status.RETURNED, Status.TRIAGED, Status.QUEUED, Status.DECLINED, Status.WITHDRAWN, Status.EXPIRED}
    ),
    Status.RETURNED: frozenset({Status.SUBMITTED, Status.WITHDRAWN, Status.EXPIRED}),
    Status.TRIAGED: frozenset({Status.QUEUED, Status.RETURNED, Status.DECLINED, Status.WITHDRAWN, Status.EXPIRED}),
    Status.QUEUED: frozenset({Status.OFFERED, Status.RETURNED, Status.DECLINED, Status.WITHDRAWN, Status.EXPIRED}),
    Status.OFFERED: frozenset({Status.ACCEPTED, Status.QUEUED, Status.WITHDRAWN}),
    Status.ACCEPTED: frozenset({Status.UNDER_WAY, Status.WITHDRAWN}),
    Status.UNDER_WAY: frozenset({Status.COMPLETED}),
    Status.COMPLETED: frozenset({Status.EVALUATED}),
}
"""Every change of status there may be, written down apart from the rules that are tested."""
RUNNING = frozenset({Status.SUBMITTED, Status.TRIAGED, Status.QUEUED, Status.OFFERED})
CITY = rules.Person("samordnare", frozenset({"coordinator"}), None, None)
FARSTA = rules.Person("farsta-chef", frozenset({"unit_manager"}), "farsta", "farsta-utredning-barn-2")


def offer_now(request: SupportRequest, now: datetime) -> Decision:
    today = local_date(now)
    terms: dict[str, Any] = {"percent": 80, "starts_on": today, "ends_on": today + timedelta(days=30)}
    return team.offer(request, a_specialist(), answer_by=None, by=COORDINATOR, now=now, **terms)


DECIDE: dict[Command, Callable[[SupportRequest, datetime], Decision]] = {
    Command.SAVE_DRAFT: lambda r, now: district.save_draft(r, a_content(), MANAGER, now),
    Command.SUBMIT: lambda r, now: district.submit(r, MANAGER, now),
    Command.RESUBMIT: lambda r, now: district.resubmit(r, MANAGER, now),
    Command.RETURN: lambda r, now: team.return_for_completion(r, "Hur många?", COORDINATOR, now),
    Command.TRIAGE: lambda r, now: team.triage(r, Urgency.HIGH, COORDINATOR, now, into_queue=False),
    Command.QUEUE: lambda r, now: team.queue(r, COORDINATOR, now),
    Command.OFFER: offer_now,
    Command.RETRACT_OFFER: lambda r, now: team.retract_offer(r, COORDINATOR, now),
    Command.ACCEPT_OFFER: lambda r, now: district.accept_offer(r, MANAGER, now),
    Command.TURN_DOWN_OFFER: lambda r, now: district.turn_down_offer(r, TurnDownReason.NEED_HAS_CHANGED, MANAGER, now),
    Command.DECLINE: lambda r, now: team.decline(r, DeclineReason.NO_CAPACITY, Alternative.CALL_OFF, COORDINATOR, now),
    Command.WITHDRAW: lambda r, now: district.withdraw(r, WithdrawReason.RECRUITED, MANAGER, now),
    Command.START: lambda r, now: team.start(r, local_date(now), COORDINATOR, now),
    Command.COMPLETE: lambda r, now: team.complete(r, local_date(now), COORDINATOR, now),
    Command.EVALUATE: lambda r, now: district.evaluate(r, 3, MANAGER, now),
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

    @rule(command=st.sampled_from(list(Command)))
    def give(self, command: Command) -> None:
        allowed = any(command in rules.possible(person, self.request) for person in (CITY, FARSTA))
        if not allowed:
            return
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

    @invariant()
    def clock_runs_exactly_while_the_district_waits(self) -> None:
        running = bool(self.request.clock) and self.request.clock[-1][1] is None
        assert running == (self.request.status in RUNNING)

    @invariant()
    def waiting_never_exceeds_the_calendar(self) -> None:
        assert 0 <= self.request.waiting_days(self.now) <= (self.now.date() - date(2026, 11, 22)).days

    @invariant()
    def an_offer_stands_exactly_when_somebody_is_given(self) -> None:
        given = {Status.OFFERED, Status.ACCEPTED, Status.UNDER_WAY, Status.COMPLETED, Status.EVALUATED}
        if self.request.status in given:
            assert self.request.offer is not None
            assert self.request.assignment.segments
        if self.request.status in {Status.QUEUED, Status.SUBMITTED, Status.DRAFT}:
            assert self.request.offer is None
            assert not self.request.assignment.segments


RandomWalk.TestCase.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
TestRandomWalk = RandomWalk.TestCase
