"""A list as a file: Excel with a sheet about the selection, CSV as Swedish Excel reads it, or JSON."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

import xlsxwriter
from fastapi.responses import Response

from libs.calendar import STOCKHOLM, now
from services.portal import formats
from services.portal.language import text

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Kind = Literal["csv", "xlsx", "json"]
"""What a list can be taken out as."""
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Extract:
    """What is taken out: file name, heading, columns, rows, and what was chosen (shown on a sheet of its own)."""

    name: str
    heading: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    selection: Sequence[tuple[str, str]]


def _local(value: Any) -> Any:
    """Return a moment as Stockholm time without zone, which is what spreadsheets know."""
    return value.astimezone(STOCKHOLM).replace(tzinfo=None) if isinstance(value, datetime) else value


def as_csv(extract: Extract) -> bytes:
    """Return semicolons, decimal comma and a byte order mark; a text cannot become a formula."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(extract.columns)
    writer.writerows([_cell(value) for value in row] for row in extract.rows)
    return target.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    value = _local(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, float):
        return str(value).replace(".", ",")
    written = "" if value is None else str(value)
    return f"'{written}" if isinstance(value, str) and written.startswith(_DANGEROUS) else written


def as_excel(extract: Extract) -> bytes:
    """Return a workbook: the rows as a table with a frozen head, and what was chosen, when."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    days, moments = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet(extract.heading[:31])
    for line, row in enumerate(extract.rows, start=1):
        for column, value in enumerate(map(_local, row)):
            if isinstance(value, datetime):
                sheet.write_datetime(line, column, value, moments)
            elif isinstance(value, date):
                sheet.write_datetime(line, column, value, days)
            else:
                sheet.write(line, column, value)
    last = max(len(extract.rows), 1)
    table = {"columns": [{"header": name} for name in extract.columns], "name": "Urval", "style": "Table Style Light 1"}
    sheet.add_table(0, 0, last, len(extract.columns) - 1, table)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    about = book.add_worksheet(text("Om uttaget"))
    for line, pair in enumerate([*extract.selection, (text("Hämtat"), formats.moment(now()))]):
        about.write_row(line, 0, pair)
    about.autofit()
    book.close()
    return target.getvalue()


def as_json(extract: Extract) -> bytes:
    """Return what was chosen, when, and the rows by their columns' names; moments with their zone."""
    written = {
        "heading": extract.heading,
        "selection": dict(extract.selection),
        "takenAt": now(),
        "rows": [dict(zip(extract.columns, row, strict=True)) for row in extract.rows],
    }
    return json.dumps(written, default=_iso, ensure_ascii=False, indent=2).encode()


def _iso(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


_WRITTEN: Final[Mapping[Kind, tuple[Callable[[Extract], bytes], str]]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_excel, EXCEL),
    "json": (as_json, "application/json"),
}


def response(extract: Extract, kind: Kind) -> Response:
    """Return the extract as a file of that kind."""
    write, media = _WRITTEN[kind]
    disposition = f'attachment; filename="{extract.name}-{formats.today():%Y-%m-%d}.{kind}"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return Response(write(extract), media_type=media, headers=headers)
