"""A member of the team: weeks, what takes of the time, the terms, and how the coordinator changes all that."""

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
from contracts.specialist_team.codes import Competence
from contracts.specialist_team.employment import ChangeCompetences, ChangeHome, ChangeShare, SetLastDay
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import employment_told, formats, forms, team_time, telling
from services.portal.access import Coordinator, Here, Portal, Posted, TeamReader
from services.portal.forms import Form
from services.portal.language import text, word
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.telling import Happening
from services.portal.visitor import Role, Visitor

router: Final = APIRouter(include_in_schema=False)

Step = Literal["tid", "jav", "andel", "kompetenser", "hemstadsdel", "slut"]
Change = Literal["andra", "ta-bort", "avsluta"]

_FIELDS: Final[Mapping[str, tuple[type[BaseModel], tuple[str, ...]]]] = {
    "tid": (RegisterTimeOff, ("cause", "percent", "starts_on", "ends_on", "reason")),
    "jav": (RegisterConflict, ("place", "starts_on", "ends_on")),
    "andel": (ChangeShare, ("percent", "starts_on", "reason")),
    "kompetenser": (ChangeCompetences, ("starts_on", "reason")),
    "hemstadsdel": (ChangeHome, ("home_district", "starts_on", "reason")),
    "slut": (SetLastDay, ("last_day", "reason")),
    "andra": (ChangeTimeOff, ("percent", "starts_on", "ends_on", "reason")),
    "ta-bort": (CancelTimeOff, ("reason",)),
    "avsluta": (EndConflict, ("ends_on",)),
}
_SEVERAL: Final = {"kompetenser": ("competences",)}
_PATHS: Final = {
    "tid": "time-off",
    "jav": "conflicts",
    "andel": "change-share",
    "kompetenser": "change-competences",
    "hemstadsdel": "change-home",
    "slut": "set-last-day",
    "andra": "time-off/{subject}/change",
    "ta-bort": "time-off/{subject}/cancel",
    "avsluta": "conflicts/{subject}/end",
}
_DONE: Final = {
    "tid": word("Tiden är undantagen. Den kan inte längre bokas."),
    "jav": word("Jävet är sparat. Specialisten föreslås inte dit."),
    "andel": word("Anställningen är sparad. Den räknas från sin dag."),
    "kompetenser": word("Kompetenserna är sparade."),
    "hemstadsdel": word("Hemstadsdelen är sparad."),
    "slut": word("Sista dagen i teamet är sparad."),
    "ny": word("Specialisten är med i teamet."),
    "andra": word("Ändringen är sparad."),
    "ta-bort": word("Tiden är borttagen och kan bokas igen."),
    "avsluta": word("Sista dagen är sparad."),
}
_LIMITS: Final = {
    "percent": word("Skriv ett tal mellan 1 och 100."),
    "last_day": word("Välj en dag, eller lämna tomt om specialisten stannar."),
}
_SERVICE_AWAY: Final = 503


@router.get("/team/{specialist}")
async def member(request: Request, here: Here, visitor: TeamReader, specialist: str, klart: str = "") -> Response:
    """Show one person's time and, to the coordinator, the forms that change it."""
    done = text(_DONE[klart]) if klart in _DONE else ""
    return await _show(request, here, visitor, specialist, done=done)


@router.post("/team/{specialist}/{step}")
async def register(
    request: Request, here: Here, visitor: Coordinator, specialist: str, step: Step, fields: Posted
) -> Response:
    """Register time off, a conflict of interest, or other terms."""
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
    written, key = forms.typed(fields, names, _SEVERAL.get(step, ())), forms.key_of(fields)
    seen = str(fields.get("seen", ""))
    form = Form(written, prefix=f"{step}{subject}-")
    body, form.errors = forms.read(model, _values(written) | {"expected_version": int(seen) if seen.isdecimal() else 0})
    _say_limits(form)
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


def _values(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed as the body's fields; an empty last day of a conflict or in the team is none."""
    values: dict[str, Any] = {name: value for name, value in written.items() if name != "place"}
    if "last_day" in written:
        values["last_day"] = written["last_day"] or None
    if "place" in written:
        district, _, unit = written["place"].partition("/")
        values |= {"district": district, "unit": unit or None, "ends_on": values["ends_on"] or None}
    return values


def _say_limits(form: Form) -> None:
    for name, words in _LIMITS.items():
        if name in form.errors:
            form.errors[name] = text(words)
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
        "terms": employment_told.terms(known, here.organisation),
        "competence_choices": [(code.value, says(code), "") for code in Competence],
        "districts": [(one.id, one.name) for one in here.organisation.districts_on(formats.today())],
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
    made: dict[str, dict[str, Any]] = {
        "tid-": {"percent": "100", "starts_on": today},
        "jav-": {"starts_on": today},
        "andel-": {"percent": str(known.percent), "starts_on": today},
        "kompetenser-": {"competences": [code.value for code in known.competences], "starts_on": today},
        "hemstadsdel-": {"home_district": known.home_district, "starts_on": today},
        "slut-": {"last_day": known.last_day.isoformat() if known.last_day else ""},
    }
    for off in known.off_periods:
        dates = {"starts_on": off.starts_on.isoformat(), "ends_on": off.ends_on.isoformat()}
        made |= {f"andra{off.id}-": {"percent": str(off.percent)} | dates, f"ta-bort{off.id}-": {}}
    made |= {f"avsluta{one.id}-": {"ends_on": today} for one in known.conflicts}
    shown = {prefix: Form(dict(values), prefix=prefix) for prefix, values in made.items()}
    return shown | ({form.prefix: form} if form else {})
