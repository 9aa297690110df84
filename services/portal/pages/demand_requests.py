"""Efterfrågan, spårad: the requests behind a number."""

from datetime import date
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from contracts.specialist_team.demand import DemandedRequest, Outcome
from services.portal import demand_words, exports, formats
from services.portal.access import DemandReader, Here, Portal
from services.portal.demand_choice import Choice, filters
from services.portal.exports import Extract
from services.portal.language import text, word
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.whole_lists import AT_A_TIME, whole

router: Final = APIRouter(include_in_schema=False)

_PER_PAGE: Final = 50
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


@router.get("/efterfragan/begaranden")
async def behind(
    request: Request,
    here: Here,
    visitor: DemandReader,
    chosen: Choice,
    utfall: Outcome | Literal[""] = "",
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
    som: exports.Kind | None = None,
) -> Response:
    """Show the requests behind a number, or send them as a file."""
    token = await here.token(visitor)
    wanted = chosen.asked() | ({"outcome": utfall} if utfall else {})
    if som:
        rows = await whole(lambda number: here.team.demand.requests(token, **wanted, limit=AT_A_TIME, page=number))
        return exports.response(_requests_extract(here, rows), som)
    found = await here.team.demand.requests(token, **wanted, limit=_PER_PAGE, page=sida)
    facts = filters(here, visitor, chosen) | {
        "rows": [_shown(here, one) for one in found.items],
        "total": found.total,
        "outcome": demand_words.outcome(utfall) if utfall else "",
        "as_of": date.fromisoformat(chosen.kant) if chosen.kant else None,
        "pages": max(-(-found.total // _PER_PAGE), 1),
        "sida": sida,
        "query": chosen.query(utfall=utfall),
    }
    return page(request, visitor, "pages/demanded.html", facts)


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
