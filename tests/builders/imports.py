"""Files with past requests, valid, with overrides."""

import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import xlsxwriter

from contracts.specialist_team.import_format import COLUMNS

QUEUED: dict[str, str] = {
    "key": "2026-17",
    "district": "Farsta",
    "unit": "Utredning barn och unga 2",
    "purpose": "Arbeta ned utredningsbalans",
    "percent": "60",
    "starts_on": "2026-10-05",
    "ends_on": "2027-01-29",
    "tasks": "Sex utredningar behöver handläggare.",
    "status": "I kö",
    "submitted_on": "2026-09-14",
    "urgency": "Hög",
    "triaged_on": "2026-09-15",
}
HELPED: dict[str, str] = QUEUED | {
    "key": "2026-18",
    "status": "Utvärderad",
    "percent": "60",
    "offered_on": "2026-09-17",
    "specialist": "Specialist C",
    "assignment_percent": "60",
    "assignment_from": "2026-10-05",
    "assignment_to": "2026-11-06",
    "accepted_on": "2026-09-18",
    "started_on": "2026-10-05",
    "completed_on": "2026-10-30",
    "hours": "92,5",
    "evaluated_on": "2026-11-03",
    "score": "4",
}
DECLINED: dict[str, str] = QUEUED | {
    "key": "2026-19",
    "status": "Avslagen",
    "ended_on": "2026-09-21",
    "reason": "Teamet har inte tid i perioden",
    "alternative": "Avropa konsult i ramavtalet",
}


def a_csv(rows: Iterable[Mapping[str, str]], *, delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """Return the rows as a file with every column, as Swedish Excel saves one."""
    lines = [delimiter.join(COLUMNS.values())]
    lines += [delimiter.join(_quoted(row.get(code, "")) for code in COLUMNS) for row in rows]
    return "\r\n".join(lines).encode(encoding)


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"' if set(value) & set(';,"\n') else value


def a_workbook(rows: Iterable[Mapping[str, Any]], columns: Iterable[str] = COLUMNS.values()) -> bytes:
    """Return the rows as a workbook; days are days and numbers are numbers, as in a real one."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, list(columns))
    for line, row in enumerate(rows, start=1):
        for place, code in enumerate(COLUMNS):
            value = row.get(code, "")
            if isinstance(value, date):
                sheet.write_datetime(line, place, value, day)
            elif isinstance(value, str) and value.startswith("=="):
                sheet.write_formula(line, place, value[1:])
            elif value != "":
                sheet.write(line, place, value)
    book.close()
    return target.getvalue()
