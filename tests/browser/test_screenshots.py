"""The pictures of the README, taken from the running product with its demo data.

`make screenshots` says by AVLASTA_IMAGES where they go; otherwise they are only taken, so that a test changes no file.
"""

import os
from pathlib import Path

from tests.browser.people import SignIn

PICTURES = {
    "home": ("farsta-chef", "/", 1280, "light"),
    "queue": ("samordnare", "/ko", 1280, "light"),
    "queue-dark": ("samordnare", "/ko", 1280, "dark"),
    "home-phone": ("farsta-chef", "/", 390, "light"),
}


def test_screenshots(sign_in: SignIn, tmp_path: Path) -> None:
    folder = Path(os.environ.get("AVLASTA_IMAGES", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    for name, (who, path, width, scheme) in PICTURES.items():
        person = sign_in(who, width=width, scheme=scheme)
        person.open(path)
        if path == "/ko":
            person.page.get_by_text("Varför här?").first.click()
        person.page.set_viewport_size({"width": width, "height": 1000})
        person.page.screenshot(path=folder / f"{name}.png")
