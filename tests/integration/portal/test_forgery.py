"""What another site, or another session, cannot make a signed-in browser do."""

import pytest

from tests.avlasta import Avlasta
from tests.builders import tokens


async def test_a_form_of_another_session_does_nothing(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.FARSTA)
    for csrf in ("", "wrong", "å"):
        answer = await browser.http.post("/utseende", data={"csrf": csrf, "theme": "dark"})
        assert answer.status_code == 403
        assert "Formuläret gäller inte längre" in answer.text
    assert 'data-color-scheme="auto"' in (await browser.get("/utseende")).text


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://elsewhere.test"}])
async def test_a_post_from_another_site_is_refused(avlasta: Avlasta, headers: dict[str, str]) -> None:
    browser = await avlasta.browser(tokens.FARSTA)
    answer = await browser.http.post("/utseende", data={"csrf": browser.csrf, "theme": "dark"}, headers=headers)
    assert answer.status_code == 403


async def test_signing_out_needs_the_sessions_own_link(avlasta: Avlasta) -> None:
    browser = await avlasta.browser(tokens.FARSTA)
    assert "Vill du logga ut?" in (await browser.get("/logga-ut?token=guess")).text
    assert (await browser.get("/")).status_code == 200


@pytest.mark.parametrize("till", ["//elsewhere.test", "/\\elsewhere.test", "http://elsewhere.test", "/a\nb"])
async def test_nobody_is_sent_to_another_site(avlasta: Avlasta, till: str) -> None:
    browser = await avlasta.browser(tokens.FARSTA)
    answer = await browser.http.get("/logga-in", params={"till": till})
    assert answer.headers["Location"] == "/"
    assert (await browser.post("/sprak", sprak="sv", till=till)).headers["Location"] == "/"
