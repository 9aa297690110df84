"""The dry run: what would become of every row of a file, decided from what is known, changing nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from contracts.event import ActorReference
from contracts.organisation import District, Organisation, Unit
from contracts.problem import FieldError
from contracts.specialist_team.codes import Status
from contracts.specialist_team.import_format import COLUMNS, REQUIRED
from contracts.specialist_team.imports import Fate
from libs.spreadsheets import Line, Sheet, named
from services.specialist_team.domain.availability import Availability
from services.specialist_team.domain.candidates import free_of, has_conflict
from services.specialist_team.domain.help_given import GIVEN
from services.specialist_team.domain.import_history import IMPORT, RowIsWrong, Telling, history, wrong
from services.specialist_team.domain.import_refusals import ColumnsMissing, ColumnsUnknown
from services.specialist_team.domain.import_rows import RequestRow, digest, parse
from services.specialist_team.domain.import_words import column_of, plain
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.team import Booking

BOOKED = GIVEN | {Status.OFFERED}
"""In these states a request takes a specialist's time."""
_NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Facts:
    """What rows are judged by: the organisation, the team and its time, and what is imported already, by key."""

    organisation: Organisation
    team: Mapping[str, Availability]
    bookings: Sequence[Booking]
    imported: Mapping[str, bytes]
    now: datetime


@dataclass(frozen=True)
class Judged:
    """A row's fate; the row itself is kept only where it is to be imported."""

    number: int
    key: str | None
    fate: Fate
    errors: Sequence[FieldError] = ()
    row: RequestRow | None = None


@dataclass
class _Seen:
    keys: dict[str, int] = field(default_factory=dict)
    bookings: defaultdict[str, list[Booking]] = field(default_factory=lambda: defaultdict(list))


def judge(sheet: Sheet, facts: Facts) -> list[Judged]:
    """Return every line's fate, in the file's order; raises ColumnsMissing or ColumnsUnknown for the whole file."""
    codes = _columns(sheet)
    seen = _Seen()
    for booking in facts.bookings:
        seen.bookings[booking.specialist].append(booking)
    return [_judged(line, codes, facts, seen) for line in sheet.lines]


def _columns(sheet: Sheet) -> Mapping[str, str]:
    found = {name: column_of(name) for name in sheet.columns}
    unknown = [name for name, code in found.items() if code is None]
    if unknown:
        raise named(ColumnsUnknown, "Remove or rename the columns that no request has.", unknown)
    missing = [COLUMNS[code] for code in REQUIRED if code not in found.values()]
    if missing:
        raise named(ColumnsMissing, "Add the columns that every request needs.", missing)
    return {name: code for name, code in found.items() if code}


def _judged(line: Line, codes: Mapping[str, str], facts: Facts, seen: _Seen) -> Judged:
    row, errors = parse({codes[name]: value for name, value in line.cells.items()})
    if row is None:
        return Judged(line.number, None, Fate.WRONG, errors)
    if row.key in seen.keys:
        error = wrong("key", "key_twice", "another row has the same key", found=str(seen.keys[row.key]))
        return Judged(line.number, row.key, Fate.WRONG, [error])
    seen.keys[row.key] = line.number
    if row.key in facts.imported:
        same = facts.imported[row.key] == digest(row)
        return Judged(line.number, row.key, Fate.ALREADY_THERE if same else Fate.DIFFERS)
    try:
        known = facts.team.get(row.specialist or "")
        told = Telling(
            _NOBODY,
            "SPT-0000-0000",
            unit_of(row, facts.organisation),
            known.member if known else None,
            ActorReference(id=IMPORT, role=IMPORT),
            facts.now,
        )
        request, _ = history(row, told)
        _book(request, known, seen)
    except RowIsWrong as refusal:
        return Judged(line.number, row.key, Fate.WRONG, refusal.errors)
    return Judged(line.number, row.key, Fate.NEW, row=row)


def _book(request: SupportRequest, known: Availability | None, seen: _Seen) -> None:
    """Take the row's time as the database will, so that the dry run finds what it will refuse."""
    if known is None or request.status not in BOOKED:
        return
    for one in request.assignment.segments:
        if has_conflict(request, known, one.starts_on, one.ends_on):
            detail = "The specialist cannot be sent to this unit."
            raise RowIsWrong(detail, errors=[wrong("specialist", "conflict_of_interest", detail)])
        free = free_of(known, seen.bookings[one.specialist], one.starts_on, one.ends_on)
        if free < one.percent:
            detail = f"The specialist has {free} percent free through the assignment."
            error = wrong("assignment_percent", "specialist_is_booked", detail, limit=str(free))
            raise RowIsWrong(detail, errors=[error])
        taken = Booking(_NOBODY, one.specialist, one.percent, one.starts_on, one.ends_on, firm=True)
        seen.bookings[one.specialist].append(taken)


def unit_of(row: RequestRow, organisation: Organisation) -> Unit:
    """Return the unit that the row names by id, or by its name within the district; raises RowIsWrong."""
    by_id = [unit for unit in organisation.units if unit.id == row.unit]
    districts = [one for one in organisation.districts if plain(row.district) in {plain(one.name), plain(one.id)}]
    if row.district and not districts:
        raise _row_error("district", "unknown_district", "no district has this name", row.district)
    ids = {district.id for district in districts}
    units = by_id or [one for one in organisation.units if one.district in ids and plain(one.name) == plain(row.unit)]
    if not units or (ids and units[0].district not in ids):
        raise _row_error("unit", "unknown_unit_there", "the district has no unit of this name", row.unit)
    district = organisation.district(units[0].district)
    _require_valid(district, row.submitted_on)
    return units[0]


def _require_valid(district: District, day: date) -> None:
    if not district.valid_on(day):
        raise _row_error("submitted_on", "district_not_then", "the district did not exist on that day", district.name)


def _row_error(field_name: str, code: str, message: str, found: str) -> RowIsWrong:
    return RowIsWrong(message, errors=[wrong(field_name, code, message, found=found)])
