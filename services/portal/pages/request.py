"""A request's own page: how far it has come, the need, what has happened, and the next step for the reader."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from contracts.organisation import Area
from contracts.specialist_team.api import Candidate, SupportRequest
from contracts.specialist_team.assignments import AssignmentBody
from contracts.specialist_team.codes import (
    Alternative,
    Command,
    DeclineReason,
    Purpose,
    Status,
    TurnDownReason,
    Urgency,
    WithdrawReason,
)
from contracts.specialist_team.ways import Ways
from libs.client import Refused
from libs.database import Transaction
from libs.refusals import NotFound, Unavailable
from services.portal import (
    assignment_told,
    decisions,
    formats,
    forms,
    order_views,
    outlook,
    team_time,
    telling,
    views,
    ways_told,
)
from services.portal.access import Here, Portal, Posted, Reader
from services.portal.decisions import DECISIONS
from services.portal.forms import Form
from services.portal.language import word
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.telling import Happening
from services.portal.visitor import Role, Visitor

router: Final = APIRouter(include_in_schema=False)

_WITH_CHOICES: Final = {
    Command.TURN_DOWN_OFFER: TurnDownReason,
    Command.DECLINE: DeclineReason,
    Command.WITHDRAW: WithdrawReason,
}
_TO_APPROVER: Final = word("Begäran är skickad till avdelningschefen. Godkänns den går den till teamet.")
_SERVICE_AWAY: Final = 503
_WITH_WAYS: Final = {
    Status.SUBMITTED,
    Status.RETURNED,
    Status.TRIAGED,
    Status.QUEUED,
    Status.OFFERED,
    Status.ACCEPTED,
    Status.UNDER_WAY,
}
"""While a request can bridge a vacant position, and wait."""
_BEFORE_HELP: Final = {Status.SUBMITTED, Status.TRIAGED, Status.RETURNED, Status.QUEUED}


@router.get("/stod/{request_id}")
async def support_request(request: Request, here: Here, visitor: Reader, request_id: UUID) -> Response:
    """Show the request as its owner knows it, or the last known state when the service does not answer."""
    return await _show(request, here, visitor, request_id)


@router.post("/stod/{request_id}/beslut/{command}")
async def decide(
    request: Request, here: Here, visitor: Reader, request_id: UUID, command: Command, fields: Posted
) -> Response:
    """Carry out a decision and show the request again; a refusal keeps what was typed."""
    if command not in DECISIONS:
        raise NotFound("There is no such decision.")
    values, version, key = decisions.values_of(command, fields), forms.version_of(fields), forms.key_of(fields)
    form = Form(values, version=version, prefix=f"{command}-")
    body, form.errors = decisions.body_of(command, values, version)
    if body is None:
        return await _show(request, here, visitor, request_id, command=command, form=form, status=422)
    try:
        await here.team.command(await here.token(visitor), key, request_id, command, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal)
        form.errors, form.version = found.errors, found.current_version or version
        if found.status == _SERVICE_AWAY:
            form.key = key
        return await _show(
            request, here, visitor, request_id, command=command, form=form, found=found, status=found.status
        )
    return RedirectResponse(f"/stod/{request_id}?klart={command}", 303)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    request_id: UUID,
    *,
    command: Command | None = None,
    form: Form | None = None,
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    try:
        token = await here.token(visitor)
        known, history = await here.team.request_and_history(token, request_id)
        assignment = await here.team.assignment(token, request_id)
        candidates = await _candidates(here, token, known)
        prognosis = await _prognosis(here, token, known)
        ways = await here.team.ways.of(token, request_id) if known.status in _WITH_WAYS else None
    except Unavailable as away:
        return await _last_known(request, here, visitor, request_id, found or trouble(away), form)
    happenings = [Happening(e.type, e.at, e.role, e.data, e.reason) for e in history]
    given = [*known.commands, *(ways.commands if ways else [])]
    shown = await _ways(here, visitor, ways) if ways else None
    facts = _common(here, known.status, known, happenings) | {
        "known": known,
        "form": form,
        "trouble": found,
        "done": _done(request.query_params.get("klart"), known) if found is None else "",
        "approves_first": here.organisation.district(known.district).approves_on(formats.today()),
        "next": decisions.next_step(known.commands),
        "others": [one for one in decisions.others(known.commands) if _has_choice(one, shown)],
        "begins_later": known.status is Status.ACCEPTED and known.offer and known.offer.starts_on > formats.today(),
        "may_change": Command.SAVE_DRAFT in known.commands,
        "forms": {
            one: _form(one, known, command, form, (candidates, assignment), shown) for one in given if one in DECISIONS
        },
        "ways": shown,
        "assignment": assignment_told.told(assignment),
        "lists": assignment_told.lists(),
        "decided": command,
        "opened": request.query_params.get("beslut"),
        "decisions": DECISIONS,
        "candidates": candidates,
        "loads": {one.specialist: team_time.potential(one.weeks) for one in candidates},
        "outlook": prognosis,
        "waits_for": decisions.waits_for(known),
        "urgencies": [(code.value, says(code), "") for code in Urgency],
        "alternatives": [(code.value, says(code)) for code in Alternative],
        "reasons": {c: [(code.value, says(code)) for code in codes] for c, codes in _WITH_CHOICES.items()},
    }
    return page(request, visitor, "pages/request.html", facts, status)


async def _ways(here: Portal, visitor: Visitor, ways: Ways) -> dict[str, Any]:
    """Return the ways to meet the need, positions under the references of the orders that the person may see."""
    orders = [one.order for one in (*ways.positions, ways.position) if one and one.order]
    references = await here.kernel.database.run(lambda tx: order_views.references(tx, visitor, orders))
    return ways_told.told(ways, references, asks=visitor.has(Role.UNIT_MANAGER))


def _has_choice(command: Command, ways: dict[str, Any] | None) -> bool:
    """Tell whether there is anything to choose: a unit without vacant positions has none to name."""
    return command is not Command.NAME_POSITION or bool(ways and ways["may_name"])


def _form(
    one: Command,
    known: SupportRequest,
    command: Command | None,
    form: Form | None,
    around: tuple[Sequence[Candidate], AssignmentBody],
    ways: dict[str, Any] | None,
) -> Form:
    if form is not None and one is command:
        return form
    empty = decisions.empty_form(one, known, *around)
    if one is Command.NAME_POSITION and ways and ways["position"]:
        empty.values = {"position": ways["position"]["id"]}
    return empty


def _done(done: str | None, known: SupportRequest) -> str:
    if done == Command.SUBMIT and known.status is Status.AWAITING_APPROVAL:
        return _TO_APPROVER
    return DECISIONS[Command(done)].done if done in set(DECISIONS) else ""


async def _candidates(here: Portal, token: str, known: SupportRequest) -> Sequence[Candidate]:
    if not {Command.OFFER, Command.HAND_OVER} & set(known.commands):
        return []
    return (await here.team.candidates(token, known.id)).items


async def _prognosis(here: Portal, token: str, known: SupportRequest) -> dict[str, Any] | None:
    if known.status not in _BEFORE_HELP:
        return None
    told, hit = await asyncio.gather(here.team.forecast(token, known.id), here.team.coverage(token))
    return outlook.shown(told, hit)


def _common(here: Portal, status: str, row: Any, happenings: Sequence[Happening]) -> dict[str, Any]:
    return {
        "row": row,
        "unit": here.organisation.unit(row.unit).name,
        "district": here.organisation.district(row.district).name,
        "purpose": says(Purpose(row.purpose)),
        "area": says(Area(row.area)),
        "steps": telling.steps(Status(status), happenings, getattr(row, "position", None)),
        "entries": telling.timeline(happenings),
    }


async def _last_known(
    request: Request, here: Portal, visitor: Visitor, request_id: UUID, found: Trouble, form: Form | None
) -> Response:
    async def read(tx: Transaction) -> tuple[Any, Sequence[Any]]:
        return await views.request(tx, visitor, request_id), await views.events(tx, visitor, request_id)

    row, events = await here.kernel.database.run(read)
    if row is None:
        raise Unavailable("The specialist team's service does not answer.")
    happenings = [Happening(event.type, event.at, event.role, event.data) for event in reversed(events)]
    facts = _common(here, row.status, row, happenings) | {"trouble": found, "typed": form.values if form else {}}
    return page(request, visitor, "pages/request_last_known.html", facts, found.status)
