"""Efterfrågan: what was asked of the team and what came of it; each number leads to its requests."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from contracts.organisation import Area, Slug
from contracts.specialist_team.codes import Purpose
from contracts.specialist_team.demand import Demand, DemandedRequest, DemandGroup, DemandTally, Division, Outcome
from services.portal import charts, demand_words, exports, formats
from services.portal.access import DemandReader, Here, Portal
from services.portal.exports import Extract
from services.portal.language import text, word
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.visitor import SEES_ALL, Visitor

router: Final = APIRouter(include_in_schema=False)

Month = Annotated[str, Query(pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")]
_HEADS: Final = {"month": word("Månad"), "district": word("Stadsdel"), "area": word("Område"), "purpose": word("Syfte")}
_SHOWN_MONTHS: Final = 24
_PER_PAGE: Final = 50
_WHOLE: Final = 500
_COLUMNS: Final = (
    word("Uppdelning"),
    word("Värde"),
    word("Begärda"),
    *demand_words.OUTCOMES.values(),
    word("Medianväntan, arbetsdagar"),
)
_REQUEST_COLUMNS: Final = (
    word("Referens"),
    word("Månad"),
    word("Stadsdel"),
    word("Enhet"),
    word("Område"),
    word("Syfte"),
    word("Procent"),
    word("Utfall"),
    word("Skäl"),
    word("Väntat, arbetsdagar"),
)


@dataclass(frozen=True)
class Chosen:
    """What the address says; an empty value is no choice."""

    fran: str
    till: str
    stadsdel: str
    omrade: str
    syfte: str
    indelning: str
    kant: str = ""

    def query(self, **changes: str) -> str:
        """Return the address's query with ``changes``; what is empty is left out."""
        values = vars(self) | changes
        return urlencode({name: value for name, value in values.items() if value})

    def asked(self) -> dict[str, str]:
        """Return the choice as the service takes it."""
        wanted = {
            "firstMonth": f"{self.fran}-01" if self.fran else "",
            "lastMonth": f"{self.till}-01" if self.till else "",
            "district": self.stadsdel,
            "area": self.omrade,
            "purpose": self.syfte,
            "division": Division.THEN if self.indelning == "da" else "",
            "asOf": self.kant,
        }
        return {name: value for name, value in wanted.items() if value}


async def _chosen(
    fran: Month = "",
    till: Month = "",
    stadsdel: Slug | Literal[""] = "",
    omrade: Area | Literal[""] = "",
    syfte: Purpose | Literal[""] = "",
    indelning: Literal["", "da"] = "",
    kant: date | Literal[""] = "",
) -> Chosen:
    return Chosen(fran, till, stadsdel, omrade, syfte, indelning, kant.isoformat() if kant else "")


Choice = Annotated[Chosen, Depends(_chosen)]


@router.get("/efterfragan")
async def demand(
    request: Request, here: Here, visitor: DemandReader, chosen: Choice, som: Literal["csv", "xlsx"] | None = None
) -> Response:
    """Show the figures, or send them as a file."""
    told = await here.team.demand.figures(await here.token(visitor), **chosen.asked())
    if som:
        return exports.response(_extract(here, told, chosen), som)
    facts = _filters(here, visitor, chosen) | {
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


def _filters(here: Portal, visitor: Visitor, chosen: Chosen) -> dict[str, Any]:
    districts = here.organisation.districts if chosen.indelning else here.organisation.districts_on(formats.today())
    return {
        "chosen": vars(chosen),
        "query": chosen.query(),
        "months": [(month.isoformat()[:7], formats.month(month)) for month in _months()],
        "districts": [(one.id, one.name) for one in districts] if visitor.has(*SEES_ALL) else [],
        "areas": [(code.value, says(code)) for code in Area],
        "purposes": [(code.value, says(code)) for code in Purpose],
    }


def _months() -> list[date]:
    number = formats.today().year * 12 + formats.today().month - 1
    return [date((number - back) // 12, (number - back) % 12 + 1, 1) for back in range(_SHOWN_MONTHS)]


def _lead(told: Demand) -> str:
    """Return the one sentence that says how it stands."""
    total = told.total
    if not total.asked:
        return text("Ingen har begärt stöd i perioden.")
    facts = {
        "asked": formats.number(total.asked),
        "helped": formats.number(total.given + total.partly_given),
        "refused": formats.number(total.declined + total.withdrawn + total.expired),
        "waiting": formats.number(total.waiting),
    }
    lead = text("%(asked)s begäranden: %(helped)s fick hjälp, %(refused)s blev utan och %(waiting)s väntar.") % facts
    if total.median_wait_days is None:
        return lead
    half = text("Hälften av dem som fick hjälp hade ett ja inom %(days)s.")
    return lead + " " + half % {"days": formats.working_days(total.median_wait_days)}


def _parts(one: DemandTally) -> tuple[int, ...]:
    return one.given, one.partly_given, one.waiting, one.declined + one.withdrawn + one.expired


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


@router.get("/efterfragan/begaranden")
async def behind(
    request: Request,
    here: Here,
    visitor: DemandReader,
    chosen: Choice,
    utfall: Outcome | Literal[""] = "",
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
    som: Literal["csv", "xlsx"] | None = None,
) -> Response:
    """Show the requests behind a number, or send them as a file."""
    token = await here.token(visitor)
    wanted = chosen.asked() | ({"outcome": utfall} if utfall else {})
    if som:
        rows = await _all(here, token, wanted)
        return exports.response(_requests_extract(here, rows), som)
    found = await here.team.demand.requests(token, **wanted, limit=_PER_PAGE, page=sida)
    facts = _filters(here, visitor, chosen) | {
        "rows": [_shown(here, one) for one in found.items],
        "total": found.total,
        "outcome": demand_words.outcome(utfall) if utfall else "",
        "as_of": date.fromisoformat(chosen.kant) if chosen.kant else None,
        "pages": max(-(-found.total // _PER_PAGE), 1),
        "sida": sida,
        "query": chosen.query(utfall=utfall),
    }
    return page(request, visitor, "pages/demanded.html", facts)


async def _all(here: Portal, token: str, wanted: dict[str, str]) -> list[DemandedRequest]:
    found: list[DemandedRequest] = []
    while True:
        part = await here.team.demand.requests(token, **wanted, limit=_WHOLE, page=len(found) // _WHOLE + 1)
        found += part.items
        if len(part.items) < _WHOLE:
            return found


def _shown(here: Portal, one: DemandedRequest) -> dict[str, Any]:
    return {
        "one": one,
        "unit": here.organisation.unit(one.unit).name,
        "district": here.organisation.district(one.district).name,
        "month": formats.month(one.month),
        "outcome": demand_words.outcome(one.outcome),
        "reason": demand_words.reason(one.reason),
    }


def _requests_extract(here: Portal, rows: list[DemandedRequest]) -> Extract:
    lines = [
        (
            one.reference,
            one.month,
            here.organisation.district(one.district).name,
            here.organisation.unit(one.unit).name,
            says(one.area),
            says(one.purpose),
            one.percent,
            demand_words.outcome(one.outcome),
            demand_words.reason(one.reason),
            one.waited_days,
        )
        for one in rows
    ]
    selection = [(text("Antal"), formats.number(len(rows)))]
    columns = [text(name) for name in _REQUEST_COLUMNS]
    return Extract("efterfragan-begaranden", text("Begäranden"), columns, lines, selection)
