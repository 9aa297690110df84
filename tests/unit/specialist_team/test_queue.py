"""The order under the first policy: urgency, then waiting, then the moment of submission; same input, same order."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from contracts.specialist_team.codes import Status, Urgency
from services.specialist_team.domain.queue import Place
from services.specialist_team.domain.queue import order as order_by
from services.specialist_team.domain.request import SupportRequest
from tests.builders.policies import FIRST, a_ledger
from tests.builders.specialist_team import NOW, a_queued, a_submitted

LATER = NOW + timedelta(days=60)


def order(items: list[SupportRequest], now: datetime) -> list[Place]:
    return order_by(items, FIRST, a_ledger(), {}, now)


def queued(number: int, urgency: Urgency, days_ago: int) -> SupportRequest:
    sent = LATER - timedelta(days=days_ago)
    request = a_queued(NOW, urgency)
    return replace(
        request, id=UUID(int=number), reference=f"SPT-2026-{number:04d}", submitted_at=sent, clock=((sent, None),)
    )


requests = st.lists(st.tuples(st.sampled_from(list(Urgency)), st.integers(0, 60)), max_size=30).map(
    lambda rows: [queued(number, urgency, days) for number, (urgency, days) in enumerate(rows, start=1)]
)


def positions(items: list[SupportRequest]) -> list[tuple[int | None, str]]:
    return [(place.position, place.request.reference) for place in order(items, LATER)]


@given(requests, st.randoms(use_true_random=False))
def test_does_not_depend_on_the_order_of_the_input(items: list[SupportRequest], random: Random) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)
    assert positions(shuffled) == positions(items)


@given(requests)
def test_gives_every_queued_request_one_place(items: list[SupportRequest]) -> None:
    assert [position for position, _ in positions(items)] == list(range(1, len(items) + 1))


@given(requests)
def test_puts_the_more_urgent_first_and_then_who_waited_longer(items: list[SupportRequest]) -> None:
    ranks = list(Urgency)
    keys = [
        (ranks.index(place.request.urgency or Urgency.NORMAL), -place.request.waiting_days(LATER))
        for place in order(items, LATER)
    ]
    assert keys == sorted(keys)


def test_only_queued_requests_have_a_place() -> None:
    waiting = replace(a_submitted(), id=UUID(int=9), reference="SPT-2026-0009")
    places = order([waiting, queued(1, Urgency.NORMAL, 3)], LATER)
    assert [(p.position, p.request.status) for p in places] == [(1, Status.QUEUED), (None, Status.SUBMITTED)]


def test_explains_itself_in_the_order_in_which_the_terms_decide() -> None:
    [place] = order([queued(1, Urgency.ACUTE, 7)], LATER)
    assert [(term.term, term.value, term.points) for term in place.terms] == [
        ("urgency", "acute", 500),
        ("waiting", "5", 5),
    ]
    assert place.points == 505


def test_time_with_the_district_is_not_time_in_the_queue() -> None:
    """Who sent first but was asked to complete for long stands behind who has waited more working days."""
    early = queued(1, Urgency.NORMAL, 40)
    paused = replace(early, clock=((LATER - timedelta(days=40), LATER - timedelta(days=38)), (LATER, None)))
    assert positions([paused, queued(2, Urgency.NORMAL, 10)]) == [(1, "SPT-2026-0002"), (2, "SPT-2026-0001")]
