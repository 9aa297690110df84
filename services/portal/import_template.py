"""The empty file for an import: a head with every column, and in the workbook a sheet with the words that they take."""

import csv
import io
from collections.abc import Sequence
from enum import StrEnum
from typing import Final, Literal, NamedTuple

import xlsxwriter
from fastapi.responses import Response

from contracts.organisation import Area
from contracts.recruitment import application_format
from contracts.specialist_team.codes import (
    Alternative,
    CitySystem,
    Competence,
    DeclineReason,
    Purpose,
    Status,
    StatutoryRisk,
    Urgency,
    WithdrawReason,
)
from contracts.specialist_team.import_format import COLUMNS, WORDS
from services.portal.exports import EXCEL


class Template(NamedTuple):
    """A file's name, its sheet's, its columns, and the words that a column takes."""

    name: str
    sheet: str
    columns: Sequence[str]
    words: Sequence[tuple[str, Sequence[str]]]


_KINDS: Final[tuple[tuple[str, type[StrEnum]], ...]] = (
    ("läge", Status),
    ("område", Area),
    ("syfte", Purpose),
    ("kompetenser, | mellan", Competence),
    ("lagstadgade tider, | mellan", StatutoryRisk),
    ("system, | mellan", CitySystem),
    ("brådska", Urgency),
    ("skäl, avslagen", DeclineReason),
    ("skäl, återtagen", WithdrawReason),
    ("alternativ", Alternative),
)
REQUESTS: Final = Template(
    "mall-begaranden", "Begäranden", list(COLUMNS.values()), [(name, [*WORDS[kind].values()]) for name, kind in _KINDS]
)
APPLICATIONS: Final = Template(
    "mall-ansokningar",
    "Ansökningar",
    list(application_format.COLUMNS.values()),
    [
        (application_format.COLUMNS["degree"], [*application_format.DEGREES.values()]),
        (application_format.COLUMNS["protected"], [application_format.YES, application_format.NO]),
        (application_format.COLUMNS["sex"], [*application_format.SEXES.values()]),
        (application_format.COLUMNS["age"], [*application_format.AGES.values()]),
    ],
)


def response(kind: Literal["csv", "xlsx"], template: Template) -> Response:
    """Return the template as a download; its words are Swedish, as the file's are."""
    csv_type = "text/csv; charset=utf-8"
    body, media = (_as_csv(template), csv_type) if kind == "csv" else (_as_excel(template), EXCEL)
    headers = {"Content-Disposition": f'attachment; filename="{template.name}.{kind}"'}
    return Response(body, media_type=media, headers=headers)


def _as_csv(template: Template) -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=";", lineterminator="\r\n").writerow(template.columns)
    return target.getvalue().encode("utf-8-sig")


def _as_excel(template: Template) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    strong, sheet = book.add_format({"bold": True}), book.add_worksheet(template.sheet)
    sheet.write_row(0, 0, template.columns, strong)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    words = book.add_worksheet("Ord")
    for column, (name, known) in enumerate(template.words):
        words.write_column(0, column, [name, *known])
    words.autofit()
    book.close()
    return target.getvalue()
