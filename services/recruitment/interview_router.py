"""HTTP for interviews: HR-service books, interviewers see their own and lock a scorecard each."""

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel

from contracts.recruitment.interviews import (
    LONGEST,
    SHORTEST,
    BookInterview,
    CancelInterview,
    HoldInterview,
    InterviewChoices,
    InterviewList,
    InterviewRecord,
    LockScorecard,
    MissInterview,
    MoveInterview,
    SaveScorecard,
)
from contracts.recruitment.interviews import Interview as InterviewBody
from contracts.wire import Day
from libs import calendar
from libs.calendar import STOCKHOLM
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from libs.refusals import RoleMayNot
from services.recruitment import interview_handlers, interview_reading, interview_store
from services.recruitment.dependencies import Caller, Db, Personal
from services.recruitment.domain import campaign_rules
from services.recruitment.domain.interview import Interview
from services.recruitment.domain.order_rules import HR_CONSULTANT, UNIT_MANAGER, Person
from services.recruitment.order_handlers import person
from services.recruitment.screening_router import ApplicationId

router = APIRouter(prefix="/recruitment/v1", tags=["interviews"], responses=PROBLEMS)

InterviewId = Annotated[UUID, Path(alias="interviewId", description="The interview's id")]
People = Annotated[list[str] | None, Query(alias="interviewer", max_length=3, description="Who is to be free")]
Length = Annotated[int, Query(ge=SHORTEST, le=LONGEST, description="How long, in minutes")]
Besides = Annotated[UUID | None, Query(description="The interview that is moved, whose time counts as free")]
Days = Annotated[int, Query(ge=1, le=31, description="How many days")]
UseCase = Callable[[Transaction, Occasion], Awaitable[Interview]]


async def _run(command: RunCommand, use_case: UseCase, status: int = 200) -> Response:
    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        found = await use_case(tx, occasion)
        return (await interview_reading.told(tx, [found], person(occasion), occasion.now))[0]

    return await command(answer, status)


def _require_part(who: Person) -> None:
    if not who.roles & {HR_CONSULTANT, UNIT_MANAGER}:
        raise RoleMayNot("Only HR-service and managers interview.")


@router.get("/interviews")
async def list_interviews(
    database: Db, who: Caller, first_day: Annotated[Day, Query(alias="from")], days: Days = 7, *, mine: bool = False
) -> InterviewList:
    """The interviews of some days: everybody's for HR-service, the caller's own for a manager or when asked for."""
    _require_part(who)
    since = datetime.combine(first_day, time.min, STOCKHOLM)
    until = datetime.combine(first_day + timedelta(days=days), time.min, STOCKHOLM)
    whose = who.id if mine or HR_CONSULTANT not in who.roles else None

    async def read(tx: Transaction) -> InterviewList:
        found = await interview_store.between(tx, since, until, whose)
        return InterviewList(items=await interview_reading.told(tx, found, who, calendar.now()))

    return await database.run(read)


@router.get("/interviews/waiting")
async def list_waiting(database: Db, who: Caller) -> InterviewList:
    """What the caller is to do: hold interviews, note what became of them, lock scorecards."""
    _require_part(who)

    async def read(tx: Transaction) -> InterviewList:
        found = await interview_store.waiting_for(tx, who.id, calendar.now())
        return InterviewList(items=await interview_reading.told(tx, found, who, calendar.now()))

    return await database.run(read)


@router.get("/interviews/{interviewId}")
async def get_interview(database: Db, who: Caller, personal: Personal, interview_id: InterviewId) -> InterviewRecord:
    """An interview. What others judged is shown to who has locked the own scorecard, and to all when all have."""
    _require_part(who)
    return await database.run(lambda tx: interview_reading.record(tx, interview_id, who, calendar.now(), personal))


@router.get("/applications/{applicationId}/interviews")
async def list_of_application(database: Db, who: Caller, application_id: ApplicationId) -> InterviewList:
    """The interviews of an application, the earliest first."""
    campaign_rules.require_hr(who)

    async def read(tx: Transaction) -> InterviewList:
        found = await interview_store.of_application(tx, application_id)
        return InterviewList(items=await interview_reading.told(tx, found, who, calendar.now()))

    return await database.run(read)


@router.get("/applications/{applicationId}/interview-choices")
async def get_choices(
    database: Db,
    who: Caller,
    application_id: ApplicationId,
    people: People = None,
    minutes: Length = 60,
    besides: Besides = None,
) -> InterviewChoices:
    """Who may interview the applicant, and times when those named are free, and the applicant too."""
    campaign_rules.require_hr(who)
    return await database.run(
        lambda tx: interview_reading.choices(tx, application_id, people or [], minutes, besides, calendar.now())
    )


@router.post("/applications/{applicationId}/interviews", status_code=201, response_model=InterviewBody)
async def book(command: RunCommand, application_id: ApplicationId, body: BookInterview, personal: Personal) -> Response:
    """Book an interview; nobody is booked twice at once."""
    return await _run(command, lambda tx, o: interview_handlers.book(tx, o, application_id, body, personal), status=201)


@router.post("/interviews/{interviewId}/move", response_model=InterviewBody)
async def move(command: RunCommand, interview_id: InterviewId, body: MoveInterview, personal: Personal) -> Response:
    """Give the interview another time, place or interviewers."""
    return await _run(command, lambda tx, o: interview_handlers.move(tx, o, interview_id, body, personal))


@router.post("/interviews/{interviewId}/cancel", response_model=InterviewBody)
async def cancel(command: RunCommand, interview_id: InterviewId, body: CancelInterview) -> Response:
    """Call the interview off."""
    return await _run(command, lambda tx, o: interview_handlers.cancel(tx, o, interview_id, body))


@router.post("/interviews/{interviewId}/hold", response_model=InterviewBody)
async def hold(command: RunCommand, interview_id: InterviewId, body: HoldInterview) -> Response:
    """Note that the interview was held, and by whom."""
    return await _run(command, lambda tx, o: interview_handlers.hold(tx, o, interview_id, body))


@router.post("/interviews/{interviewId}/miss", response_model=InterviewBody)
async def miss(command: RunCommand, interview_id: InterviewId, body: MissInterview) -> Response:
    """Note that the candidate did not come."""
    return await _run(command, lambda tx, o: interview_handlers.miss(tx, o, interview_id, body))


@router.post("/interviews/{interviewId}/save-draft", response_model=InterviewBody)
async def save_draft(
    command: RunCommand, interview_id: InterviewId, body: SaveScorecard, personal: Personal
) -> Response:
    """Keep the caller's own scorecard so far; nobody else reads it."""
    return await _run(command, lambda tx, o: interview_handlers.save_draft(tx, o, interview_id, body, personal))


@router.post("/interviews/{interviewId}/lock", response_model=InterviewBody)
async def lock(command: RunCommand, interview_id: InterviewId, body: LockScorecard, personal: Personal) -> Response:
    """Lock the caller's own scorecard; then the others' are shown, if there are any."""
    return await _run(command, lambda tx, o: interview_handlers.lock(tx, o, interview_id, body, personal))
