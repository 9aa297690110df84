"""Files with applications, valid, with overrides. The people are made up; numbers and addresses lead to nobody."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from contracts.recruitment.application_format import COLUMNS

APPLICATION: dict[str, str] = {
    "reference": "4711",
    "received_on": "2026-11-20",
    "first_name": "Planterad",
    "last_name": "Testsson",
    "identity_number": "19900101-2384",
    "email": "planterad.testsson@example.org",
    "phone": "070-174 06 35",
    "degree": "Socionomexamen",
    "years": "4",
    "experience": "Hemligt Utredningsliv",
    "letter": "Hemligt Brev",
}
PLANTED = ("Planterad", "Testsson", "19900101", "174 06 35", "0701740635", "Hemligt")
"""What must be found nowhere but sealed; each too long to occur by chance in a hash."""


def another(reference: str, **overrides: str) -> dict[str, str]:
    """Return an application of a person of its own."""
    number = int(reference)
    own = {
        "reference": reference,
        "identity_number": f"19910203-{number:04d}",
        "email": f"person{reference}@example.org",
        "phone": f"0701740{number:04d}",
    }
    return APPLICATION | own | overrides


def a_csv(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return the rows as a file with every column, as Swedish Excel saves one."""
    lines = [";".join(COLUMNS.values())]
    lines += [";".join(row.get(code, "") for code in COLUMNS) for row in rows]
    return "\r\n".join(lines).encode("utf-8-sig")


def a_json(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the rows as a JSON list."""
    return json.dumps(list(rows), ensure_ascii=False).encode()
