"""What is said of a file with applications and its rows: every fate, every rule, never a value."""

import re
from pathlib import Path
from uuid import UUID

import pytest

from contracts.problem import FieldError
from contracts.recruitment.application_codes import ApplicationFate, ApplicationFileStatus
from contracts.recruitment.application_format import COLUMNS
from contracts.recruitment.applications import ApplicationFateCount, ApplicationFile, ApplicationRow
from libs.calendar import now
from services.portal import application_told, import_template
from services.recruitment.domain import application_judging, application_rows

CODE = re.compile(r'(?:PydanticCustomError|_error)\(\s*(?:"\w+", )?"(\w+)",')


def a_row(fate: ApplicationFate = ApplicationFate.WRONG, **said: object) -> ApplicationRow:
    fields: dict[str, object] = {
        "number": 2,
        "key": None,
        "fate": fate,
        "errors": [],
        "same_person_as": [],
        "application": None,
    }
    return ApplicationRow.model_validate(fields | said)


def test_everything_has_its_word() -> None:
    assert set(application_told.FATES) == set(ApplicationFate)
    assert set(application_told.STATUSES) == set(ApplicationFileStatus)
    sources = "".join(Path(str(one.__file__)).read_text() for one in (application_judging, application_rows))
    codes = set(CODE.findall(sources))
    assert {"unknown_position", "not_an_address", "key_twice", "in_the_future"} <= codes
    assert codes - set(application_told._RULES) == set()


def test_a_row_says_column_and_rule() -> None:
    error = FieldError(field="received_on", code="before_opening", message="", limit="2027-01-11")
    assert application_told.what_is_said(a_row(errors=[error])) == [
        "Kolumnen inkommen ligger före den dag då ansökan öppnade, 11 januari 2027."
    ]
    same = application_told.what_is_said(a_row(ApplicationFate.NEW, same_person_as=["#3", "OMG-2026-0001-7"]))
    assert same == ["Kan vara samma person som rad 3, OMG-2026-0001-7."]
    assert "Den som finns gäller." in application_told.what_is_said(a_row(ApplicationFate.DIFFERS))[0]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (ApplicationFileStatus.CHECKED, "7 rader: 3 läses in, 1 finns redan, 3 kan inte läsas in."),
        (ApplicationFileStatus.LAPSED, "7 rader provades och lästes inte in inom ett dygn."),
    ],
)
def test_the_lead_accounts_for_every_row(status: ApplicationFileStatus, words: str) -> None:
    fates = {"new": 2, "withdraws": 1, "already_there": 1, "differs": 1, "wrong": 2}
    counts = [ApplicationFateCount(fate=ApplicationFate(fate), rows=rows) for fate, rows in fates.items()]
    file = ApplicationFile(
        id=UUID(int=1),
        campaign=UUID(int=2),
        status=status,
        fingerprint="",
        rows=7,
        counts=counts,
        checked_at=now(),
        finished_at=None,
    )
    assert words in application_told.lead(file)


def test_the_template_has_every_column() -> None:
    body = bytes(import_template.response("csv", import_template.APPLICATIONS).body)
    assert body.decode("utf-8-sig").strip().split(";") == list(COLUMNS.values())
