"""Mått, spårade: the positions behind a figure."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.measures import MeasuredPosition, OfferOutcome
from services.portal import exports, formats
from services.portal.access import Here, OrderReader, Portal
from services.portal.exports import Extract
from services.portal.language import text, word
from services.portal.measures_choice import MeasuresChoice
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.whole_lists import AT_A_TIME, whole

router: Final = APIRouter(include_in_schema=False)

_PER_PAGE: Final = 50
_COLUMNS: Final = (
    word("Referens"),
    word("Stadsdel"),
    word("Enhet"),
    word("Läge"),
    word("Beställd"),
    word("Slut"),
    word("Vakanta dagar"),
    word("Dagar hos HR-service"),
    word("Dagar hos chefen"),
    word("Dagar hos kandidaterna"),
    word("Dagar till första arbetsdag"),
    word("Erbjudanden"),
)


@router.get("/rekrytering/matt/tjanster")
async def behind(  # noqa: PLR0917 - one parameter per choice in the address
    request: Request,
    here: Here,
    visitor: OrderReader,
    chosen: MeasuresChoice,
    lage: PositionStatus | Literal[""] = "",
    erbjudande: OfferOutcome | Literal[""] = "",
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
    som: exports.Kind | None = None,
) -> Response:
    """Show the positions behind a figure, or send them as a file."""
    token = await here.token(visitor)
    filters = {"status": lage, "offer": erbjudande}
    wanted = chosen.asked() | {name: value for name, value in filters.items() if value}
    if som:
        rows = await whole(
            lambda number: here.recruitment.measures.positions(token, **wanted, limit=AT_A_TIME, page=number)
        )
        return exports.response(_extract(here, rows), som)
    found = await here.recruitment.measures.positions(token, **wanted, limit=_PER_PAGE, page=sida)
    facts = {
        "rows": [_shown(here, one) for one in found.items],
        "total": found.total,
        "status": says(lage) if lage else "",
        "offer": says(erbjudande) if erbjudande else "",
        "pages": max(-(-found.total // _PER_PAGE), 1),
        "sida": sida,
        "query": chosen.query(lage=lage, erbjudande=erbjudande),
        "back": chosen.query(),
    }
    return page(request, visitor, "pages/measured.html", facts)


def _shown(here: Portal, one: MeasuredPosition) -> dict[str, Any]:
    return {
        "one": one,
        "unit": here.organisation.unit(one.unit).name,
        "district": here.organisation.district(one.district).name,
    }


def _extract(here: Portal, rows: list[MeasuredPosition]) -> Extract:
    lines = [
        (
            one.reference,
            here.organisation.district(one.district).name,
            here.organisation.unit(one.unit).name,
            says(one.status),
            one.opened_on,
            one.ended_on,
            one.vacant_days,
            one.days.hr_service,
            one.days.manager,
            one.days.candidate,
            one.days.notice,
            one.offers.made,
        )
        for one in rows
    ]
    selection = [(text("Antal"), formats.number(len(rows)))]
    return Extract("rekrytering-tjanster", text("Tjänster"), [text(name) for name in _COLUMNS], lines, selection)
