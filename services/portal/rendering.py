"""Turns a page's facts into HTML: one Jinja environment, the shell's menu, and the words of the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from contracts.organisation import Organisation
from contracts.specialist_team.codes import Purpose
from libs.calendar import local_date, now
from services.portal import assets, formats, swedish
from services.portal.language import current, plural, text, word
from services.portal.visitor import SEES_ALL, SEES_ORDERS, Role, Visitor

TEMPLATES: Final = Path(__file__).parent / "templates"


def _told(item: Mapping[str, Any]) -> Markup:
    """Return what an event says, with the request's reference as a link."""
    row, look = item["row"], item["look"]
    where = "rekrytering" if row.type.startswith("recruitment.") else "stod"
    link = Markup('<a class="nobr" href="/{}/{}">{}</a>').format(where, row.request, row.reference)
    return Markup(escape(text(look.news)).replace("%(ref)s", link))  # noqa: S704 - the words are ours and escaped


@cache
def environment() -> Environment:
    """Return the environment of all templates: everything escaped, a forgotten name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(text, plural, newstyle=True)  # type: ignore[attr-defined] # of an extension
    made.filters |= formats.FILTERS
    made.globals |= {
        "asset": assets.address,
        "says": swedish.says,
        "says_purpose": lambda code: swedish.says(Purpose(code)),
        "told": _told,
        "specialist_title": formats.specialist_title,
        "states": swedish.STATES,
        "order_states": swedish.ORDER_LOOKS,
        "campaign_states": swedish.CAMPAIGN_LOOKS,
        "referral_states": swedish.REFERRAL_LOOKS,
        "interview_states": swedish.INTERVIEW_LOOKS,
        "reference_states": swedish.REFERENCE_LOOKS,
        "period": formats.period,
        "weeks": formats.weeks,
        "days_until": lambda moment: (local_date(moment) - formats.today()).days,
        "_": made.globals["gettext"],
    }
    return made


@dataclass(frozen=True)
class MenuItem:
    """One entry of the shell's menu."""

    address: str
    icon: str
    label: str
    roles: frozenset[Role]


MENU: Final = (
    MenuItem("/", "home", word("Hem"), frozenset(Role) - {Role.OPERATOR, Role.SPECIALIST}),
    MenuItem("/min-vecka", "time", word("Min vecka"), frozenset({Role.SPECIALIST})),
    MenuItem("/stod", "support", word("Stöd"), frozenset(Role) - {Role.OPERATOR, Role.HR_CONSULTANT}),
    MenuItem("/rekrytering", "person", word("Rekrytering"), SEES_ORDERS | {Role.UNIT_MANAGER}),
    MenuItem("/ko", "queue", word("Kö"), SEES_ALL),
    MenuItem("/koregler", "rules", word("Köregler"), SEES_ALL),
    MenuItem("/enheternas-lage", "info", word("Enheternas läge"), SEES_ALL),
    MenuItem("/fordelning", "balance", word("Rättvis fördelning"), SEES_ALL),
    MenuItem("/planera", "calendar", word("Planera"), SEES_ALL),
    MenuItem("/team", "person", word("Team och kapacitet"), SEES_ALL | {Role.SPECIALIST}),
    MenuItem("/simulator", "calendar", word("Simulator"), SEES_ALL),
    MenuItem("/efterfragan", "filter", word("Efterfrågan"), SEES_ALL | {Role.UNIT_MANAGER}),
    MenuItem("/manadsrapport", "print", word("Månadsrapport"), SEES_ALL),
    MenuItem("/importera", "down", word("Importera"), frozenset({Role.COORDINATOR})),
    MenuItem("/drift", "operations", word("Drift"), frozenset({Role.OPERATOR})),
)


def _menu(visitor: Visitor, here: str, tasks: int) -> list[dict[str, Any]]:
    return [
        {
            "address": item.address,
            "icon": item.icon,
            "words": text(item.label),
            "current": here == item.address or (item.address != "/" and here.startswith(item.address + "/")),
            "count": tasks if item.address == "/" else 0,
        }
        for item in MENU
        if visitor.has(*item.roles)
    ]


def page(
    request: Request,
    visitor: Visitor | None,
    template: str,
    facts: Mapping[str, Any],
    status: int = 200,
) -> HTMLResponse:
    """Return the page in the reader's language, theme and density, with only the menu items that are theirs."""
    portal = request.app.state.portal
    organisation: Organisation = portal.organisation
    here = request.url.path
    shell = {
        "visitor": visitor,
        "place": visitor.place(organisation) if visitor else "",
        "organisation": organisation,
        "menu": _menu(visitor, here, facts.get("task_count", 0)) if visitor else [],
        "here": here if request.method == "GET" else "/",
        "language": current(),
        "theme": visitor.theme if visitor else "auto",
        "density": visitor.density if visitor else "normal",
        "demo": portal.settings.environment != "production",
        "now": now(),
        "form": None,
    }
    html = environment().get_template(template).render(shell | dict(facts))
    return HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-store"})
