"""HTTP for calibrations: where two assessors agreed too little in a month, and that it was talked through."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel

from contracts.recruitment.calibrations import Calibration, Calibrations, HoldCalibration
from libs.commands import Occasion, RunCommand
from libs.database import Transaction
from libs.errors import PROBLEMS
from services.recruitment import calibration_handlers
from services.recruitment.dependencies import Caller, Db
from services.recruitment.domain import order_rules

router = APIRouter(prefix="/recruitment/v1", tags=["measures"], responses=PROBLEMS)

CalibrationId = Annotated[UUID, Path(alias="calibrationId", description="The calibration's id")]


@router.get("/calibrations")
async def list_calibrations(database: Db, who: Caller) -> Calibrations:
    """The districts and months in which two agreed less than the limit; for who sees the whole city."""
    order_rules.require_whole_city(who)
    return await database.run(calibration_handlers.read)


@router.post("/calibrations/{calibrationId}/hold", response_model=Calibration)
async def hold_calibration(command: RunCommand, calibration_id: CalibrationId, body: HoldCalibration) -> Response:
    """Note that the assessors have talked through how they judge. HR-service only."""

    async def answer(tx: Transaction, occasion: Occasion) -> BaseModel:
        return calibration_handlers.told(await calibration_handlers.hold(tx, occasion, calibration_id, body))

    return await command(answer)
