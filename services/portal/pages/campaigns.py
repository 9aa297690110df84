"""Omgångar: recruitment campaigns by state and district, in the address bar; and as Excel or CSV."""

from collections.abc import Sequence
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.campaigns import Campaign
from contracts.recruitment.occupations import Occupations
from services.portal import campaign_told, exports, formats
from services.portal.access import Here, Portal, Recruiter
from services.portal.exports import Extract
from services.portal.language import text, word
from services.portal.rendering import page
from services.portal.swedish import CAMPAIGN_LOOKS

router: Final = APIRouter(include_in_schema=False)

_PER_PAGE: Final = 20
_FILE_COLUMNS: Final = (
    word("Referens"),
    word("Rubrik"),
    word("Yrke"),
    word("Stadsdelar"),
    word("Tjänster"),
    word("Ansökan öppnar"),
    word("Ansökan stänger"),
    word("Läge"),
    word("Senast ändrad"),
)


@router.get("/rekrytering/omgangar")
async def campaigns(
    request: Request,
    here: Here,
    visitor: Recruiter,
    lage: CampaignStatus | None = None,
    stadsdel: Annotated[str, Query(pattern="^[a-z0-9-]*$", max_length=60)] = "",
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
    som: exports.Kind | None = None,
) -> Response:
    """Show the list, or send it as a file."""
    token = await here.token(visitor)
    choice = {"lage": lage, "stadsdel": stadsdel, "sida": sida}
    asked = {name: value for name, value in (("status", lage), ("district", stadsdel)) if value}
    trades = await here.recruitment.occupations(token)
    if som:
        found = await here.recruitment.campaigns.all(token, **asked)
        return exports.response(_extract(here, found, choice, trades), som)
    part = await here.recruitment.campaigns.some(token, **asked, limit=_PER_PAGE, page=sida)
    counts = {one.status: one.campaigns for one in part.counts}
    facts = {
        "rows": [_shown(here, one, trades) for one in part.items],
        "choice": choice,
        "total": part.total,
        "everything": sum(counts.values()),
        "pages": max(-(-part.total // _PER_PAGE), 1),
        "chips": list(counts.items()),
        "query": _query(choice, sida=1),
        "address": lambda **changes: f"/rekrytering/omgangar?{_query(choice, **changes)}",
        "districts": [(one.id, one.name) for one in here.organisation.districts_on(formats.today())],
    }
    return page(request, visitor, "pages/campaigns.html", facts)


def _query(choice: dict[str, Any], **changes: Any) -> str:
    chosen = choice | {"sida": 1} | changes
    return urlencode({name: value for name, value in chosen.items() if value and (name, value) != ("sida", 1)})


def _shown(here: Portal, known: Campaign, trades: Occupations) -> dict[str, Any]:
    return {
        "known": known,
        "occupation": trades.name(known.occupation),
        "districts": ", ".join(campaign_told.districts(known, here.organisation)),
    }


def _extract(here: Portal, found: Sequence[Campaign], choice: dict[str, Any], trades: Occupations) -> Extract:
    rows = [
        (
            one.reference,
            one.title,
            trades.name(one.occupation),
            ", ".join(campaign_told.districts(one, here.organisation)),
            len(one.positions),
            one.opens_on,
            one.closes_on,
            text(CAMPAIGN_LOOKS[one.status].word),
            one.updated_at,
        )
        for one in found
    ]
    status = choice["lage"]
    selection = [
        (text("Läge"), text(CAMPAIGN_LOOKS[status].word) if status else text("Alla")),
        (text("Stadsdel"), choice["stadsdel"] or text("Alla")),
        (text("Antal"), formats.number(len(rows))),
    ]
    return Extract("omgangar", text("Omgångar"), [text(name) for name in _FILE_COLUMNS], rows, selection)
