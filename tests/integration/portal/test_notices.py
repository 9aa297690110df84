"""Notices end to end: an event becomes a mail on a real SMTP server, once, to those it is for and nobody else."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.smtp import SMTP, Envelope
from sqlalchemy import select, update

from libs.calendar import now
from services.portal import notice_store
from services.portal.mailing import Mailing
from services.portal.notices import Choice, Kind
from services.portal.projections import REBUILT_TABLES
from services.portal.store import notice, person
from tests.avlasta import Avlasta
from tests.builders import tokens
from tests.builders.applications import PLANTED
from tests.integration.portal.given import make_request
from tests.integration.recruitment.matching import three_for_two
from tests.service import Api

OTHER_UNIT = tokens.FARSTA | {"sub": "farsta-chef-2", "unit": "farsta-ekonomiskt-bistand"}


class Postman:
    """A real SMTP server that keeps what it is given, and can refuse."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = False
        self.port = 0

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - its name
        """Take or refuse a mail."""
        if self.refuses:
            return "451 come back later"
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default))
        return "250 taken"


@pytest.fixture
async def postman() -> AsyncIterator[Postman]:
    """The mail server."""
    keeps = Postman()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(keeps), "127.0.0.1", 0)
    keeps.port = server.sockets[0].getsockname()[1]
    yield keeps
    server.close()


async def known(avlasta: Avlasta, *people: dict[str, Any]) -> None:
    """Let people have signed in, with an address each."""
    for one in people:
        await avlasta.browser(one)
    statement = update(person).values(email=person.c.id + "@avlasta.example")
    await avlasta.portal.state.kernel.database.run(lambda tx: tx.execute(statement))


async def waiting(avlasta: Avlasta) -> list[tuple[str, str]]:
    """Return who is to be told of what."""
    query = select(notice.c.person, notice.c.type).where(notice.c.sent_at.is_(None)).order_by(notice.c.id)
    rows = await avlasta.portal.state.kernel.database.run(lambda tx: tx.execute(query))
    return [(row.person, row.type.split(".")[1]) for row in rows]


async def send(avlasta: Avlasta, postman: Postman, days: int = 7) -> int:
    """Let the mailing job run until it has nothing more to send; returns how often it sent."""
    here = avlasta.portal.state.portal
    settings = here.settings.model_copy(update={"smtp_host": "127.0.0.1", "smtp_port": postman.port})
    mailing, times = Mailing(settings), 0
    while await avlasta.portal.state.kernel.database.run(
        lambda tx: mailing.send_next(tx, now() + timedelta(days=days))
    ):
        times += 1
    return times


async def test_a_new_request_is_told_to_the_coordinator_once(avlasta: Avlasta, postman: Postman) -> None:
    await known(avlasta, tokens.FARSTA, tokens.SODERMALM, tokens.COORDINATOR, tokens.STEERING_GROUP)
    request_id, reference = await make_request(avlasta, send=True)
    await avlasta.carry_events()
    await avlasta.carry_events()
    assert await waiting(avlasta) == [("samordnare", "request_submitted")]
    assert await send(avlasta, postman) == 1
    assert await send(avlasta, postman) == 0
    (mail,) = postman.mails
    assert (mail["To"], mail["Subject"]) == ("samordnare@avlasta.example", f"{reference} skickades in.")
    assert f"/stod/{request_id}" in mail.get_content()
    assert mail["List-Unsubscribe"].endswith("/aviseringar>")
    assert "Rutiner" not in mail.get_content(), "what the district wrote stays in the portal"


async def test_the_unit_is_told_of_the_question_and_other_units_are_not(avlasta: Avlasta, postman: Postman) -> None:
    await known(avlasta, tokens.FARSTA, OTHER_UNIT, tokens.SODERMALM, tokens.COORDINATOR)
    request_id, reference = await make_request(avlasta, send=True)
    body = {"expectedVersion": 2, "question": "Hur många utredningar gäller det?"}
    path = f"/support-requests/{request_id}/return"
    await avlasta.api(tokens.COORDINATOR).post(path, json=body, headers={"Idempotency-Key": "a-question-1"})
    await avlasta.carry_events()
    assert ("farsta-chef", "request_returned") in await waiting(avlasta)
    assert {who for who, _ in await waiting(avlasta)} == {"farsta-chef", "samordnare"}
    await send(avlasta, postman)
    to_unit = next(mail for mail in postman.mails if mail["To"].startswith("farsta-chef@"))
    assert to_unit["Subject"] == f"{reference} behöver kompletteras."


async def test_recruitment_tells_those_who_are_waited_for(avlasta: Avlasta, postman: Postman) -> None:
    await known(avlasta, tokens.FARSTA, OTHER_UNIT, tokens.SODERMALM, tokens.HR_CONSULTANT, tokens.COORDINATOR)
    campaign, ids = await three_for_two(lambda who: Api(avlasta.recruitment, who), avlasta.recruitment)
    where = campaign.body["positions"][0]["id"]
    candidates = [{"application": one, "reason": "Svarar väl mot profilen."} for one in ids]
    found = await avlasta.recruit(tokens.HR_CONSULTANT, f"/positions/{where}/candidates", {"candidates": candidates})
    await avlasta.carry_events()
    proposed = [who for who, what in await waiting(avlasta) if what == "referral_proposed"]
    assert proposed == ["farsta-chef"], "three candidates are one sentence, to the unit"
    assert {who for who, what in await waiting(avlasta) if what == "order_placed"} == {"hr-konsult"}
    await send(avlasta, postman)
    one, *_ = found["referrals"]
    body = {"expectedVersion": one["version"], "reason": "Störst erfarenhet."}
    await avlasta.recruit(tokens.FARSTA, f"/referrals/{one['id']}/choose", body)
    await avlasta.carry_events()
    assert await waiting(avlasta) == [("hr-konsult", "referral_chosen")]
    await send(avlasta, postman)
    mail = postman.mails[-1]
    assert (mail["To"], mail["Subject"]) == ("hr-konsult@avlasta.example", "En chef valde en kandidat.")
    assert f"/rekrytering/tjanster/{where}" in mail.get_content()
    assert not any(planted in str(each) for each in postman.mails for planted in PLANTED)


