"""The team's time as it is shown: a person's weeks as cells with words, collisions, and the list as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from contracts.organisation import Organisation
from contracts.specialist_team.api import PotentialWeek
from contracts.specialist_team.availability import Conflict, Member, Team, TimeOff, WeekLoad
from services.portal import employment_told, formats
from services.portal.exports import Extract
from services.portal.formats import specialist_title
from services.portal.language import plural, sentence, text, word
from services.portal.swedish import says

_BANDS: Final = (1, 40, 70, 90, 100)
"""Where the next darker colour begins, in percent of capacity."""
_COLUMNS: Final = (
    word("Specialist"),
    word("Vecka från"),
    word("Arbetsdagar"),
    word("Kapacitet, timmar"),
    word("Bokat, timmar"),
    word("Erbjudet, timmar"),
    word("Beläggning, procent"),
)


@dataclass(frozen=True)
class Cell:
    """A week in the table: what stands in it, the same in a sentence, and how dark it is."""

    monday: date
    written: str
    sentence: str
    look: str


def band(percent: int | None, *, over: bool, away: bool) -> str:
    """Return the class of a cell: ``heat-0`` … ``heat-5`` by load, ``heat-over`` or ``heat-away``."""
    if over:
        return "heat-over"
    if away or percent is None:
        return "heat-away"
    return f"heat-{sum(percent >= least for least in _BANDS)}"


def cell(week: WeekLoad) -> Cell:
    """Return the week as a cell."""
    facts = {
        "week": week.monday.isocalendar().week,
        "booked": week.booked_hours,
        "reserved": week.reserved_hours,
        "hours": week.capacity_hours,
    }
    said = text("Vecka %(week)s: %(booked)s av %(hours)s timmar bokade, %(reserved)s erbjudna") % facts
    look = band(week.load_percent, over=week.over, away=week.away)
    if week.over:
        return Cell(
            week.monday, text("Krock"), text("%(said)s. Mer är bokat än tiden räcker till.") % {"said": said}, look
        )
    if week.away:
        return Cell(week.monday, text("Borta"), text("Vecka %(week)s: borta hela veckan") % facts, look)
    written = "–" if week.load_percent is None else formats.number(week.load_percent)
    return Cell(week.monday, written, said, look)


def row(member: Member, organisation: Organisation) -> dict[str, Any]:
    """Return a person's row."""
    return {
        "member": member,
        "title": specialist_title(member.id),
        "home": organisation.district(member.home_district).name,
        "when": employment_told.when(member, formats.today()),
        "competences": "; ".join(says(code) for code in member.competences),
        "cells": [cell(week) for week in member.weeks],
        "free": sum(max(0, w.capacity_hours - w.booked_hours - w.reserved_hours) for w in member.weeks[:4]),
        "off": [time_off(one) for one in member.off_periods],
        "collisions": [
            {"about": one, "district": organisation.district(one.district).name} for one in member.collisions
        ],
    }


def time_off(one: TimeOff) -> dict[str, Any]:
    """Return time off with its word: the cause when the reader may know it."""
    general = text("Frånvaro") if one.absence else text("Annat arbete")
    return {"about": one, "cause": says(one.cause) if one.cause else general, "state": says(one.state)}


def conflict(one: Conflict, organisation: Organisation) -> dict[str, Any]:
    """Return a conflict of interest with the place's name."""
    district = organisation.district(one.district).name
    place = (
        f"{organisation.unit(one.unit).name}, {district}" if one.unit else text("Hela %(name)s") % {"name": district}
    )
    return {"about": one, "place": place}


def lead(team: Team) -> str:
    """Return the sentence that says how much time there is."""
    if not team.items:
        return text("Teamet har inga medlemmar registrerade.")
    hours = sum(w.capacity_hours for one in team.items for w in one.weeks[:4])
    taken = sum(w.booked_hours + w.reserved_hours for one in team.items for w in one.weeks[:4])
    facts = {"free": formats.number(max(0, hours - taken)), "hours": formats.number(hours)}
    said = text("%(free)s av %(hours)s timmar är lediga de närmaste fyra veckorna.") % facts
    collisions = sum(len(one.collisions) for one in team.items)
    if not collisions:
        return said
    words = plural("En bokning får inte plats längre.", "%(n)s bokningar får inte plats längre.", collisions)
    return said + " " + sentence(words % {"n": formats.spelled(collisions)})


def places(organisation: Organisation, day: date) -> list[tuple[str, str]]:
    """Return what a conflict of interest can concern: each district, and each of its units."""
    found = []
    for district in organisation.districts_on(day):
        found.append((district.id, text("%(name)s, hela stadsdelen") % {"name": district.name}))
        units = [unit for unit in organisation.units if unit.district == district.id]
        found += [(f"{district.id}/{unit.id}", f"{district.name}, {unit.name}") for unit in units]
    return found


def potential(weeks: Sequence[PotentialWeek]) -> dict[str, Any] | None:
    """Return what a candidate's weeks would be like with the request: cells, and the highest in a sentence."""
    if not weeks:
        return None
    now = max((week.load_percent or 0 for week in weeks), default=0)
    then = max((week.potential_percent or 0 for week in weeks), default=0)
    facts = {"now": now, "then": then}
    said = text("Beläggning med begäran högst %(then)s procent, nu högst %(now)s") % facts
    cells = [
        Cell(
            week.monday,
            "–" if week.potential_percent is None else str(week.potential_percent),
            "",
            band(week.potential_percent, over=week.over, away=False),
        )
        for week in weeks
    ]
    return {"said": said, "cells": cells}


def extract(team: Team) -> Extract:
    """Return the weeks as a file, a line per person and week."""
    lines = [
        (
            specialist_title(one.id),
            week.monday,
            week.working_days,
            week.capacity_hours,
            week.booked_hours,
            week.reserved_hours,
            week.load_percent,
        )
        for one in team.items
        for week in one.weeks
    ]
    selection = [(text("Specialister"), formats.number(len(team.items)))]
    return Extract("team", text("Team och kapacitet"), [text(name) for name in _COLUMNS], lines, selection)
