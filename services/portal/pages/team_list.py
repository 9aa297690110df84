"""Team och kapacitet: people by week, what takes of their time, and how the coordinator lets somebody join."""

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from contracts.specialist_team.codes import Competence
from contracts.specialist_team.employment import JoinTeam
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import employment_told, exports, formats, forms, team_time
from services.portal.access import Coordinator, Here, Portal, Posted, TeamReader
from services.portal.forms import Form
from services.portal.language import text
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.visitor import Role, Visitor

router: Final = APIRouter(include_in_schema=False)

_FIELDS: Final = ("id", "percent", "home_district", "starts_on", "reason")
_SERVICE_AWAY: Final = 503


@router.get("/team")
async def team(request: Request, here: Here, visitor: TeamReader, som: exports.Kind | None = None) -> Response:
    """Show the team's weeks, or send them as a file. A specialist sees the own row."""
    if som:
        return exports.response(team_time.extract(await here.team.team(await here.token(visitor))), som)
    form = Form({"percent": "100", "starts_on": formats.today().isoformat()}, prefix="ny-")
    return await _show(request, here, visitor, form)


@router.post("/team")
async def join(request: Request, here: Here, visitor: Coordinator, fields: Posted) -> Response:
    """Let somebody join the team."""
    form = Form(forms.typed(fields, _FIELDS, ("competences",)), prefix="ny-")
    title = {"title": formats.specialist_title(form.values["id"])[:100]}
    body, form.errors = forms.read(JoinTeam, form.values | title)
    form.errors.pop("title", "")  # follows from the id
    if "percent" in form.errors:
        form.errors["percent"] = text("Skriv ett tal mellan 1 och 100.")
    if body is None:
        return await _show(request, here, visitor, form, status=422)
    key = forms.key_of(fields)
    try:
        await here.team.join(await here.token(visitor), key, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal)
        form.errors = found.errors
        if found.status == _SERVICE_AWAY:
            form.key = key
        return await _show(request, here, visitor, form, found=found, status=found.status)
    return RedirectResponse(f"/team/{body.id}?klart=ny", 303)


async def _show(
    request: Request, here: Portal, visitor: Visitor, form: Form, *, found: Trouble | None = None, status: int = 200
) -> Response:
    known, today = await here.team.team(await here.token(visitor)), formats.today()
    present = [one for one in known.items if not employment_told.has_left(one, today)]
    facts: dict[str, Any] = {
        "rows": [team_time.row(one, here.organisation) for one in present],
        "gone": [team_time.row(one, here.organisation) for one in known.items if one not in present],
        "weeks": known.items[0].weeks if known.items else [],
        "lead": team_time.lead(known),
        "may_change": visitor.has(Role.COORDINATOR),
        "form": form,
        "trouble": found,
        "competence_choices": [(code.value, says(code), "") for code in Competence],
        "districts": [(one.id, one.name) for one in here.organisation.districts_on(today)],
    }
    return page(request, visitor, "pages/team.html", facts, status)
