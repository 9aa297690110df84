"""What each column of an imported row takes, and what is said of a value that breaks its rule."""

from enum import StrEnum

import pytest

from contracts.specialist_team.codes import Status
from contracts.specialist_team.import_format import COLUMNS, REQUIRED, WORDS
from services.portal.swedish import STATES
from services.portal.swedish import WORDS as ON_PAGES
from services.specialist_team.domain.import_rows import RequestRow, digest, parse
from services.specialist_team.domain.import_words import code_of, column_of
from tests.builders.imports import HELPED, QUEUED


def errors(**changed: str) -> set[tuple[str, str]]:
    cells = {name: value for name, value in (QUEUED | changed).items() if value}
    return {(one.field, one.code) for one in parse(cells)[1]}


def test_a_right_row_is_read() -> None:
    row, found = parse(HELPED)
    assert found == []
    assert row is not None
    assert (row.status, row.percent, str(row.hours), row.specialist) == ("evaluated", 60, "92.5", "specialist-c")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"percent": "19"}, {("percent", "greater_than_equal")}),
        ({"percent": "101"}, {("percent", "less_than_equal")}),
        ({"percent": "halvtid"}, {("percent", "int_parsing")}),
        ({"starts_on": "5/10 2026"}, {("starts_on", "not_a_day")}),
        ({"submitted_on": "2026-02-30"}, {("submitted_on", "not_a_day")}),
        ({"purpose": "hjälp"}, {("purpose", "unknown_word")}),
        ({"competences": "BBIC, Barns behov i centrum | Fiske"}, {("competences", "unknown_word")}),
        ({"status": "Utkast"}, {("status", "unknown_word")}),
        ({"status": "Hos stadsdelen"}, {("status", "unknown_word")}),
        ({"tasks": "Kort"}, {("tasks", "string_too_short")}),
        ({"tasks": "Hjälp med 19121212-1212 och hennes barn."}, {("tasks", "client_data")}),
        ({"key": "19121212-1212"}, {("key", "client_data")}),
        ({"tasks": "=HYPERLINK(A1)"}, {("tasks", "formula")}),
        ({"percent": "", "unit": ""}, {("percent", "missing"), ("unit", "missing")}),
    ],
)
def test_each_broken_rule_is_named_at_its_column(changed: dict[str, str], expected: set[tuple[str, str]]) -> None:
    assert errors(**changed) == expected


def test_a_persons_number_is_not_even_kept_among_the_errors() -> None:
    _, found = parse(QUEUED | {"tasks": "Hjälp med 19121212-1212 och hennes barn."})
    assert "1212" not in str([one.model_dump() for one in found])


@pytest.mark.parametrize("written", ["60", "60 %", "60,0", " 60"])
def test_numbers_are_read_as_swedes_write_them(written: str) -> None:
    row, _ = parse(QUEUED | {"percent": written.strip()})
    assert row is not None
    assert row.percent == 60


def test_the_same_row_written_otherwise_has_the_same_digest() -> None:
    plain, coded = parse(QUEUED)[0], parse(QUEUED | {"purpose": "investigation_backlog", "percent": "60 %"})[0]
    changed = parse(QUEUED | {"percent": "70"})[0]
    assert isinstance(plain, RequestRow) and isinstance(coded, RequestRow) and isinstance(changed, RequestRow)
    assert digest(plain) == digest(coded) != digest(changed)


@pytest.mark.parametrize("kind", list(WORDS), ids=lambda kind: kind.__name__)
def test_the_words_are_those_of_the_pages(kind: type[StrEnum]) -> None:
    for code, word in WORDS[kind].items():
        shown = STATES[code].word if isinstance(code, Status) else ON_PAGES[kind][code]
        assert word == shown
        assert code_of(kind, f"  {word.upper()} ") == code_of(kind, code.value) == code


def test_columns_are_known_by_name_and_by_code() -> None:
    assert {column_of(name) for name in COLUMNS.values()} == {column_of(code) for code in COLUMNS} == set(COLUMNS)
    assert set(COLUMNS) == set(RequestRow.model_fields)
    assert {name for name, one in RequestRow.model_fields.items() if one.is_required()} == set(REQUIRED)
