"""Tagged PDF (PDF/UA-1) of what is told; words come as data, so that nothing in them is read as markup."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Final

import typst
from fastapi.responses import Response

from services.portal.language import current
from services.portal.rendering import TEMPLATES

_PDF: Final = "application/pdf"


async def response(template: str, told: Mapping[str, Any], name: str) -> Response:
    """Return ``told`` as a file called ``name``, in the reader's language; kept by no cache."""
    body = await asyncio.to_thread(_compiled, template, {**told, "language": current()})
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "no-store"}
    return Response(body, media_type=_PDF, headers=headers)


def _compiled(template: str, told: Mapping[str, Any]) -> bytes:
    source = (TEMPLATES / template).read_bytes()
    made: bytes = typst.compile(source, sys_inputs={"data": json.dumps(told)}, format="pdf", pdf_standards=["ua-1"])
    return made
