"""The requirement profile as a form: a numbered row for each criterion, rows added and taken away by buttons."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData

from contracts.problem import FieldError
from contracts.recruitment.campaign_codes import CriterionKind
from contracts.recruitment.profiles import STEPS, Criterion
from libs.refusals import field_errors
from services.portal import forms
from services.portal.language import text, word

MOST: Final = 20
"""How many criteria a profile holds."""
_LONGEST_ID: Final = 50
_LETTERS: Final = str.maketrans("åäöéü", "aaoeu")
_FIELD: Final = re.compile(r"criteria\.(\d+)(?:\.(id|kind|title|weight|steps|sources)(?:\.(\d+))?)?")
_NAMES: Final = {"id": "title", "kind": "title", "sources": "source", None: "title"}
_WORDS: Final = {
    "title": word("Skriv kravet, 3 till 600 tecken."),
    "weight": word("Skriv ett helt tal mellan 1 och 10."),
    "step": word("Beskriv steget, 3 till 600 tecken."),
    "source": word("Välj minst en källa."),
    "reason": word("Skriv varför profilen ändras, 3 till 600 tecken."),
}
_WHOLE: Final = {
    "no_merit": word("Minst ett krav ska vara en merit. Annars går de sökande inte att skilja åt."),
    "too_short": word("Lägg till minst ett krav."),
}


@dataclass(frozen=True)
class Row:
    """A criterion as it is typed. ``id`` is empty until it is saved, and never changes after that."""

    kind: CriterionKind
    id: str = ""
    title: str = ""
    weight: str = ""
    steps: tuple[str, ...] = ("",) * STEPS
    sources: tuple[str, ...] = field(default=())

    @property
    def is_merit(self) -> bool:
        """Whether it is judged 0–4 and weighs."""
        return self.kind is CriterionKind.MERIT


def rows_of(criteria: Iterable[Criterion]) -> list[Row]:
    """Return a profile as rows."""
    return [
        Row(
            one.kind,
            one.id,
            one.title,
            str(one.weight or ""),
            tuple(one.steps or ("",) * STEPS),
            tuple(one.sources),
        )
        for one in criteria
    ]


def typed_rows(fields: FormData) -> list[Row]:
    """Return the rows of a form that was sent."""
    written = str(fields.get("rows", ""))
    number = min(int(written), MOST) if written.isdecimal() and len(written) <= len(str(MOST)) else 0
    return [_typed_row(fields, each) for each in range(number)]


def _typed_row(fields: FormData, number: int) -> Row:
    def said(name: str) -> str:
        return str(fields.get(f"{name}-{number}", "")).replace("\r\n", "\n")

    return Row(
        CriterionKind.MERIT if said("kind") == CriterionKind.MERIT else CriterionKind.MUST,
        said("id"),
        said("title"),
        said("weight"),
        tuple(str(fields.get(f"step-{number}-{step}", "")) for step in range(STEPS)),
        tuple(str(one) for one in fields.getlist(f"source-{number}")),
    )


def changed(rows: Sequence[Row], step: str) -> list[Row]:
    """Return the rows after a button: ``must`` and ``merit`` add one, ``remove-2`` takes the third away."""
    if step in set(CriterionKind):
        return [*rows, Row(CriterionKind(step))][:MOST]
    number = step.removeprefix("remove-")
    return [row for each, row in enumerate(rows) if str(each) != number]


def body_of(model: type[BaseModel], rows: Sequence[Row], **others: Any) -> tuple[BaseModel | None, dict[str, str]]:
    """Return the rows as the body ``model``, or None and a message per field that breaks a rule."""
    criteria = [_criterion(row) for row in _named(rows)]
    try:
        return model.model_validate({"criteria": criteria, **others}), {}
    except ValidationError as error:
        return None, messages(field_errors(error.errors(include_url=False)))


def _criterion(row: Row) -> Mapping[str, Any]:
    said = {"id": row.id, "kind": row.kind, "title": row.title, "sources": list(row.sources)}
    return said | ({"weight": row.weight.strip(), "steps": list(row.steps)} if row.is_merit else {})


def _named(rows: Sequence[Row]) -> list[Row]:
    """Return the rows, each with an id of its own: the one that it has, else one made of its title."""
    taken, named = {row.id for row in rows if row.id}, []
    for row in rows:
        wanted = row.id or _slug(row.title)
        number = 2
        while not row.id and wanted in taken:
            wanted, number = f"{_slug(row.title)}-{number}", number + 1
        taken.add(wanted)
        named.append(replace(row, id=wanted))
    return named


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFC", title).lower().translate(_LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_ID].strip("-") or "krav"


def messages(errors: Iterable[FieldError]) -> dict[str, str]:
    """Return one message per field of the form: ``title-2`` is the third criterion's title."""
    found: dict[str, str] = {}
    for error in errors:
        name = _name(error.field)
        found.setdefault(name, _said(error, name))
    return found


def _name(field_name: str) -> str:
    match = _FIELD.fullmatch(field_name)
    if match is None:
        return field_name
    number, part, step = match.groups()
    if part == "steps":
        return f"step-{number}-{step or 0}"
    return f"{_NAMES.get(part, part)}-{number}"


def _said(error: FieldError, name: str) -> str:
    if error.code in _WHOLE and name == "criteria":
        return text(_WHOLE[error.code])
    words = _WORDS.get(name.partition("-")[0])
    return forms.in_words(error, {error.field.split(".")[0]: words} if words else None)
