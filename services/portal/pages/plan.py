"""Planera: proposals for twelve weeks with their reasons, offered all or some, or moved by hand."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from contracts.specialist_team.codes import Status
from contracts.specialist_team.planning import AcceptedRow, AcceptProposals, Plan, PlanEffect, RowResult
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import exports, forms, plan_told
from services.portal.access import Coordinator, Here, Portal, Posted, QueueReader
from services.portal.formats import specialist_title
from services.portal.forms import Form
from services.portal.language import text
from services.portal.refusals import Trouble, heading_and_advice, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.visitor import Role, Visitor

router: Final = APIRouter(include_in_schema=False)

_PARTS: Final = 6
_SERVICE_AWAY: Final = 503


@router.get("/planera")
async def plan(request: Request, here: Here, visitor: QueueReader, som: exports.Kind | None = None) -> Response:
    """Show the latest plan, or send it as a file."""
    if som:
        latest = (await here.team.planning.latest(await here.token(visitor))).plan
        if latest is None:
            raise NotFound("There is no plan yet.")
        return exports.response(plan_told.extract(latest, here.organisation), som)
    return await _show(request, here, visitor)


@router.post("/planera")
async def order(request: Request, here: Here, visitor: Coordinator, fields: Posted) -> Response:
    """Ask for a new plan."""
    try:
        await here.team.planning.order(await here.token(visitor), forms.key_of(fields))
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal)
        return await _show(request, here, visitor, found=found, status=found.status)
    return RedirectResponse("/planera", 303)


@router.post("/planera/erbjud")
async def offer(request: Request, here: Here, visitor: Coordinator, fields: Posted) -> Response:
    """Offer the chosen proposals, or all, and show what became of each."""
    token, key = await here.token(visitor), forms.key_of(fields)
    form = Form(forms.typed(fields, ("reason",)))
    rows = _rows([str(one) for one in fields.getlist("rad")])
    if fields.get("alla"):
        latest = (await here.team.planning.latest(token)).plan
        rows = _rows([plan_told.row_of(one) for one in latest.proposals if not one.stale]) if latest else []
    body, form.errors = forms.read(AcceptProposals, {"rows": rows, "reason": form.values["reason"]})
    if "rows" in form.errors:
        form.errors = {"rad": text("Kryssa för minst ett förslag.")} | {
            name: words for name, words in form.errors.items() if name != "rows"
        }
    if body is None:
        return await _show(request, here, visitor, form=form, status=422)
    try:
        answer = await here.team.planning.accept(token, key, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal)
        form.errors = found.errors
        if found.status == _SERVICE_AWAY:
            form.key = key
        return await _show(request, here, visitor, form=form, found=found, status=found.status)
    return await _show(request, here, visitor, results=list(zip(body.rows, answer.results, strict=True)))


def _rows(written: Sequence[str]) -> list[dict[str, Any]]:
    """Return rows as the form carries them; one that is not ours is left out."""
    names = ("request", "expected_version", "specialist", "percent", "starts_on", "ends_on")
    parts = [one.split(" ") for one in written]
    return [dict(zip(names, each, strict=True)) for each in parts if len(each) == _PARTS]


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    *,
    form: Form | None = None,
    found: Trouble | None = None,
    results: Sequence[tuple[AcceptedRow, RowResult]] = (),
    status: int = 200,
) -> Response:
    token = await here.token(visitor)
    answer = await here.team.planning.latest(token)
    facts: dict[str, Any] = {
        "being_made": answer.being_made,
        "may_plan": visitor.has(Role.COORDINATOR),
        "form": form or Form({"reason": text("Enligt veckans plan.")}),
        "order_form": Form(),
        "trouble": found,
        "results": [_result(answer.plan, row, result) for row, result in results],
        "plan": answer.plan,
    }
    if answer.plan:
        told = answer.plan
        facts |= {
            "lead": plan_told.lead(told),
            "certainty": plan_told.certainty(told),
            "people": plan_told.people(told, await here.team.specialists(token)),
            "weeks": told.mondays,
            "proposals": [plan_told.proposal(one, here.organisation) for one in told.proposals if not one.stale],
            "gone": sum(one.stale for one in told.proposals),
            "without": [plan_told.without(one, here.organisation) for one in told.without_proposals],
            "goals": [(says(one.goal), one.value, one.bound) for one in told.goals],
        }
    return page(request, visitor, "pages/plan.html", facts, status)


def _result(plan: Plan | None, row: AcceptedRow, result: RowResult) -> dict[str, Any]:
    known = {one.request: one.reference for one in plan.proposals} if plan else {}
    known |= {one.request: one.reference for one in plan.without_proposals} if plan else {}
    return {
        "request": row.request,
        "reference": known.get(row.request, ""),
        "title": specialist_title(row.specialist),
        "offered": result.offered,
        "why": text(heading_and_advice(result.code)[0]) if result.code else "",
    }


@router.get("/planera/flytta/{request_id}")
async def move(
    request: Request,
    here: Here,
    visitor: QueueReader,
    request_id: UUID,
    till: str = Query(default="", max_length=60),
    start: date | None = None,
) -> Response:
    """Show who could take a request and when, and at once what a choice does to the others."""
    token = await here.token(visitor)
    asked = await here.team.request(token, request_id)
    if asked.status is not Status.QUEUED:  # it has moved on since the plan was read
        return RedirectResponse(f"/stod/{request_id}", 303)
    slots = await here.team.planning.slots(token, request_id)
    effect = await here.team.planning.effect(token, request_id, till, start) if till and start else None
    latest = (await here.team.planning.latest(token)).plan
    now = next((one for one in latest.proposals if one.request == request_id), None) if latest else None
    open_to = {(one.specialist, one.starts_on): one for one in slots.slots}
    chosen = open_to.get((till, start)) if start else None
    facts = {
        "asked": asked,
        "unit": here.organisation.unit(asked.unit).name,
        "district": here.organisation.district(asked.district).name,
        "days": slots.days,
        "grid": [
            (one.id, specialist_title(one.id), [(day, (one.id, day) in open_to) for day in slots.days])
            for one in await here.team.specialists(token)
        ],
        "now": (now.specialist, now.starts_on) if now else None,
        "chosen": (till, start),
        "title": specialist_title(till) if till else "",
        "row": f"{asked.id} {asked.version} {till} {asked.percent} {chosen.starts_on} {chosen.ends_on}"
        if chosen
        else "",
        "slot": chosen,
        "may_plan": visitor.has(Role.COORDINATOR),
        "form": Form({"reason": text("Flyttad för hand i planen.")}),
        **_effect(here, effect, request_id),
    }
    return page(request, visitor, "pages/plan_move.html", facts)


def _effect(here: Portal, effect: PlanEffect | None, request_id: UUID) -> dict[str, Any]:
    if effect is None:
        return {"effect": None, "lead": text("Välj en ledig ruta för att se vad flytten gör med de andra.")}
    if not effect.possible:
        return {"effect": effect, "lead": says(effect.obstacle), "moves": [], "goals": []}
    moves = [plan_told.move(one, here.organisation) for one in effect.moves if one.request != request_id]
    lost = sum(one["loses"] for one in moves)
    return {
        "effect": effect,
        "lead": plan_told.consequence(len(moves), lost),
        "moves": moves,
        "goals": plan_told.goals(effect.earlier_goals, effect.new_goals),
    }
