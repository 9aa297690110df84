"""What is said of a row: column, rule and remedy, in the file's own words."""

import io

import pytest
from openpyxl import load_workbook

from contracts.problem import FieldError
from contracts.specialist_team.import_format import COLUMNS, WORDS
from contracts.specialist_team.imports import Fate, ImportRow, ImportStatus
from libs.spreadsheets import read
from services.portal import import_template, import_told
from services.portal.import_told import in_words, what_is_wrong


def test_everything_has_its_word() -> None:
    assert set(import_told.FATES) == set(Fate)
    assert set(import_told.STATUSES) == set(ImportStatus)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (("percent", "less_than_equal", "100", None), "Kolumnen procent har ett för stort tal. Högst 100."),
        (("key", "key_twice", None, "7"), "Kolumnen nyckel finns redan på rad 7. Ge varje begäran en egen nyckel."),
        (("score", "something_new", None, None), "Kolumnen betyg har fel värde. Rätta det enligt mallen."),
        (
            ("score", "missing_for_status", None, "evaluated"),
            "Kolumnen betyg saknas. En begäran med läget ”Utvärderad” behöver den.",
        ),
        (("ended_on", "has_not_passed", "2021-03-05", None), "5 mars 2021"),
    ],
)
def test_an_error_names_column_rule_and_remedy(error: tuple[str, str, str | None, str | None], words: str) -> None:
    field, code, limit, found = error
    assert words in in_words(FieldError(field=field, code=code, message="", limit=limit, found=found))


def test_a_row_that_differs_says_what_stands() -> None:
    assert "ändra den för hand" in what_is_wrong(ImportRow(number=2, fate=Fate.DIFFERS))[0]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_has_every_column(kind: str) -> None:
    body = bytes(import_template.response(kind, import_template.REQUESTS).body)  # type: ignore[arg-type]
    if kind == "csv":
        assert list(read(body + b"1;2\r\n").columns) == list(COLUMNS.values())
        return
    words = load_workbook(io.BytesIO(body))["Ord"]
    listed = {cell for row in words.iter_rows(min_row=2, values_only=True) for cell in row if cell}
    assert listed == {word for known in WORDS.values() for word in known.values()}
