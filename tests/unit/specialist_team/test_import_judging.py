"""The dry run: every row has a fate, and an imported history is one that could have happened here."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.event import ActorReference
from contracts.organisation import Organisation
from contracts.specialist_team.codes import Status
from contracts.specialist_team.import_format import COLUMNS
from contracts.specialist_team.imports import Fate
from libs.refusals import Invalid
from libs.spreadsheets import read
from services.specialist_team.domain.availability import Availability
from services.specialist_team.domain.import_history import NEEDED, Telling, history
from services.specialist_team.domain.import_judging import Facts, Judged, judge, unit_of
from services.specialist_team.domain.import_rows import RequestRow, digest, parse
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.team import Booking
from tests.builders.imports import DECLINED, HELPED, QUEUED, a_csv
from tests.builders.specialist_team import a_specialist

ORGANISATION = Organisation.read(Path("deploy/local/organisation.json"))
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
BY = ActorReference(id="samordnare", role="import")


def facts(**overrides: Any) -> Facts:
    fields: dict[str, Any] = {
        "organisation": ORGANISATION,
        "team": {"specialist-c": Availability(a_specialist(), 0)},
        "bookings": [],
        "imported": {},
        "now": NOW,
    }
    return Facts(**(fields | overrides))


def judged(*rows: dict[str, str], **known: Any) -> list[Judged]:
    return judge(read(a_csv(rows)), facts(**known))


def errors(row: dict[str, str], **known: Any) -> set[tuple[str, str]]:
    (one,) = judged(row, **known)
    assert (one.fate is Fate.WRONG) == bool(one.errors)
    assert all(error.field in COLUMNS for error in one.errors), one.errors
    return {(error.field, error.code) for error in one.errors}


def row_of(cells: dict[str, str]) -> RequestRow:
    row, _ = parse(cells)
    assert row is not None
    return row


def told(cells: dict[str, str]) -> tuple[SupportRequest, list[Any]]:
    row = row_of(cells)
    telling = Telling(UUID(int=7), "SPT-2026-0007", unit_of(row, ORGANISATION), a_specialist(), BY, NOW)
    request, events = history(row, telling)
    return request, list(events)


def test_right_rows_are_new() -> None:
    assert [one.fate for one in judged(QUEUED, HELPED, DECLINED)] == [Fate.NEW] * 3


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"unit": "Simhallen"}, {("unit", "unknown_unit_there")}),
        ({"district": "Atlantis"}, {("district", "unknown_district")}),
        ({"district": "", "unit": "Utredning barn och unga 2"}, {("unit", "unknown_unit_there")}),
        ({"district": "Bromma", "unit": "farsta-utredning-barn-2"}, {("unit", "unknown_unit_there")}),
        ({"specialist": "Specialist Q"}, {("specialist", "unknown_specialist")}),
        ({"assignment_percent": "100"}, {("assignment_percent", "more_than_employment")}),
        ({"ends_on": "2026-10-04"}, {("ends_on", "ends_before_start")}),
        ({"assignment_to": "2026-10-01"}, {("assignment_to", "ends_before_start")}),
        ({"starts_on": "2026-09-01"}, {("starts_on", "starts_in_the_past")}),
        ({"ends_on": "2028-01-01"}, {("ends_on", "period_too_long")}),
        ({"started_on": "2026-09-28"}, {("started_on", "start_outside_booking")}),
        ({"triaged_on": "2026-09-13"}, {("triaged_on", "out_of_order")}),
        ({"evaluated_on": "2026-11-24"}, {("evaluated_on", "in_the_future")}),
        ({"score": ""}, {("score", "missing_for_status")}),
        ({"ended_on": "2026-11-20"}, {("ended_on", "not_for_status")}),
    ],
)
def test_what_follows_from_several_columns_is_told_at_the_column(
    changed: dict[str, str], expected: set[tuple[str, str]]
) -> None:
    assert errors(HELPED | changed) == expected


def test_a_decided_request_needs_its_own_reason() -> None:
    assert errors(DECLINED | {"reason": "Vi har rekryterat"}) == {("reason", "unknown_word")}
    assert errors(DECLINED | {"alternative": ""}) == {("alternative", "missing_for_status")}
    withdrawn = DECLINED | {"status": "Återtagen", "reason": "Vi har rekryterat", "alternative": ""}
    assert errors(withdrawn) == set()
    assert errors(withdrawn | {"urgency": ""}) == {("urgency", "missing_for_status")}


def test_a_request_expires_when_its_period_has_passed() -> None:
    expired = QUEUED | {"status": "Förfallen", "ends_on": "2026-10-30", "ended_on": "2026-11-02"}
    assert errors(expired) == set()
    assert errors(expired | {"ended_on": "2026-10-29"}) == {("ended_on", "has_not_passed")}


def test_nobody_is_booked_beyond_the_share_by_file_or_by_what_is_there() -> None:
    again = HELPED | {"key": "2026-20"}
    first, second = judged(HELPED, again)
    assert (first.fate, second.fate) == (Fate.NEW, Fate.WRONG)
    assert [(one.field, one.code, one.limit) for one in second.errors] == [
        ("assignment_percent", "specialist_is_booked", "20")
    ]
    taken = Booking(UUID(int=1), "specialist-c", 40, date(2026, 10, 30), date(2026, 12, 1), firm=True)
    assert errors(HELPED, bookings=[taken]) == {("assignment_percent", "specialist_is_booked")}


def test_an_offer_that_is_not_answered_takes_its_time_too() -> None:
    offer = {name: HELPED[name] for name in (*QUEUED, *NEEDED[Status.OFFERED])} | {"status": "Erbjuden"}
    assert [one.fate for one in judged(offer, HELPED | {"key": "2026-20"})] == [Fate.NEW, Fate.WRONG]


def test_a_key_counts_once() -> None:
    first, second = judged(QUEUED, QUEUED)
    assert (first.fate, second.fate) == (Fate.NEW, Fate.WRONG)
    assert [(one.field, one.code, one.found) for one in second.errors] == [("key", "key_twice", "2")]


def test_what_is_imported_is_there_or_differs() -> None:
    known = {QUEUED["key"]: digest(row_of(QUEUED))}
    (same,), (other,) = judged(QUEUED, imported=known), judged(QUEUED | {"percent": "70"}, imported=known)
    assert (same.fate, other.fate) == (Fate.ALREADY_THERE, Fate.DIFFERS)


def test_columns_are_required_and_known() -> None:
    for content, code, named in (
        ("nyckel;enhet\n1;2\n", "columns_missing", "syfte"),
        (a_csv([QUEUED]).decode("utf-8-sig").replace("skäl", "skal"), "columns_unknown", "skal"),
    ):
        with pytest.raises(Invalid) as refused:
            judge(read(content.encode()), facts())
        assert refused.value.code == code
        assert named in {one.field for one in refused.value.errors}


def test_a_district_that_is_no_more_has_its_own_time() -> None:
    gone = {"id": "farsta-utredning-barn-2", "name": "x", "district": "norrmalm", "area": "elderly", "budgetedPosts": 1}
    divided = Organisation.read(Path("deploy/stockholm.json"))
    organisation = Organisation.model_validate(
        {"districts": [one.model_dump() for one in divided.districts], "units": [gone]}
    )
    row = QUEUED | {"district": "", "unit": "farsta-utredning-barn-2"}
    assert errors(row, organisation=organisation) == {("submitted_on", "district_not_then")}


def test_the_history_is_what_the_decisions_give_and_every_day_is_the_files() -> None:
    request, events = told(HELPED)
    assert (request.status, request.score, request.waiting_days(NOW)) == (Status.EVALUATED, 4, 4)
    assert [one.ends_on for one in request.assignment.segments] == [date(2026, 10, 30)]
    assert [one.type.split(".")[1] for one in events] == [
        "request_drafted",
        "request_submitted",
        "request_triaged",
        "request_queued",
        "request_offered",
        "request_accepted",
        "assignment_started",
        "assignment_completed",
        "request_evaluated",
    ]
    assert [one.subject_version for one in events] == list(range(1, 10))
    moments = [one.occurred_at for one in events]
    assert moments == sorted(moments)
    assert {one.actor for one in events} == {BY}
    assert events[0].external_key == "2026-18"
    assert {one.occurred_at.date() for one in events} == {date(2026, 9, day) for day in (14, 15, 17, 18)} | {
        date(2026, 10, 5),
        date(2026, 10, 30),
        date(2026, 11, 3),
    }


@pytest.mark.parametrize("status", NEEDED)
def test_every_state_can_be_told(status: Status) -> None:
    known = HELPED | {"ended_on": "2026-11-20", "reason": "no_capacity", "alternative": "call_off"}
    if status is Status.WITHDRAWN:
        known |= {"reason": "recruited"}
    if status is Status.EXPIRED:
        known |= {"ends_on": "2026-10-30"}
    always = {name for name in QUEUED if name not in {"urgency", "triaged_on"}}
    row = {name: value for name, value in known.items() if name in always | set(NEEDED[status])}
    request, _ = told(row | {"status": status})
    assert request.status is status


MARKS = {
    "right": QUEUED,
    "helped": HELPED,
    "wrong": QUEUED | {"percent": "7"},
    "strange": DECLINED | {"reason": "=A1"},
    "there": QUEUED | {"key": "known"},
    "differs": QUEUED | {"key": "known", "percent": "30"},
    "keyless": QUEUED | {"key": ""},
}


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(sorted(MARKS)), st.integers(0, 4)), min_size=1, max_size=12))
def test_no_row_vanishes_and_each_has_one_fate(picked: list[tuple[str, int]]) -> None:
    """Read = new + already there + refused, in the file's order; the same file gives the same fates."""
    rows = [MARKS[mark] | ({"key": str(n)} if mark in {"right", "helped"} else {}) for mark, n in picked]
    known = {"known": digest(row_of(MARKS["there"]))}
    found = judged(*rows, imported=known)
    assert [one.number for one in found] == list(range(2, len(rows) + 2))
    assert all((one.row is not None) == (one.fate is Fate.NEW) for one in found)
    assert len({one.key for one in found if one.fate is Fate.NEW}) == sum(one.fate is Fate.NEW for one in found)
    assert found == judged(*rows, imported=known)
