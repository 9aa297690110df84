"""Rekrytering: the orders one may see, by state and district, in the address bar; and as Excel or CSV."""

from collections.abc import Sequence
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy import Row

from contracts.organisation import Area
from contracts.recruitment.codes import OrderStatus
from contracts.recruitment.occupations import Occupations
from libs.database import Transaction
from services.portal import exports, formats, order_views, views
from services.portal.access import Here, OrderReader, Portal
from services.portal.exports import Extract
from services.portal.language import text, word
from services.portal.order_views import OrderChoice
from services.portal.rendering import page
from services.portal.swedish import ORDER_LOOKS, says
from services.portal.visitor import SEES_ORDERS, Role, Visitor

router: Final = APIRouter(include_in_schema=False)

_FILE_COLUMNS: Final = (
    word("Referens"),
    word("Stadsdel"),
    word("Enhet"),
    word("Yrke"),
    word("Område"),
    word("Tjänster"),
    word("Procent"),
    word("Första dag"),
    word("Beställd"),
    word("Läge"),
    word("Senast ändrad"),
)


@router.get("/rekrytering")
async def orders(
    request: Request,
    here: Here,
    visitor: OrderReader,
    lage: OrderStatus | None = None,
    stadsdel: Annotated[str, Query(max_length=60)] = "",
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
    som: exports.Kind | None = None,
) -> Response:
    """Show the list, or send it as a file."""
    choice = OrderChoice(lage, stadsdel, sida, 0 if som else 20)

    async def read(tx: Transaction) -> dict[str, Any]:
        return {
            "rows": await order_views.orders(tx, visitor, choice),
            "counts": await order_views.order_counts(tx, visitor, choice),
            "updated_at": await views.updated_at(tx),
        }

    facts = await here.kernel.database.run(read)
    trades = await here.recruitment.occupations(await here.token(visitor))
    if som:
        return exports.response(_extract(here, facts["rows"], choice, trades), som)
    return page(request, visitor, "pages/orders.html", _facts(here, visitor, choice, trades, facts))


def _facts(
    here: Portal, visitor: Visitor, choice: OrderChoice, trades: Occupations, facts: dict[str, Any]
) -> dict[str, Any]:
    everything = sum(facts["counts"].values())
    total = facts["counts"].get(choice.status, 0) if choice.status else everything
    whole_city = visitor.has(*SEES_ORDERS)
    return facts | {
        "rows": [_shown(here, row, trades) for row in facts["rows"]],
        "choice": choice,
        "total": total,
        "everything": everything,
        "pages": max(-(-total // choice.limit), 1),
        "chips": [(status, facts["counts"][status]) for status in OrderStatus if facts["counts"].get(status)],
        "query": _query(choice),
        "address": lambda **changes: f"/rekrytering?{_query(choice, **changes)}",
        "districts": [(one.id, one.name) for one in here.organisation.districts_on(formats.today())],
        "whole_city": whole_city,
        "may_order": visitor.has(Role.UNIT_MANAGER),
        "recruits": visitor.has(Role.HR_CONSULTANT),
    }


def _query(choice: OrderChoice, **changes: Any) -> str:
    chosen = {"lage": choice.status, "stadsdel": choice.district} | changes
    return urlencode({name: value for name, value in chosen.items() if value and (name, value) != ("sida", 1)})


def _shown(here: Portal, row: Row[Any], trades: Occupations) -> dict[str, Any]:
    return {
        "row": row,
        "unit": here.organisation.unit(row.unit).name,
        "district": here.organisation.district(row.district).name,
        "occupation": trades.name(row.occupation),
        "area": says(Area(row.area)),
    }


def _extract(here: Portal, rows: Sequence[Row[Any]], choice: OrderChoice, trades: Occupations) -> Extract:
    return Extract(
        name="rekryteringsbestallningar",
        heading=text("Rekrytering"),
        columns=[text(name) for name in _FILE_COLUMNS],
        rows=[
            (
                row.reference,
                here.organisation.district(row.district).name,
                here.organisation.unit(row.unit).name,
                trades.name(row.occupation),
                says(Area(row.area)),
                row.positions,
                row.percent,
                row.starts_on,
                row.placed_at,
                text(ORDER_LOOKS[OrderStatus(row.status)].word),
                row.updated_at,
            )
            for row in rows
        ],
        selection=[
            (text("Läge"), text(ORDER_LOOKS[choice.status].word) if choice.status else text("Alla")),
            (text("Stadsdel"), choice.district or text("Alla")),
            (text("Antal"), formats.number(len(rows))),
        ],
    )
