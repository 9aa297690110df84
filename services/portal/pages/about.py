"""Pages that say what this is: accessibility statement and personal data."""

from datetime import date
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.portal.access import Anyone
from services.portal.rendering import page

router: Final = APIRouter(include_in_schema=False)

ASSESSED_ON: Final = date(2026, 11, 22)
"""When the accessibility statement was last assessed; the browser tests say on what it stands."""


@router.get("/tillganglighet")
async def accessibility(request: Request, visitor: Anyone) -> Response:
    """Show the accessibility statement (Lag 2018:1937 13 §, in the form of DIGG's model)."""
    return page(request, visitor, "pages/accessibility.html", {"assessed_on": ASSESSED_ON})


@router.get("/personuppgifter")
async def personal_data(request: Request, visitor: Anyone) -> Response:
    """Show what is stored about the people who use Avlasta (GDPR articles 13 and 14)."""
    return page(request, visitor, "pages/personal_data.html", {})
