"""A row of a file with applications, typed: what each column takes. An error names column and rule, never a value."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationError
from pydantic.alias_generators import to_snake
from pydantic_core import PydanticCustomError

from contracts.free_text import find_client_data
from contracts.problem import FieldError
from contracts.recruitment.application_codes import Degree
from contracts.recruitment.application_format import AGES, BETWEEN, COLUMNS, DEGREES, NO, SEXES, YES
from contracts.recruitment.equality_codes import AgeBand, Sex
from contracts.wire import Wire
from libs.calendar import local_date
from libs.refusals import field_errors
from libs.spreadsheets import FORMULA


def plain(written: str) -> str:
    """Return the word as it is compared: lower case, single spaces, underscores as spaces."""
    return " ".join(written.replace("_", " ").split()).lower()


_COLUMN_CODES: Final = {plain(name): code for code, word in COLUMNS.items() for name in (word, code)}
_ANSWERED: Final = "sex", "age"
"""What is counted and forgotten."""
_ANSWERS: Final = {plain(YES): True, "1": True, "true": True, plain(NO): False, "0": False, "false": False}
_IDENTITY: Final = re.compile(r"^(?:\d{2})?\d{6}[-+ ]?\d{4}$")
_ADDRESS: Final = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


def column_of(written: str) -> str | None:
    """Return the code of a column, or None for one that a file with applications does not have."""
    return _COLUMN_CODES.get(plain(written))


def _day(written: Any) -> Any:
    """Take a day, or a moment, whose day in Stockholm counts."""
    if not isinstance(written, str):
        return written
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise PydanticCustomError("not_a_day", "write a day as 2027-01-31") from None
    return local_date(moment) if moment.tzinfo else moment.date()


def _one_of(words: Mapping[Any, str]) -> Callable[[Any], Any]:
    """Take a code, or the Swedish word for it."""
    codes = {plain(name): code for code, word in words.items() for name in (word, code)}

    def code_of(written: Any) -> Any:
        if isinstance(written, str) and plain(written) not in codes:
            raise PydanticCustomError("unknown_word", "the value is none of the words for this column")
        return codes[plain(written)] if isinstance(written, str) else written

    return code_of


def _answer(written: Any) -> Any:
    if isinstance(written, str) and plain(written) not in _ANSWERS:
        raise PydanticCustomError("unknown_word", "answer Ja or Nej")
    return _ANSWERS[plain(written)] if isinstance(written, str) else written


def _reference(written: str) -> str:
    if find_client_data(written):
        raise PydanticCustomError("client_data", "the number must not be a person's own number")
    return written


def _identity(written: str) -> str:
    if not _IDENTITY.match(written):
        raise PydanticCustomError("not_an_identity_number", "write it as ÅÅÅÅMMDD-NNNN, or leave it empty")
    return written


def _address(written: str) -> str:
    if not _ADDRESS.match(written):
        raise PydanticCustomError("not_an_address", "write an address such as namn@exempel.se")
    return written.lower()


def _wishes(written: Any) -> Any:
    """Take references with ``|`` between them; one that is written twice counts where it stands first."""
    if not isinstance(written, str):
        return written
    parts = [part.strip().upper() for part in written.split(BETWEEN)]
    return list(dict.fromkeys(part for part in parts if part))


Day = Annotated[date, BeforeValidator(_day)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class ApplicationContent(Wire):
    """One application as the file tells it; what the file does not say is None or empty."""

    reference: Annotated[str, Field(max_length=60, pattern=r"^[^\s=+@].*$"), AfterValidator(_reference)]
    received_on: Day
    first_name: Name
    last_name: Name
    identity_number: Annotated[str, AfterValidator(_identity)] | None = None
    email: Annotated[str, Field(max_length=200), AfterValidator(_address)]
    phone: Annotated[str, Field(max_length=40)] | None = None
    protected: Annotated[bool, BeforeValidator(_answer)] = False
    wishes: Annotated[tuple[str, ...], BeforeValidator(_wishes)] = ()
    degree: Annotated[Degree | None, BeforeValidator(_one_of(DEGREES))] = None
    years: Annotated[int, Field(ge=0, le=60)] | None = None
    experience: Annotated[str, Field(max_length=4000)] = ""
    letter: Annotated[str, Field(max_length=4000)] = ""
    withdrawn_on: Day | None = None
    sex: Annotated[Sex | None, BeforeValidator(_one_of(SEXES))] = None
    age: Annotated[AgeBand | None, BeforeValidator(_one_of(AGES))] = None

    @property
    def said(self) -> bytes:
        """What the application says, by which two rows are compared: neither that it is withdrawn nor answers."""
        return self.model_dump_json(exclude={"withdrawn_on", *_ANSWERED}).encode()


def parse(cells: Mapping[str, str]) -> tuple[ApplicationContent | None, list[FieldError]]:
    """Return the row, or None and every column that breaks a rule. ``cells`` by the columns' codes, empty left out."""
    wrong = [
        FieldError(field=name, code="formula", message="paste the value instead of the formula")
        for name, value in cells.items()
        if value.startswith(FORMULA)
    ]
    if wrong:
        return None, wrong
    try:
        return ApplicationContent.model_validate(cells), []
    except ValidationError as error:
        return None, [_without_value(one) for one in field_errors(error.errors(include_url=False, include_input=False))]


def _without_value(error: FieldError) -> FieldError:
    return FieldError(
        field=to_snake(error.field.split(".")[0]), code=error.code, message=error.message, limit=error.limit
    )
