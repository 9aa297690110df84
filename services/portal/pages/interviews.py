"""Intervjuer: a week's interviews, and one of them with its scorecards. By number only."""

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from contracts.recruitment.campaign_codes import CriterionKind
from contracts.recruitment.interview_codes import InterviewCancelReason, InterviewCommand
from contracts.recruitment.interviews import InterviewRecord, ScoredCriterion
from contracts.recruitment.screening_codes import Ground, MustFinding
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import formats, forms, interview_forms, interview_invitation, interview_told, screening_forms
from services.portal.access import Here, Hirer, Portal, Posted
from services.portal.forms import Form
from services.portal.interview_forms import INTERVIEW_DECISIONS
from services.portal.interview_words import INTERVIEW_TROUBLES
from services.portal.language import SOURCE, speak, text, word
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.visitor import Role, Visitor

router: Final = APIRouter(include_in_schema=False)

_SERVICE_AWAY: Final = 503
_DONE: Final = {
    "bokad": word("Intervjun är bokad. Hämta kalenderfilen och bjud in kandidaten."),
    "flyttad": word("Intervjun är flyttad. Hämta kalenderfilen igen och meddela kandidaten."),
    "utkast": word("Utkastet är sparat."),
    InterviewCommand.LOCK: word("Din bedömning är låst."),
} | {command: decision.done for command, decision in INTERVIEW_DECISIONS.items()}
_REASONS: Final = (
    InterviewCancelReason.CANDIDATE_ASKED,
    InterviewCancelReason.INTERVIEWER_PREVENTED,
    InterviewCancelReason.BY_MISTAKE,
)
Week = Annotated[date, Query(ge=date(2000, 1, 1), le=date(2100, 1, 1))]


@router.get("/rekrytering/intervjuer")
async def interviews(
    request: Request, here: Here, visitor: Hirer, vecka: Week | None = None, *, mina: bool = False
) -> Response:
    """Show a week of interviews, this one if none is chosen: everybody's, or one's own."""
    monday = interview_told.monday_of(vecka or formats.today())
    hr = visitor.has(Role.HR_CONSULTANT)
    found = await here.recruitment.interviews.week(await here.token(visitor), monday, mine=mina or not hr)
    facts = interview_told.week(found, monday) | {"mine": mina or not hr, "hr": hr, "monday": monday.isoformat()}
    return page(request, visitor, "pages/interviews.html", facts)


@router.get("/rekrytering/intervjuer/{interview_id}.ics")
async def invitation(here: Here, visitor: Hirer, interview_id: UUID) -> Response:
    """Send the interview as an invitation for one's calendar."""
    known = await here.recruitment.interviews.one(await here.token(visitor), interview_id)
    speak(SOURCE)
    written = interview_invitation.invitation(known.interview, visitor.email, here.settings)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="intervju-{known.interview.number}.ics"',
    }
    return Response(written, media_type="text/calendar; charset=utf-8", headers=headers)


@router.get("/rekrytering/intervjuer/{interview_id}")
async def interview(request: Request, here: Here, visitor: Hirer, interview_id: UUID) -> Response:
    """Show an interview as the person may see it."""
    return await _show(request, here, visitor, interview_id)


@router.post("/rekrytering/intervjuer/{interview_id}/utkast")
async def keep(request: Request, here: Here, visitor: Hirer, interview_id: UUID, fields: Posted) -> Response:
    """Keep one's scorecard so far."""
    token, key = await here.token(visitor), forms.key_of(fields)
    known = await here.recruitment.interviews.one(token, interview_id)
    values = forms.typed(fields, screening_forms.names(_asked(known)))
    body = screening_forms.draft(values, _asked(known))
    lock = InterviewCommand.LOCK
    if body is None:
        form = Form(values, screening_forms.judgement(values, _asked(known), known.profile)[1])
        return await _show(request, here, visitor, interview_id, command=lock, form=form, status=422)
    try:
        await here.recruitment.interviews.command(token, key, interview_id, "save-draft", body)
    except (Refused, Unavailable) as refusal:
        found, form = trouble(refusal, INTERVIEW_TROUBLES), Form(values)
        return await _show(
            request, here, visitor, interview_id, command=lock, form=form, found=found, status=found.status
        )
    return RedirectResponse(f"/rekrytering/intervjuer/{interview_id}?klart=utkast", 303)


