"""A command is done once and wholly: idempotency keys, versions, refusals, bad input."""

import asyncio
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, text

from libs import audit, outbox
from services.specialist_team import store
from tests.builders.specialist_team import a_draft_body
from tests.builders.tokens import COORDINATOR, FARSTA, SODERMALM, a_token
from tests.service import As

ROOT = "/specialist-team/v1/support-requests"


async def rows(app: FastAPI) -> tuple[int, int, int]:
    """Return how many requests, unpublished and published events, and record entries there are."""

    async def count(tx: Any) -> tuple[int, int, int]:
        tables = (store.support_request, outbox.outbox, audit.audit_record)
        requests, events, entries = [
            (await tx.execute(select(func.count()).select_from(table))).scalar_one() for table in tables
        ]
        return requests, events, entries

    counted: tuple[int, int, int] = await app.state.kernel.database.run(count)
    return counted


class TestIdempotencyKey:
    async def test_repeated_gives_the_first_answer_and_no_second_effect(self, api: As, app: FastAPI) -> None:
        first = await api(FARSTA).post(ROOT, a_draft_body(), key="the-same-key")
        again = await api(FARSTA).post(ROOT, a_draft_body(), key="the-same-key")
        assert (again.status_code, again.content) == (first.status_code, first.content) == (201, first.content)
        assert await rows(app) == (1, 1, 1)

    async def test_raced_gives_everyone_the_same_answer(self, api: As, app: FastAPI) -> None:
        caller = api(FARSTA)
        answers = await asyncio.gather(*[caller.post(ROOT, a_draft_body(), key="raced-key") for _ in range(20)])
        assert {(a.status_code, a.content) for a in answers} == {(201, answers[0].content)}
        assert await rows(app) == (1, 1, 1)

    async def test_with_another_body_is_refused(self, api: As, app: FastAPI) -> None:
        await api(FARSTA).post(ROOT, a_draft_body(), key="the-same-key")
        other = await api(FARSTA).post(ROOT, a_draft_body(percent=50), key="the-same-key")
        assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
        assert await rows(app) == (1, 1, 1)

    async def test_is_ones_own(self, api: As) -> None:
        await api(FARSTA).post(ROOT, a_draft_body(), key="the-same-key")
        body = a_draft_body(unit="sodermalm-utredning-barn-1")
        other = await api(SODERMALM).post(ROOT, body, key="the-same-key")
        assert (other.status_code, other.json()["district"]) == (201, "sodermalm")

    async def test_of_a_refused_command_can_be_used_again(self, api: As) -> None:
        caller = api(FARSTA)
        refused = await caller.post(ROOT, a_draft_body(unit="no-such-unit"), key="the-same-key")
        accepted = await caller.post(ROOT, a_draft_body(), key="the-same-key")
        assert (refused.status_code, accepted.status_code) == (422, 201)

    async def test_is_required(self, api: As) -> None:
        answer = await api(FARSTA).http.post(ROOT, json=a_draft_body())
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "idempotency-key"


class TestVersion:
    async def test_stale_is_refused_with_what_changed(self, api: As) -> None:
        caller = api(FARSTA)
        draft = (await caller.post(ROOT, a_draft_body())).json()
        await caller.post(f"{ROOT}/{draft['id']}/submit", {"expectedVersion": 1})
        body = {"expectedVersion": 1, "reason": "recruited"}
        stale = await caller.post(f"{ROOT}/{draft['id']}/withdraw", body)
        problem = stale.json()
        assert (stale.status_code, problem["code"], problem["currentVersion"]) == (409, "version_conflict", 2)
        assert [c["type"] for c in problem["changes"]] == ["specialist_team.request_submitted.v1"]

    async def test_stale_comes_before_what_is_wrong_with_the_decision(self, api: As) -> None:
        """Neither the day nor the status is judged on what the caller has not seen; others' requests stay unknown."""
        draft = (await api(FARSTA).post(ROOT, a_draft_body())).json()
        path = f"{ROOT}/{draft['id']}"
        await api(FARSTA).post(f"{path}/submit", {"expectedVersion": 1})
        triage = {"expectedVersion": 2, "urgency": "normal", "reason": "Enligt begäran.", "queue": True}
        await api(COORDINATOR).post(f"{path}/triage", triage)
        offer = {"specialist": "specialist-a", "percent": 60, "startsOn": "2020-01-01", "endsOn": "2020-02-01"}
        offer |= {"reason": "Kompetens enligt begäran."}
        codes = []
        for who, step, body in (
            (COORDINATOR, "offer", {"expectedVersion": 2} | offer),
            (COORDINATOR, "triage", triage),
            (SODERMALM, "withdraw", {"expectedVersion": 1, "reason": "recruited"}),
            (COORDINATOR, "offer", {"expectedVersion": 4} | offer),
        ):
            codes.append((await api(who).post(f"{path}/{step}", body)).json()["code"])
        assert codes == ["version_conflict", "version_conflict", "request_not_found", "starts_in_the_past"]

    async def test_raced_lets_exactly_one_through(self, api: As, app: FastAPI) -> None:
        caller = api(FARSTA)
        draft = (await caller.post(ROOT, a_draft_body())).json()
        path = f"{ROOT}/{draft['id']}/submit"
        answers = await asyncio.gather(*[caller.post(path, {"expectedVersion": 1}) for _ in range(10)])
        assert sorted(a.status_code for a in answers) == [200] + [409] * 9
        assert await rows(app) == (1, 2, 2)


