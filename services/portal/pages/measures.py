"""Mått: how long positions are vacant, with whom the days lie, offers, and what managers are relieved of."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from contracts.recruitment.calibrations import HoldCalibration
from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.measures import Holder, MeasuredCampaign, Measures, MeasureTally, OfferCounts, OfferOutcome
from services.portal import charts, equality_told, exports, formats, forms
from services.portal.access import Here, OrderReader, Portal, Posted, Recruiter
from services.portal.exports import Extract
from services.portal.forms import Form
from services.portal.language import plural, text, word
from services.portal.measures_choice import MeasuresChoice, MeasuresChosen, filters
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.visitor import SEES_ORDERS, Role

router: Final = APIRouter(include_in_schema=False)

_BEHIND: Final = "/rekrytering/matt/tjanster"
_SHOWN_CAMPAIGNS: Final = 10
_AN_HOUR: Final = 60
_STATUSES: Final = (PositionStatus.FILLED, PositionStatus.OPEN, PositionStatus.CANCELLED)
_COLUMNS: Final = (
    word("Stadsdel"),
    word("Beställningar"),
    word("Tjänster"),
    word("Tillsatta"),
    word("Vakanta"),
    word("Avbeställda"),
    word("Median, dagar"),
    word("Dagar hos HR-service"),
    word("Dagar hos chefen"),
    word("Dagar hos kandidaterna"),
    word("Dagar till första arbetsdag"),
    word("Erbjudanden"),
    word("Tackade ja"),
    word("Tackade nej"),
    word("Svarade inte i tid"),
    word("Avlastade timmar"),
)


@router.get("/rekrytering/matt")
async def measures(
    request: Request,
    here: Here,
    visitor: OrderReader,
    chosen: MeasuresChoice,
    som: exports.Kind | None = None,
) -> Response:
    """Show the figures, or send them as a file."""
    token = await here.token(visitor)
    asked = chosen.asked() | {"minutesEach": str(chosen.minuter)}
    told = await here.recruitment.measures.figures(token, **asked)
    if som:
        return exports.response(_extract(here, told, chosen), som)
    whole_city = visitor.has(*SEES_ORDERS)
    facts = filters(here, visitor, chosen) | {
        "told": told,
        "lead": _lead(told.total),
        "chart": charts.descent([(one.day, float(one.vacant_after)) for one in told.steps]),
        "median": _median(told.total),
        "held": _held(told.total),
        "offers": _offers(told.total.offers, chosen),
        "groups": [
            _row(here.organisation.district(one.key).name, one.key, one.tally, chosen) for one in told.districts
        ],
        "hours": told.total.relieved_minutes // _AN_HOUR,
        "alike": await _alike(here, token, told.campaigns[:_SHOWN_CAMPAIGNS]) if whole_city else [],
        "calibrations": await here.recruitment.measures.calibrations(token) if whole_city else [],
        "new_form": Form,
        "district": lambda one: here.organisation.district(one).name,
        "month": formats.month,
        "calibrated": request.query_params.get("klart") == "kalibrering",
        "equality": await _equality(here, token, told.campaigns) if whole_city else [],
        "campaigns": told.campaigns,
        "beside": equality_told.beside,
        "shown_campaigns": _SHOWN_CAMPAIGNS,
        "recruits": visitor.has(Role.HR_CONSULTANT),
    }
    return page(request, visitor, "pages/measures.html", facts)


@router.post("/rekrytering/matt/kalibrering/{calibration_id}")
async def hold(here: Here, visitor: Recruiter, calibration_id: UUID, fields: Posted) -> Response:
    """Note that the assessors have talked through how they judge."""
    body = HoldCalibration(expected_version=forms.version_of(fields))
    token, key = await here.token(visitor), forms.key_of(fields)
    await here.recruitment.measures.hold_calibration(token, key, calibration_id, body)
    return RedirectResponse("/rekrytering/matt?klart=kalibrering#calibration", 303)


def _lead(total: MeasureTally) -> str:
    """Return the one sentence that says how it stands."""
    if not total.positions:
        return text("Ingen tjänst beställdes i perioden.")
    counts = {
        "positions": plural("%(n)s tjänst", "%(n)s tjänster", total.positions) % {"n": formats.number(total.positions)},
        "filled": formats.number(total.filled),
        "open": formats.number(total.open),
        "cancelled": formats.number(total.cancelled),
    }
    return text("%(positions)s: %(filled)s tillsatta, %(open)s vakanta och %(cancelled)s avbeställda.") % counts


def _median(total: MeasureTally) -> str:
    if total.median_days is None:
        return text("Mindre än hälften är tillsatta, så mitten är inte nådd än.")
    days = plural("%(n)s dag", "%(n)s dagar", total.median_days) % {"n": formats.number(total.median_days)}
    return text("Hälften är tillsatta inom %(days)s, när även de vakanta räknas.") % {"days": days}


def _held(total: MeasureTally) -> list[dict[str, Any]]:
    """Return the days with each holder and their share of all vacant days."""
    days = {one: int(getattr(total.days, one.value)) for one in Holder}
    whole = max(1, sum(days.values()))
    return [{"words": says(one), "days": days[one], "percent": round(100 * days[one] / whole)} for one in Holder]


def _offers(counts: OfferCounts, chosen: MeasuresChosen) -> list[tuple[str, int, str]]:
    return [
        (says(one), int(getattr(counts, one.value)), f"{_BEHIND}?{chosen.query(erbjudande=one)}")
        for one in OfferOutcome
    ]


def _row(name: str, district: str, tally: MeasureTally, chosen: MeasuresChosen) -> dict[str, Any]:
    here = f"{_BEHIND}?{chosen.query(stadsdel=district)}"
    return {
        "name": name,
        "tally": tally,
        "positions": (tally.positions, here),
        "cells": [(int(getattr(tally, one.value)), f"{here}&lage={one}") for one in _STATUSES],
        "hours": tally.relieved_minutes // _AN_HOUR,
    }


async def _alike(here: Portal, token: str, campaigns: Sequence[MeasuredCampaign]) -> list[dict[str, Any]]:
    """Return how alike each campaign's applications are judged, and by whom, the latest first."""
    answers, known = await asyncio.gather(
        here.recruitment.measures.alike(token, [one.id for one in campaigns]),
        asyncio.gather(*(here.recruitment.campaigns.one(token, one.id) for one in campaigns)),
    )
    return [
        {"campaign": one, "told": told, "titles": _titles(campaign)}
        for one, told, campaign in zip(campaigns, answers, known, strict=True)
        if told.criteria
    ]


