"""Files that people send: every way to write one is read alike, and every broken one has a clear answer."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs import spreadsheets
from libs.refusals import Invalid
from libs.spreadsheets import MOST_COLUMNS, MOST_ROWS, read
from tests.builders.imports import QUEUED, a_csv, a_workbook


def cells(content: bytes) -> list[dict[str, str]]:
    return [dict(line.cells) for line in read(content).lines]


def code_of(content: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        read(content)
    return refused.value.code


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_is_read_however_it_was_saved(delimiter: str, encoding: str) -> None:
    content = a_csv([QUEUED], delimiter=delimiter, encoding=encoding)
    assert cells(content)[0]["önskad start"] == "2026-10-05"
    assert cells(content) == cells(a_csv([QUEUED]))


def test_a_workbook_with_real_days_and_numbers_reads_as_the_csv_does() -> None:
    row = QUEUED | {"percent": 60, "starts_on": date(2026, 10, 5)}
    assert cells(a_workbook([row])) == cells(a_csv([QUEUED]))


def test_lines_keep_the_numbers_that_people_see() -> None:
    content = b"a;b\r\n1;2\r\n;\r\n\r\n5;\r\n"
    assert [line.number for line in read(content).lines] == [2, 5]


def test_a_formula_is_kept_as_it_is_written_and_never_calculated() -> None:
    line = read(a_workbook([QUEUED | {"tasks": "==1+1"}])).lines[0]
    assert line.cells["uppgifter"] == "=1+1"


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (spreadsheets.MOST_UNPACKED_BYTES + 1))
    return target.getvalue()


def entities() -> bytes:
    """Return a workbook whose strings name each other tenfold, ten times over."""
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    source, target = io.BytesIO(a_workbook([QUEUED])), io.BytesIO()
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for part in before.namelist():
            content = before.read(part)
            if part == "xl/workbook.xml":
                content = f'<!DOCTYPE w [<!ENTITY e0 "ha">{names}]><workbook>&e9;</workbook>'.encode()
            after.writestr(part, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_is_empty"),
        (b"  \r\n", "file_is_empty"),
        (b"a;b\r\n", "file_is_empty"),
        (a_workbook([]), "file_is_empty"),
        (b"\x00\x01\x02 not text", "not_a_spreadsheet"),
        (b'a;b\r\n"1;2\r\n', "not_a_spreadsheet"),
        (b"%PDF-1.7\x00\x81", "not_a_spreadsheet"),
        (b"PK\x03\x04 broken", "not_a_spreadsheet"),
        (a_workbook([QUEUED])[:-200], "not_a_spreadsheet"),
        (entities(), "not_a_spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old_excel_format"),
        (b"a;A\r\n1;2\r\n", "column_twice"),
        (b"a;\r\n1;2\r\n", "column_without_name"),
        (b"a;b\r\n1;2;3\r\n", "column_without_name"),
        (b"a\r\n" + b"1\r\n" * (MOST_ROWS + 1), "file_too_large"),
        (b"\r\n".join([b";".join(b"%d" % n for n in range(MOST_COLUMNS + 1))] * 2), "file_too_large"),
        (bomb(), "file_too_large"),
    ],
    ids=range(17),
)
def test_what_cannot_be_read_is_refused_by_name(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_the_most_rows_are_taken() -> None:
    assert len(read(b"a\r\n" + b"1\r\n" * MOST_ROWS).lines) == MOST_ROWS


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        sheet = read(content)
    except Invalid:
        return
    assert sheet.lines


@given(st.lists(st.integers(0, 9999), min_size=1, max_size=20))
def test_no_line_vanishes(numbers: list[int]) -> None:
    content = "värde\r\n" + "".join(f"{number}\r\n" for number in numbers)
    assert [int(line["värde"]) for line in cells(content.encode("cp1252"))] == numbers
