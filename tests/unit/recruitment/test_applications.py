"""Applications in: every row has its fate, no error quotes a value, the same person is seen, a withdrawal counts."""

from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.recruitment.application_codes import ApplicationFate, ApplicationStatus, Degree
from contracts.recruitment.application_format import COLUMNS
from contracts.recruitment.applications import SendApplication
from contracts.recruitment.equality_codes import AgeBand, Sex
from libs.refusals import Invalid
from services.recruitment import application_files
from services.recruitment.domain import application, masking
from services.recruitment.domain.application import Application
from services.recruitment.domain.application_judging import Facts, Judged, Known, judge, recognised, wished
from services.recruitment.domain.application_refusals import ApplicationIsWithdrawn
from services.recruitment.domain.application_rows import ApplicationContent, parse
from services.recruitment.domain.openings import of_order
from services.recruitment.domain.personal_marks import marks_of
from tests.builders.applications import APPLICATION, PLANTED, a_csv, a_json, another
from tests.builders.campaigns import HR, NOW, an_order

OPENINGS = [*of_order(an_order(1)), *of_order(an_order(2))]
KEPT = {ApplicationFate.NEW, ApplicationFate.WITHDRAWS}


def keyed(content: bytes) -> bytes:
    return sha256(b"key" + content).digest()


def judged(*rows: dict[str, str], content: bytes | None = None, **overrides: Any) -> list[Judged]:
    known: dict[str, Any] = {
        "openings": OPENINGS,
        "opens_on": date(2026, 11, 16),
        "today": date(2026, 11, 23),
        "applications": {},
        "keyed": keyed,
    }
    return judge(application_files.read(content or a_csv(rows)), Facts(**(known | overrides)))


def fate(row: dict[str, str], **known: Any) -> ApplicationFate:
    (one,) = judged(row, **known)
    return one.fate


def errors(row: dict[str, str], **known: Any) -> set[tuple[str, str]]:
    (one,) = judged(row, **known)
    assert (one.fate is ApplicationFate.WRONG) == bool(one.errors)
    return {(error.field, error.code) for error in one.errors}


def content_of(row: dict[str, str]) -> ApplicationContent:
    content, _ = parse(row)
    assert content is not None
    return content


def known_as(row: dict[str, str], *, withdrawn: bool = False) -> dict[str, Known]:
    return {row["reference"]: Known(UUID(int=1), keyed(content_of(row).said), withdrawn)}


@pytest.mark.parametrize(
    ("wrong", "where", "code"),
    [
        ({"reference": ""}, "reference", "missing"),
        ({"reference": "19900101-2384"}, "reference", "client_data"),
        ({"received_on": "igår"}, "received_on", "not_a_day"),
        ({"received_on": "2026-11-15"}, "received_on", "before_opening"),
        ({"received_on": "2026-11-24"}, "received_on", "in_the_future"),
        ({"last_name": ""}, "last_name", "missing"),
        ({"identity_number": "Testsson"}, "identity_number", "not_an_identity_number"),
        ({"email": "Testsson"}, "email", "not_an_address"),
        ({"protected": "kanske"}, "protected", "unknown_word"),
        ({"wishes": "REK-2026-0003"}, "wishes", "unknown_position"),
        ({"wishes": "REK-2026-0001/3"}, "wishes", "unknown_position"),
        ({"degree": "Planterad"}, "degree", "unknown_word"),
        ({"sex": "Planterad"}, "sex", "unknown_word"),
        ({"age": "34"}, "age", "unknown_word"),
        ({"years": "Planterad"}, "years", "int_parsing"),
        ({"years": "-1"}, "years", "greater_than_equal"),
        ({"withdrawn_on": "2026-11-19"}, "withdrawn_on", "out_of_order"),
        ({"withdrawn_on": "2026-11-24"}, "withdrawn_on", "in_the_future"),
        ({"letter": "=CMD()"}, "letter", "formula"),
    ],
)
def test_a_row_that_is_wrong_says_where_and_why(wrong: dict[str, str], where: str, code: str) -> None:
    assert errors(APPLICATION | wrong) == {(where, code)}


def test_a_voluntary_answer_is_no_part_of_what_an_application_says() -> None:
    said = content_of(APPLICATION)
    answered = content_of(APPLICATION | {"sex": "Kvinna", "age": "45-59"})
    coded = content_of(APPLICATION | {"sex": "woman", "age": "from_forty_five"})
    assert (answered.sex, answered.age) == (coded.sex, coded.age) == (Sex.WOMAN, AgeBand.FROM_FORTY_FIVE)
    assert answered.said == said.said
    assert masking.merits(answered) == masking.merits(said)


CELL = st.sampled_from(["", *PLANTED, "4711", "2026-11-20", "Ja", "REK-2026-0001", "a@b.se", "=1", "2027-02-30"])


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELL)), min_size=1, max_size=6))
def test_rows_in_are_applications_and_named_errors(rows: list[dict[str, str]]) -> None:
    content = a_json(rows)
    lines = application_files.read(content).lines if any(any(row.values()) for row in rows) else []
    if not lines:
        return
    try:
        found = judged(content=content)
    except Invalid:
        return  # nobody wrote a column that every application needs: all of the file is refused
    assert [one.number for one in found] == list(range(1, len(rows) + 1))
    for one in found:
        assert (one.fate is ApplicationFate.WRONG) == bool(one.errors)
        assert (one.fate in KEPT) == (one.content is not None)
        assert all(error.field in COLUMNS and error.code for error in one.errors)


