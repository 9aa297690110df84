"""What is given before a page is opened, made through the services' own APIs."""

from uuid import uuid4

from tests.avlasta import Avlasta
from tests.builders import tokens
from tests.builders.imports import QUEUED, a_csv
from tests.builders.recruitment import an_order_body


async def make_request(avlasta: Avlasta, *, send: bool) -> tuple[str, str]:
    """Return id and reference of a new request of Farsta's."""
    body = {
        "unit": "farsta-utredning-barn-2",
        "area": "children_and_youth",
        "purpose": "method_support",
        "percent": 40,
        "startsOn": "2031-01-13",
        "endsOn": "2031-03-07",
        "tasks": "Rutiner för förhandsbedömning.",
    }
    api = avlasta.api(tokens.FARSTA)
    made = (await api.post("/support-requests", json=body, headers={"Idempotency-Key": str(uuid4())})).json()
    if send:
        path = f"/support-requests/{made['id']}/submit"
        headers = {"Idempotency-Key": str(uuid4())}
        answer = await api.post(path, json={"expectedVersion": made["version"]}, headers=headers)
        assert answer.status_code == 200, answer.text
    return made["id"], made["reference"]


async def make_order(avlasta: Avlasta, *, send: bool) -> tuple[str, str]:
    """Return id and reference of a new recruitment order of Farsta's."""
    made = await avlasta.order(tokens.FARSTA, "", an_order_body(startsOn="2031-02-01"))
    if send:
        await avlasta.order(tokens.FARSTA, f"/{made['id']}/place", {"expectedVersion": 1})
    return made["id"], made["reference"]


async def make_campaign(avlasta: Avlasta) -> str:
    """Return the id of a campaign in preparation, for an order of Farsta's."""
    order, _ = await make_order(avlasta, send=True)
    await avlasta.order(tokens.HR_CONSULTANT, f"/{order}/accept", {"expectedVersion": 2})
    days = {"opensOn": "2031-01-11", "closesOn": "2031-01-31"}
    body = {"title": "Socialsekreterare till Farsta", "orders": [order], **days}
    return str((await avlasta.recruit(tokens.HR_CONSULTANT, "/campaigns", body))["id"])


async def check_file(avlasta: Avlasta) -> str:
    """Return the id of a file that the coordinator has tried."""
    headers = {"Idempotency-Key": str(uuid4()), "Content-Type": "text/csv"}
    answer = await avlasta.api(tokens.COORDINATOR).post("/imports", content=a_csv([QUEUED]), headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
