"""Orders through the API: their life, who is let in, bad input, versions and keys, and what is published."""

import asyncio
from typing import Any

from fastapi import FastAPI
from sqlalchemy import func, select

from libs import audit
from libs.outbox import outbox
from services.recruitment.tables import position, recruitment_order
from tests.builders.recruitment import an_order_body
from tests.builders.tokens import COORDINATOR, FARSTA, HR_CONSULTANT, SODERMALM, STEERING_GROUP
from tests.service import As

ROOT = "/recruitment/v1/orders"
WHY: dict[str, Any] = {"reason": "Vilken utbildning krävs?"}
OTHER_UNIT = FARSTA | {"sub": "farsta-chef-2", "unit": "farsta-vuxen"}
DISTRICT_HEAD = {"sub": "farsta-ledning", "roles": ["unit_manager"], "district": "farsta"}


class Ordered:
    """An order and its version, as the last answer told."""

    def __init__(self, api: As, body: dict[str, Any]) -> None:
        self.api = api
        self.body = body

    async def give(self, who: Any, command: str, expected: int = 200, **fields: Any) -> dict[str, Any]:
        """Give a command with the version that is known."""
        path = f"{ROOT}/{self.body['id']}/{command}"
        answer = await self.api(who).post(path, {"expectedVersion": self.body["version"]} | fields)
        assert answer.status_code == expected, answer.text
        if expected == 200:
            self.body = answer.json()
        return answer.json()  # type: ignore[no-any-return]


async def drafted(api: As, **content: Any) -> Ordered:
    answer = await api(FARSTA).post(ROOT, an_order_body(**content))
    assert answer.status_code == 201, answer.text
    return Ordered(api, answer.json())


async def placed(api: As, **content: Any) -> Ordered:
    order = await drafted(api, **content)
    await order.give(FARSTA, "place")
    return order


async def published(app: FastAPI) -> list[str]:
    rows = await app.state.kernel.database.run(lambda tx: tx.execute(select(outbox.c.type).order_by(outbox.c.id)))
    return [kind.split(".")[1] for kind in rows.scalars()]


async def stored(app: FastAPI) -> tuple[int, ...]:
    async def count(tx: Any) -> tuple[int, ...]:
        tables = (recruitment_order, position, outbox, audit.audit_record)
        return tuple([(await tx.execute(select(func.count()).select_from(one))).scalar_one() for one in tables])

    counted: tuple[int, ...] = await app.state.kernel.database.run(count)
    return counted


async def test_an_order_travels_from_draft_to_hr_service(api: As, app: FastAPI) -> None:
    order = await drafted(api)
    assert (order.body["status"], order.body["positions"]) == ("draft", [])
    await order.give(FARSTA, "place")
    assert [(one["number"], one["status"], one["daysOpen"]) for one in order.body["positions"]] == [
        (1, "open", 0),
        (2, "open", 0),
    ]
    await order.give(HR_CONSULTANT, "return", **WHY)
    assert order.body["question"] == WHY["reason"]
    await order.give(FARSTA, "save-draft", draft=an_order_body(positions=3, percent=75))
    await order.give(FARSTA, "place")
    await order.give(HR_CONSULTANT, "accept")
    assert await order.give(HR_CONSULTANT, "accept", expected=409)
    await order.give(FARSTA, "cancel", reason="budget", note="Tjänsterna är indragna.")
    assert {one["status"] for one in order.body["positions"]} == {"cancelled"}
    assert await published(app) == [
        *("order_drafted", "order_placed", "position_opened", "position_opened", "order_returned"),
        *("order_drafted", "position_changed", "position_changed", "order_placed", "position_opened"),
        *("order_accepted", "order_cancelled", "position_cancelled", "position_cancelled", "position_cancelled"),
    ]
    history = (await api(STEERING_GROUP).get(f"{ROOT}/{order.body['id']}/history")).json()
    assert [(one["version"], one["role"]) for one in history] == [
        *((1, "unit_manager"), (2, "unit_manager"), (3, "hr_consultant"), (4, "unit_manager"), (5, "unit_manager")),
        *((6, "hr_consultant"), (7, "unit_manager")),
    ]
    assert (history[2]["reason"], history[6]["reason"]) == (WHY["reason"], "Tjänsterna är indragna.")


async def test_each_sees_what_is_theirs(api: As) -> None:
    """A draft is the district's own; another district does not even learn that an order exists."""
    draft, order = await drafted(api), await placed(api)
    seen = {}
    for who in (FARSTA, OTHER_UNIT, DISTRICT_HEAD, SODERMALM, HR_CONSULTANT, STEERING_GROUP):
        items = (await api(who).get(ROOT)).json()["items"]
        one = await api(who).get(f"{ROOT}/{draft.body['id']}")
        other = await api(who).get(f"{ROOT}/{order.body['id']}/history")
        seen[who["sub"]] = (len(items), one.status_code, other.status_code)
    assert seen == {
        "farsta-chef": (2, 200, 200),
        "farsta-chef-2": (2, 200, 200),
        "farsta-ledning": (2, 200, 200),
        "sodermalm-chef": (0, 404, 404),
        "hr-konsult": (1, 404, 200),
        "styrgrupp": (1, 404, 200),
    }
    assert (await api(COORDINATOR).get(ROOT)).status_code == 403
    assert (await api(COORDINATOR).get(f"{ROOT}/{order.body['id']}")).status_code == 404


