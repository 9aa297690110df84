"""The empty file for an import: a head with every column, and in the workbook a sheet with the words that they take."""

import csv
import io
from enum import StrEnum
from typing import Final, Literal

import xlsxwriter
from fastapi.responses import Response

from contracts.organisation import Area
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

_WORDS: Final[tuple[tuple[str, type[StrEnum]], ...]] = (
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


def response(kind: Literal["csv", "xlsx"]) -> Response:
    """Return the template as a download; its words are Swedish, as the file's are."""
    body, media = (_as_csv(), "text/csv; charset=utf-8") if kind == "csv" else (_as_excel(), EXCEL)
    headers = {"Content-Disposition": f'attachment; filename="mall-begaranden.{kind}"'}
    return Response(body, media_type=media, headers=headers)


def _as_csv() -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=";", lineterminator="\r\n").writerow(COLUMNS.values())
    return target.getvalue().encode("utf-8-sig")


def _as_excel() -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    strong, sheet = book.add_format({"bold": True}), book.add_worksheet("Begäranden")
    sheet.write_row(0, 0, COLUMNS.values(), strong)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    words = book.add_worksheet("Ord")
    for column, (name, kind) in enumerate(_WORDS):
        words.write_column(0, column, [name, *WORDS[kind].values()])
    words.autofit()
    book.close()
    return target.getvalue()
