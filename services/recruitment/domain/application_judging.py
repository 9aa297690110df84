"""The dry run of applications: what would become of every row, decided from what is known, changing nothing.

Every row has exactly one fate: rows in = applications + named errors. Two rows, or a row and an application, that share
an identity number, an address or a telephone number may be the same person; that is told, and nothing is merged.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from pydantic.alias_generators import to_camel

from contracts.problem import FieldError
from contracts.recruitment.application_codes import ApplicationFate
from contracts.recruitment.application_format import COLUMNS, REQUIRED
from libs.spreadsheets import Line, Sheet, named
from services.recruitment.domain.application_refusals import (
    ApplicationColumnsMissing,
    ApplicationColumnsUnknown,
    ApplicationIsWrong,
)
from services.recruitment.domain.application_rows import ApplicationContent, column_of, parse
from services.recruitment.domain.campaign import Opening
from services.recruitment.domain.personal_marks import marks_of

Keyed = Callable[[bytes], bytes]
"""A keyed hash: who has no key can guess nothing from it."""


@dataclass(frozen=True)
class Known:
    """An application that is there: what its row said, as a keyed hash, and whether it is withdrawn."""

    id: UUID
    said: bytes
    withdrawn: bool


@dataclass(frozen=True)
class Facts:
    """What rows are judged by: the campaign's positions and days, and its applications by the source's number."""

    openings: Sequence[Opening]
    opens_on: date
    today: date
    applications: Mapping[str, Known]
    keyed: Keyed


@dataclass(frozen=True)
class Judged:
    """A row's fate; what it says is kept only where something is to be done.

    ``marks`` are the keyed hashes that a new row's person is recognised by.
    """

    number: int
    key: str | None
    fate: ApplicationFate
    errors: Sequence[FieldError] = ()
    same_person: Sequence[str] = ()
    content: ApplicationContent | None = None
    marks: Sequence[bytes] = ()


@dataclass
class _Seen:
    keys: dict[str, int] = field(default_factory=dict)
    people: defaultdict[bytes, list[str]] = field(default_factory=lambda: defaultdict(list))


def judge(sheet: Sheet, facts: Facts) -> list[Judged]:
    """Return every line's fate, in the file's order; raises a refusal when its columns are not an application's."""
    codes, seen = _columns(sheet), _Seen()
    return [_judged(line, codes, facts, seen) for line in sheet.lines]


def read_one(cells: Mapping[str, str], facts: Facts) -> ApplicationContent:
    """Return what a single application says, by the rules of a row; raises ApplicationIsWrong naming its members."""
    content, errors = parse(cells)
    if content and content.reference not in facts.applications:
        errors = _against_campaign(content, facts)
    elif content:
        errors = _of_withdrawal(content, facts)
    if errors or not content:
        named_so = [error.model_copy(update={"field": to_camel(error.field)}) for error in errors]
        raise ApplicationIsWrong("Correct what is named, and send the application again.", errors=named_so)
    return content


def recognised(judged: Sequence[Judged], people: Mapping[bytes, Sequence[str]]) -> list[Judged]:
    """Return the rows, each with the numbers of the applications that share a mark with it; ``people`` by mark."""
    return [
        replace(one, same_person=sorted({*one.same_person, *(n for mark in one.marks for n in people.get(mark, ()))}))
        for one in judged
    ]


def wished(wishes: Sequence[str], openings: Sequence[Opening]) -> list[UUID]:
    """Return the positions that are wanted, most first; an order stands for all its positions. Raises KeyError."""
    found: list[UUID] = []
    for wish in wishes:
        meant = [one.id for one in openings if wish in {one.reference, f"{one.reference}/{one.number}"}]
        if not meant:
            raise KeyError(wish)
        found += [one for one in meant if one not in found]
    return found


def _columns(sheet: Sheet) -> Mapping[str, str]:
    found = {name: column_of(name) for name in sheet.columns}
    unknown = [name for name, code in found.items() if code is None]
    if unknown:
        raise named(ApplicationColumnsUnknown, "Remove or rename the columns that no application has.", unknown)
    missing = [COLUMNS[code] for code in REQUIRED if code not in found.values()]
    if missing:
        raise named(ApplicationColumnsMissing, "Add the columns that every application needs.", missing)
    return {name: code for name, code in found.items() if code}


def _judged(line: Line, codes: Mapping[str, str], facts: Facts, seen: _Seen) -> Judged:
    content, errors = parse({codes[name]: value for name, value in line.cells.items()})
    if content is None:
        return Judged(line.number, None, ApplicationFate.WRONG, errors)
    key = content.reference
    if key in seen.keys:
        error = _error("reference", "key_twice", "another row has the same number", found=str(seen.keys[key]))
        return Judged(line.number, key, ApplicationFate.WRONG, [error])
    seen.keys[key] = line.number
    if key in facts.applications:
        return Judged(line.number, key, *_again(content, facts.applications[key], facts))
    errors = _against_campaign(content, facts)
    if errors:
        return Judged(line.number, key, ApplicationFate.WRONG, errors)
    marks = [facts.keyed(mark.encode()) for mark in marks_of(content)]
    return Judged(line.number, key, ApplicationFate.NEW, (), _earlier_rows(line.number, marks, seen), content, marks)


def _again(
    content: ApplicationContent, known: Known, facts: Facts
) -> tuple[ApplicationFate, Sequence[FieldError], Sequence[str], ApplicationContent | None]:
    """Return what becomes of a row whose application is there. That it is withdrawn counts, whatever else it says."""
    if content.withdrawn_on and not known.withdrawn:
        errors = _of_withdrawal(content, facts)
        return (ApplicationFate.WRONG, errors, (), None) if errors else (ApplicationFate.WITHDRAWS, (), (), content)
    same = facts.keyed(content.said) == known.said
    return (ApplicationFate.ALREADY_THERE if same else ApplicationFate.DIFFERS), (), (), None


def _against_campaign(content: ApplicationContent, facts: Facts) -> list[FieldError]:
    errors = _of_withdrawal(content, facts)
    if content.received_on < facts.opens_on:
        errors.append(_error("received_on", "before_opening", "the campaign was not open", str(facts.opens_on)))
    if content.received_on > facts.today:
        errors.append(_error("received_on", "in_the_future", "the day has not come"))
    try:
        wished(content.wishes, facts.openings)
    except KeyError:
        errors.append(_error("wishes", "unknown_position", "the campaign has no such position"))
    return errors


def _of_withdrawal(content: ApplicationContent, facts: Facts) -> list[FieldError]:
    if content.withdrawn_on is None:
        return []
    if content.withdrawn_on > facts.today:
        return [_error("withdrawn_on", "in_the_future", "the day has not come")]
    if content.withdrawn_on < content.received_on:
        return [_error("withdrawn_on", "out_of_order", "it was received later", str(content.received_on))]
    return []


def _earlier_rows(number: int, marks: Sequence[bytes], seen: _Seen) -> list[str]:
    found = {other for mark in marks for other in seen.people[mark]}
    for mark in marks:
        seen.people[mark].append(f"#{number}")
    return sorted(found)


def _error(column: str, code: str, message: str, limit: str | None = None, found: str | None = None) -> FieldError:
    return FieldError(field=column, code=code, message=message, limit=limit, found=found)
