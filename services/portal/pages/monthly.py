"""Månadsrapport: a month of the team on one page, to print, as a tagged PDF, and as Excel or CSV."""

import asyncio
from datetime import date
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from libs.calendar import last_of_month
from services.portal import exports, formats, monthly_told, pdf
from services.portal.access import Here, Portal, QueueReader
from services.portal.exports import Extract
from services.portal.language import text
from services.portal.monthly_told import Known, Section
from services.portal.rendering import page
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_SHOWN_MONTHS: Final = 12


@router.get("/manadsrapport")
async def monthly(
    request: Request,
    here: Here,
    visitor: QueueReader,
    manad: Annotated[str, Query(pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")] = "",
    som: Literal["pdf"] | exports.Kind | None = None,
) -> Response:
    """Show the report of a month, the one before this unless the address says another; or send it as a file."""
    month = date.fromisoformat(f"{manad}-01") if manad else _months()[0]
    sections = monthly_told.sections(await _known(here, visitor, month))
    if som == "pdf":
        return await _pdf(month, sections)
    if som:
        return exports.response(_extract(month, sections), som)
    facts = {
        "title": _title(month),
        "about": _about(month),
        "sections": sections,
        "months": [(f"{one:%Y-%m}", formats.month(one)) for one in _months()],
        "chosen": f"{month:%Y-%m}",
    }
    return page(request, visitor, "pages/monthly.html", facts)


def _months() -> list[date]:
    """Return the months that are over, latest first."""
    number = formats.today().year * 12 + formats.today().month - 1
    return [date((number - back) // 12, (number - back) % 12 + 1, 1) for back in range(1, _SHOWN_MONTHS + 1)]


async def _known(here: Portal, visitor: Visitor, month: date) -> Known:
    token, first = await here.token(visitor), month.isoformat()
    as_of = _as_of(month)
    demand, coverage, ledger, helped = await asyncio.gather(
        here.team.demand.figures(token, firstMonth=first, lastMonth=first, asOf=as_of.isoformat()),
        here.team.coverage(token),
        here.team.entitlement(token),
        here.team.demand.month_of_help(token, first),
    )
    names = {one.id: one.name for one in here.organisation.districts}
    return Known(month, as_of, demand, coverage, ledger, helped, names)


def _as_of(month: date) -> date:
    return min(last_of_month(month), formats.today())


def _title(month: date) -> str:
    return text("Specialistteamet, %(month)s") % {"month": formats.month(month)}


def _about(month: date) -> str:
    words = text(
        "Begäranden och väntan är som de var kända %(day)s. Löften och fördelning är som de står i dag, %(today)s."
    )
    return words % {"day": formats.day(_as_of(month)), "today": formats.day(formats.today())}


async def _pdf(month: date, sections: list[Section]) -> Response:
    told = {
        "title": _title(month),
        "about": _about(month),
        "columns": [text("Mått"), text("Värde")],
        "sections": [
            {"heading": one.heading, "lead": one.lead, "rows": [(f.label, f.value) for f in one.figures]}
            for one in sections
        ],
    }
    return await pdf.response("report.typ", told, f"manadsrapport-{month:%Y-%m}")


def _extract(month: date, sections: list[Section]) -> Extract:
    rows = [(one.heading, figure.label, figure.value) for one in sections for figure in one.figures]
    columns = [text("Ämne"), text("Mått"), text("Värde")]
    return Extract("manadsrapport", text("Månadsrapport"), columns, rows, [(text("Månad"), formats.month(month))])
