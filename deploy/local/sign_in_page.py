"""The local issuer's pages: plain HTML in the portal's dress, no script."""

import contextlib
from collections.abc import Iterable
from html import escape

from starlette.routing import BaseRoute

from deploy.local.personas import Persona

_SHEETS: list[str] = []
_ROUTES: list[BaseRoute] = []
with contextlib.suppress(ImportError):
    from services.portal import assets

    _ROUTES = [assets.route]
    _SHEETS = ["avlasta.css", "designsystemet-theme.css", "designsystemet.css"]


def stylesheets() -> list[BaseRoute]:
    """Return the route that serves the portal's files, if the portal is there."""
    return _ROUTES


def policy(return_origin: str) -> dict[str, str]:
    """Return the content security policy; the form may lead back to `return_origin` only."""
    sources = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:"
    rules = f"{sources}; form-action 'self' {return_origin}; base-uri 'none'; frame-ancestors 'none'"
    return {"Content-Security-Policy": rules, "X-Content-Type-Options": "nosniff"}


def page(people: Iterable[Persona]) -> str:
    """Return the page where one chooses who to be; each choice is a button of one form."""
    rows = "".join(
        f'<li><div><h2 id="{escape(p.id)}">{escape(p.name)}</h2><p>{escape(p.about)}</p></div>'
        f'<button class="ds-button" name="person" value="{escape(p.id)}" aria-describedby="{escape(p.id)}">'
        f"Logga in som {escape(p.name)}</button></li>"
        for p in people
    )
    return _document(
        "Välj vem du är",
        "Det här är en lokal provmiljö med påhittade roller. Här finns inga lösenord och inga verkliga personer.",
        f'<form method="post"><ul class="ongoing" role="list">{rows}</ul></form>',
    )


def signed_out() -> str:
    """Return the page for one who signed out without an address to go back to."""
    return _document("Du är utloggad", "Du kan stänga fönstret.", "")


def _document(title: str, lead: str, content: str) -> str:
    links = "".join(f'<link rel="stylesheet" href="/assets/{name}">' for name in _SHEETS)
    icon = '<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">' if _SHEETS else ""
    return (
        '<!DOCTYPE html><html lang="sv" data-color-scheme="auto" data-size="sm"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{title} – Avlasta</title>{icon}{links}</head>"
        f'<body><main class="sheet"><div class="content content-narrow"><div class="page-head"><div><h1>{title}</h1>'
        f'<p class="lead">{lead}</p></div></div>{content}</div></main></body></html>'
    )
