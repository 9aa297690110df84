"""Tester: what selection tests have shown of an applicant, for HR-service alone."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from contracts.recruitment.selection_test_codes import SelectionTestKind, SelectionTestRemoval
from contracts.recruitment.selection_tests import RecordSelectionTest, RemoveSelectionTest
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import forms
from services.portal.access import Here, Portal, Posted, Recruiter
from services.portal.forms import Form
from services.portal.reference_words import REFERENCE_TROUBLES
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.selection_test_words import SELECTION_TEST_FIELDS
from services.portal.swedish import says
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_FIELDS: Final = ("kind", "taken_on", "outcome")


@router.get("/rekrytering/ansokningar/{application_id}/tester")
async def tests(request: Request, here: Here, visitor: Recruiter, application_id: UUID) -> Response:
    """Show the results."""
    return await _show(request, here, visitor, application_id, Form())


@router.post("/rekrytering/ansokningar/{application_id}/tester")
async def record(request: Request, here: Here, visitor: Recruiter, application_id: UUID, fields: Posted) -> Response:
    """Record a result; a refusal keeps what was typed."""
    values, key = forms.typed(fields, _FIELDS), forms.key_of(fields)
    body, errors = forms.read(RecordSelectionTest, values, SELECTION_TEST_FIELDS)
    form = Form(values, errors)
    if body is None:
        return await _show(request, here, visitor, application_id, form, status=422)
    try:
        await here.recruitment.tests.record(await here.token(visitor), key, application_id, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, REFERENCE_TROUBLES)
        form.errors, form.key = found.errors, key
        return await _show(request, here, visitor, application_id, form, found=found, status=found.status)
    return RedirectResponse(f"/rekrytering/ansokningar/{application_id}/tester?klart=sparat", 303)


@router.post("/rekrytering/ansokningar/{application_id}/tester/{test_id}/ta-bort")
async def remove(
    request: Request, here: Here, visitor: Recruiter, application_id: UUID, test_id: UUID, fields: Posted
) -> Response:
    """Remove a result that was recorded by mistake."""
    values, key = forms.typed(fields, ("reason",)), forms.key_of(fields)
    body, errors = forms.read(RemoveSelectionTest, values, SELECTION_TEST_FIELDS)
    if body is None:
        form = Form(values, errors, prefix=f"ta-bort-{test_id}-")
        return await _show(request, here, visitor, application_id, form, status=422)
    try:
        await here.recruitment.tests.remove(await here.token(visitor), key, test_id, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, REFERENCE_TROUBLES)
        return await _show(request, here, visitor, application_id, Form(), found=found, status=found.status)
    return RedirectResponse(f"/rekrytering/ansokningar/{application_id}/tester?klart=borttaget", 303)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    application_id: UUID,
    form: Form,
    *,
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    known = await here.recruitment.tests.of_application(await here.token(visitor), application_id)
    removing = {str(one.id): Form(prefix=f"ta-bort-{one.id}-") for one in known.items}
    facts = {
        "known": known,
        "application": application_id,
        "form": form,
        "recording": Form() if form.prefix else form,
        "removing": {key: form if form.prefix == one.prefix else one for key, one in removing.items()},
        "kinds": [(one.value, says(one)) for one in SelectionTestKind],
        "reasons": [(one.value, says(one)) for one in SelectionTestRemoval],
        "trouble": found,
        "done": request.query_params.get("klart", "") if found is None else "",
    }
    return page(request, visitor, "pages/selection_tests.html", facts, status)
