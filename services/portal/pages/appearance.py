"""Utseende: theme, density and language, kept per person; language also for those who are not signed in."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import update

from services.portal.access import Anyone, Here, Posted, SignedIn, own_path
from services.portal.language import current, text, word
from services.portal.rendering import page
from services.portal.store import person

router: Final = APIRouter(include_in_schema=False)

_THEMES: Final = {"auto": word("Följ datorn"), "light": word("Ljust"), "dark": word("Mörkt")}
_DENSITIES: Final = {"normal": word("Luftigt"), "compact": word("Tätt")}
_LANGUAGE_NAMES: Final = {"sv": "Svenska", "en": "English"}
_A_YEAR_OF_SECONDS: Final = 365 * 24 * 3600


@router.get("/utseende")
async def appearance(request: Request, visitor: SignedIn) -> Response:
    """Show the choices."""
    facts = {
        "themes": [(code, text(words)) for code, words in _THEMES.items()],
        "densities": [(code, text(words)) for code, words in _DENSITIES.items()],
        "languages": list(_LANGUAGE_NAMES.items()),
        "chosen_language": current(),
        "saved": "sparat" in request.query_params,
    }
    return page(request, visitor, "pages/appearance.html", facts)


@router.post("/utseende")
async def choose(here: Here, visitor: SignedIn, fields: Posted) -> Response:
    """Keep the choices; a value that is not on the list changes nothing."""
    offered: dict[str, Mapping[str, str]] = {
        "theme": _THEMES,
        "density": _DENSITIES,
        "language": _LANGUAGE_NAMES,
    }
    chosen = {name: str(fields.get(name)) for name, values in offered.items() if fields.get(name) in values}
    if chosen:
        statement = update(person).where(person.c.id == visitor.id).values(chosen)
        await here.kernel.database.run(lambda tx: tx.execute(statement))
    return RedirectResponse("/utseende?sparat=ja", 303)


@router.post("/sprak")
async def choose_language(
    here: Here,
    visitor: Anyone,
    sprak: Annotated[Literal["sv", "en"], Form()],
    till: Annotated[str, Form(max_length=500)] = "/",
) -> Response:
    """Switch language and come back; changes nothing but words, so anyone may."""
    answer = RedirectResponse(own_path(till), 303)
    answer.set_cookie(
        "sprak", sprak, max_age=_A_YEAR_OF_SECONDS, httponly=True, secure=here.settings.secure_cookies, samesite="lax"
    )
    if visitor:
        statement = update(person).where(person.c.id == visitor.id).values(language=sprak)
        await here.kernel.database.run(lambda tx: tx.execute(statement))
    return answer