async def _equality(here: Portal, token: str, campaigns: Sequence[MeasuredCampaign]) -> list[dict[str, Any]]:
    """Return how far groups came in the campaigns that are decided, the latest first."""
    known = {one.id for one in campaigns}
    return [
        {"report": one, "lead": equality_told.lead(one), "rows": equality_told.rows(one)}
        for one in await here.recruitment.measures.equality(token)
        if one.campaign in known
    ]


def _titles(campaign: Any) -> dict[str, str]:
    return {one.id: one.title for one in campaign.profile.criteria} if campaign.profile else {}


def _extract(here: Portal, told: Measures, chosen: MeasuresChosen) -> Extract:
    named = [(here.organisation.district(one.key).name, one.tally) for one in told.districts]
    lines = [
        (
            name,
            one.orders,
            one.positions,
            one.filled,
            one.open,
            one.cancelled,
            one.median_days,
            one.days.hr_service,
            one.days.manager,
            one.days.candidate,
            one.days.notice,
            one.offers.made,
            one.offers.accepted,
            one.offers.turned_down,
            one.offers.lapsed,
            one.relieved_minutes // _AN_HOUR,
        )
        for name, one in [(text("Alla"), told.total), *named]
    ]
    selection = [
        (text("Från"), formats.month(told.first_month)),
        (text("Till"), formats.month(told.last_month)),
        (text("Minuter per ansökan"), str(chosen.minuter)),
    ]
    return Extract("rekrytering-matt", text("Mått"), [text(name) for name in _COLUMNS], lines, selection)