class TestFailingCommit:
    async def test_is_never_answered_with_success(self, api: As, app: FastAPI) -> None:
        """A commit that fails at the very end gives 500, and nothing is left behind."""
        deferred = """
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
            CREATE CONSTRAINT TRIGGER fail_at_commit AFTER INSERT ON support_request
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail()
        """
        for statement in deferred.split(";\n            CREATE C"):
            prefix = "" if statement.lstrip().startswith("CREATE F") else "CREATE C"
            await app.state.kernel.database.run(lambda tx, sql=prefix + statement: tx.execute(text(sql)))
        answer = await api(FARSTA).post(ROOT, a_draft_body())
        assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
        assert await rows(app) == (0, 0, 0)


class TestBadInput:
    async def test_broken_json(self, api: As) -> None:
        headers = {"Idempotency-Key": "broken-json", "Content-Type": "application/json"}
        answer = await api(FARSTA).http.post(ROOT, content=b'{"unit": ', headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "broken_json")
        assert answer.headers["content-type"] == "application/problem+json"

    async def test_wrong_media_type(self, api: As) -> None:
        headers = {"Idempotency-Key": "wrong-type", "Content-Type": "text/plain"}
        answer = await api(FARSTA).http.post(ROOT, content=b"hello", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")

    async def test_oversized_body(self, api: As) -> None:
        answer = await api(FARSTA).post(ROOT, a_draft_body(tasks="x" * 70_000))
        assert (answer.status_code, answer.json()["code"]) == (413, "content_too_large")
        assert answer.headers["content-type"] == "application/problem+json"

    @pytest.mark.parametrize(
        ("change", "field", "code"),
        [
            ({"percent": 120}, "percent", "less_than_equal"),
            ({"percent": 19}, "percent", "greater_than_equal"),
            ({"percent": None}, "percent", "int_type"),
            ({"area": "school"}, "area", "enum"),
            ({"tasks": "kort"}, "tasks", "string_too_short"),
            ({"tasks": "x" * 1001}, "tasks", "string_too_long"),
            ({"tasks": "Det gäller 121212-1212 och andra."}, "tasks", "client_data"),
            ({"withoutHelp": "Se dnr 2016/0412-5.1"}, "withoutHelp", "client_data"),
            ({"startsOn": "2026-02-30"}, "startsOn", "date_from_datetime_parsing"),
            ({"startsOn": "2027-03-01", "endsOn": "2027-02-28"}, "", "ends_before_start"),
            ({"unit": "no-such-unit"}, "unit", "unknown_unit"),
            ({"unit": "sodermalm-utredning-barn-1"}, "unit", "unit_of_another_district"),
            ({"urgnecy": "high"}, "urgnecy", "extra_forbidden"),
            ({"competences": ["bbic"] * 11}, "competences", "too_long"),
        ],
    )
    async def test_names_the_field_and_the_rule(
        self, api: As, app: FastAPI, change: dict[str, Any], field: str, code: str
    ) -> None:
        answer = await api(FARSTA).post(ROOT, a_draft_body(**change))
        assert answer.status_code == 422, answer.text
        assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [(field, code)]
        assert await rows(app) == (0, 0, 0)

    async def test_a_draft_that_starts_in_the_past_can_be_saved_but_not_sent(self, api: As) -> None:
        caller = api(FARSTA)
        draft = (await caller.post(ROOT, a_draft_body(startsOn="2020-01-01"))).json()
        answer = await caller.post(f"{ROOT}/{draft['id']}/submit", {"expectedVersion": 1})
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "starts_in_the_past")

    async def test_a_misspelt_filter_is_refused_instead_of_showing_everything(self, api: As) -> None:
        answer = await api(COORDINATOR).get("/specialist-team/v1/queue", distrikt="farsta", limit=5)
        assert (answer.status_code, answer.json()["code"]) == (422, "unknown_parameter")
        assert [error["field"] for error in answer.json()["errors"]] == ["distrikt"]
        assert (await api(COORDINATOR).get("/specialist-team/v1/queue", district="farsta")).status_code == 200

    async def test_an_illegal_transition_names_the_status(self, api: As) -> None:
        caller = api(FARSTA)
        draft = (await caller.post(ROOT, a_draft_body())).json()
        answer = await caller.post(f"{ROOT}/{draft['id']}/accept-offer", {"expectedVersion": 1})
        assert (answer.status_code, answer.json()["code"]) == (409, "request_is_draft")


class TestToken:
    @pytest.mark.parametrize(
        "claims",
        [
            {"exp": 1},
            {"aud": "another"},
            {"iss": "http://elsewhere.test"},
            {"typ": "JWT"},
            {"sub": None},
        ],
        ids=str,
    )
    async def test_that_is_not_for_us_is_refused(self, api: As, claims: dict[str, Any]) -> None:
        headers = {"Authorization": f"Bearer {a_token(FARSTA, **claims)}"}
        answer = await api(None).http.get(ROOT, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")

    async def test_signed_by_a_stranger_is_refused(self, api: As) -> None:
        forged = a_token(FARSTA)[:-8] + "AAAAAAAA"
        answer = await api(None).http.get(ROOT, headers={"Authorization": f"Bearer {forged}"})
        assert answer.status_code == 401

    async def test_must_be_there(self, api: As) -> None:
        answer = await api(None).get(ROOT)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")

    async def test_of_a_manager_does_not_open_the_queue(self, api: As) -> None:
        assert (await api(FARSTA).get("/specialist-team/v1/queue")).status_code == 403
        assert (await api(COORDINATOR).get("/specialist-team/v1/queue")).status_code == 200
