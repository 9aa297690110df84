"""Spreadsheets that people send: CSV as Excel or another program writes it, or Excel's own .xlsx, as lines of text.

CSV is separated by semicolon or comma, in UTF-8 (with or without a byte order mark) or Windows-1252. Of a workbook the
first sheet is read. Days come as ISO dates, whole numbers without decimals, formulas with their equals sign: nothing
in a file is ever calculated. Lines without any value are passed over.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from contracts.problem import FieldError
from libs.refusals import Invalid

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED_BYTES = 60 * 1024 * 1024
MOST_ROWS = 2000
MOST_COLUMNS = 60
_MOST_BLANK = 20_000
_MOST_LETTERS = 4000
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
FORMULA = "="
"""What a formula begins with."""


class FileIsEmpty(Invalid):
    """The file has no line beneath its head."""


class NotASpreadsheet(Invalid):
    """The file is neither CSV nor an .xlsx workbook that can be read."""


class OldExcelFormat(Invalid):
    """The file is an .xls workbook; save it as .xlsx or CSV."""


class FileTooLarge(Invalid):
    """The file has more lines, columns or data than can be taken in one go."""


class ColumnTwice(Invalid):
    """Two columns have the same name, so it is not known which one counts."""


class ColumnWithoutName(Invalid):
    """A column has values but no name."""


@dataclass(frozen=True)
class Line:
    """A line: its number in the file, the head being 1, and its values by column; empty cells are left out."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """The columns' names in lower case, and the lines."""

    columns: Sequence[str]
    lines: Sequence[Line]


def named(error: type[Invalid], detail: str, columns: Iterable[str]) -> Invalid:
    """Return a refusal of the whole file that names the columns it is about."""
    code = error("").code
    return error(detail, errors=[FieldError(field=one, code=code, message=detail, found=one) for one in columns])


def read(content: bytes, most_rows: int = MOST_ROWS) -> Sheet:
    """Return what the file holds, at most ``most_rows`` lines; raises one of the refusals above."""
    if not content.strip():
        raise FileIsEmpty("The file is empty.")
    if content.startswith(_OLD_EXCEL):
        raise OldExcelFormat("Save the workbook as .xlsx or as CSV and send that.")
    rows = _workbook(content) if content.startswith(_ZIP) else _csv(content)
    return _sheet(rows, most_rows)


def _sheet(rows: Iterator[list[str]], most_rows: int) -> Sheet:
    head: list[str] | None = None
    lines: list[Line] = []
    for number, row in enumerate(rows, start=1):
        if number > _MOST_BLANK or len(lines) > most_rows or len(row) > MOST_COLUMNS:
            raise FileTooLarge(f"Send at most {most_rows} rows and {MOST_COLUMNS} columns at a time.")
        if not any(row):
            continue
        if head is None:
            head = _head(row)
            continue
        if any(row[len(head) :]) or any(value for name, value in zip(head, row, strict=False) if not name):
            raise ColumnWithoutName(f"Row {number} has a value in a column that has no name.")
        lines.append(Line(number, {name: value for name, value in zip(head, row, strict=False) if value}))
    if head is None or not lines:
        raise FileIsEmpty("The file has no rows beneath its column names.")
    if len(lines) > most_rows:
        raise FileTooLarge(f"Send at most {most_rows} rows at a time.")
    return Sheet([name for name in head if name], lines)


def _head(row: list[str]) -> list[str]:
    names = [" ".join(value.split()).lower() for value in row]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise named(ColumnTwice, "Give each column a name of its own.", twice)
    return names


def _csv(content: bytes) -> Iterator[list[str]]:
    written = _decoded(content)
    first = written.lstrip("\r\n").partition("\n")[0]
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=max(";,\t", key=first.count), strict=True)
    try:
        for row in reader:
            yield [_cut(value) for value in row]
    except csv.Error as error:
        raise NotASpreadsheet(f"The file cannot be read as CSV at line {reader.line_num}: {error}.") from error


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            written = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in written:
            return written
        break
    raise NotASpreadsheet("The file is not text; send CSV or an .xlsx workbook.")


def _workbook(content: bytes) -> Iterator[list[str]]:
    import openpyxl  # noqa: PLC0415 - brings numpy; a service that reads no workbook starts without them

    _require_safe(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1):
            yield _trimmed([_written(value) for value in row])
    except Exception as error:
        raise NotASpreadsheet("The workbook cannot be read; open it in Excel, save it again and send that.") from error


def _require_safe(content: bytes) -> None:
    """Refuse a packed file that would unpack to far more than it says on the outside, or is locked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise NotASpreadsheet("The file is damaged or is not a workbook.") from error
    if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise FileTooLarge(f"The workbook unpacks to more than {MOST_UNPACKED_BYTES // 1024 // 1024} MiB.")
    if "xl/workbook.xml" not in {part.filename for part in parts} or any(part.flag_bits & 1 for part in parts):
        raise NotASpreadsheet("The file is not a workbook, or it is locked with a password.")


def _trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row


def _written(value: Any) -> str:
    """Return a cell as a person would write it in a text file."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return _cut(str(value))


def _cut(value: str) -> str:
    """Return the value without space around it; one that no cell can hold is cut where it will be refused as long."""
    return value.strip()[:_MOST_LETTERS]
