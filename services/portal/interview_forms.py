"""Forms of interviews: what was chosen, as the service takes it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from pydantic import BaseModel
from starlette.datastructures import FormData

from contracts.recruitment import interviews as api
from contracts.recruitment.interview_codes import InterviewCommand
from libs.calendar import STOCKHOLM
from services.portal import forms
from services.portal.forms import Decision
from services.portal.interview_words import INTERVIEW_FIELDS, WHEN_WRONG
from services.portal.language import text, word

OTHER: Final = "other"
"""The choice of a time that was not proposed."""
INTERVIEW_DECISIONS: Final[Mapping[InterviewCommand, Decision]] = {
    InterviewCommand.CANCEL: Decision(
        api.CancelInterview, ("reason",), word("Ställ in intervjun"), word("Intervjun är inställd.")
    ),
    InterviewCommand.HOLD: Decision(
        api.HoldInterview, (), word("Anteckna"), word("Nu fyller var och en av intervjuarna i sin bedömning.")
    ),
    InterviewCommand.MISS: Decision(
        api.MissInterview, (), word("Anteckna"), word("Det är antecknat att kandidaten inte kom.")
    ),
}
_SEVERAL: Final[Mapping[InterviewCommand, tuple[str, ...]]] = {InterviewCommand.HOLD: ("interviewers",)}
_BOOKING: Final = ("kind", "starts_at", "day", "clock", "minutes", "place")


def typed(command: InterviewCommand, fields: FormData) -> dict[str, Any]:
    """Return what was typed in the form of ``command``."""
    return forms.typed(fields, INTERVIEW_DECISIONS[command].fields, _SEVERAL.get(command, ()))


def command_body(
    command: InterviewCommand, values: Mapping[str, Any], version: int
) -> tuple[BaseModel | None, dict[str, str]]:
    """Return the command's body, or a message per field that breaks a rule."""
    return forms.read(INTERVIEW_DECISIONS[command].body, {"expected_version": version, **values}, INTERVIEW_FIELDS)


def typed_booking(fields: FormData) -> dict[str, Any]:
    """Return what was typed in the form of a booking."""
    return forms.typed(fields, _BOOKING, ("interviewers",))


def booking(values: Mapping[str, Any], version: int | None) -> tuple[BaseModel | None, dict[str, str]]:
    """Return what is booked, or moved when there is a ``version``; else a message per field."""
    said = {name: values[name] for name in ("minutes", "place", "interviewers")}
    said["starts_at"] = _moment(values)
    if version is None:
        body, errors = forms.read(api.BookInterview, said | {"kind": values["kind"]}, INTERVIEW_FIELDS)
    else:
        moved, errors = forms.read(api.MoveInterview, said | {"expected_version": version}, INTERVIEW_FIELDS)
        return moved, _where_typed(values, errors)
    return body, _where_typed(values, errors)


def _where_typed(values: Mapping[str, Any], errors: dict[str, str]) -> dict[str, str]:
    if "starts_at" in errors and values["starts_at"] == OTHER:
        del errors["starts_at"]
        errors["day"] = text(WHEN_WRONG)
    return errors


def _moment(values: Mapping[str, Any]) -> datetime | str:
    if values["starts_at"] != OTHER:
        return str(values["starts_at"])
    try:
        when = datetime.fromisoformat(f"{values['day'].strip()}T{values['clock'].strip().replace('.', ':')}")
    except ValueError:
        return ""
    return when.replace(tzinfo=STOCKHOLM)
