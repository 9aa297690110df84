"""Units' vacant positions as recruitment tells of them: counted beside what is stated, and help they no longer need.

Counted are positions that are ordered, which need not be all that are vacant, and what is stated may be old. So the
higher of the two counts: a unit that begins to recruit never falls in the queue by it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from contracts.organisation import Organisation, Unit
from contracts.specialist_team.codes import Purpose
from services.specialist_team.domain import rules
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.situation import Situation, UnitSituation

COUNTED = "Räknat: vakanta tjänster hos HR-service"
"""The source of a figure that nobody has stated."""
PROPOSED_FOR = timedelta(days=30)
"""How long after the first day of who is hired it is proposed to end the help."""
_COVERS = frozenset({Purpose.COVER_ABSENCE})
"""Help that stands in for somebody, where the request names no position; introducing who is hired is another thing."""


@dataclass(frozen=True)
class Vacancy:
    """A position that was ordered: of so many percent of full time, vacant since ``opened_on``.

    ``order`` and ``number`` are not known of what was told before they were kept.
    """

    position: UUID
    unit: str
    percent: int
    opened_on: date
    filled_on: date | None = None
    starts_on: date | None = None
    order_id: UUID | None = None
    number: int | None = None


@dataclass(frozen=True)
class OpenPositions:
    """A unit's vacant positions: how many, their share of the budgeted posts in percent, the oldest's first day."""

    unit: str
    positions: int
    percent: int
    opened_on: date


@dataclass(frozen=True)
class Covered:
    """Help that stands in for somebody in a unit where a position has been filled."""

    request: SupportRequest
    position: UUID
    filled_on: date
    starts_on: date


def by_unit(vacancies: Iterable[Vacancy], organisation: Organisation) -> dict[str, OpenPositions]:
    """Return the vacant positions of each unit that has any, the units in the organisation's order."""
    units: dict[str, list[Vacancy]] = defaultdict(list)
    for one in vacancies:
        if one.filled_on is None:
            units[one.unit].append(one)
    return {unit.id: _open(unit, units[unit.id]) for unit in organisation.units if unit.id in units}


def _open(unit: Unit, found: Sequence[Vacancy]) -> OpenPositions:
    """Return the share in whole percent, halves up, at most 100."""
    share = Fraction(sum(one.percent for one in found)) / Fraction(str(unit.budgeted_posts))
    return OpenPositions(
        unit.id, len(found), min(100, int(share + Fraction(1, 2))), min(one.opened_on for one in found)
    )


def counts(there: OpenPositions, stated: UnitSituation | None) -> bool:
    """Tell whether the queue reckons with what is counted rather than with what is stated."""
    known = stated.vacant_percent if stated else None
    return known is None or there.percent > known


def with_counted(situation: Situation, vacant: Mapping[str, OpenPositions]) -> dict[str, UnitSituation]:
    """Return the situation with the higher share of vacant posts in each unit. Nothing known stays nothing known."""
    found = dict(situation)
    for unit, there in vacant.items():
        stated = situation.get(unit)
        if counts(there, stated):
            unknown = UnitSituation(unit, there.opened_on, there.percent, None, COUNTED)
            found[unit] = replace(stated, vacant_percent=there.percent) if stated else unknown
    return found


def covered(vacancies: Iterable[Vacancy], helped: Sequence[SupportRequest], today: date) -> list[Covered]:
    """Return the help that may end because the position it bridges is filled, each once, the earliest first.

    Which one that is the request names; one that names none bridges any in its unit when it stands in for somebody. It
    has begun or begins before who is hired, would go on after that day, and nobody has proposed another last day or
    said that it goes on.
    """
    found: dict[UUID, Covered] = {}
    filled = [(one.starts_on, one.filled_on, one) for one in vacancies if one.filled_on and one.starts_on]
    for starts_on, filled_on, one in sorted(filled, key=lambda row: (*row[:2], row[2].unit)):
        if starts_on + PROPOSED_FOR < today:
            continue
        for request in helped:
            if _bridges(request, one) and _would_go_on(request, starts_on):
                found.setdefault(request.id, Covered(request, one.position, filled_on, starts_on))
    return list(found.values())


def _bridges(request: SupportRequest, filled: Vacancy) -> bool:
    if filled.position in request.assignment.goes_on_after:
        return False
    if request.position is not None:
        return request.position == filled.position
    return request.content.unit == filled.unit and request.content.purpose in _COVERS


def _would_go_on(request: SupportRequest, day: date) -> bool:
    segments = request.assignment.segments
    if request.status not in rules.GIVEN:
        return False
    if not segments or request.assignment.proposal is not None:
        return False
    return segments[0].starts_on <= day < segments[-1].ends_on
