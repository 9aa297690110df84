"""Rättvis fördelning: what each district should have had of the help, what it was given and what is owed, in hours."""

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from contracts.specialist_team.policy import Account, Entitlement
from services.portal import exports, formats
from services.portal.access import Here, Portal, QueueReader
from services.portal.exports import Extract
from services.portal.language import text, word
from services.portal.rendering import page

router: Final = APIRouter(include_in_schema=False)

_COLUMNS: Final = (
    word("Stadsdel"),
    word("Timmar enligt andel"),
    word("Fått, timmar"),
    word("Varav akut, timmar"),
    word("Att få, timmar"),
    word("Procent av andelen"),
)


@dataclass(frozen=True)
class Row:
    """A district's hours, and its bar in percent of the chart's width."""

    name: str
    account: Account
    given: float
    entitled: float


@router.get("/fordelning")
async def fairness(request: Request, here: Here, visitor: QueueReader, som: exports.Kind | None = None) -> Response:
    """Show the ledger between districts, or send it as a file."""
    ledger = await here.team.entitlement(await here.token(visitor))
    rows = _rows(here, ledger)
    if som:
        return exports.response(_extract(ledger, rows), som)
    facts = {"ledger": ledger, "rows": rows, "lead": _lead(ledger, rows), "evenness": _evenness(ledger)}
    return page(request, visitor, "pages/fairness.html", facts)


def _rows(here: Portal, ledger: Entitlement) -> list[Row]:
    scale = max([max(one.given, one.entitled) for one in ledger.items] + [1])
    return [
        Row(
            here.organisation.district(one.district).name,
            one,
            round(100 * one.given / scale, 1),
            round(100 * one.entitled / scale, 1),
        )
        for one in ledger.items
    ]


def _lead(ledger: Entitlement, rows: list[Row]) -> str:
    """Return the sentence that says how the help is shared."""
    entitled = [row for row in rows if row.account.given_percent is not None]
    if ledger.smallest_percent is None or not entitled:
        return text("Ingen hjälp har getts än, så det finns inget att fördela.")
    least = min(row.account.given_percent or 0 for row in entitled)
    names = [row.name for row in entitled if row.account.given_percent == least]
    facts = {"who": names[0], "n": least, "others": formats.spelled(len(names) - 1)}
    if len(names) > 1:
        return text("%(who)s och %(others)s till har fått minst: %(n)s procent av sin andel.") % facts
    return text("%(who)s har fått minst: %(n)s procent av sin andel.") % facts


def _evenness(ledger: Entitlement) -> str:
    if ledger.jain_thousandths is None:
        return ""
    words = text("Jämnheten är %(n)s. 1 betyder att alla har fått lika stor del av sin andel (Jains index).")
    return words % {"n": formats.number(ledger.jain_thousandths / 1000)}


def _extract(ledger: Entitlement, rows: list[Row]) -> Extract:
    lines = [
        (
            row.name,
            row.account.entitled,
            row.account.given,
            row.account.emergency,
            row.account.owed,
            row.account.given_percent,
        )
        for row in rows
    ]
    selection = [(text("Regelversion"), ledger.policy_version)]
    return Extract("fordelning", text("Rättvis fördelning"), [text(name) for name in _COLUMNS], lines, selection)
