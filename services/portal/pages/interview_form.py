"""Boka intervju: choose who interviews, see when everybody is free, and book; or move one in the same way."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from contracts.recruitment.interview_codes import InterviewCommand, InterviewKind
from contracts.recruitment.interviews import LONGEST, SHORTEST, Interview
from libs.calendar import STOCKHOLM
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import formats, forms, interview_forms, interview_told
from services.portal.access import Here, Portal, Posted, Recruiter
from services.portal.forms import Form
from services.portal.interview_words import INTERVIEW_TROUBLES
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_SERVICE_AWAY: Final = 503
_LENGTHS: Final = (30, 45, 60, 75, 90, 120)
_USUAL: Final = 60
People = Annotated[list[str] | None, Query(alias="intervjuare", max_length=3)]
Minutes = Annotated[int, Query(ge=SHORTEST, le=LONGEST)]


@router.get("/rekrytering/ansokningar/{application_id}/intervju")
async def new_interview(
    request: Request,
    here: Here,
    visitor: Recruiter,
    application_id: UUID,
    intervjuare: People = None,
    minuter: Minutes = _USUAL,
) -> Response:
    """Show the form, with times when those who are chosen are free; oneself if nobody is."""
    form = Form({"interviewers": intervjuare or [visitor.id], "minutes": str(minuter), "kind": "in_person"})
    return await _show(request, here, visitor, application_id, form)


@router.post("/rekrytering/ansokningar/{application_id}/intervju")
async def book(request: Request, here: Here, visitor: Recruiter, application_id: UUID, fields: Posted) -> Response:
    """Book and go on to the interview's page; a refusal keeps what was chosen."""
    form, key = Form(interview_forms.typed_booking(fields)), forms.key_of(fields)
    body, form.errors = interview_forms.booking(form.values, None)
    if body is None:
        return await _show(request, here, visitor, application_id, form, status=422)
    try:
        made = await here.recruitment.interviews.book(await here.token(visitor), key, application_id, body)
    except (Refused, Unavailable) as refusal:
        return await _refused(request, here, visitor, application_id, form, key=key, refusal=refusal)
    return RedirectResponse(f"/rekrytering/intervjuer/{made.id}?klart=bokad", 303)


@router.get("/rekrytering/intervjuer/{interview_id}/flytta")
async def move_interview(
    request: Request,
    here: Here,
    visitor: Recruiter,
    interview_id: UUID,
    intervjuare: People = None,
    minuter: Annotated[int | None, Query(ge=SHORTEST, le=LONGEST)] = None,
) -> Response:
    """Show the form with what is booked, and times when everybody is free."""
    one = await _movable(here, visitor, interview_id)
    there = one.starts_at.astimezone(STOCKHOLM)
    length = int((one.ends_at - one.starts_at).total_seconds()) // 60
    values = {
        "interviewers": intervjuare or [each.person for each in one.interviewers],
        "minutes": str(minuter or length),
        "place": one.place,
        "day": there.date().isoformat(),
        "clock": there.strftime("%H.%M"),
        "starts_at": interview_forms.OTHER,
    }
    return await _show(request, here, visitor, one.application, Form(values, version=one.version), moved=one)


@router.post("/rekrytering/intervjuer/{interview_id}/flytta")
async def move(request: Request, here: Here, visitor: Recruiter, interview_id: UUID, fields: Posted) -> Response:
    """Move and go back to the interview's page; a refusal keeps what was chosen."""
    one = await _movable(here, visitor, interview_id)
    version, key = forms.version_of(fields), forms.key_of(fields)
    form = Form(interview_forms.typed_booking(fields), version=version)
    body, form.errors = interview_forms.booking(form.values, version)
    if body is None:
        return await _show(request, here, visitor, one.application, form, moved=one, status=422)
    try:
        token = await here.token(visitor)
        await here.recruitment.interviews.command(token, key, interview_id, InterviewCommand.MOVE, body)
    except (Refused, Unavailable) as refusal:
        return await _refused(request, here, visitor, one.application, form, key=key, refusal=refusal, moved=one)
    return RedirectResponse(f"/rekrytering/intervjuer/{interview_id}?klart=flyttad", 303)


async def _movable(here: Portal, visitor: Visitor, interview_id: UUID) -> Interview:
    one = (await here.recruitment.interviews.one(await here.token(visitor), interview_id)).interview
    if InterviewCommand.MOVE not in one.commands:
        raise NotFound("The interview can no longer be moved.")
    return one


async def _refused(
    request: Request,
    here: Portal,
    visitor: Visitor,
    application_id: UUID,
    form: Form,
    *,
    key: str,
    refusal: Refused | Unavailable,
    moved: Interview | None = None,
) -> Response:
    found = trouble(refusal, INTERVIEW_TROUBLES)
    form.errors, form.version = found.errors, found.current_version or form.version
    if found.status == _SERVICE_AWAY:
        form.key = key
    return await _show(request, here, visitor, application_id, form, found=found, moved=moved, status=found.status)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    application_id: UUID,
    form: Form,
    *,
    found: Trouble | None = None,
    moved: Interview | None = None,
    status: int = 200,
) -> Response:
    people, written = form.chosen("interviewers"), str(form.values.get("minutes", ""))
    minutes = int(written) if written.isdecimal() and SHORTEST <= int(written) <= LONGEST else _USUAL
    besides = moved.id if moved else None
    token = await here.token(visitor)
    known = await here.recruitment.interviews.choices(token, application_id, people[:3], minutes, besides)
    proposed = [(one.isoformat(), formats.moment(one), "") for one in known.times]
    facts = {
        "known": known,
        "application": application_id,
        "moved": moved,
        "form": form,
        "people": [interview_told.interviewer(one, here.organisation) for one in known.interviewers],
        "lengths": [(str(one), str(one)) for one in sorted({*_LENGTHS, minutes})],
        "times": proposed,
        "other": interview_forms.OTHER,
        "kinds": [(one.value, says(one), "") for one in InterviewKind],
        "trouble": found,
    }
    return page(request, visitor, "pages/interview_form.html", facts, status)
