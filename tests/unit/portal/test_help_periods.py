"""What calendars show follows the assignment itself: folded from events it equals the segments of the aggregate."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contracts.specialist_team.assignment_codes import AfterStandDown, Side, StandDownReason
from libs.refusals import ServiceError
from services.portal.help_periods import Periods, after
from services.specialist_team.domain import assignment_decisions as decide
from services.specialist_team.domain import district_decisions, team_decisions
from services.specialist_team.domain.request import Decision, SupportRequest
from tests.builders.specialist_team import COORDINATOR, MANAGER, NOW, a_specialist, an_offered

FIRST = date(2026, 12, 7)


def step(request: SupportRequest, what: str, day: date, now: datetime) -> Decision:
    match what:
        case "start":
            return team_decisions.start(request, day, COORDINATOR, now)
        case "later" | "earlier":
            move = timedelta(days=14 if what == "later" else -14)
            ends_on = request.assignment.last.ends_on + move
            proposed, events = decide.propose_end(request, ends_on, Side.TEAM, COORDINATOR, now)
            if proposed.assignment.proposal is None:
                return proposed, events
            agreed, more = decide.agree_end(proposed, MANAGER, now)
            return agreed, [*events, *more]
        case "b" | "c":
            return decide.hand_over(request, a_specialist(id=f"specialist-{what}"), day, COORDINATOR, now)
        case "complete":
            return team_decisions.complete(request, day, COORDINATOR, now)
        case _:
            reason, then = StandDownReason.ABSENCE, AfterStandDown.QUEUE
            return decide.stand_down(request, reason, day, then, COORDINATOR, now)


@given(
    st.lists(st.tuples(st.sampled_from(["start", "later", "earlier", "b", "c", "complete", "down"]), st.integers(0, 9)))
)
def test_periods_folded_from_events_are_the_segments(steps: list[tuple[str, int]]) -> None:
    request, events = district_decisions.accept_offer(an_offered(), MANAGER, NOW)
    periods: Periods = ()
    for event in events:
        periods = after(periods, event)
    day = FIRST
    for what, days in steps:
        day += timedelta(days=days)
        try:
            request, events = step(request, what, day, datetime.combine(day, NOW.timetz()))
        except (ServiceError, IndexError):
            continue
        for event in events:
            periods = after(periods, event)
        shown = [(one.specialist, one.percent, one.starts_on, one.ends_on) for one in periods]
        held = [(one.specialist, one.percent, one.starts_on, one.ends_on) for one in request.assignment.segments]
        assert shown == held
