"""Utlämnande: documents that anybody may ask for are looked through, masked on a ground of law, and given out."""

import re
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from contracts.recruitment.disclosure_codes import DisclosedDocument, DisclosureStatus, MaskGround
from contracts.recruitment.disclosures import BeginDisclosure, DisclosureReading, GiveDisclosure
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import disclosure_told, formats, forms, pdf
from services.portal.access import Here, Portal, Posted, Recruiter
from services.portal.disclosure_words import DISCLOSURE_FIELDS, DISCLOSURE_TROUBLES, TWO_GROUNDS
from services.portal.forms import Form
from services.portal.language import text
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_PER_PAGE: Final = 20
_HERE: Final = "/rekrytering/utlamnande"
_NUMBER: Final = re.compile(r"\d{1,6}")
Masks = dict[str, MaskGround]


@router.get(_HERE)
async def disclosures(
    request: Request,
    here: Here,
    visitor: Recruiter,
    omgang: UUID | None = None,
    sida: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """Show what was given out, and the form to begin; of the campaign ``omgang`` when the address says so."""
    form = Form({"campaign": str(omgang or ""), "documents": []})
    return await _list(request, here, visitor, form, shown=sida)


@router.post(_HERE)
async def begin(request: Request, here: Here, visitor: Recruiter, fields: Posted) -> Response:
    """Take documents out and go on to them; a refusal keeps what was typed."""
    form, key = Form(forms.typed(fields, ("campaign", "numbers"), ("documents",))), forms.key_of(fields)
    values = form.values | {"numbers": _NUMBER.findall(form.values["numbers"])}
    body, form.errors = forms.read(BeginDisclosure, values, DISCLOSURE_FIELDS)
    if body is None:
        return await _list(request, here, visitor, form, status=422)
    try:
        begun = await here.recruitment.disclosures.begin(await here.token(visitor), key, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, DISCLOSURE_TROUBLES)
        form.errors = found.errors
        return await _list(request, here, visitor, form, found=found, status=found.status)
    return RedirectResponse(f"{_HERE}/{begun.id}", 303)


@router.get(f"{_HERE}/{{disclosure_id}}")
async def disclosure(request: Request, here: Here, visitor: Recruiter, disclosure_id: UUID) -> Response:
    """Show the documents passage by passage, or what was given out of them."""
    known = await here.recruitment.disclosures.one(await here.token(visitor), disclosure_id)
    return _show(request, visitor, known, disclosure_told.from_the_start(known.passages))


@router.get(f"{_HERE}/{{disclosure_id}}/handlingar.pdf")
async def document(here: Here, visitor: Recruiter, disclosure_id: UUID) -> Response:
    """Send what was given out."""
    known = await here.recruitment.disclosures.one(await here.token(visitor), disclosure_id)
    one = known.disclosure
    if one.status is not DisclosureStatus.GIVEN:
        raise NotFound("Nothing is given out yet.")
    told = {
        "title": text("Handlingar, %(ref)s") % {"ref": one.reference},
        "about": _about(known),
        "columns": [text("Uppgift"), text("Innehåll")],
        "sections": [
            {"heading": each.heading, "rows": [(row.label, row.value) for row in each.rows]}
            for each in disclosure_told.sections(known.passages, one.reference)
        ],
    }
    return await pdf.response("documents.typ", told, f"handlingar-{one.reference}")


@router.post(f"{_HERE}/{{disclosure_id}}/{{step}}")
async def act(
    request: Request,
    here: Here,
    visitor: Recruiter,
    disclosure_id: UUID,
    step: Literal["granska", "andra", "lamna-ut"],
    fields: Posted,
) -> Response:
    """Show what would be given out, go back to the masking, or give it out."""
    token, key = await here.token(visitor), forms.key_of(fields)
    known = await here.recruitment.disclosures.one(token, disclosure_id)
    masks, errors = _masks(fields, known)
    form = Form(forms.typed(fields, ("recipient", "fingerprint")), errors, version=forms.version_of(fields))
    if step == "andra" or errors:
        return _show(request, visitor, known, masks, form=form, status=422 if errors else 200)
    if step == "granska":
        return _show(request, visitor, known, masks, form=form, preview=True)
    said = form.values | {"expected_version": form.version, "masks": _sent(masks)}
    body, form.errors = forms.read(GiveDisclosure, said, DISCLOSURE_FIELDS)
    if body is None:
        return _show(request, visitor, known, masks, form=form, preview=True, status=422)
    try:
        await here.recruitment.disclosures.give(token, key, disclosure_id, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal, DISCLOSURE_TROUBLES)
        known = await here.recruitment.disclosures.one(token, disclosure_id)
        return _show(request, visitor, known, masks, form=form, found=found, status=found.status)
    return RedirectResponse(f"{_HERE}/{disclosure_id}?klart=ja", 303)


def _sent(masks: Masks) -> list[dict[str, str]]:
    return [{"passage": passage, "ground": ground} for passage, ground in masks.items()]


def _masks(fields: FormData, known: DisclosureReading) -> tuple[Masks, dict[str, str]]:
    """Return ground by passage as it is ticked; a passage with two grounds is an error at that passage."""
    found: Masks = {}
    errors: dict[str, str] = {}
    open_to_choice = {one.id for one in known.passages if not one.fixed}
    for ticked in fields.getlist("mask"):
        passage, _, ground = str(ticked).partition(" ")
        if passage in open_to_choice and ground in set(MaskGround):
            if passage in found:
                label = next(row.label for row in _rows(known) if row.id == passage)
                errors[f"mask-{passage}"] = text(TWO_GROUNDS) % {"passage": label}
            found[passage] = MaskGround(ground)
    return found, errors


def _rows(known: DisclosureReading) -> list[disclosure_told.Row]:
    every = disclosure_told.sections(known.passages, known.disclosure.reference)
    return [row for section in every for row in section.rows]


def _about(known: DisclosureReading) -> list[str]:
    one = known.disclosure
    documents = ", ".join(says(document) for document in one.documents).lower()
    lines = [text("Utlämnade av HR-service: %(documents)s.") % {"documents": documents}]
    if one.given_at:
        lines.append(text("Utlämnat %(moment)s.") % {"moment": formats.moment(one.given_at)})
    if any(passage.ground for passage in known.passages):
        lines.append(text("Det som är maskat omfattas av sekretess. Grunden står på varje ställe."))
    return lines


async def _list(
    request: Request,
    here: Portal,
    visitor: Visitor,
    form: Form,
    *,
    found: Trouble | None = None,
    shown: int = 1,
    status: int = 200,
) -> Response:
    token = await here.token(visitor)
    known = await here.recruitment.disclosures.latest(token, limit=_PER_PAGE, page=shown)
    campaigns = await here.recruitment.campaigns.all(token)
    facts = {
        "known": known,
        "form": form,
        "campaigns": [(str(one.id), f"{one.reference}, {one.title}") for one in campaigns],
        "documents": [(one.value, says(one), "") for one in DisclosedDocument],
        "trouble": found,
        "page_number": shown,
        "pages": max(-(-known.total // _PER_PAGE), 1),
    }
    return page(request, visitor, "pages/disclosures.html", facts, status)


def _show(
    request: Request,
    visitor: Visitor,
    known: DisclosureReading,
    masks: Masks,
    *,
    form: Form | None = None,
    preview: bool = False,
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    given = known.disclosure.status is DisclosureStatus.GIVEN
    passages = disclosure_told.previewed(known.passages, masks) if preview and not given else known.passages
    form = form or Form()
    form.version = known.disclosure.version
    facts: dict[str, Any] = {
        "known": known,
        "one": known.disclosure,
        "given": given,
        "preview": preview and not given,
        "sections": disclosure_told.sections(passages, known.disclosure.reference),
        "masks": masks,
        "grounds": [(one.value, says(one)) for one in MaskGround],
        "masked_words": disclosure_told.masked_words,
        "form": form,
        "trouble": found,
        "done": request.query_params.get("klart") == "ja" and given,
    }
    return page(request, visitor, "pages/disclosure.html", facts, status)
