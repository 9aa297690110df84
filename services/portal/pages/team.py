"""Team och kapacitet: people by week, what takes of their time, and how the coordinator changes it."""

from collections.abc import Mapping
from typing import Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from contracts.specialist_team.availability import (
    CancelTimeOff,
    ChangeTimeOff,
    EndConflict,
    Member,
    RegisterConflict,
    RegisterTimeOff,
    TimeOffCause,
)
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import exports, formats, forms, team_time, telling
from services.portal.access import Coordinator, Here, Portal, Posted, TeamReader
from services.portal.forms import Form
from services.portal.language import text, word
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.telling import Happening
from services.portal.visitor import Role, Visitor

router: Final = APIRouter(include_in_schema=False)

Step = Literal["tid", "jav"]
Change = Literal["andra", "ta-bort", "avsluta"]

_FIELDS: Final[Mapping[str, tuple[type[BaseModel], tuple[str, ...]]]] = {
    "tid": (RegisterTimeOff, ("cause", "percent", "starts_on", "ends_on", "reason")),
    "jav": (RegisterConflict, ("place", "starts_on", "ends_on")),
    "andra": (ChangeTimeOff, ("percent", "starts_on", "ends_on", "reason")),
    "ta-bort": (CancelTimeOff, ("reason",)),
    "avsluta": (EndConflict, ("ends_on",)),
}
_PATHS: Final = {
    "tid": "time-off",
    "jav": "conflicts",
    "andra": "time-off/{subject}/change",
    "ta-bort": "time-off/{subject}/cancel",
    "avsluta": "conflicts/{subject}/end",
}
_DONE: Final = {
    "tid": word("Tiden är undantagen. Den kan inte längre bokas."),
    "jav": word("Jävet är sparat. Specialisten föreslås inte dit."),
    "andra": word("Ändringen är sparad."),
    "ta-bort": word("Tiden är borttagen och kan bokas igen."),
    "avsluta": word("Sista dagen är sparad."),
}
_SERVICE_AWAY: Final = 503


@router.get("/team")
async def team(
    request: Request, here: Here, visitor: TeamReader, som: Literal["csv", "xlsx"] | None = None
) -> Response:
    """Show the team's weeks, or send them as a file. A specialist sees the own row."""
    known = await here.team.team(await here.token(visitor))
    if som:
        return exports.response(team_time.extract(known), som)
    rows = [team_time.row(one, here.organisation) for one in known.items]
    facts = {"rows": rows, "weeks": known.items[0].weeks if known.items else [], "lead": team_time.lead(known)}
    return page(request, visitor, "pages/team.html", facts)


@router.get("/team/{specialist}")
async def member(request: Request, here: Here, visitor: TeamReader, specialist: str, klart: str = "") -> Response:
    """Show one person's time and, to the coordinator, the forms that change it."""
    done = text(_DONE[klart]) if klart in _DONE else ""
    return await _show(request, here, visitor, specialist, done=done)


@router.post("/team/{specialist}/{step}")
async def register(
    request: Request, here: Here, visitor: Coordinator, specialist: str, step: Step, fields: Posted
) -> Response:
    """Register time off or a conflict of interest."""
    return await _carry_out(request, here, visitor, specialist, step, "", fields)


@router.post("/team/{specialist}/{subject}/{step}")
async def change(
    request: Request, here: Here, visitor: Coordinator, specialist: str, subject: UUID, step: Change, fields: Posted
) -> Response:
    """Change or take back time off, or end a conflict of interest."""
    return await _carry_out(request, here, visitor, specialist, step, str(subject), fields)


async def _carry_out(
    request: Request, here: Portal, visitor: Visitor, specialist: str, step: str, subject: str, fields: Any
) -> Response:
    model, names = _FIELDS[step]
    written, key = forms.typed(fields, names), forms.key_of(fields)
    seen = str(fields.get("seen", ""))
    form = Form(written, prefix=f"{step}{subject}-")
    body, form.errors = forms.read(model, _values(written) | {"expected_version": int(seen) if seen.isdecimal() else 0})
    _say_percent(form)
    if body is None:
        return await _show(request, here, visitor, specialist, form=form, status=422)
    try:
        path = _PATHS[step].format(subject=subject)
        await here.team.change_member(await here.token(visitor), key, specialist, path, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal)
        form.errors = found.errors
        if found.status == _SERVICE_AWAY:
            form.key = key
        return await _show(request, here, visitor, specialist, form=form, found=found, status=found.status)
    return RedirectResponse(f"/team/{specialist}?klart={step}", 303)


def _values(written: Mapping[str, str]) -> dict[str, Any]:
    """Return what was typed as the body's fields; an empty last day of a conflict is none."""
    values: dict[str, Any] = {name: value for name, value in written.items() if name != "place"}
    if "place" in written:
        district, _, unit = written["place"].partition("/")
        values |= {"district": district, "unit": unit or None, "ends_on": values["ends_on"] or None}
    return values


def _say_percent(form: Form) -> None:
    if "percent" in form.errors:
        form.errors["percent"] = text("Skriv ett tal mellan 1 och 100.")
    if "district" in form.errors:
        form.errors["place"] = form.errors.pop("district")


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    specialist: str,
    *,
    form: Form | None = None,
    found: Trouble | None = None,
    done: str = "",
    status: int = 200,
) -> Response:
    token = await here.token(visitor)
    known = next((one for one in (await here.team.team(token)).items if one.id == specialist), None)
    if known is None:
        raise NotFound("There is no such member of the team.")
    knows_why = visitor.has(Role.COORDINATOR) or visitor.id == specialist
    history = await here.team.member_history(token, specialist) if knows_why else []
    facts = team_time.row(known, here.organisation) | {
        "conflicts": [team_time.conflict(one, here.organisation) for one in known.conflicts],
        "knows_why": knows_why,
        "may_change": visitor.has(Role.COORDINATOR),
        "entries": telling.timeline([Happening(e.type, e.at, e.role, e.data, e.reason) for e in history]),
        "causes": [(code.value, says(code)) for code in TimeOffCause],
        "places": team_time.places(here.organisation, formats.today()),
        "forms": _forms(known, form),
        "form": form,
        "trouble": found,
        "done": done,
    }
    return page(request, visitor, "pages/team_member.html", facts, status)


def _forms(known: Member, form: Form | None) -> dict[str, Form]:
    """Return an empty form for each thing that can be done, and the one that was sent as it was sent."""
    today = formats.today().isoformat()
    made = {"tid-": {"percent": "100", "starts_on": today}, "jav-": {"starts_on": today}}
    for off in known.off_periods:
        dates = {"starts_on": off.starts_on.isoformat(), "ends_on": off.ends_on.isoformat()}
        made |= {f"andra{off.id}-": {"percent": str(off.percent)} | dates, f"ta-bort{off.id}-": {}}
    made |= {f"avsluta{one.id}-": {"ends_on": today} for one in known.conflicts}
    shown = {prefix: Form(dict(values), prefix=prefix) for prefix, values in made.items()}
    return shown | ({form.prefix: form} if form else {})
