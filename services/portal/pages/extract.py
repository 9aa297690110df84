"""Registerutdrag: all that is stored of one person, to read, as a tagged PDF and as JSON, for whom it is about."""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from contracts.recruitment.extracts import FoundBy, MakeExtract, PersonExtract
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import extract_told, formats, forms, pdf
from services.portal.access import Here, Portal, Posted, Recruiter
from services.portal.forms import Form
from services.portal.language import text, word
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.retention_words import RETENTION_TROUBLES
from services.portal.swedish import says
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_NAMES: Final = ("found_by", "value", "protected_for")
_FIELDS: Final = {
    "found_by": word("Välj vad du söker på."),
    "value": word("Skriv numret, adressen eller personnumret."),
}


@router.get("/rekrytering/registerutdrag")
async def extract_form(request: Request, visitor: Recruiter) -> Response:
    """Show the form."""
    return _show(request, visitor, Form({"found_by": FoundBy.NUMBER.value}))


@router.post("/rekrytering/registerutdrag")
async def make(request: Request, here: Here, visitor: Recruiter, fields: Posted) -> Response:
    """Show the extract, or send it as a file; that it was made is recorded, once for what is read and fetched."""
    form = Form(forms.typed(fields, _NAMES))
    body, form.errors = forms.read(MakeExtract, form.values, _FIELDS)
    if body is None:
        return _show(request, visitor, form, status=422)
    form.key = forms.key_of(fields)
    try:
        found = await here.recruitment.retention.extract(await here.token(visitor), form.key, body)
    except (Refused, Unavailable) as refusal:
        said = trouble(refusal, RETENTION_TROUBLES)
        form.key = Form().key
        return _show(request, visitor, form, said, said.status)
    as_file = fields.get("som")
    if as_file == "json":
        headers = {"Content-Disposition": 'attachment; filename="registerutdrag.json"', "Cache-Control": "no-store"}
        return Response(found.model_dump_json(by_alias=True, indent=2), media_type="application/json", headers=headers)
    if as_file == "pdf":
        return await _pdf(here, found)
    facts = {"form": form, "found": found, "sections": extract_told.sections(found, here.organisation)}
    return page(request, visitor, "pages/extracted.html", facts)


async def _pdf(here: Portal, found: PersonExtract) -> Response:
    told = {
        "title": text("Registerutdrag"),
        "about": [text("Det som var sparat om dig %(moment)s.") % {"moment": formats.moment(found.made_at)}],
        "columns": [text("Uppgift"), text("Innehåll")],
        "sections": [
            {"heading": one.heading, "lead": one.lead, "rows": one.rows}
            for one in extract_told.sections(found, here.organisation)
        ],
    }
    return await pdf.response("documents.typ", told, "registerutdrag")


def _show(request: Request, visitor: Visitor, form: Form, found: Trouble | None = None, status: int = 200) -> Response:
    facts = {"form": form, "trouble": found, "ways": [(code.value, says(code), "") for code in FoundBy]}
    return page(request, visitor, "pages/extract.html", facts, status)
