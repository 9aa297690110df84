"""Stöd: the requests one may see, by state, sorted, in the address bar; and as Excel or CSV."""

from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy import Row

from contracts.organisation import Area
from contracts.specialist_team.codes import CitySystem, Purpose, Status
from libs.database import Transaction
from services.portal import exports, formats, views
from services.portal.access import Here, Portal, Reader
from services.portal.exports import Extract
from services.portal.language import text, word
from services.portal.rendering import page
from services.portal.swedish import STATES, says
from services.portal.visitor import Role, Visitor

router: Final = APIRouter(include_in_schema=False)

Sort = Literal["uppdaterad", "-uppdaterad", "start", "-start", "referens", "-referens"]
_COLUMNS: Final = (
    ("referens", word("Enhet och referens")),
    ("start", word("Period")),
    ("uppdaterad", word("Senast ändrad")),
)
_FILE_COLUMNS: Final = (
    word("Referens"),
    word("Stadsdel"),
    word("Enhet"),
    word("Syfte"),
    word("Område"),
    word("Procent"),
    word("Från"),
    word("Till"),
    word("System"),
    word("Läge"),
    word("Senast ändrad"),
)


@router.get("/stod")
async def support(  # noqa: PLR0917 - one parameter per choice in the address
    request: Request,
    here: Here,
    visitor: Reader,
    lage: Status | None = None,
    sortera: Sort = "uppdaterad",
    sok: Annotated[str, Query(max_length=30)] = "",
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
    som: exports.Kind | None = None,
) -> Response:
    """Show the list, or send it as a file."""
    sought = sok.strip()
    choice = views.ListChoice(lage, sortera, sought, _named(here, sought), sida, 0 if som else 20)

    async def read(tx: Transaction) -> dict[str, Any]:
        return {
            "rows": await views.requests(tx, visitor, choice),
            "counts": await views.counts(tx, visitor, choice),
            "updated_at": await views.updated_at(tx),
        }

    facts = await here.kernel.database.run(read)
    if som:
        return exports.response(_extract(here, facts["rows"], choice), som)
    return page(request, visitor, "pages/support.html", _facts(here, visitor, choice, facts))


def _named(here: Portal, sought: str) -> frozenset[str]:
    """Return the units and districts whose names what is sought is part of."""
    units = {one.id: one.name for one in here.organisation.units}
    districts = {one.id: one.name for one in here.organisation.districts}
    return frozenset(known for known, name in (units | districts).items() if sought.casefold() in name.casefold())


def _facts(here: Portal, visitor: Visitor, choice: views.ListChoice, facts: dict[str, Any]) -> dict[str, Any]:
    total = facts["counts"].get(choice.status, 0) if choice.status else sum(facts["counts"].values())
    return facts | {
        "rows": [_shown(here, row) for row in facts["rows"]],
        "choice": choice,
        "total": total,
        "everything": sum(facts["counts"].values()),
        "pages": max(-(-total // choice.limit), 1),
        "chips": [(status, facts["counts"][status]) for status in Status if facts["counts"].get(status)],
        "columns": [_column(choice, name, label) for name, label in _COLUMNS],
        "query": _query(choice),
        "address": lambda **changes: f"/stod?{_query(choice, **changes)}",
        "own": visitor.has(Role.UNIT_MANAGER),
        "may_ask": visitor.has(Role.UNIT_MANAGER),
    }


def _query(choice: views.ListChoice, **changes: Any) -> str:
    chosen = {"lage": choice.status, "sortera": choice.sort, "sok": choice.query} | changes
    defaults = {"sortera": "uppdaterad", "sida": 1}
    return urlencode({name: value for name, value in chosen.items() if value and defaults.get(name) != value})


def _column(choice: views.ListChoice, name: str, label: str) -> dict[str, Any]:
    ascending = name if name != "uppdaterad" else "-uppdaterad"
    descending = f"-{name}" if name != "uppdaterad" else "uppdaterad"
    order = {ascending: "ascending", descending: "descending"}.get(choice.sort)
    target = descending if order == "ascending" else ascending
    return {"label": text(label), "order": order, "query": _query(choice, sortera=target)}


def _shown(here: Portal, row: Row[Any]) -> dict[str, Any]:
    return {
        "row": row,
        "unit": here.organisation.unit(row.unit).name,
        "district": here.organisation.district(row.district).name,
        "purpose": says(Purpose(row.purpose)),
        "area": says(Area(row.area)),
    }


def _extract(here: Portal, rows: Any, choice: views.ListChoice) -> Extract:
    return Extract(
        name="stod",
        heading=text("Stöd"),
        columns=[text(name) for name in _FILE_COLUMNS],
        rows=[
            (
                row.reference,
                here.organisation.district(row.district).name,
                here.organisation.unit(row.unit).name,
                says(Purpose(row.purpose)),
                says(Area(row.area)),
                row.percent,
                row.starts_on,
                row.ends_on,
                "; ".join(says(CitySystem(code)) for code in row.systems),
                text(STATES[row.status].word),
                row.updated_at,
            )
            for row in rows
        ],
        selection=[
            (text("Läge"), text(STATES[choice.status].word) if choice.status else text("Alla")),
            (text("Sökt"), choice.query or "–"),
            (text("Antal"), formats.number(len(rows))),
        ],
    )
