"""Files that browsers get from our own origin: our stylesheets as one, our scripts, and named files of npm packages."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

HERE: Final = Path(__file__).parent / "static"
PACKAGES: Final = Path(__file__).parents[2] / "node_modules"

# reset < designsystemet < ours: we override by layer, not by specificity.
LAYERS: Final = "@layer reset, ds, avlasta;\n"
STYLESHEETS: Final = (
    "fonts", "reset", "tokens", "ground", "shell", "nav", "page", "button", "state", "filters", "table", "why",
    "message", "text", "pairs", "steps", "timeline", "home", "menu", "form", "judge", "masking", "decision", "points",
    "empty", "board", "chart", "heat", "gantt", "week", "calendar", "ways", "print",
)  # fmt: skip
"""Components in the order in which they are joined; print comes last."""

SCRIPTS: Final = ("forms.js", "judging.js", "keys.js", "live.js", "live-worker.js")
FROM_PACKAGES: Final = {
    "designsystemet-theme.css": "@digdir/designsystemet-css/dist/theme/designsystemet.css",
    "designsystemet.css": "@digdir/designsystemet-css/dist/src/index.css",
    "hanken-grotesk-latin.woff2": "@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2",
    "hanken-grotesk-latin-ext.woff2": (
        "@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-ext-wght-normal.woff2"
    ),
    "htmx.js": "htmx.org/dist/htmx.min.js",
}
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_A_YEAR: Final = "public, max-age=31536000, immutable"
_ASK_AGAIN: Final = "no-cache"


@dataclass(frozen=True)
class Asset:
    """The bytes of one file, also compressed, and a fingerprint that changes when they do."""

    content: bytes
    compressed: bytes | None
    media_type: str
    fingerprint: str


def _stylesheet() -> bytes:
    parts = [(HERE / "css" / f"{name}.css").read_text("utf-8") for name in STYLESHEETS]
    joined = LAYERS + "\n".join(parts)
    return re.sub(r"/assets/([\w.-]+)", lambda found: _with_fingerprint(found[1]), joined).encode()


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _with_fingerprint(name: str) -> str:
    return f"/assets/{name}?v={_fingerprint(_read(name))}"


def _read(name: str) -> bytes:
    if name == "avlasta.css":
        return _stylesheet()
    if name in FROM_PACKAGES:
        return (PACKAGES / FROM_PACKAGES[name]).read_bytes()
    return (HERE / "js" / name if name in SCRIPTS else HERE / name).read_bytes()


@cache
def assets() -> dict[str, Asset]:
    """Return every file the portal serves, by name; a missing package file raises FileNotFoundError at start."""
    names = ["avlasta.css", "icons.svg", "favicon.svg", *SCRIPTS, *FROM_PACKAGES]
    return {name: _asset(name, _read(name)) for name in names}


def _asset(name: str, content: bytes) -> Asset:
    suffix = Path(name).suffix
    compressed = None if suffix == ".woff2" else gzip.compress(content, mtime=0)
    return Asset(content, compressed, _TYPES[suffix], _fingerprint(content))


def address(name: str) -> str:
    """Return the address of a file, with its fingerprint so that browsers may keep it for a year."""
    return f"/assets/{name}?v={assets()[name].fingerprint}"


async def _serve(request: Request) -> Response:
    asset = assets().get(request.path_params["name"])
    if asset is None:
        return Response(status_code=404)
    known = request.query_params.get("v") == asset.fingerprint
    headers = {"Cache-Control": _A_YEAR if known else _ASK_AGAIN, "ETag": f'"{asset.fingerprint}"'}
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if asset.compressed is None:
        return Response(asset.content, media_type=asset.media_type, headers=headers)
    headers["Vary"] = "Accept-Encoding"
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(asset.compressed, media_type=asset.media_type, headers=headers)
    return Response(asset.content, media_type=asset.media_type, headers=headers)


route: Final = Route("/assets/{name}", _serve, name="asset")
