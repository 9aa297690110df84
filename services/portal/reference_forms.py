"""Forms of references: what a referee has chosen, as the service takes it; what is missing is said at the question."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.datastructures import FormData

from contracts.recruitment.reference_codes import (
    RefereeRelation,
    ReferenceItem,
    ReferenceRating,
    SafetyAnswer,
    SafetyQuestion,
)
from contracts.recruitment.references import GiveReference
from services.portal import forms
from services.portal.language import text
from services.portal.reference_words import EXPLAIN, NOT_ANSWERED, REFERENCE_FIELDS
from services.portal.swedish import says

_RATINGS: Final = {f"rating-{one}": one for one in ReferenceItem}
_SAFETY: Final = {f"safety-{one}": one for one in SafetyQuestion}
_TEXTS: Final = ("relation", "explanation", "comment")
_WHOLE: Final = ""
"""Where a rule about several fields is told."""


def asked() -> dict[str, Any]:
    """Return what the form asks, in words: field, question, answers."""
    return {
        "relations": [(one.value, says(one)) for one in RefereeRelation],
        "ratings": [(field, says(one)) for field, one in _RATINGS.items()],
        "rating_answers": [(one.value, says(one)) for one in ReferenceRating],
        "safety": [(field, says(one)) for field, one in _SAFETY.items()],
        "safety_answers": [(one.value, says(one), "") for one in SafetyAnswer],
    }


def typed(fields: FormData) -> dict[str, Any]:
    """Return what was chosen."""
    return forms.typed(fields, (*_TEXTS, *_RATINGS, *_SAFETY))


def answer(values: Mapping[str, Any]) -> tuple[GiveReference | None, dict[str, str]]:
    """Return the answer, or a message per question that lacks one."""
    errors = {field: text(NOT_ANSWERED) for field in (*_RATINGS, *_SAFETY) if not values[field]}
    said = {name: values[name] for name in _TEXTS}
    said["ratings"] = {one: values[field] for field, one in _RATINGS.items() if values[field]}
    said["safety"] = {one: values[field] for field, one in _SAFETY.items() if values[field]}
    body, wrong = forms.read(GiveReference, said, REFERENCE_FIELDS)
    if wrong.pop(_WHOLE, None) and not errors:
        wrong["explanation"] = text(EXPLAIN)
    found = errors | wrong
    return (None, found) if found else (body, {})
