"""What the portal remembers: a request as its events tell it, a line per event, and the same again after a rebuild."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from contracts.event import ActorReference
from contracts.specialist_team import events
from contracts.specialist_team.codes import Status, Urgency, WithdrawReason
from contracts.specialist_team.events import Need, SupportRequestEvent
from libs.envelope import Envelope, headers_of
from libs.refusals import Unavailable
from services.portal.projections import REBUILT_TABLES
from services.portal.store import feed, request_view
from tests.avlasta import Avlasta
from tests.builders import tokens
from tests.integration.portal.given import make_request

SUBJECT = UUID("0193598a-0000-7000-8000-000000000001")
START = datetime(2031, 1, 7, 8, tzinfo=UTC)
NEED = Need.model_validate(
    {
        "area": "children_and_youth",
        "purpose": "method_support",
        "percent": 40,
        "startsOn": date(2031, 1, 13),
        "endsOn": date(2031, 3, 7),
    }
)


def story() -> list[SupportRequestEvent]:
    """Return a request's life: returned, changed, offered twice, helped, evaluated."""
    offer: dict[str, Any] = {
        "specialist": "specialist-c",
        "percent": 40,
        "starts_on": NEED.starts_on,
        "ends_on": NEED.ends_on,
    }
    told: list[tuple[type[SupportRequestEvent], dict[str, Any]]] = [
        (events.RequestDrafted, {"need": NEED}),
        (events.RequestSubmitted, {"need": NEED}),
        (events.RequestReturned, {"answer_by": START + timedelta(days=14)}),
        (events.RequestDrafted, {"need": NEED.model_copy(update={"percent": 60})}),
        (events.RequestResubmitted, {"need": NEED.model_copy(update={"percent": 60})}),
        (events.RequestTriaged, {"urgency": Urgency.HIGH}),
        (events.RequestAcuteProposed, {}),
        (events.RequestQueued, {}),
        (events.RequestAcuteConfirmed, {}),
        (events.RequestOffered, {**offer, "answer_by": START + timedelta(days=3)}),
        (events.OfferLapsed, {"specialist": "specialist-c"}),
        (events.RequestOffered, {**offer, "answer_by": START + timedelta(days=6)}),
        (events.RequestAccepted, offer),
        (events.AssignmentStarted, {"specialist": "specialist-c", "started_on": date(2031, 1, 14)}),
        (events.AssignmentCompleted, {"specialist": "specialist-c", "completed_on": date(2031, 2, 28)}),
        (events.RequestEvaluated, {"score": 5}),
    ]
    return [
        kind(
            subject_id=SUBJECT,
            subject_version=version,
            occurred_at=START + timedelta(hours=version),
            actor=ActorReference(id="farsta-chef", role="unit_manager"),
            reference="SPT-2031-0001",
            district="farsta",
            unit="farsta-utredning-barn-2",
            **facts,
        )
        for version, (kind, facts) in enumerate(told, start=1)
    ]


async def receive(avlasta: Avlasta, told: list[SupportRequestEvent]) -> None:
    """Let the portal receive the events."""
    messages = [
        Envelope(
            event.topic,
            0,
            offset,
            headers_of(event, "specialist_team", {}),
            event.model_dump_json(by_alias=True).encode(),
        )
        for offset, event in enumerate(told)
    ]
    await avlasta.portal.state.kernel.inbox.receive(messages)


async def remembered(avlasta: Avlasta) -> tuple[Any, list[Any]]:
    """Return the request as the portal knows it, and its lines without their own numbers."""
    database = avlasta.portal.state.kernel.database
    view = (await database.run(lambda tx: tx.execute(select(request_view)))).one()
    lines = (await database.run(lambda tx: tx.execute(select(feed).order_by(feed.c.version)))).all()
    return tuple(view), [tuple(line)[1:] for line in lines]


