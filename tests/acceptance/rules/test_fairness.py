"""What users of other systems asked of a fair queue: who waits longest, who gets most, and who decides the rule."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from contracts.specialist_team.api import Term
from contracts.specialist_team.policy import PolicyRule
from services.portal.policy_words import UNITS
from services.specialist_team.domain.candidates import candidates
from services.specialist_team.domain.levelling import in_turn
from services.specialist_team.domain.team import Booking
from tests.builders.availability import a_member, time_off
from tests.builders.specialist_team import a_queued

DAY, MORE = date(2026, 11, 23), timedelta(days=4)


def a_week(number: int, specialist: str, weeks_ahead: int) -> Booking:
    start = DAY + timedelta(weeks=weeks_ahead)
    return Booking(UUID(int=number), specialist, 80, start, start + MORE, firm=True)


@given(st.integers(1, 60), st.integers(2, 8))
def test_one_by_one_everybody_gets_as_many(assignments: int, people: int) -> None:
    """Zammad#854 and #1581, open since 2017: tickets shared out in turn, evenly, whoever is asked first."""
    given_to = Counter({f"specialist-{number}": 0 for number in range(people)})
    for _ in range(assignments):
        chosen = in_turn(given_to)
        assert chosen is not None
        given_to[chosen] += 1
    assert max(given_to.values()) - min(given_to.values()) <= 1


def test_who_is_away_is_passed_over_and_is_in_turn_again_afterwards() -> None:
    """Zammad#1581 and frappe/helpdesk#1528: work went to agents who were on leave."""
    away = a_member(time_off(100, DAY, 11))
    at_work = a_member(id="specialist-d")
    taken = [a_week(1, "specialist-d", -2), a_week(2, "specialist-d", -1)]

    def turn(weeks_ahead: int) -> str:
        start = DAY + timedelta(weeks=weeks_ahead)
        request = a_queued(starts_on=start, ends_on=start + MORE)
        return next(c.specialist.id for c in candidates(request, [away, at_work], taken, taken, DAY) if c.in_turn)

    assert [turn(weeks) for weeks in (0, 1, 2)] == ["specialist-d", "specialist-d", "specialist-c"]


def test_who_fits_is_judged_by_need_time_leave_and_competence_together() -> None:
    """Caseflow#5575: assigning must see the case's demands, the workload, leave and experience, not a name alone."""
    off = time_off(30, date(2026, 12, 7), 100)
    busy = Booking(UUID(int=3), "specialist-c", 20, date(2026, 12, 7), date(2026, 12, 18), firm=True)
    [seen] = candidates(a_queued(percent=30), [a_member(off)], [busy], [busy], DAY)
    assert (seen.free_percent, seen.fits, seen.recent, list(seen.met)) == (30, True, 1, ["bbic"])
    assert [(now.percent, then.percent) for now, then in zip(seen.weeks, seen.potential, strict=True)][:3] == [
        (40, 100),
        (40, 100),
        (0, 60),
    ]
    too_much = a_queued(percent=31)
    assert not candidates(too_much, [a_member(off)], [busy], [busy], DAY)[0].fits


def test_every_parameter_of_the_rule_says_how_far_it_may_be_turned() -> None:
    """Caseflow's levers: each has a unit, a least and a most; without them a typing error reorders the queue."""
    rule = PolicyRule.model_json_schema()
    term = rule["$defs"]["TermRule"]["properties"]
    numbers = [term[name] for name in ("weight", "cap", "whenMissing")]
    numbers += [rule["properties"][name] for name in ("ageing", "emergencyPercent")]
    assert [(one["minimum"], one["maximum"]) for one in numbers] == [
        (0, 1000),
        (0, 10_000),
        (0, 10_000),
        (1, 1000),
        (0, 50),
    ]
    assert set(UNITS) == set(Term)
