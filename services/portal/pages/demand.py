"""Efterfrågan: what was asked of the team and what came of it; each number leads to its requests."""

from datetime import date
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from contracts.organisation import Area
from contracts.specialist_team.codes import Purpose
from contracts.specialist_team.demand import Demand, DemandGroup, DemandTally, Outcome
from services.portal import charts, demand_words, exports, formats
from services.portal.access import DemandReader, Here, Portal
from services.portal.demand_choice import Choice, Chosen, filters
from services.portal.exports import Extract
from services.portal.language import plural, text, word
from services.portal.rendering import page
from services.portal.swedish import says

router: Final = APIRouter(include_in_schema=False)

_HEADS: Final = {"month": word("Månad"), "district": word("Stadsdel"), "area": word("Område"), "purpose": word("Syfte")}
_COLUMNS: Final = (
    word("Uppdelning"),
    word("Värde"),
    word("Begärda"),
    *demand_words.OUTCOMES.values(),
    word("Medianväntan, arbetsdagar"),
)


@router.get("/efterfragan")
async def demand(
    request: Request, here: Here, visitor: DemandReader, chosen: Choice, som: exports.Kind | None = None
) -> Response:
    """Show the figures, or send them as a file."""
    told = await here.team.demand.figures(await here.token(visitor), **chosen.asked())
    if som:
        return exports.response(_extract(here, told, chosen), som)
    facts = filters(here, visitor, chosen) | {
        "told": told,
        "lead": _lead(told),
        "chart": charts.stacks([(one.key, _parts(one.tally)) for one in told.months]),
        "legend": _legend(),
        "tables": _tables(here, told, chosen),
        "outcomes": [demand_words.outcome(code) for code in Outcome],
        "reasons": [
            (demand_words.outcome(one.outcome), demand_words.reason(one.reason), one.requests) for one in told.reasons
        ],
    }
    return page(request, visitor, "pages/demand.html", facts)


def _lead(told: Demand) -> str:
    """Return the one sentence that says how it stands."""
    total = told.total
    if not total.asked:
        return text("Ingen har begärt stöd i perioden.")
    facts = {
        "asked": formats.number(total.asked),
        "helped": formats.number(total.given + total.partly_given),
        "refused": formats.number(_without(total)),
        "waiting": formats.number(total.waiting),
    }
    lead = text("%(asked)s begäranden: %(helped)s fick hjälp, %(refused)s blev utan och %(waiting)s väntar.") % facts
    if total.called_off:
        instead = plural(
            "En av dem avropade konsult i stället.", "%(n)s av dem avropade konsult i stället.", total.called_off
        )
        lead += " " + instead % {"n": formats.number(total.called_off)}
    if total.median_wait_days is None:
        return lead
    half = text("Hälften av dem som fick hjälp hade ett ja inom %(days)s.")
    return lead + " " + half % {"days": formats.working_days(total.median_wait_days)}


def _parts(one: DemandTally) -> tuple[int, ...]:
    return one.given, one.partly_given, one.waiting, _without(one)


def _without(one: DemandTally) -> int:
    return one.declined + one.withdrawn + one.called_off + one.expired


def _legend() -> list[tuple[str, str]]:
    words = [demand_words.outcome(code) for code in (Outcome.GIVEN, Outcome.PARTLY_GIVEN, Outcome.WAITING)]
    return list(zip(charts.STACK, [*words, text("Blev utan")], strict=True))


def _tables(here: Portal, told: Demand, chosen: Chosen) -> list[dict[str, Any]]:
    groups = [
        ("month", text("Per månad"), told.months, ("fran", "till")),
        ("district", text("Per stadsdel"), told.districts, ("stadsdel",)),
        ("area", text("Per område"), told.areas, ("omrade",)),
        ("purpose", text("Per syfte"), told.purposes, ("syfte",)),
    ]
    return [
        {
            "id": kind,
            "heading": heading,
            "head": text(_HEADS[kind]),
            "rows": [_row(here, kind, one, chosen, names) for one in _in_order(kind, found)],
        }
        for kind, heading, found, names in groups
    ]


def _in_order(kind: str, groups: list[DemandGroup]) -> list[DemandGroup]:
    """Return months as they come, all else most asked first."""
    return groups if kind == "month" else sorted(groups, key=lambda one: -one.tally.asked)


def _row(here: Portal, kind: str, group: DemandGroup, chosen: Chosen, names: tuple[str, ...]) -> dict[str, Any]:
    value = group.key[:7] if kind == "month" else group.key
    query = chosen.query(**dict.fromkeys(names, value))
    return {
        "name": _name(here, kind, group.key),
        "asked": (group.tally.asked, query),
        "cells": [(_count(group.tally, code), f"{query}&utfall={code}") for code in Outcome],
        "wait": group.tally.median_wait_days,
    }


def _count(one: DemandTally, code: Outcome) -> int:
    return int(getattr(one, code.value))


def _name(here: Portal, kind: str, key: str) -> str:
    match kind:
        case "month":
            return formats.month(date.fromisoformat(key))
        case "district":
            return here.organisation.district(key).name
        case "area":
            return says(Area(key))
        case _:
            return says(Purpose(key))


def _extract(here: Portal, told: Demand, chosen: Chosen) -> Extract:
    kinds = (("month", told.months), ("district", told.districts), ("area", told.areas), ("purpose", told.purposes))
    lines = [
        (
            text(_HEADS[kind]),
            _name(here, kind, one.key),
            one.tally.asked,
            *(_count(one.tally, code) for code in Outcome),
            one.tally.median_wait_days,
        )
        for kind, groups in kinds
        for one in groups
    ]
    columns = [text(name) for name in _COLUMNS]
    return Extract("efterfragan", text("Efterfrågan"), columns, lines, _selection(here, told, chosen))


def _selection(here: Portal, told: Demand, chosen: Chosen) -> list[tuple[str, str]]:
    shown = [
        (text("Från"), formats.month(told.first_month)),
        (text("Till"), formats.month(told.last_month)),
        (text("Indelning"), text("Dåvarande stadsdelar") if chosen.indelning else text("Dagens stadsdelar")),
    ]
    if chosen.stadsdel:
        shown.append((text("Stadsdel"), here.organisation.district(chosen.stadsdel).name))
    if chosen.omrade:
        shown.append((text("Område"), says(Area(chosen.omrade))))
    if chosen.syfte:
        shown.append((text("Syfte"), says(Purpose(chosen.syfte))))
    return shown
