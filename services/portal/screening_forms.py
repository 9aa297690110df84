"""Forms of screening: what an assessor chose, as the service takes it; what is wrong is said at the criterion."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from pydantic import ValidationError

from contracts.problem import FieldError
from contracts.recruitment.profiles import Criterion
from contracts.recruitment.screening import (
    ApplicationScreening,
    DeclareConflicts,
    DraftJudgement,
    Judgement,
    LockJudgement,
    Relation,
    SaveDraft,
    ScreenedCriterion,
)
from contracts.recruitment.screening_codes import MustFinding
from services.portal.language import text
from services.portal.screening_words import GROUND_MISSING, JUDGEMENT_ERRORS, LINE_WRONG, NOTE_WRONG, VALUE_MISSING

_MOST_LINES: Final = 50
_LEAST_DIGITS: Final = 6
_LONGEST: Final = 20
_FINDINGS: Final = frozenset(MustFinding)


class Judgeable(Protocol):
    """What is judged by steps and grounds: a criterion in screening, or at an interview."""

    @property
    def criterion(self) -> Criterion:
        """The criterion."""


def names(asked: Sequence[Judgeable]) -> list[str]:
    """Return the fields of the judging form."""
    return [f"{field}-{one.criterion.id}" for one in asked for field in ("value", "ground", "note")]


def asked(known: ApplicationScreening) -> list[ScreenedCriterion]:
    """Return the criteria that the assessor is asked for now."""
    return [one for one in known.criteria if one.asked]


def kept(drafts: Sequence[DraftJudgement]) -> dict[str, str]:
    """Return the values of a draft, by field."""
    values: dict[str, str] = {}
    for one in drafts:
        value = one.finding if one.finding is not None else one.level
        values |= {
            f"value-{one.criterion}": "" if value is None else str(value),
            f"ground-{one.criterion}": one.ground or "",
            f"note-{one.criterion}": one.note,
        }
    return values


def draft(values: Mapping[str, str], criteria: Sequence[Judgeable]) -> SaveDraft | None:
    """Return what is chosen so far, or None when a note cannot be kept."""
    try:
        return SaveDraft(verdicts=[DraftJudgement.model_validate(_chosen(values, one)) for one in criteria])
    except ValidationError:
        return None


def judgement(
    values: Mapping[str, str], criteria: Sequence[Judgeable], profile: int
) -> tuple[LockJudgement | None, dict[str, str]]:
    """Return the judgement to lock, or None and what is wrong by field."""
    errors: dict[str, str] = {}
    verdicts = []
    for one in criteria:
        name, chosen = one.criterion.id, _chosen(values, one)
        if "level" not in chosen and "finding" not in chosen:
            errors[f"value-{name}"] = text(VALUE_MISSING)
        if "ground" not in chosen:
            errors[f"ground-{name}"] = text(GROUND_MISSING)
        if f"value-{name}" in errors or f"ground-{name}" in errors:
            continue
        try:
            verdicts.append(Judgement.model_validate(chosen))
        except ValidationError:
            errors[f"note-{name}"] = text(NOTE_WRONG)
    return (None, errors) if errors else (LockJudgement(profile=profile, verdicts=verdicts), {})


def _chosen(values: Mapping[str, str], one: Judgeable) -> dict[str, Any]:
    name = one.criterion.id
    value, ground = values.get(f"value-{name}", ""), values.get(f"ground-{name}", "")
    chosen: dict[str, Any] = {"criterion": name, "note": values.get(f"note-{name}", "")}
    if value in _FINDINGS:
        chosen["finding"] = value
    elif value.isdecimal():
        chosen["level"] = int(value)
    return chosen | ({"ground": ground} if ground else {})


def refused(errors: Sequence[FieldError]) -> dict[str, str]:
    """Return what the service found wrong, by the form's field."""
    found = {}
    for one in errors:
        criterion = one.field.rpartition(".")[2]
        field = "ground" if one.code == "ground_does_not_fit" else "value"
        found[f"{field}-{criterion}"] = text(JUDGEMENT_ERRORS.get(one.code, VALUE_MISSING))
    return found


def relations(written: str) -> tuple[DeclareConflicts | None, dict[str, str]]:
    """Return whom the lines name. A number may be a telephone's or a person's: it is compared as both."""
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    found = [_relation(line) for line in lines]
    if len(lines) > _MOST_LINES or None in found:
        return None, {"relations": text(LINE_WRONG)}
    return DeclareConflicts(relations=[one for one in found if one]), {}


def _relation(line: str) -> Relation | None:
    if "@" in line:
        return Relation(email=line)
    digits = re.sub(r"\D", "", line)
    plain = re.fullmatch(r"[\d\s()+-]+", line) is not None
    if not plain or not _LEAST_DIGITS <= len(digits) <= _LONGEST:
        return None
    return Relation(phone=line[:40], identity_number=digits)
