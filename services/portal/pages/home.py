"""Hem: what waits for you, your place in the queue, ongoing support, and what happened since you were here last."""

from contextlib import suppress
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Row

from contracts.recruitment.codes import OrderStatus
from contracts.specialist_team.assignment_codes import Side
from contracts.specialist_team.codes import Purpose, Status
from libs.client import Refused
from libs.database import Transaction
from libs.refusals import Unavailable
from services.portal import formats, hiring_told, interview_told, order_views, outlook, turns_told, views
from services.portal.access import ORDER_READERS, READERS, Here, Portal, SignedIn
from services.portal.event_looks import event_look
from services.portal.language import plural, sentence, text, word
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.visitor import SEES_ALL, Role, Visitor
from services.portal.waiting import waits_for

router: Final = APIRouter(include_in_schema=False)

_VERBS: Final = {
    Status.DRAFT: (word("Skicka utkastet eller ta bort det"), word("Fortsätt")),
    Status.AWAITING_APPROVAL: (word("Godkänn begäran innan den skickas"), word("Läs")),
    Status.RETURNED: (word("Komplettera din begäran"), word("Komplettera")),
    Status.OFFERED: (word("Svara på erbjudande om specialist"), word("Svara")),
    Status.COMPLETED: (word("Utvärdera stödet ni fick"), word("Utvärdera")),
    Status.SUBMITTED: (word("Bedöm ny begäran"), word("Bedöm")),
    Status.TRIAGED: (word("Sätt bedömd begäran i kö"), word("Sätt i kö")),
    Status.QUEUED: (word("Erbjud specialist"), word("Erbjud")),
    Status.ACCEPTED: (word("Registrera att stödet har börjat"), word("Registrera")),
    Status.UNDER_WAY: (word("Registrera att stödet är avslutat"), word("Registrera")),
}
"""What is asked of the person in each state, and the button's word."""
_ORDER_VERBS: Final = {
    OrderStatus.DRAFT: (word("Skicka beställningen eller avbeställ"), word("Fortsätt")),
    OrderStatus.RETURNED: (word("Komplettera din beställning"), word("Komplettera")),
    OrderStatus.PLACED: (word("Läs ny rekryteringsbeställning"), word("Läs")),
}


@router.get("/")
async def home(request: Request, here: Here, visitor: SignedIn) -> Response:
    """Show the home page; an operator's is the operations page."""
    if visitor.roles == {Role.SPECIALIST}:
        return RedirectResponse("/min-vecka", 303)
    if not visitor.has(*READERS, *ORDER_READERS):
        return RedirectResponse("/drift" if visitor.has(Role.OPERATOR) else "/utseende", 303)

    async def read(tx: Transaction) -> dict[str, Any]:
        tasks, count = await views.tasks(tx, visitor)
        waiting = await views.waiting(tx, visitor) if visitor.has(Role.UNIT_MANAGER) else []
        running, running_count = await views.running(tx, visitor)
        orders, order_count = await order_views.order_tasks(tx, visitor)
        return {
            "tasks": [_task(row, here, visitor) for row in tasks],
            "task_count": count + order_count,
            "orders": [_order_task(row, here, visitor) for row in orders],
            "unshown_requests": count > len(tasks),
            "unshown_orders": order_count > len(orders),
            "waiting": waiting,
            "running": [_running(row, here, visitor) for row in running],
            "running_count": running_count,
            "news": [_news(row) for row in await views.news(tx, visitor)],
            "updated_at": await views.updated_at(tx),
        }

    facts = await here.kernel.database.run(read)
    facts |= await _elsewhere(here, visitor)
    facts["task_count"] += len(facts["hiring"]) + len(facts["interviews"]) + len(facts["policies"])
    facts["may_ask"] = visitor.has(Role.UNIT_MANAGER)
    facts["task_count"] += len(facts["long_waits"]) if facts["may_ask"] else 0
    facts["lead"] = _lead(facts["tasks"], facts["task_count"])
    facts["all_tasks"] = "/ko" if visitor.has(*SEES_ALL) else "/stod"
    facts["reads_support"] = visitor.has(*READERS)
    facts["reads_orders"] = visitor.has(*ORDER_READERS)
    facts["reads_reports"] = visitor.has(Role.STEERING_GROUP)
    own_place = await _place(here, visitor, facts["waiting"])
    return page(request, visitor, "pages/home.html", facts | {"own_place": own_place})