COMMANDS: dict[str, dict[str, Any]] = {
    "save-draft": {"draft": an_order_body()},
    "place": {},
    "return": WHY,
    "accept": {},
    "cancel": {"reason": "budget"},
}
CODES = {
    "unit": {"return": "role_may_not", "accept": "role_may_not"},
    "hr": {"save-draft": "role_may_not", "place": "role_may_not", "cancel": "role_may_not"},
    "own_district": dict.fromkeys(COMMANDS, "role_may_not"),
    "stranger": dict.fromkeys(COMMANDS, "order_not_found"),
    "accepted": {name: "order_is_accepted" for name in COMMANDS if name != "cancel"},
}


async def test_every_command_is_refused_whom_it_is_not_for(api: As) -> None:
    order = await placed(api)
    for who, kind in (
        (FARSTA, "unit"),
        (HR_CONSULTANT, "hr"),
        (STEERING_GROUP, "own_district"),
        (OTHER_UNIT, "own_district"),
        (SODERMALM, "stranger"),
        (COORDINATOR, "stranger"),
    ):
        for command, code in CODES[kind].items():
            status = 404 if code == "order_not_found" else 403
            assert (await order.give(who, command, status, **COMMANDS[command]))["code"] == code
    await order.give(HR_CONSULTANT, "accept")
    for command, code in CODES["accepted"].items():
        who = HR_CONSULTANT if command in {"return", "accept"} else FARSTA
        assert (await order.give(who, command, 409, **COMMANDS[command]))["code"] == code


async def test_names_the_field_and_the_rule(api: As, app: FastAPI) -> None:
    refused: list[tuple[dict[str, Any], str, str]] = [
        ({"unit": "no-such-unit"}, "unit", "unknown_order_unit"),
        ({"unit": "sodermalm-utredning-barn-1"}, "unit", "unknown_order_unit"),
        ({"occupation": "trollkarl"}, "occupation", "unknown_occupation"),
        ({"occupation": "socialassistent"}, "occupation", "replaced_occupation"),
        ({"startsOn": "2020-01-01"}, "startsOn", "employment_starts_in_the_past"),
        ({"positions": 0}, "positions", "greater_than_equal"),
        ({"percent": 10}, "percent", "greater_than_equal"),
        ({"tasks": "Ring 19121212-1212."}, "tasks", "client_data"),
        ({"employment": "fixed_term"}, "", "term_and_end"),
        ({"endsOn": "2027-12-31"}, "", "term_and_end"),
        ({"employment": "fixed_term", "endsOn": "2027-01-01"}, "", "ends_before_start"),
        ({"payFrom": 50_000, "payTo": 40_000}, "", "pay_reversed"),
    ]
    for content, field, code in refused:
        answer = await api(FARSTA).post(ROOT, an_order_body(**content))
        assert answer.status_code == 422
        assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [(field, code)]
    assert await stored(app) == (0, 0, 0, 0)


async def test_raced_lets_exactly_one_through(api: As, app: FastAPI) -> None:
    order = await drafted(api)
    path, body = f"{ROOT}/{order.body['id']}/place", {"expectedVersion": 1}
    answers = await asyncio.gather(*[api(FARSTA).post(path, body) for _ in range(5)])
    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409, 409]
    assert await stored(app) == (1, 2, 4, 4)


async def test_stale_is_refused_with_what_changed(api: As) -> None:
    order = await placed(api)
    stale = {"expectedVersion": 1, "reason": "budget"}
    answer = await api(FARSTA).post(f"{ROOT}/{order.body['id']}/cancel", stale)
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["currentVersion"]) == (409, "version_conflict", 2)
    assert [one["type"] for one in problem["changes"]] == ["recruitment.order_placed.v1"]


async def test_repeated_gives_the_first_answer_and_no_second_effect(api: As, app: FastAPI) -> None:
    answers = await asyncio.gather(*[api(FARSTA).post(ROOT, an_order_body(), key="the-same-key") for _ in range(5)])
    assert {(one.status_code, one.content) for one in answers} == {(201, answers[0].content)}
    assert await stored(app) == (1, 0, 1, 1)


async def test_references_count_up_and_lists_are_paged(api: As) -> None:
    for _ in range(3):
        await placed(api)
    first = (await api(HR_CONSULTANT).get(ROOT, limit=2, status="placed")).json()
    second = (await api(HR_CONSULTANT).get(ROOT, limit=2, page=2)).json()
    references = [one["reference"][-4:] for one in first["items"] + second["items"]]
    assert (references, first["total"]) == (["0003", "0002", "0001"], 3)
    assert (await api(HR_CONSULTANT).get(ROOT, status="accepted")).json() == {"items": [], "total": 0}
