"""Use cases of calibration: when a month is over its agreement is looked at, once; HR-service notes what was held."""

from collections import defaultdict
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid5

from contracts.event import ActorReference
from contracts.recruitment import calibrations as api
from libs import publishing
from libs.calendar import local_date
from libs.commands import Occasion
from libs.database import Transaction
from services.recruitment import calibration_store, campaign_store, screening_handlers, screening_store
from services.recruitment.calibration_store import Finished
from services.recruitment.domain import calibration, campaign_rules
from services.recruitment.domain.calibration import Calibration
from services.recruitment.order_handlers import person

_NAMESPACE: Final = UUID("0c1d7f0b-5f3a-4a7e-9d0e-6f2a8b1c4d35")
_CLOCK: Final = ActorReference(id="system", role="system")
_BACK: Final = 3
"""Months that are looked back at, so that a service that stood still misses none."""
_MOST: Final = 50


async def look_back(tx: Transaction, now: datetime) -> None:
    """Look at each district's months that are over, each once, and call for a calibration where agreement was low."""
    today = local_date(now)
    first = min(calibration.months_over(today, _BACK))
    finished = await calibration_store.finished(tx, first, today.replace(day=1))
    known, groups = await calibration_store.looked_at(tx), defaultdict[tuple[str, date], list[Finished]](list)
    districts = {one: (await campaign_store.load(tx, one)).districts for one in {each.campaign_id for each in finished}}
    for one in finished:
        for district in districts[one.campaign_id]:
            if (district, one.month) not in known:
                groups[district, one.month].append(one)
    for where in sorted(groups):
        await _look_at(tx, where, groups[where], now)


async def _look_at(tx: Transaction, where: tuple[str, date], finished: list[Finished], now: datetime) -> None:
    judged = []
    for campaign_id in sorted({one.campaign_id for one in finished}):
        wanted = {one.application_id for one in finished}
        screenings = await screening_store.of_campaign(tx, campaign_id)
        asked = await screening_handlers.asked(tx, campaign_id)
        judged.append(([one for one in screenings if one.application_id in wanted], asked))
    found = calibration.agreement(judged)
    if found is None or not found.is_low:
        await calibration_store.note(tx, where, found.judged if found else 0)
        return
    calibration_id = uuid5(_NAMESPACE, f"{where[0]} {where[1]}")
    await calibration_store.add(tx, calibration.call_for(calibration_id, where, found, _CLOCK, now))


async def hold(tx: Transaction, occasion: Occasion, calibration_id: UUID, body: api.HoldCalibration) -> Calibration:
    """Note that the assessors have talked it through.

    Raises CalibrationNotFound, VersionConflict or CalibrationIsHeld.
    """
    role = campaign_rules.require_hr(person(occasion))
    found = await calibration_store.load(tx, calibration_id)
    if found.version != body.expected_version:
        raise await publishing.conflict(tx, found.id, found.version, body.expected_version)
    return await calibration_store.save(tx, calibration.hold(found, occasion.actor.acting_as(role), occasion.now))


async def read(tx: Transaction) -> api.Calibrations:
    """Return the calibrations that were called for."""
    return api.Calibrations(items=[told(one) for one in await calibration_store.due(tx, _MOST)])


def told(one: Calibration) -> api.Calibration:
    """Return the calibration as it is answered."""
    return api.Calibration(**vars(one), limit=calibration.LIMIT)
