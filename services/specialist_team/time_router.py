"""HTTP for worked time: a specialist's week, a request's reports, and what is done with them."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel

from contracts.organisation import Slug
from contracts.specialist_team import time as api
from libs import audit, calendar
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.specialist_team import time_bodies, time_handlers, time_store
from services.specialist_team.changing import person
from services.specialist_team.dependencies import Caller, Db, RequestId, seen
from services.specialist_team.domain.forecast import monday

router = APIRouter(prefix="/specialist-team/v1", tags=["time"], responses=PROBLEMS)

FIRST_WEEK, LAST_WEEK = date(2000, 1, 1), date(2100, 1, 1)
"""Weeks further away are mistakes, and have no calendar of working days."""

ReportId = Annotated[UUID, Path(alias="reportId", description="The time report's id")]


async def _run(
    command: RunCommand, use_case: Callable[[Transaction, Occasion], Awaitable[time_handlers.Seen]]
) -> Response:
    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        report, request = await use_case(tx, occasion)
        return time_bodies.report(report, request, person(occasion), await audit.history(tx, report.id))

    return await command(answer)


@router.get("/my-week")
async def get_my_week(
    database: Db,
    who: Caller,
    week: Annotated[
        date | None,
        Query(ge=FIRST_WEEK, le=LAST_WEEK, description="Any day of the week; this week if left out"),
    ] = None,
    specialist: Annotated[Slug | None, Query(description="Whose week; the own if left out")] = None,
) -> api.MyWeek:
    """A specialist's week: where, what task, planned and reported time, and which weeks lack a report."""
    now = calendar.now()
    first = monday(week or calendar.local_date(now))
    whose = specialist or who.id
    return time_bodies.week(await database.run(lambda tx: time_handlers.my_week(tx, who, whose, first, now)), who)


@router.get("/support-requests/{requestId}/time-reports")
async def list_time_reports(database: Db, who: Caller, request_id: RequestId) -> list[api.TimeReport]:
    """A request's weeks, latest first, each with its whole trail."""

    async def read(tx: Transaction) -> list[api.TimeReport]:
        request = await seen(tx, who, request_id)
        return [
            time_bodies.report(one, request, who, await audit.history(tx, one.id))
            for one in await time_store.of_request(tx, request_id)
        ]

    return await database.run(read)


@router.post("/time-reports", response_model=api.TimeReport)
async def report_time(command: RunCommand, body: api.ReportTime) -> Response:
    """Report or correct a week."""
    return await _run(command, lambda tx, o: time_handlers.report(tx, o, body))


@router.post("/time-reports/{reportId}/confirm", response_model=api.TimeReport)
async def confirm_time(command: RunCommand, report_id: ReportId, body: api.ConfirmTime) -> Response:
    """Confirm a week."""
    return await _run(command, lambda tx, o: time_handlers.confirm(tx, o, report_id, body))


@router.post("/time-reports/{reportId}/object", response_model=api.TimeReport)
async def object_to_time(command: RunCommand, report_id: ReportId, body: api.ObjectToTime) -> Response:
    """Object to a week."""
    return await _run(command, lambda tx, o: time_handlers.object_to(tx, o, report_id, body))