@given(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELL)))
def test_no_error_quotes_what_a_row_says(row: dict[str, str]) -> None:
    _, found = parse({name: value for name, value in row.items() if value})
    told = "".join(error.model_dump_json() for error in found)
    assert not [secret for secret in PLANTED if secret in told]


def test_what_is_not_said_is_not_needed() -> None:
    needed = {name: APPLICATION[name] for name in ("reference", "received_on", "first_name", "last_name", "email")}
    assert fate(needed) is ApplicationFate.NEW


def test_a_moment_counts_by_its_day_in_stockholm() -> None:
    assert content_of(APPLICATION | {"received_on": "2027-01-31T23:30:00+00:00"}).received_on == date(2027, 2, 1)
    assert content_of(APPLICATION | {"received_on": "2027-01-31 23:30"}).received_on == date(2027, 1, 31)


def test_csv_and_json_say_the_same() -> None:
    listed = a_json([{"ansökningsnummer": 4711, **{k: v for k, v in APPLICATION.items() if k != "reference"}}])
    (by_json,), (by_csv,) = judged(content=listed), judged(APPLICATION)
    assert by_json.content == by_csv.content


@pytest.mark.parametrize("content", [b"[", b"[1]", b"[]", b'[{"a": {}}]', b'[{"A": 1, "a": 2}]', b'[{"namn": 1}]'])
def test_json_of_another_shape_is_refused_as_a_whole(content: bytes) -> None:
    with pytest.raises(Invalid):
        judged(content=content)


def test_an_order_stands_for_its_positions_and_none_is_wished_twice() -> None:
    first, second = (of_order(an_order(number)) for number in (1, 2))
    wishes = ("REK-2026-0002/2", "REK-2026-0002", "REK-2026-0001/1")
    assert wished(wishes, OPENINGS) == [second[1].id, second[0].id, first[0].id]


def test_the_same_row_again_is_there_already() -> None:
    assert fate(APPLICATION, applications=known_as(APPLICATION)) is ApplicationFate.ALREADY_THERE
    spelt = APPLICATION | {"degree": "social_work", "email": APPLICATION["email"].upper()}
    assert fate(spelt, applications=known_as(APPLICATION)) is ApplicationFate.ALREADY_THERE
    changed = APPLICATION | {"letter": "Nytt"}
    assert fate(changed, applications=known_as(APPLICATION)) is ApplicationFate.DIFFERS


def test_a_number_that_stands_twice_in_a_file_counts_once() -> None:
    first, second = judged(APPLICATION, APPLICATION | {"letter": "Nytt"})
    assert (first.fate, second.fate) == (ApplicationFate.NEW, ApplicationFate.WRONG)
    assert [(one.code, one.found) for one in second.errors] == [("key_twice", "2")]


def test_a_withdrawal_counts_once_and_whatever_else_the_row_says() -> None:
    gone = APPLICATION | {"withdrawn_on": "2026-11-21"}
    assert fate(gone, applications=known_as(APPLICATION)) is ApplicationFate.WITHDRAWS
    assert fate(gone | {"letter": "Nytt"}, applications=known_as(APPLICATION)) is ApplicationFate.WITHDRAWS
    assert fate(gone, applications=known_as(APPLICATION, withdrawn=True)) is ApplicationFate.ALREADY_THERE
    assert fate(gone) is ApplicationFate.NEW


@pytest.mark.parametrize(
    "shared",
    [
        {"identity_number": "9001012384"},
        {"email": "PLANTERAD.Testsson@example.org"},
        {"phone": "+46 (0)70 174 06 35"},
        {"phone": "0046701740635"},
    ],
)
def test_the_same_person_is_seen_and_not_merged(shared: dict[str, str]) -> None:
    first, second, third = judged(APPLICATION, another("4712", **shared), another("4713"))
    assert [one.fate for one in (first, second, third)] == [ApplicationFate.NEW] * 3
    assert (first.same_person, second.same_person, third.same_person) == ([], ["#2"], [])


def test_somebody_who_applied_before_is_seen() -> None:
    people = {keyed(mark.encode()): ["OMG-2026-0001-7"] for mark in marks_of(content_of(APPLICATION))}
    (one,) = recognised(judged(APPLICATION | {"reference": "9"}), people)
    assert list(one.same_person) == ["OMG-2026-0001-7"]


def test_an_application_is_withdrawn_once() -> None:
    one = Application(
        UUID(int=1),
        UUID(int=2),
        UUID(int=3),
        1,
        0,
        ApplicationStatus.RECEIVED,
        date(2026, 11, 20),
        late=False,
        wishes=(),
    )
    received, event = application.receive(one, HR, NOW)
    withdrawn, told = application.withdraw(received, date(2026, 11, 23), HR, NOW)
    assert (event.subject_version, told.subject_version) == (1, 2)
    with pytest.raises(ApplicationIsWithdrawn):
        application.withdraw(withdrawn, date(2026, 11, 23), HR, NOW)


def test_what_is_sent_says_the_same_as_a_row_of_a_file() -> None:
    sent = SendApplication(
        reference="4711",
        received_on=date(2026, 11, 20),
        first_name="Planterad",
        last_name="Testsson",
        identity_number="19900101-2384",
        email="planterad.testsson@example.org",
        phone="070-174 06 35",
        wishes=["REK-2026-0001/1", "REK-2026-0002"],
        degree=Degree.SOCIAL_WORK,
        years=4,
        experience="Hemligt Utredningsliv",
        letter="Hemligt Brev",
    )
    written = APPLICATION | {"wishes": "REK-2026-0001/1 | REK-2026-0002"}
    assert content_of(sent.cells()) == content_of(written)
