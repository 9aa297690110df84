"""Flera på en gång: one decision on several requests of the queue, each carried out and answered for on its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid5

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from contracts.specialist_team.api import QueueEntry, SupportRequest
from contracts.specialist_team.codes import Alternative, Command, DeclineReason, Urgency
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import decisions, forms
from services.portal.access import Coordinator, Here, Portal, Posted
from services.portal.forms import Form
from services.portal.language import text
from services.portal.pages.queue import SEVERAL
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

MOST: Final = 40
"""Requests decided at once: more than fit a screen are not read before they are decided."""
_WHOLE_QUEUE: Final = 500


@dataclass(frozen=True)
class Result:
    """What became of one request: done, or why not."""

    request: SupportRequest
    district: str
    trouble: Trouble | None


@router.get("/ko/flera")
async def choose(
    request: Request,
    here: Here,
    visitor: Coordinator,
    begaran: list[UUID] = Query(default=[]),
) -> Response:
    """Show the chosen requests and the decisions that can be taken on them."""
    return await _show(request, here, visitor, begaran)


@router.post("/ko/flera/{command}")
async def decide(request: Request, here: Here, visitor: Coordinator, command: Command, fields: Posted) -> Response:
    """Take the decision on each chosen request that allows it, and show what became of every one."""
    if command not in SEVERAL:
        raise NotFound("There is no such decision for several requests.")
    seen = _seen(fields.getlist("seen"))
    values = decisions.values_of(command, fields)
    form = Form(values, prefix=f"{command}-")
    body, form.errors = decisions.body_of(command, values, version=1)
    if body is None or not seen or len(seen) > MOST:
        return await _show(request, here, visitor, list(seen), command, form)
    token, key = await here.token(visitor), UUID(forms.key_of(fields))
    results = []
    for request_id, version in seen.items():
        own = body.model_copy(update={"expected_version": version})
        found: Trouble | None = None
        try:
            asked = await here.team.command(token, str(uuid5(key, str(request_id))), request_id, command, own)
        except (Refused, Unavailable) as refusal:
            found = trouble(refusal)
            asked = await here.team.request(token, request_id)
        results.append(Result(asked, here.organisation.district(asked.district).name, found))
    facts = {"results": results, "command": says(command), "done": sum(one.trouble is None for one in results)}
    return page(request, visitor, "pages/several_done.html", facts)


def _seen(written: Sequence[Any]) -> dict[UUID, int]:
    """Return the version seen of each request, as the form wrote it: ``id:version``; what is not so is left out."""
    found = {}
    for one in written:
        request_id, _, version = str(one).partition(":")
        try:
            found[UUID(request_id)] = int(version)
        except ValueError:
            continue
    return found


async def _queue(here: Portal, token: str) -> Sequence[QueueEntry]:
    return (await here.team.queue(token, limit=_WHOLE_QUEUE)).items


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    wanted: Sequence[UUID],
    command: Command | None = None,
    form: Form | None = None,
) -> Response:
    entries = await _queue(here, await here.token(visitor))
    chosen = [entry.request for entry in entries if entry.request.id in set(wanted)]
    facts: Mapping[str, Any] = {
        "chosen": [(one, here.organisation.district(one.district).name) for one in chosen],
        "too_many": len(chosen) > MOST,
        "most": MOST,
        "possible": _possible(chosen, command, form),
        "urgencies": [(code.value, says(code), "") for code in Urgency],
        "declines": [(code.value, says(code)) for code in DeclineReason],
        "alternatives": [(code.value, says(code)) for code in Alternative],
        "decided": command,
    }
    refused = (form is not None and bool(form.errors)) or len(chosen) > MOST
    return page(request, visitor, "pages/several.html", facts, 422 if refused else 200)


def _possible(chosen: Sequence[SupportRequest], command: Command | None, form: Form | None) -> list[dict[str, Any]]:
    """Return each decision that at least one chosen request allows, with its form and whom it is about."""
    shown = []
    for one in SEVERAL:
        about = [asked for asked in chosen if one in asked.commands]
        if not about:
            continue
        own = form if form is not None and one is command else Form(prefix=f"{one}-")
        button = text(decisions.DECISIONS[one].button)
        shown.append({"command": one, "form": own, "about": about, "left": len(chosen) - len(about), "button": button})
    return shown
