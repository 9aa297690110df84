"""HTTP for selection tests: HR-service alone, and only who has recorded for what the candidate's identity is needed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel
from uuid_utils.compat import uuid7

from contracts.recruitment import selection_tests as api
from contracts.recruitment.selection_test_codes import SecrecyClass
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.recruitment import application_store, campaign_store, selection_test_store
from services.recruitment.dependencies import Caller, Db, Personal
from services.recruitment.domain import campaign_rules, selection_test
from services.recruitment.domain.selection_test import SelectionTest
from services.recruitment.order_handlers import person
from services.recruitment.reference_handlers import require_known
from services.recruitment.screening_router import ApplicationId

router = APIRouter(prefix="/recruitment/v1", tags=["selection tests"], responses=PROBLEMS)

TestId = Annotated[UUID, Path(alias="testId", description="The result's id")]


@router.get("/applications/{applicationId}/tests")
async def list_tests(
    database: Db, who: Caller, personal: Personal, application_id: ApplicationId
) -> api.SelectionTestList:
    """What tests have shown of an applicant, for who has recorded for what it is necessary to know the candidate."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> api.SelectionTestList:
        applied = await application_store.load(tx, application_id)
        await require_known(tx, application_id, who.id)
        reference = (await campaign_store.load(tx, applied.campaign_id)).reference
        items = [
            api.SelectionTest(
                id=one.id,
                kind=one.kind,
                taken_on=one.taken_on,
                outcome=personal.open(one.id, sealed)["text"],
                recorded_by=one.recorded_by,
                recorded_at=one.recorded_at,
            )
            for one, sealed in await selection_test_store.of_application(tx, application_id)
        ]
        return api.SelectionTestList(
            number=f"{reference}-{applied.number}", secrecy=SecrecyClass.SELECTION_TEST, items=items
        )

    return await database.run(read)


@router.post("/applications/{applicationId}/tests", status_code=201, response_model=api.SelectionTestState)
async def record(
    command: RunCommand, application_id: ApplicationId, body: api.RecordSelectionTest, personal: Personal
) -> Response:
    """Record what a test showed; it is never changed, only removed when it was a mistake."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        by = occasion.actor.acting_as(campaign_rules.require_hr(person(occasion)))
        applied = await application_store.load(tx, application_id, lock=True)
        await require_known(tx, applied.id, by.id)
        test = SelectionTest(
            id=uuid7(),
            campaign_id=applied.campaign_id,
            application_id=applied.id,
            kind=body.kind,
            taken_on=body.taken_on,
            recorded_by=by.id,
            recorded_at=occasion.now,
        )
        outcome = personal.seal(test.id, {"text": body.outcome})
        await selection_test_store.add(tx, test, selection_test.record(test, by), outcome)
        return api.SelectionTestState(id=test.id, application=applied.id, at=occasion.now)

    return await command.keyed(personal.keyed)(answer, 201)


@router.post("/tests/{testId}/remove", response_model=api.SelectionTestState)
async def remove(command: RunCommand, test_id: TestId, body: api.RemoveSelectionTest) -> Response:
    """Remove a result that was recorded by mistake; nothing is left of what it showed."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        by = occasion.actor.acting_as(campaign_rules.require_hr(person(occasion)))
        test = await selection_test_store.load(tx, test_id)
        await require_known(tx, test.application_id, by.id)
        removed = selection_test.remove(test, body.reason, by, occasion.now)
        await selection_test_store.remove(tx, test, removed)
        return api.SelectionTestState(id=test.id, application=test.application_id, at=occasion.now)

    return await command(answer)
