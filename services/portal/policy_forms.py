"""The form in which the steering group writes a queue policy: three figures per term, and the rest of the rule."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError
from pydantic.alias_generators import to_snake
from starlette.datastructures import FormData

from contracts.problem import FieldError
from contracts.specialist_team.api import Term
from contracts.specialist_team.policy import PolicyRule, ProposePolicy
from libs.refusals import field_errors
from services.portal import formats, forms
from services.portal.swedish import says

TERMS: Final = (Term.STATUTORY_RISK, Term.URGENCY, Term.VACANT_POSTS, Term.TURNOVER, Term.ENTITLEMENT)
"""The terms in the order in which the form and the reasons tell them."""

PARTS: Final = ("weight", "cap", "when_missing")
_OTHERS: Final = ("ageing", "emergency_percent", "long_wait_days", "need_basis", "valid_from", "reason")


def values_of(rule: PolicyRule) -> dict[str, Any]:
    """Return the form's values for ``rule``, to be changed; the date is today's, the reason is to be written."""
    terms = {f"{one.term}_{part}": str(getattr(one, part)) for one in rule.terms for part in PARTS}
    return terms | {
        "ageing": str(rule.ageing),
        "emergency_percent": str(rule.emergency_percent),
        "long_wait_days": str(rule.long_wait_days),
        "need_basis": rule.need_basis.value,
        "tied_purposes": [purpose.value for purpose in rule.tied_purposes],
        "valid_from": formats.today().isoformat(),
    }


def typed(fields: FormData) -> dict[str, Any]:
    """Return what was typed in the form."""
    names = [f"{term}_{part}" for term in TERMS for part in PARTS]
    return forms.typed(fields, (*names, *_OTHERS), ("tied_purposes",))


def body_of(values: Mapping[str, Any]) -> tuple[ProposePolicy | None, dict[str, str]]:
    """Return the proposal, or a message per field that breaks a rule."""
    rule = {
        "terms": [_term(term, values) for term in _counted(values)],
        "ageing": _figure(values["ageing"]),
        "emergency_percent": _figure(values["emergency_percent"]),
        "long_wait_days": _figure(values["long_wait_days"]),
        "need_basis": values["need_basis"],
        "tied_purposes": values["tied_purposes"],
    }
    try:
        given = {"rule": rule, "valid_from": values["valid_from"], "reason": values["reason"]}
        return ProposePolicy.model_validate(given), {}
    except ValidationError as error:
        return None, messages(field_errors(error.errors(include_url=False)), values)


def messages(errors: Iterable[FieldError], values: Mapping[str, Any]) -> dict[str, str]:
    """Return one message per field of the form, in the reader's words, for errors of ours or of the service."""
    counted, found = _counted(values), {}
    for error in errors:
        name, kind = _place(error.field, counted)
        words = forms.in_words(error.model_copy(update={"field": kind}))
        term = next((says(term) for term in counted if name == f"{term}_{kind}"), "")
        found[name] = f"{term}: {words}" if term else words
    return found


def _counted(values: Mapping[str, Any]) -> Sequence[Term]:
    """Return the terms that are to count: those with any figure."""
    return [term for term in TERMS if any(values.get(f"{term}_{part}", "").strip() for part in PARTS)]


def _term(term: Term, values: Mapping[str, Any]) -> dict[str, str]:
    return {"term": term.value} | {part: _figure(values[f"{term}_{part}"]) for part in PARTS}


def _figure(written: str) -> str:
    """Return the figure without the spaces that Swedish puts between thousands."""
    return "".join(written.split())


def _place(field: str, counted: Sequence[Term]) -> tuple[str, str]:
    """Return the name of the form's field, and which kind of field it is."""
    parts = field.removeprefix("rule.").split(".")
    if parts[0] != "terms" or len(parts) == 1:
        return to_snake(parts[0]), to_snake(parts[0])
    kind = to_snake(parts[2]) if len(parts) > 2 else "when_missing"  # noqa: PLR2004 - the rule about a whole term
    return f"{counted[int(parts[1])]}_{kind}", kind
