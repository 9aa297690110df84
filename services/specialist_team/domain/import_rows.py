"""A row of a file with requests, typed: what each column takes. What follows from several columns is said elsewhere."""

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError
from pydantic.alias_generators import to_snake
from pydantic_core import PydanticCustomError

from contracts.free_text import Description, OptionalText, find_client_data
from contracts.organisation import Area
from contracts.problem import FieldError
from contracts.specialist_team.codes import Alternative, CitySystem, Competence, Purpose, Status, StatutoryRisk, Urgency
from contracts.wire import Wire
from libs.refusals import field_errors
from libs.spreadsheets import FORMULA
from services.specialist_team.domain.import_words import code_of, several


def _coded(kind: type[StrEnum], written: Any) -> Any:
    if not isinstance(written, str):
        return written
    code = code_of(kind, written)
    if code is None:
        raise PydanticCustomError("unknown_word", "the value is none of the words for this column", {"found": written})
    return code


def _list(kind: type[StrEnum], written: Any) -> Any:
    return [_coded(kind, part) for part in several(kind, written)] if isinstance(written, str) else written


def _day(written: Any) -> Any:
    if not isinstance(written, str):
        return written
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise PydanticCustomError("not_a_day", "write a day as 2026-01-31", {"found": written}) from None


def _number(written: Any) -> Any:
    """Take «80», «80 %» and «12,5» as Swedes write them."""
    if not isinstance(written, str):
        return written
    return "".join(written.removesuffix("%").split()).replace(",", ".").removesuffix(".0")


def _key(written: str) -> str:
    if found := find_client_data(written):
        raise PydanticCustomError("client_data", "a key must not be a person's or a case's number", {"found": found})
    return written


Key = Annotated[str, Field(max_length=60, pattern=r"^[^\s=+@].*$"), BeforeValidator(_key)]
Day = Annotated[date, BeforeValidator(_day)]
Share = Annotated[int, BeforeValidator(_number), Field(ge=20, le=100)]
Score = Annotated[int, BeforeValidator(_number), Field(ge=1, le=5)]
Hours = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=2200, max_digits=6, decimal_places=2)]


class RequestRow(Wire):
    """One request as the file tells it; what the file does not say is None."""

    key: Key
    district: str = ""
    unit: str
    area: Annotated[Area | None, BeforeValidator(partial(_coded, Area))] = None
    purpose: Annotated[Purpose, BeforeValidator(partial(_coded, Purpose))]
    percent: Share
    starts_on: Day
    ends_on: Day
    tasks: Description
    without_help: OptionalText = ""
    competences: Annotated[tuple[Competence, ...], BeforeValidator(partial(_list, Competence))] = ()
    statutory_risks: Annotated[tuple[StatutoryRisk, ...], BeforeValidator(partial(_list, StatutoryRisk))] = ()
    systems: Annotated[tuple[CitySystem, ...], BeforeValidator(partial(_list, CitySystem))] = ()
    status: Annotated[Status, BeforeValidator(partial(_coded, Status))]
    submitted_on: Day
    urgency: Annotated[Urgency | None, BeforeValidator(partial(_coded, Urgency))] = None
    triaged_on: Day | None = None
    offered_on: Day | None = None
    specialist: Annotated[str | None, BeforeValidator(lambda value: value and value.lower().replace(" ", "-"))] = None
    assignment_percent: Share | None = None
    assignment_from: Day | None = None
    assignment_to: Day | None = None
    accepted_on: Day | None = None
    started_on: Day | None = None
    completed_on: Day | None = None
    hours: Annotated[Decimal | None, BeforeValidator(_number), Field(ge=0, le=2200, max_digits=6, decimal_places=2)] = (
        None
    )
    evaluated_on: Day | None = None
    score: Score | None = None
    ended_on: Day | None = None
    reason: str | None = None
    alternative: Annotated[Alternative | None, BeforeValidator(partial(_coded, Alternative))] = None


def parse(cells: Mapping[str, str]) -> tuple[RequestRow | None, list[FieldError]]:
    """Return the row, or None and every column that breaks a rule. ``cells`` by the columns' codes, empty left out."""
    wrong = [_formula(name) for name, value in cells.items() if value.startswith(FORMULA)]
    if wrong:
        return None, wrong
    try:
        return RequestRow.model_validate(cells), []
    except ValidationError as error:
        return None, [_at_column(one) for one in field_errors(error.errors(include_url=False))]


def _formula(name: str) -> FieldError:
    return FieldError(field=name, code="formula", message="paste the value instead of the formula")


def _at_column(error: FieldError) -> FieldError:
    """Name the column; leave out what looks like a person's number, which is kept nowhere, not even among errors."""
    column = to_snake(error.field.split(".")[0])
    if error.code == "client_data":
        return FieldError(field=column, code=error.code, message="describe the need, not the person")
    return error.model_copy(update={"field": column})


def digest(row: RequestRow) -> bytes:
    """Return what tells whether two rows say the same, however they were written.

    A column that is younger than the first imports says nothing when it is empty, so that their rows are known again.
    """
    silent = None if row.systems else {"systems"}
    return hashlib.sha256(row.model_dump_json(exclude=silent).encode()).digest()