async def _elsewhere(here: Portal, visitor: Visitor) -> dict[str, Any]:
    """Return what only the services know, in words."""
    found = await waits_for(visitor, here)
    return {
        "hiring": hiring_told.tasks(found.referrals, visitor, here.organisation),
        "interviews": interview_told.tasks(found.interviews),
        "policies": found.policies,
        "reminders": found.reminders,
        "turns": turns_told.told(found.turns.items),
        "unmatched": [(one.reference, turns_told.where_to_match(one)) for one in found.turns.unmatched_positions],
        "calibrations": found.turns.calibrations,
        "erasure_requests": found.turns.erasure_requests,
        "covered": found.covered,
        "collisions": found.collisions,
        "long_waits": [(one, here.organisation.unit(one.unit).name) for one in found.long_waits],
    }


def _asked(row: Row[Any], visitor: Visitor) -> tuple[str, str, str]:
    """Return what is asked of the person, the button's word, and the page after the request's own address.

    What an assignment waits for goes before what its status does.
    """
    manager = visitor.has(Role.UNIT_MANAGER)
    if row.proposed_by == (Side.TEAM if manager else Side.DISTRICT):
        return word("Svara på förslag om ny sista dag"), word("Svara"), ""
    if manager and row.ending_on:
        return word("Stödet tar snart slut: förläng eller låt det ta slut"), word("Bestäm"), ""
    if manager and row.status in {Status.UNDER_WAY, Status.EVALUATED} and row.time_waits:
        return word("Bekräfta rapporterad tid"), word("Visa tiden"), "/tid"
    if visitor.has(Role.COORDINATOR) and row.second_opinion:
        return word("Bedöm om begäran är akut"), word("Bedöm"), ""
    if manager and row.status != Status.COMPLETED and row.effect_due:
        return word("Svara om stödet löste behovet"), word("Svara"), ""
    return *_VERBS[Status(row.status)], ""


def _task(row: Row[Any], here: Portal, visitor: Visitor) -> dict[str, Any]:
    heading, button, where = _asked(row, visitor)
    return {
        "row": row,
        "heading": text(heading),
        "address": f"/stod/{row.id}{where}",
        "button": text(button),
        "unit": _place_of(row, here, visitor),
        "purpose": says(Purpose(row.purpose)),
    }


def _place_of(row: Row[Any], here: Portal, visitor: Visitor) -> str:
    """Return the unit's name, with the district's for who sees several."""
    unit = here.organisation.unit(row.unit)
    return unit.name if visitor.district else f"{unit.name}, {here.organisation.district(unit.district).name}"


def _order_task(row: Row[Any], here: Portal, visitor: Visitor) -> dict[str, Any]:
    heading, button = _ORDER_VERBS[OrderStatus(row.status)]
    return {
        "row": row,
        "heading": text(heading),
        "button": text(button),
        "unit": _place_of(row, here, visitor),
    }


def _lead(tasks: list[dict[str, Any]], count: int) -> str:
    """Return the one sentence that says how it stands."""
    if not count:
        return text("Inget väntar på dig just nu.")
    lead = plural("En sak väntar på dig.", "%(n)s saker väntar på dig.", count) % {"n": formats.spelled(count)}
    lead = sentence(lead)
    due = [task["row"].answer_by for task in tasks if task["row"].answer_by]
    today = [moment for moment in due if formats.as_date(moment) == formats.today()]
    if today:
        lead += " " + text("En förfaller i dag klockan %(time)s.") % {"time": formats.clock(min(today))}
    return lead


def _running(row: Row[Any], here: Portal, visitor: Visitor) -> dict[str, Any]:
    total = max((row.help_ends_on - row.help_starts_on).days + 1, 1)
    done = min(max((formats.today() - row.help_starts_on).days + 1, 0), total)
    weeks = -(-total // 7)
    return {
        "row": row,
        "unit": _place_of(row, here, visitor),
        "purpose": says(Purpose(row.purpose)),
        "share": round(100 * done / total),
        "weeks": weeks,
        "week": min(max(-(-done // 7), 1), weeks),
        "begun": row.status == Status.UNDER_WAY,
    }


def _news(row: Row[Any]) -> dict[str, Any]:
    return {"row": row, "look": event_look(row.type)}


async def _place(here: Portal, visitor: Visitor, waiting: Any) -> dict[str, Any] | None:
    """Return the own request that has waited longest, with its place as the team's service says."""
    if not waiting:
        return None
    first = next((row for row in waiting if row.status == Status.QUEUED), waiting[0])
    place: dict[str, Any] = {"row": first, "others": len(waiting) - 1, "request": None, "axis": None}
    with suppress(Refused, Unavailable):  # nobody but the service knows the order
        token = await here.token(visitor)
        place["request"] = await here.team.request(token, first.id)
        place["axis"] = outlook.axis(await here.team.forecast(token, first.id))
    return place
