"""What becomes of an order and its positions: decisions and the events that tell them."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.event import Event
from contracts.organisation import Area
from contracts.recruitment.codes import OrderCancelReason, OrderStatus, PositionStatus
from contracts.recruitment.order_events import PositionCancelled, PositionEvent
from services.recruitment.domain import order
from services.recruitment.domain.order import Order
from services.recruitment.domain.refusals import EmploymentStartsInThePast
from tests.builders.recruitment import HR, MANAGER, NOW, POSITIONS, a_content, a_draft, a_placed, a_returned

LATER = NOW + timedelta(days=30)


def told(events: Sequence[Event]) -> list[str]:
    return [event.type.split(".")[1] for event in events]


def open_positions(found: Order) -> list[int]:
    return [one.number for one in found.positions if one.status is PositionStatus.OPEN]


def test_a_draft_opens_nothing() -> None:
    drafted, events = order.save_draft(a_draft(), Area.CHILDREN_AND_YOUTH, a_content(positions=5), MANAGER, NOW)
    assert told(events) == ["order_drafted"]
    assert (drafted.positions, drafted.placed_at, drafted.version) == ((), None, 2)


def test_placing_opens_each_position_from_that_day() -> None:
    placed, events = order.place(a_draft(positions=3), POSITIONS, MANAGER, NOW)
    assert told(events) == ["order_placed"] + ["position_opened"] * 3
    assert [(one.number, one.opened_on) for one in placed.positions] == [(n, date(2026, 11, 23)) for n in (1, 2, 3)]
    assert placed.positions[0].days_open(date(2026, 12, 23)) == 30


def test_a_position_is_as_old_as_it_is_when_its_order_was_completed() -> None:
    """The time to fill counts from the first order, not from the last correction of it."""
    again, events = order.place(a_returned(), POSITIONS[4:], MANAGER, LATER)
    assert told(events) == ["order_placed"]
    assert {one.opened_on for one in again.positions} == {date(2026, 11, 23)}
    assert (again.placed_at, again.question) == (NOW, None)


@pytest.mark.parametrize(("wanted", "happened"), [(3, "position_opened"), (1, "position_cancelled")])
def test_a_completed_order_for_more_or_fewer(wanted: int, happened: str) -> None:
    changed, _ = order.save_draft(a_returned(), Area.CHILDREN_AND_YOUTH, a_content(positions=wanted), MANAGER, LATER)
    again, events = order.place(changed, POSITIONS[4:], MANAGER, LATER)
    assert told(events) == ["order_placed", happened]
    assert open_positions(again) == [1, 2, 3][:wanted]


def test_open_positions_are_told_when_the_order_says_something_else_of_them() -> None:
    content = a_content(percent=75)
    changed, events = order.save_draft(a_returned(), Area.CHILDREN_AND_YOUTH, content, MANAGER, LATER)
    assert told(events) == ["order_drafted", "position_changed", "position_changed"]
    assert {event.percent for event in events if isinstance(event, PositionEvent)} == {75}
    _, again = order.save_draft(changed, Area.CHILDREN_AND_YOUTH, a_content(percent=75, tasks="Nytt."), MANAGER, LATER)
    assert told(again) == ["order_drafted"]


def test_a_returned_order_keeps_its_positions_open_and_its_question() -> None:
    returned, events = order.return_for_completion(a_placed(), "Vilken utbildning?", HR, LATER)
    assert told(events) == ["order_returned"]
    assert (returned.status, returned.question) == (OrderStatus.RETURNED, "Vilken utbildning?")
    assert open_positions(returned) == [1, 2]


def test_what_is_asked_stands_in_no_event() -> None:
    _, events = order.return_for_completion(a_placed(), "Vilken utbildning?", HR, LATER)
    _, drafted = order.save_draft(a_draft(), Area.CHILDREN_AND_YOUTH, a_content(note="Ring mig."), MANAGER, NOW)
    sent = "".join(event.model_dump_json() for event in [*events, *drafted])
    assert "utbildning" not in sent
    assert "Ring mig" not in sent


def test_cancelling_closes_what_is_open_and_says_how_long_it_was() -> None:
    cancelled, events = order.cancel(a_placed(), OrderCancelReason.REDEPLOYED, MANAGER, LATER)
    assert told(events) == ["order_cancelled", "position_cancelled", "position_cancelled"]
    assert [event.days_open for event in events if isinstance(event, PositionCancelled)] == [30, 30]
    assert open_positions(cancelled) == []


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2020, 1, 1)])
def test_nobody_begins_in_the_past(day: date) -> None:
    with pytest.raises(EmploymentStartsInThePast):
        a_draft(starts_on=day)
    with pytest.raises(EmploymentStartsInThePast):
        order.place(a_draft(starts_on=date(2026, 11, 23)), POSITIONS, MANAGER, LATER)


STEPS = st.lists(
    st.tuples(st.sampled_from(["save", "return", "place", "cancel"]), st.integers(1, 6), st.integers(25, 100))
)


@given(STEPS)
def test_events_of_positions_tell_all_that_the_order_knows(steps: list[tuple[str, int, int]]) -> None:
    """Versions have no hole, each opening has at most one end, and who only hears events counts the same positions."""
    ids = (UUID(int=number) for number in count(100))
    found, heard = order.place(a_draft(), [next(ids), next(ids)], MANAGER, NOW)
    for step, positions, percent in steps:
        if step == "save":
            content = a_content(positions=positions, percent=percent)
            found, events = order.save_draft(found, Area.CHILDREN_AND_YOUTH, content, MANAGER, NOW)
        elif step == "return":
            found, events = order.return_for_completion(found, "Mer?", HR, NOW)
        elif step == "place":
            found, events = order.place(found, [next(ids) for _ in range(6)], MANAGER, NOW)
        else:
            found, events = order.cancel(found, OrderCancelReason.BUDGET, MANAGER, NOW)
        heard = [*heard, *events]
    known: dict[UUID, Any] = {}
    versions: dict[UUID, list[int]] = {}
    for event in heard:
        versions.setdefault(event.subject_id, []).append(event.subject_version)
        if isinstance(event, PositionCancelled):
            del known[event.subject_id]
        elif isinstance(event, PositionEvent):
            known[event.subject_id] = (event.number, event.percent)
    assert all(seen == list(range(seen[0], seen[0] + len(seen))) for seen in versions.values())
    assert known == {
        one.id: (one.number, found.content.percent) for one in found.positions if one.status is PositionStatus.OPEN
    }
