"""Jämför och föreslå: those whom HR-service has ticked for a position, side by side, and why each is proposed."""

import asyncio
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from contracts.recruitment.campaign_codes import CriterionKind
from contracts.recruitment.matching import MatchExplanation, MatchingRun
from contracts.recruitment.referrals import PositionCandidates
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import forms, referral_decisions
from services.portal.access import Here, Portal, Posted, Recruiter
from services.portal.forms import Form
from services.portal.referral_decisions import shown_level
from services.portal.referral_words import REFERRAL_TROUBLES
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_SERVICE_AWAY: Final = 503
_WRONG: Final = 422
_MET: Final = 1
Ticked = Annotated[list[UUID] | None, Query(alias="candidates", max_length=5)]


@router.get("/rekrytering/tjanster/{position_id}/forslag")
async def compare(
    request: Request, here: Here, visitor: Recruiter, position_id: UUID, matchning: UUID, candidates: Ticked = None
) -> Response:
    """Show those who are ticked side by side, with a reason to write for each."""
    chosen = list(dict.fromkeys(candidates or []))
    if not chosen:
        return RedirectResponse(f"/rekrytering/tjanster/{position_id}?klart=nobody", 303)
    return await _show(request, here, visitor, position_id, matchning, chosen)


@router.post("/rekrytering/tjanster/{position_id}/forslag")
async def propose(request: Request, here: Here, visitor: Recruiter, position_id: UUID, fields: Posted) -> Response:
    """Propose the candidates; a refusal keeps what was typed."""
    key, values = forms.key_of(fields), {name: str(value) for name, value in fields.items() if name != "candidates"}
    form = Form(values, prefix="propose-")
    body, form.errors = referral_decisions.proposal(fields, values.get("run", ""))
    found = None
    if body is not None:
        try:
            await here.recruitment.hiring.propose(await here.token(visitor), key, position_id, body)
        except (Refused, Unavailable) as refusal:
            found = trouble(refusal, REFERRAL_TROUBLES)
            form.errors = found.errors
            if found.status == _SERVICE_AWAY:
                form.key = key
        else:
            return RedirectResponse(f"/rekrytering/tjanster/{position_id}?klart=proposed", 303)
    run, chosen = _ids([values.get("run", "")])[0], _ids([str(one) for one in fields.getlist("candidates")])
    return await _show(request, here, visitor, position_id, run, chosen, form=form, found=found)


def _ids(written: list[str]) -> list[UUID]:
    try:
        return [UUID(one) for one in written]
    except ValueError:
        raise NotFound("There is no such run or application.") from None


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    position_id: UUID,
    run_id: UUID,
    chosen: list[UUID],
    *,
    form: Form | None = None,
    found: Trouble | None = None,
) -> Response:
    token = await here.token(visitor)
    hiring = here.recruitment.hiring
    known, run, why = await asyncio.gather(
        hiring.position(token, position_id),
        hiring.run(token, run_id),
        asyncio.gather(*(hiring.explanation(token, run_id, one) for one in chosen)),
    )
    facts = {
        "known": known,
        "run": run,
        "unit": here.organisation.unit(known.unit).name,
        "columns": [(one, _rank(run, known, one.application)) for one in why],
        "rows": [(criterion, [_level(criterion, one) for one in why]) for criterion in known.criteria],
        "form": form or Form(prefix="propose-"),
        "trouble": found,
    }
    status = 200 if form is None else _WRONG if found is None else found.status
    return page(request, visitor, "pages/proposal.html", facts, status)


def _rank(run: MatchingRun, known: PositionCandidates, application: UUID) -> Any:
    """Return how the run ranked the application for the position; None for who was not ranked."""
    mine = next((one for one in run.result.positions if one.position == known.position), None)
    return next((one for one in mine.rankings if one.application == application), None) if mine else None


def _level(criterion: Any, why: MatchExplanation) -> str:
    """Return the level that the run went by; who was ranked meets every requirement that is a must."""
    if criterion.kind is CriterionKind.MUST:
        return shown_level(criterion, _MET)
    term = next((one for one in why.terms if one.criterion == criterion.id), None)
    return shown_level(criterion, term.level if term else None)
