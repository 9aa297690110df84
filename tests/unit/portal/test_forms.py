"""What is said about what was typed, and how facts are written."""

import json
from datetime import UTC, date, datetime

import pytest
from starlette.datastructures import FormData

from contracts.problem import FieldError, Problem
from contracts.recruitment.codes import OrderStatus
from contracts.specialist_team.api import SupportRequestDraft
from contracts.specialist_team.codes import Command, Status
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import decisions, exports, formats, forms, language, order_decisions, telling
from services.portal.refusals import trouble
from services.portal.telling import Happening

GOOD = {
    "unit": "farsta-utredning-barn-2",
    "area": "children_and_youth",
    "purpose": "method_support",
    "percent": "60",
    "starts_on": "2027-01-11",
    "ends_on": "2027-03-05",
    "tasks": "Rutiner för förhandsbedömning.",
    "without_help": "",
}


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("percent", "120", "Skriv ett tal mellan 20 och 100. Behöver ni mer, begär två specialister."),
        ("percent", "", "Skriv ett tal mellan 20 och 100. Behöver ni mer, begär två specialister."),
        ("purpose", "", "Välj vad ni behöver hjälp med."),
        ("starts_on", "i morgon", "Välj en startdag, till exempel 2027-01-11."),
        ("ends_on", "2027-01-01", "Välj en sista dag som inte ligger före den första."),
        ("tasks", "kort", "Beskriv vad specialisten ska göra, med 10 till 1 000 tecken."),
        (
            "tasks",
            "Utredningen om 010203-XXXX är sen.",
            "Ta bort ”010203-XXXX”. Uppgifter om klienter får inte finnas i Avlasta.",
        ),
    ],
)
def test_a_broken_rule_is_said_at_its_field(field: str, typed: str, said: str) -> None:
    draft, errors = forms.read(SupportRequestDraft, GOOD | {field: typed})
    assert draft is None
    assert errors == {field: said}


def test_what_is_right_is_read() -> None:
    draft, errors = forms.read(SupportRequestDraft, GOOD)
    assert errors == {}
    assert draft is not None
    assert draft.percent == 60


def test_a_limit_from_the_service_is_written_as_a_day() -> None:
    error = FieldError(field="startsOn", code="starts_in_the_past", message="…", limit="2027-01-11")
    assert forms.messages([error]) == {"starts_on": "Välj en dag från och med i dag, 11 januari 2027."}


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "99999999999"])
def test_a_form_without_a_proper_version_claims_the_first(version: str) -> None:
    assert forms.version_of(FormData({"version": version})) == 1


def test_an_offer_is_answered_at_four_in_the_afternoon_in_stockholm() -> None:
    values = {"specialist": "specialist-c", "percent": "60", "reason": "Har tid."}
    values |= {"starts_on": "2027-01-11", "ends_on": "2027-03-05", "answer_by": "2027-01-08"}
    body, errors = decisions.body_of(Command.OFFER, values, 4)
    assert errors == {}
    assert body is not None
    assert body.answer_by == datetime(2027, 1, 8, 15, tzinfo=UTC)  # type: ignore[attr-defined]


def test_a_day_that_is_none_is_refused_at_its_field() -> None:
    values = {"specialist": "specialist-c", "percent": "60", "reason": "Har tid."}
    values |= {"starts_on": "2027-01-11", "ends_on": "2027-03-05", "answer_by": "snart"}
    assert list(decisions.body_of(Command.OFFER, values, 4)[1]) == ["answer_by"]


def test_a_conflict_says_what_changed_and_carries_the_version_to_send_with() -> None:
    problem = Problem.model_validate(
        {
            "title": "Conflict",
            "status": 409,
            "detail": "…",
            "code": "version_conflict",
            "instance": "/",
            "reference": "7c1e",
            "currentVersion": 5,
            "changes": [
                {
                    "type": "specialist_team.request_queued.v1",
                    "at": "2027-01-08T07:10:00Z",
                    "role": "coordinator",
                    "version": 5,
                }
            ],
        }
    )
    found = trouble(Refused(problem))
    assert (found.status, found.current_version) == (409, 5)
    assert found.changes == ["Sattes i kö, Samordnare, specialistteamet, fredag 8 januari 2027 08.10"]