@router.post("/rekrytering/intervjuer/{interview_id}/{command}")
async def act(
    request: Request,
    here: Here,
    visitor: Hirer,
    interview_id: UUID,
    command: InterviewCommand,
    fields: Posted,
) -> Response:
    """Cancel, note what became of it, or lock one's scorecard; a refusal keeps what was chosen."""
    body: BaseModel | None
    token, key, version = await here.token(visitor), forms.key_of(fields), forms.version_of(fields)
    if command is InterviewCommand.MOVE:
        raise NotFound("An interview is moved on a page of its own.")
    if command is InterviewCommand.LOCK:
        known = await here.recruitment.interviews.one(token, interview_id)
        values = forms.typed(fields, screening_forms.names(_asked(known)))
        body, errors = screening_forms.judgement(values, _asked(known), version)
        form = Form(values, errors, version=version)
    else:
        values = interview_forms.typed(command, fields)
        body, errors = interview_forms.command_body(command, values, version)
        form = Form(values, errors, version=version, prefix=f"{command}-")
    if body is None:
        return await _show(request, here, visitor, interview_id, command=command, form=form, status=422)
    try:
        await here.recruitment.interviews.command(token, key, interview_id, command, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, INTERVIEW_TROUBLES)
        form.errors = found.errors
        if isinstance(refusal, Refused) and command is InterviewCommand.LOCK:
            form.errors = screening_forms.refused(refusal.problem.errors)
        elif found.current_version:
            form.version = found.current_version
        if found.status == _SERVICE_AWAY:
            form.key = key
        return await _show(
            request, here, visitor, interview_id, command=command, form=form, found=found, status=found.status
        )
    return RedirectResponse(f"/rekrytering/intervjuer/{interview_id}?klart={command}", 303)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    interview_id: UUID,
    *,
    command: InterviewCommand | None = None,
    form: Form | None = None,
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    known = await here.recruitment.interviews.one(await here.token(visitor), interview_id)
    one = known.interview
    sent = {command: form} if command and form else {}
    judging = sent.get(InterviewCommand.LOCK) or Form(screening_forms.kept(known.drafts))
    judging.version = known.profile
    done = request.query_params.get("klart", "") if found is None else ""
    facts = {
        "known": known,
        "one": one,
        "hr": visitor.has(Role.HR_CONSULTANT),
        "asked": [_row(each) for each in _asked(known)],
        "judged": [_row(each) for each in known.criteria if each.scores],
        "all_locked": all(each.locked_at for each in one.interviewers),
        "judging": judging,
        "grounds": [(each.value, says(each)) for each in Ground],
        "forms": {each: sent.get(each) or _empty(each, known) for each in INTERVIEW_DECISIONS if each in one.commands},
        "sent": command,
        "form": form,
        "decisions": INTERVIEW_DECISIONS,
        "reasons": [(each.value, says(each)) for each in _REASONS],
        "trouble": found,
        "done": text(_DONE[done]) if done in _DONE else "",
    }
    return page(request, visitor, "pages/interview.html", facts, status)


def _empty(command: InterviewCommand, known: InterviewRecord) -> Form:
    people = [one.person for one in known.interview.interviewers]
    values: dict[str, Any] = {"interviewers": people} if command is InterviewCommand.HOLD else {}
    return Form(values, version=known.interview.version, prefix=f"{command}-")


def _asked(known: InterviewRecord) -> list[ScoredCriterion]:
    return [one for one in known.criteria if one.asked]


def _row(one: ScoredCriterion) -> dict[str, Any]:
    criterion = one.criterion
    if criterion.kind is CriterionKind.MUST:
        options = [(finding.value, says(finding), "") for finding in MustFinding]
    else:
        options = [(str(level), f"{level} {step}", "") for level, step in enumerate(criterion.steps or [])]
    return {
        "criterion": criterion,
        "options": options,
        "one": one,
        "scores": {each.person: each for each in one.scores},
    }
