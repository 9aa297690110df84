"""A position's candidates: who is proposed and why, side by side; the manager decides, HR-service does the rest."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from contracts.recruitment.matching import MatchedPosition, MatchingRun
from contracts.recruitment.profiles import Criterion
from contracts.recruitment.referral_codes import PassOverReason, ReferralCommand
from contracts.recruitment.referrals import PositionCandidates, Referral
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import formats, forms, referral_decisions
from services.portal.access import Here, Hirer, Portal, Posted
from services.portal.forms import Form
from services.portal.language import plural, sentence
from services.portal.referral_decisions import REFERRAL_DECISIONS, prefix, shown_level
from services.portal.referral_words import REFERRAL_TROUBLES
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.visitor import Visitor

router: Final = APIRouter(include_in_schema=False)

_SERVICE_AWAY: Final = 503


@router.get("/rekrytering/tjanster/{position_id}")
async def position(request: Request, here: Here, visitor: Hirer, position_id: UUID) -> Response:
    """Show the position's candidates as their owner knows them."""
    return await _show(request, here, visitor, position_id)


@router.post("/rekrytering/tjanster/{position_id}/kandidater/{referral_id}/{command}")
async def decide(
    request: Request,
    here: Here,
    visitor: Hirer,
    position_id: UUID,
    referral_id: UUID,
    command: ReferralCommand,
    fields: Posted,
) -> Response:
    """Carry out a decision about a candidate; a refusal keeps what was typed."""
    values, key, version = referral_decisions.typed(command, fields), forms.key_of(fields), forms.version_of(fields)
    token = await here.token(visitor)
    known = await here.recruitment.hiring.position(token, position_id)
    one = next((each for each in known.referrals if each.id == referral_id), None)
    if one is None:
        raise NotFound("There is no such candidate.")
    form = Form(values, version=version, prefix=prefix(one, command))
    body, form.errors = referral_decisions.command_body(command, values, version)
    if body is None:
        return await _show(request, here, visitor, position_id, form=form, status=422)
    try:
        await here.recruitment.hiring.command(token, key, referral_id, command, body)
    except (Refused, Unavailable) as refusal:
        return await _refused(request, here, visitor, position_id, form, key, refusal)
    return RedirectResponse(f"/rekrytering/tjanster/{position_id}?klart={command}", 303)


async def _refused(
    request: Request,
    here: Portal,
    visitor: Visitor,
    position_id: UUID,
    form: Form,
    key: str,
    refusal: Refused | Unavailable,
) -> Response:
    found = trouble(refusal, REFERRAL_TROUBLES)
    form.errors, form.version = found.errors, found.current_version or form.version
    if found.status == _SERVICE_AWAY:
        form.key = key
    return await _show(request, here, visitor, position_id, form=form, found=found, status=found.status)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    position_id: UUID,
    *,
    form: Form | None = None,
    found: Trouble | None = None,
    status: int = 200,
) -> Response:
    token = await here.token(visitor)
    known = await here.recruitment.hiring.position(token, position_id)
    run = await _latest_run(here, token, known) if known.may_propose else None
    trades = await here.recruitment.occupations(token)
    facts = {
        "known": known,
        "unit": here.organisation.unit(known.unit).name,
        "district": here.organisation.district(known.district).name,
        "occupation": trades.name(known.occupation),
        "criteria": [(one, [_level(one, each) for each in known.referrals]) for one in known.criteria],
        "undecided": _undecided(known),
        "forms": referral_decisions.empty_forms(known) | ({form.prefix: form} if form else {}),
        "sent": form,
        "decisions": REFERRAL_DECISIONS,
        "prefix": prefix,
        "run": run,
        "ranked": _ranked(run, known) if run else [],
        "trouble": found,
        "done": request.query_params.get("klart") if found is None else None,
        "reasons": [(code.value, says(code)) for code in PassOverReason],
    }
    return page(request, visitor, "pages/position.html", facts, status)


def _level(criterion: Criterion, one: Referral) -> str:
    return shown_level(criterion, one.levels.get(criterion.id), interviewed=criterion.id in one.interview_levels)


async def _latest_run(here: Portal, token: str, known: PositionCandidates) -> MatchingRun | None:
    """Return the campaign's latest matching run, whose ranking is proposed from."""
    runs = (await here.recruitment.hiring.runs(token, known.campaign)).items
    return await here.recruitment.hiring.run(token, runs[0].id) if runs else None


def _undecided(known: PositionCandidates) -> str:
    """«Tre kandidater väntar på ditt beslut.», to who decides; nothing to others."""
    count = sum(ReferralCommand.CHOOSE in one.commands for one in known.referrals)
    words = plural("En kandidat väntar på ditt beslut.", "%(n)s kandidater väntar på ditt beslut.", count)
    return words % {"n": sentence(formats.spelled(count))} if count else ""


def _ranked(run: MatchingRun, known: PositionCandidates) -> list[Any]:
    """Return those whom the run ranked for the position and who are not proposed for it yet."""
    there = {one.application for one in known.referrals}
    mine: MatchedPosition | None = next((one for one in run.result.positions if one.position == known.position), None)
    return [one for one in mine.rankings if one.application not in there] if mine else []
