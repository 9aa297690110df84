"""The emergency lane: acute requests are lifted, but never more than the lane's share, and what is taken is repaid."""

from dataclasses import replace
from fractions import Fraction
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from contracts.specialist_team.codes import Urgency
from services.specialist_team.domain.help_given import hours_of
from services.specialist_team.domain.queue import Place, order
from services.specialist_team.domain.request import SupportRequest
from tests.builders.policies import a_ledger, a_policy
from tests.builders.specialist_team import NOW, a_queued

BY_WAITING = {"terms": [], "ageing": 1}


def queued(number: int, urgency: Urgency, percent: int = 80) -> SupportRequest:
    request = a_queued(NOW, urgency, percent=percent)
    return replace(request, id=UUID(int=number), reference=f"SPT-2026-{number:04d}")


def hours(place: Place) -> Fraction:
    content = place.request.content
    return hours_of(content.percent, content.starts_on, content.ends_on)


def test_lifts_one_and_is_closed_until_other_help_has_repaid_it() -> None:
    requests = [queued(n, Urgency.NORMAL) for n in range(1, 9)] + [queued(n, Urgency.ACUTE) for n in (9, 10)]
    places = order(requests, a_policy(**BY_WAITING, emergency_percent=20), a_ledger(), {}, NOW)
    assert [p.request.reference[-2:] for p in places] == ["09", "01", "02", "03", "04", "10", "05", "06", "07", "08"]
    assert [p.position for p in places if p.emergency] == [1, 6]


def test_is_closed_when_this_quarter_has_taken_its_share() -> None:
    requests = [queued(1, Urgency.NORMAL), queued(2, Urgency.ACUTE)]
    policy = a_policy(**BY_WAITING, emergency_percent=20)
    [first, _] = order(requests, policy, a_ledger(hours=1000, emergency=201), {}, NOW)
    assert (first.request.reference, first.emergency) == ("SPT-2026-0001", False)
    [first, _] = order(requests, policy, a_ledger(hours=1000, emergency=200), {}, NOW)
    assert (first.request.reference, first.emergency) == ("SPT-2026-0002", True)


def test_is_not_there_without_a_share() -> None:
    requests = [queued(1, Urgency.NORMAL), queued(2, Urgency.ACUTE)]
    assert not any(p.emergency for p in order(requests, a_policy(**BY_WAITING), a_ledger(), {}, NOW))


wishes = st.lists(st.tuples(st.sampled_from(list(Urgency)), st.integers(20, 100)), max_size=25)


@given(wishes, st.integers(1, 50), st.integers(0, 500), st.integers(0, 500))
def test_never_takes_more_than_its_share_and_one_request(
    drawn: list[tuple[Urgency, int]], percent: int, before: int, emergency: int
) -> None:
    requests = [queued(n, urgency, share) for n, (urgency, share) in enumerate(drawn, start=1)]
    ledger = a_ledger(hours=before + emergency, emergency=emergency)
    places = order(requests, a_policy(emergency_percent=percent), ledger, {}, NOW)
    assert sorted(p.request.reference for p in places) == [r.reference for r in requests]
    given_hours, taken, lifted = Fraction(before + emergency), Fraction(emergency), Fraction(0)
    largest = max((hours(p) for p in places), default=Fraction(0))
    for place in places:
        if place.emergency:
            assert taken * 100 <= percent * given_hours
            lifted += hours(place)
        given_hours += hours(place)
        taken += hours(place) * (place.request.urgency is Urgency.ACUTE)
        assert lifted <= given_hours * percent / 100 + largest
    ordinary = [p for p in places if not p.emergency]
    assert [(-p.points, -p.waiting) for p in ordinary] == sorted((-p.points, -p.waiting) for p in ordinary)
