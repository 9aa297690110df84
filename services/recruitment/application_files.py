"""A file with applications as lines of text, whichever way it is written: CSV, a workbook, or JSON."""

import json
from collections.abc import Mapping
from typing import Any, Final

from libs import spreadsheets
from libs.spreadsheets import Line, Sheet
from services.recruitment.domain.application_refusals import NotAListOfApplications

MOST_BYTES: Final = 16 * 1024 * 1024
MOST_ROWS: Final = 10_000


def read(content: bytes) -> Sheet:
    """Return what the file holds; a file that begins as a list in JSON is one. Raises a refusal of the whole file."""
    return _listed(content) if content.lstrip().startswith(b"[") else spreadsheets.read(content, MOST_ROWS)


def _listed(content: bytes) -> Sheet:
    try:
        objects = json.loads(content)
    except ValueError as error:
        raise NotAListOfApplications("The file cannot be read as JSON.") from error
    if not all(isinstance(one, dict) for one in objects):
        raise NotAListOfApplications("Write a list with an object for each application.")
    if not objects:
        raise spreadsheets.FileIsEmpty("The list has no applications.")
    if len(objects) > MOST_ROWS:
        raise spreadsheets.FileTooLarge(f"Send at most {MOST_ROWS} applications at a time.")
    lines = [Line(number, _cells(one)) for number, one in enumerate(objects, start=1)]
    return Sheet(list(dict.fromkeys(name for line in lines for name in line.cells)), lines)


def _cells(one: Mapping[str, Any]) -> dict[str, str]:
    cells = {" ".join(name.split()).lower(): _written(value) for name, value in one.items()}
    if len(cells) < len(one):
        raise spreadsheets.ColumnTwice("Name each member once.")
    return {name: value for name, value in cells.items() if value}


def _written(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case str() | int():
            return str(value).strip()
        case list() if all(isinstance(part, str) for part in value):
            return "|".join(value)
        case _:
            raise NotAListOfApplications("Write members as text, whole numbers, true or false, or a list of texts.")
