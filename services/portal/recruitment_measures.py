"""Measures of recruitment as the portal asks for them, with the signed-in person's own token."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from contracts.recruitment.calibrations import Calibration, Calibrations, HoldCalibration
from contracts.recruitment.equality import EqualityReport, EqualityReports
from contracts.recruitment.measures import MeasuredPositionPage, Measures
from contracts.recruitment.screening import ScreeningMeasures
from libs.client import ServiceClient

_BASE: Final = "/recruitment/v1"


class RecruitmentMeasures:
    """Asks ``/recruitment/v1/measures``; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def figures(self, token: str, **choice: Any) -> Measures:
        """Return the figures."""
        return Measures.model_validate_json(await self._client.get(f"{_BASE}/measures", token, choice))

    async def positions(self, token: str, **choice: Any) -> MeasuredPositionPage:
        """Return the positions behind a figure."""
        path = f"{_BASE}/measures/positions"
        return MeasuredPositionPage.model_validate_json(await self._client.get(path, token, choice))

    async def equality(self, token: str) -> list[EqualityReport]:
        """Return what voluntary answers came to in the latest decided campaigns."""
        return EqualityReports.model_validate_json(await self._client.get(f"{_BASE}/measures/equality", token)).items

    async def calibrations(self, token: str) -> list[Calibration]:
        """Return where two assessors agreed too little."""
        return Calibrations.model_validate_json(await self._client.get(f"{_BASE}/calibrations", token)).items

    async def hold_calibration(self, token: str, key: str, calibration_id: UUID, body: HoldCalibration) -> None:
        """Note that it was talked through."""
        path = f"{_BASE}/calibrations/{calibration_id}/hold"
        await self._client.post(path, token, key, body.model_dump_json(by_alias=True).encode())

    async def alike(self, token: str, campaigns: Sequence[UUID]) -> list[ScreeningMeasures]:
        """Return how alike the applications of each campaign are judged, asked at the same time."""
        paths = [f"{_BASE}/campaigns/{one}/screening/measures" for one in campaigns]
        answers = await asyncio.gather(*(self._client.get(path, token) for path in paths))
        return [ScreeningMeasures.model_validate_json(one) for one in answers]
