"""An application in screening: judged by its steps in words, then seen beside the other's, then named with a reason."""

from collections.abc import Callable
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel
from starlette.datastructures import FormData

from contracts.recruitment.campaign_codes import CriterionKind
from contracts.recruitment.screening import (
    ApplicationScreening,
    Identity,
    LeaveApplication,
    Reconcile,
    ScreenedCriterion,
    Unblind,
)
from contracts.recruitment.screening_codes import (
    Ground,
    MustFinding,
    RecusalReason,
    ScreeningStatus,
    UnblindingGround,
)
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import forms, screening_forms
from services.portal.access import Here, Portal, Posted, Recruiter
from services.portal.forms import Form
from services.portal.language import text
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.screening_words import SCREENING_FIELDS, SCREENING_TROUBLES, VALUE_MISSING
from services.portal.swedish import says
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_SERVICE_AWAY: Final = 503
Step = Literal["utkast", "las", "lamna", "enas", "namn"]
_COMMANDS: Final[dict[Step, str]] = {
    "utkast": "screening/save-draft",
    "las": "screening/lock",
    "lamna": "screening/leave",
    "enas": "screening/reconcile",
    "namn": "unblind",
}
Read = tuple[BaseModel | None, Form]


class Sent(NamedTuple):
    """What was sent and not carried out: which step, its form, and what the service said."""

    step: Step
    form: Form
    found: Trouble | None


@router.get("/rekrytering/omgangar/{campaign_id}/urval/{application_id}")
async def application(
    request: Request, here: Here, visitor: Recruiter, campaign_id: UUID, application_id: UUID
) -> Response:
    """Show the application as the assessor may see it."""
    return await _show(request, here, visitor, campaign_id, application_id)


@router.post("/rekrytering/omgangar/{campaign_id}/urval/{application_id}/{step}")
async def act(
    request: Request,
    here: Here,
    visitor: Recruiter,
    campaign_id: UUID,
    application_id: UUID,
    step: Step,
    fields: Posted,
) -> Response:
    """Keep, lock, leave, agree or ask for the name; a refusal keeps what was chosen."""
    token, key = await here.token(visitor), forms.key_of(fields)
    known = await here.recruitment.screenings.application(token, application_id)
    body, form = _READ[step](fields, known)
    if body is None:
        return await _show(request, here, visitor, campaign_id, application_id, Sent(step, form, None), 422)
    try:
        await here.recruitment.screenings.command(token, key, application_id, _COMMANDS[step], body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, SCREENING_TROUBLES)
        if isinstance(refusal, Refused) and step == "las":
            form.errors = screening_forms.refused(refusal.problem.errors)
        elif isinstance(refusal, Refused) and refusal.problem.code == "identity_is_protected":
            form.errors = {"protected_for": found.advice}
        if found.status == _SERVICE_AWAY:
            form.key = key
        sent = Sent(step, form, found)
        return await _show(request, here, visitor, campaign_id, application_id, sent, found.status)
    return RedirectResponse(_after(campaign_id, application_id, step), 303)


def _after(campaign_id: UUID, application_id: UUID, step: Step) -> str:
    desk = f"/rekrytering/omgangar/{campaign_id}/urval"
    return f"{desk}?klart={step}" if step in {"las", "lamna"} else f"{desk}/{application_id}?klart={step}"


def _read_draft(fields: FormData, known: ApplicationScreening) -> Read:
    asked = screening_forms.asked(known)
    values = forms.typed(fields, screening_forms.names(asked))
    body = screening_forms.draft(values, asked)
    return body, Form(values, screening_forms.judgement(values, asked, known.profile)[1] if body is None else {})


def _read_judgement(fields: FormData, known: ApplicationScreening) -> Read:
    asked = screening_forms.asked(known)
    values = forms.typed(fields, screening_forms.names(asked))
    body, errors = screening_forms.judgement(values, asked, forms.version_of(fields))
    return body, Form(values, errors)


def _read_leave(fields: FormData, _: ApplicationScreening) -> Read:
    values = forms.typed(fields, ("reason",))
    body, errors = forms.read(LeaveApplication, values, SCREENING_FIELDS)
    return body, Form(values, errors, prefix="lamna-")


