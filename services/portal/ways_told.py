"""«Tre sätt att lösa behovet»: a long wait, an agency and recruiting side by side, in words and kronor."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from contracts.specialist_team.codes import Command
from contracts.specialist_team.ways import Comparison, NamedPosition, Ways
from services.portal import formats, outlook
from services.portal.language import plural, text


def told(ways: Ways, references: Mapping[UUID, str], *, asks: bool) -> dict[str, Any]:
    """Return what the page shows; ``references`` are of orders that the reader may open, ``asks``: a manager reads."""
    one = ways.comparison
    return {
        "lead": _lead(one) if one else "",
        "kept": _kept(ways, asks=asks),
        "limit": formats.working_days(ways.long_wait_days),
        "wait": _wait(one) if one else {},
        "agency": _agency(one) if one else {},
        "vacant": _vacant(ways),
        "position": _named(ways.position, references) if ways.position else None,
        "positions": [(str(position.id), _named(position, references)["words"]) for position in ways.positions],
        "may_name": bool(ways.positions or ways.position),
        "may_choose": Command.CHOOSE_AGENCY in ways.commands,
        "may_keep": Command.KEEP_WAITING in ways.commands,
        "orders_here": asks,
    }


def _lead(one: Comparison) -> str:
    if one.likely_on is None or one.days_late is None:
        return text("Väntan är lång: ingen i teamet beräknas kunna börja inom ett år.")
    facts = {"week": outlook.week(one.likely_on), "days": formats.working_days(one.days_late)}
    return text("Väntan är lång: trolig start är %(week)s, %(days)s efter den önskade.") % facts


def _kept(ways: Ways, *, asks: bool) -> str:
    if ways.kept_on is None:
        return "" if asks or ways.comparison is None else text("Enheten har inte svarat om den vill vänta.")
    told = text("Ni valde att vänta %(day)s.") if asks else text("Enheten valde att vänta %(day)s.")
    again = text("Frågan ställs igen om trolig start blir en senare vecka.")
    return told % {"day": formats.day(ways.kept_on)} + " " + again


def _wait(one: Comparison) -> dict[str, str]:
    start = text("inte inom ett år")
    if one.likely_on:
        start = outlook.week(one.likely_on)
        if one.latest_on:
            start += text(", i nio fall av tio senast %(week)s") % {"week": outlook.week(one.latest_on)}
    facts = {"left": formats.number(one.hours_after_wait), "all": formats.number(one.hours)}
    return {
        "start": start,
        "hours": text("%(left)s av %(all)s begärda timmar hinns då") % facts,
        "cost": _cost(one.team_cost, one.team_hour_cost),
    }


def _agency(one: Comparison) -> dict[str, str]:
    return {
        "hours": text("%(all)s begärda timmar kvar") % {"all": formats.number(one.hours)},
        "cost": _cost(one.agency_cost, one.agency_hour_price),
        "difference": _difference(one.difference),
    }


def _cost(kronor: int, hour_price: int) -> str:
    facts = {"sum": formats.number(kronor), "price": formats.number(hour_price)}
    return text("%(sum)s kr, %(price)s kr per timme") % facts


def _difference(kronor: int) -> str:
    """Return the difference with its sign and in words."""
    if not kronor:
        return text("Lika mycket som teamet för samma timmar")
    if kronor > 0:
        return text("%(n)s kr: dyrare än teamet för samma timmar") % {"n": f"+{formats.number(kronor)}"}
    return text("%(n)s kr: billigare än teamet för samma timmar") % {"n": formats.number(kronor)}


def _vacant(ways: Ways) -> str:
    if not ways.positions:
        return ""
    words = plural(
        "En vakant tjänst hos HR-service, sedan %(day)s",
        "%(n)s vakanta tjänster hos HR-service, den äldsta sedan %(day)s",
        len(ways.positions),
    )
    oldest = min(one.opened_on for one in ways.positions)
    return words % {"n": len(ways.positions), "day": formats.day(oldest)}


def _named(position: NamedPosition, references: Mapping[UUID, str]) -> dict[str, str]:
    """Return how a position is called, and the order's page when the reader may open it."""
    reference = references.get(position.order) if position.order else None
    since = {"day": formats.day(position.opened_on), "percent": position.percent}
    words = text("Tjänst vakant sedan %(day)s, %(percent)s procent") % since
    if reference:
        name = text("Tjänst %(n)s i %(reference)s") % {"n": position.number, "reference": reference}
        words = text("%(name)s, vakant sedan %(day)s") % {"name": name, **since}
    if position.starts_on:
        words += ". " + text("Tillsatt, den anställda börjar %(day)s") % {"day": formats.day(position.starts_on)}
    return {"id": str(position.id), "words": words, "address": f"/rekrytering/{position.order}" if reference else ""}