async def test_each_state_is_shown_as_it_comes(avlasta: Avlasta) -> None:
    shown, urgencies = [], []
    for event in story():
        await receive(avlasta, [event])
        view = (await avlasta.portal.state.kernel.database.run(lambda tx: tx.execute(select(request_view)))).one()
        shown.append((view.status, view.percent, view.specialist, view.answer_by is not None))
        urgencies.append((view.urgency, view.acute_proposed_by))
    assert shown == [
        (Status.DRAFT, 40, None, False),
        (Status.SUBMITTED, 40, None, False),
        (Status.RETURNED, 40, None, True),
        (Status.RETURNED, 60, None, True),
        (Status.SUBMITTED, 60, None, False),
        (Status.TRIAGED, 60, None, False),
        (Status.TRIAGED, 60, None, False),
        (Status.QUEUED, 60, None, False),
        (Status.QUEUED, 60, None, False),
        (Status.OFFERED, 60, "specialist-c", True),
        (Status.QUEUED, 60, None, False),
        (Status.OFFERED, 60, "specialist-c", True),
        (Status.ACCEPTED, 60, "specialist-c", False),
        (Status.UNDER_WAY, 60, "specialist-c", False),
        (Status.COMPLETED, 60, "specialist-c", False),
        (Status.EVALUATED, 60, "specialist-c", False),
    ]
    waits = [(Urgency.HIGH, None), (Urgency.HIGH, "farsta-chef"), (Urgency.HIGH, "farsta-chef"), (Urgency.ACUTE, None)]
    assert urgencies[5:9] == waits


async def test_repeats_change_nothing_and_a_rebuild_gives_the_same(avlasta: Avlasta) -> None:
    told = story()
    await receive(avlasta, told)
    once = await remembered(avlasta)
    await receive(avlasta, told)
    assert await remembered(avlasta) == once
    assert len(once[1]) == len(told)

    async def empty(tx: Any) -> None:
        for table in REBUILT_TABLES:
            await tx.execute(table.delete())
        await tx.exec_driver_sql("TRUNCATE inbox, applied_version")

    await avlasta.portal.state.kernel.database.run(empty)
    await receive(avlasta, told)
    assert await remembered(avlasta) == once


async def test_a_draft_taken_back_is_never_told_to_the_team(avlasta: Avlasta) -> None:
    draft = story()[0]
    taken_back = events.RequestWithdrawn(
        **draft.model_dump(exclude={"type", "need", "event_id", "subject_version"}),
        subject_version=2,
        reason=WithdrawReason.SUBMITTED_BY_MISTAKE,
    )
    await receive(avlasta, [draft, taken_back])
    coordinator, owner = await avlasta.browser(tokens.COORDINATOR), await avlasta.browser(tokens.FARSTA)
    for path in ("/", "/stod"):
        assert "SPT-2031-0001" not in (await coordinator.get(path)).text
    assert "SPT-2031-0001" in (await owner.get("/stod")).text


async def test_the_last_known_state_is_shown_when_the_service_is_away(avlasta: Avlasta) -> None:
    request_id, reference = await make_request(avlasta, send=True)
    await avlasta.carry_events()
    browser, stranger = await avlasta.browser(tokens.FARSTA), await avlasta.browser(tokens.SODERMALM)
    here = avlasta.portal.state.portal
    avlasta.portal.state.portal = type(here)(**(vars(here) | {"team": _Away()}))
    shown = await browser.get(f"/stod/{request_id}")
    assert shown.status_code == 503
    assert reference in shown.text
    assert "Så här stod begäran senast vi hörde" in shown.text
    hidden = await stranger.get(f"/stod/{request_id}")
    assert reference not in hidden.text
    fields = {"version": "2", "reason": "solved_locally", "note": "Två vikarier är på plats."}
    kept = await browser.post(f"/stod/{request_id}/beslut/withdraw", **fields)
    assert kept.status_code == 503
    assert "Två vikarier är på plats." in kept.text
    assert (await browser.get("/")).status_code == 200


class _Away:
    """A service that does not answer, whichever part of it is asked."""

    def __getattr__(self, _: str) -> "_Away":
        return self

    async def __call__(self, *_: Any, **__: Any) -> None:
        """Do not answer."""
        raise Unavailable("The service does not answer.")


async def test_the_place_on_the_home_page_is_the_units_own(avlasta: Avlasta) -> None:
    other_unit = tokens.FARSTA | {"sub": "farsta-chef-2", "unit": "farsta-ekonomiskt-bistand"}
    head = {name: value for name, value in tokens.FARSTA.items() if name != "unit"} | {"sub": "farsta-avdelningschef"}
    _, reference = await make_request(avlasta, send=True)
    await avlasta.carry_events()
    own = (await (await avlasta.browser(tokens.FARSTA)).get("/")).text
    assert reference in own.partition('id="place-heading"')[2].partition("</section>")[0]
    for person, seen in ((other_unit, False), (head, True)):
        card = (await (await avlasta.browser(person)).get("/")).text.partition('id="place-heading"')[2]
        assert (reference in card.partition("</section>")[0]) is seen