def _read_agreement(fields: FormData, known: ApplicationScreening) -> Read:
    values = forms.typed(fields, ("criterion", "value", "reason"))
    value = values["value"]
    said = {"finding": value} if value in set(MustFinding) else {"level": value} if value else {}
    told = {"criterion": values["criterion"], "reason": values["reason"], "profile": known.profile} | said
    body, errors = forms.read(Reconcile, told, SCREENING_FIELDS)
    if not value:
        errors = {name: words for name, words in errors.items() if name == "reason"}
        errors["value"] = text(VALUE_MISSING)
    return body, Form(values, errors, prefix=f"enas-{values['criterion']}-")


def _read_name(fields: FormData, _: ApplicationScreening) -> Read:
    values = forms.typed(fields, ("ground", "reason", "protected_for"))
    body, errors = forms.read(Unblind, values, SCREENING_FIELDS)
    return body, Form(values, errors, prefix="namn-")


_READ: Final[dict[Step, Callable[[FormData, ApplicationScreening], Read]]] = {
    "utkast": _read_draft,
    "las": _read_judgement,
    "lamna": _read_leave,
    "enas": _read_agreement,
    "namn": _read_name,
}


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    campaign_id: UUID,
    application_id: UUID,
    sent: Sent | None = None,
    status: int = 200,
) -> Response:
    token = await here.token(visitor)
    known = await here.recruitment.screenings.application(token, application_id)
    desk = await here.recruitment.screenings.desk(token, campaign_id)
    step, form, found = sent or (None, None, None)
    judging = form if form is not None and step in {"utkast", "las"} else Form(screening_forms.kept(known.drafts))
    judging.version = known.profile
    finished = known.status is ScreeningStatus.FINISHED
    facts = {
        "known": known,
        "desk": desk,
        "campaign": campaign_id,
        "asked": [_asked(one) for one in screening_forms.asked(known)],
        "judged": [_judged(one) for one in known.criteria if one.mine or one.others],
        "judging": judging,
        "grounds": [(one.value, says(one)) for one in Ground],
        "agreeing": {one.criterion.id: Form(prefix=f"enas-{one.criterion.id}-") for one in known.criteria},
        "sent": form,
        "step": step,
        "leaving": form if form is not None and step == "lamna" else Form(prefix="lamna-"),
        "naming": form if form is not None and step == "namn" else Form(prefix="namn-"),
        "leave_reasons": [(one.value, says(one)) for one in (RecusalReason.RECOGNISED, RecusalReason.PREVENTED)],
        "name_grounds": [(one.value, says(one)) for one in UnblindingGround],
        "interviews": await here.recruitment.interviews.of_application(token, application_id) if finished else [],
        "identity": await _identity(here, token, application_id) if finished else None,
        "trouble": found,
        "done": request.query_params.get("klart", "") if found is None else "",
    }
    return page(request, visitor, "pages/screening_application.html", facts, status)


async def _identity(here: Portal, token: str, application_id: UUID) -> Identity | None:
    """Return who it is when this person has said for what it is needed."""
    try:
        return await here.recruitment.screenings.identity(token, application_id)
    except Refused:
        return None


def _asked(one: ScreenedCriterion) -> dict[str, Any]:
    return {"criterion": one.criterion, "options": _options(one), "sources": _sources(one)}


def _judged(one: ScreenedCriterion) -> dict[str, Any]:
    values = {seat.seat: seat for seat in [*one.others, *([one.mine] if one.mine else [])]}
    return {
        "one": one,
        "sources": _sources(one),
        "options": _options(one),
        "seats": [values.get(number) for number in (1, 2, 3)],
    }


def _options(one: ScreenedCriterion) -> list[tuple[str, str, str]]:
    if one.criterion.kind is CriterionKind.MUST:
        return [(finding.value, says(finding), "") for finding in MustFinding]
    return [(str(level), f"{level} {step}", "") for level, step in enumerate(one.criterion.steps or [])]


def _sources(one: ScreenedCriterion) -> str:
    return ", ".join(says(source) for source in one.criterion.sources).lower()