def test_a_silent_service_keeps_the_text() -> None:
    assert "Det du skrev finns kvar" in trouble(Unavailable("…")).advice


def test_how_facts_are_written() -> None:
    assert formats.period(date(2030, 12, 5), date(2031, 1, 27)) == "5 december 2030–27 januari 2031"
    assert formats.period(date(2031, 1, 6), date(2031, 3, 7)) == "6 januari–7 mars 2031"
    assert formats.number(-1234.5).replace("\xa0", " ") == "\u22121 234,5"
    assert formats.weeks(date(2030, 12, 2), date(2031, 1, 26)) == "8 veckor"
    assert formats.working_days(1) == "1 arbetsdag"
    assert formats.clock(datetime(2030, 7, 1, 6, 12, tzinfo=UTC)) == "08.12"
    assert [formats.spelled(count) for count in (1, 12, 13)] == ["en", "tolv", "13"]


@pytest.mark.parametrize(
    ("preferred", "accepted", "answer"),
    [("en", "sv", "en"), (None, "en-GB,en;q=0.9", "en"), (None, "fi,de", "sv"), ("xx", "", "sv"), (None, "", "sv")],
)
def test_which_language_is_spoken(preferred: str | None, accepted: str, answer: str) -> None:
    assert language.chosen(preferred, accepted) == answer


def happened(name: str, hour: int, reason: str | None = None) -> Happening:
    """Return an event at an hour."""
    data = {"urgency": "high", "reason": "solved_locally"}
    return Happening(f"specialist_team.{name}.v1", datetime(2030, 1, 7, hour, tzinfo=UTC), "coordinator", data, reason)


def test_steps_show_the_way_and_the_next_one() -> None:
    way = [happened("request_submitted", 8), happened("request_triaged", 9), happened("request_queued", 9)]
    kinds = [step.kind for step in telling.steps(Status.QUEUED, way, 4)]
    assert kinds == ["done", "done", "done", "current", "coming", "coming", "coming", "coming"]
    assert telling.steps(Status.QUEUED, way, 4)[2].note == "plats 4"
    ended = telling.steps(Status.WITHDRAWN, [*way, happened("request_withdrawn", 10)], None)
    assert "current" not in [step.kind for step in ended]


def test_what_is_not_done_does_not_look_done() -> None:
    of_request = telling.steps(Status.UNDER_WAY, [happened("assignment_started", 8)], None)
    of_order = order_decisions.order_steps(OrderStatus.ACCEPTED, [])
    for steps in (of_request, of_order):
        assert all((step.glyph == "s-done") == (step.kind == "done") for step in steps)


def test_one_reason_for_two_things_at_once_is_said_once() -> None:
    told = telling.timeline([happened("request_triaged", 9, "Brådskar."), happened("request_queued", 9, "Brådskar.")])
    assert [entry.reason for entry in told] == ["", "Brådskar."]


def test_a_text_in_a_file_cannot_become_a_formula() -> None:
    extract = exports.Extract("x", "X", ["Text", "Tal"], [["=HYPERLINK(1)", 1.5], ["å;ä", None]], [])
    assert exports.as_csv(extract).decode("utf-8-sig") == 'Text;Tal\r\n\'=HYPERLINK(1);1,5\r\n"å;ä";\r\n'
    assert exports.as_excel(extract).startswith(b"PK")
    written = json.loads(exports.as_json(extract))
    assert written["rows"] == [{"Text": "=HYPERLINK(1)", "Tal": 1.5}, {"Text": "å;ä", "Tal": None}]