async def test_what_the_server_did_not_take_comes_again_and_is_the_same_mail(
    avlasta: Avlasta, postman: Postman
) -> None:
    await known(avlasta, tokens.COORDINATOR)
    await make_request(avlasta, send=True)
    await avlasta.carry_events()
    postman.refuses = True
    with pytest.raises(Exception, match="come back later"):
        await send(avlasta, postman)
    assert await waiting(avlasta) == [("samordnare", "request_submitted")]
    postman.refuses = False
    assert await send(avlasta, postman) == 1
    assert postman.mails[0]["Message-ID"].endswith("@avlasta.example>")


async def test_several_notices_are_one_mail_in_the_readers_language(avlasta: Avlasta, postman: Postman) -> None:
    await known(avlasta, tokens.COORDINATOR)
    statement = update(person).values(language="en")
    await avlasta.portal.state.kernel.database.run(lambda tx: tx.execute(statement))
    references = [(await make_request(avlasta, send=True))[1] for _ in range(3)]
    await avlasta.carry_events()
    assert await send(avlasta, postman) == 1
    (mail,) = postman.mails
    assert mail["Subject"] == "3 events in Avlasta"
    assert all(reference in mail.get_content() for reference in references)


async def test_people_choose_and_an_unwanted_notice_is_not_written(avlasta: Avlasta, postman: Postman) -> None:
    await known(avlasta, tokens.COORDINATOR)
    browser = await avlasta.browser(tokens.COORDINATOR)
    answer = await browser.post("/aviseringar", waits_for_me="never", news="daily", assignment="nonsense")
    assert answer.headers["Location"] == "/aviseringar?sparat=ja"
    chosen = await avlasta.portal.state.kernel.database.run(lambda tx: notice_store.choices_of(tx, "samordnare"))
    assert chosen == {
        Kind.WAITS_FOR_ME: Choice.NEVER,
        Kind.NEWS: Choice.DAILY,
        Kind.ASSIGNMENT: Choice.AT_ONCE,
    }
    await make_request(avlasta, send=True)
    await avlasta.carry_events()
    assert await waiting(avlasta) == []
    assert await send(avlasta, postman) == 0
    page = (await browser.get("/aviseringar")).text
    assert 'id="waits_for_me-never" value="never" checked' in page


async def test_whoever_did_it_is_not_told(avlasta: Avlasta) -> None:
    """A new last day is told to coordinators, whoever proposed it: to the other one."""
    await known(avlasta, tokens.COORDINATOR, tokens.COORDINATOR | {"sub": "samordnare-2"})
    place = {"district": "farsta", "unit": "farsta-utredning-barn-2", "specialist": None, "previous_specialist": None}
    subject = {"event_id": uuid4(), "request": uuid4(), "reference": "SPT-2026-0001", "at": now()}
    row = place | subject | {"type": "specialist_team.assignment_end_proposed.v1", "actor": "samordnare"}
    await avlasta.portal.state.kernel.database.run(lambda tx: notice_store.notify(tx, row))
    assert await waiting(avlasta) == [("samordnare-2", "assignment_end_proposed")]


async def test_what_waits_and_is_no_longer_wanted_is_not_sent(avlasta: Avlasta, postman: Postman) -> None:
    await known(avlasta, tokens.COORDINATOR)
    await make_request(avlasta, send=True)
    await avlasta.carry_events()
    browser = await avlasta.browser(tokens.COORDINATOR)
    await browser.post("/aviseringar", waits_for_me="at_once", news="never", assignment="never")
    assert await waiting(avlasta) == [("samordnare", "request_submitted")], "of another kind"
    await browser.post("/aviseringar", waits_for_me="never", news="never", assignment="never")
    assert await send(avlasta, postman) == 0


async def test_what_is_told_survives_a_rebuild_and_is_not_told_again(avlasta: Avlasta, postman: Postman) -> None:
    assert notice not in REBUILT_TABLES
    await known(avlasta, tokens.COORDINATOR)
    await make_request(avlasta, send=True)
    await avlasta.carry_events()
    await send(avlasta, postman)
    row = {"type": "specialist_team.request_submitted.v1", "at": now(), "specialist": None, "previous_specialist": None}
    query = select(notice.c.event_id, notice.c.request, notice.c.reference)
    found = (await avlasta.portal.state.kernel.database.run(lambda tx: tx.execute(query))).one()
    row |= found._asdict() | {"district": "farsta", "unit": "farsta-utredning-barn-2", "actor": "farsta-chef"}
    for at in (now(), now() - timedelta(days=30)):
        await avlasta.portal.state.kernel.database.run(lambda tx, at=at: notice_store.notify(tx, row | {"at": at}))
    assert await waiting(avlasta) == []
    old = row | {"event_id": found.request, "at": now() - timedelta(days=30)}
    await avlasta.portal.state.kernel.database.run(lambda tx: notice_store.notify(tx, old))
    assert await waiting(avlasta) == [], "an import of last year's requests tells nobody"
