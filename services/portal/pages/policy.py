"""Köregler: the rule in force, its history, proposals with what-if, and four eyes before anything changes."""

from collections.abc import Sequence
from typing import Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from contracts.specialist_team.codes import Purpose
from contracts.specialist_team.policy import NeedBasis, PolicyStatus, QueuePolicy, SignPolicy, WithdrawPolicy
from libs.client import Refused
from libs.refusals import NotFound, Unavailable
from services.portal import exports, formats, forms, policy_forms, policy_told, telling
from services.portal.access import Here, Portal, Posted, QueueReader, Reader, SteeringGroup
from services.portal.exports import Extract
from services.portal.forms import Form
from services.portal.language import text, word
from services.portal.policy_words import UNITS
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.telling import Happening
from services.portal.visitor import SEES_ALL, Role, Visitor

router: Final = APIRouter(include_in_schema=False)

Step = Literal["underteckna", "dra-tillbaka"]

_STEPS: Final[dict[Step, tuple[str, type[SignPolicy | WithdrawPolicy]]]] = {
    "underteckna": ("sign", SignPolicy),
    "dra-tillbaka": ("withdraw", WithdrawPolicy),
}
_DONE: Final = {
    "forslag": word("Förslaget är sparat. Ingenting ändras förrän en annan ledamot har undertecknat det."),
    "underteckna": word("Regeln är undertecknad. Den ordnar kön från den dag då den börjar gälla."),
    "dra-tillbaka": word("Förslaget är tillbakadraget."),
}
_SERVICE_AWAY: Final = 503


@router.get("/koregler")
async def rules(request: Request, here: Here, visitor: Reader, som: exports.Kind | None = None) -> Response:
    """Show the rule in force; those who see the whole city get every version too, and all that as a file."""
    versions = (await here.team.policies(await here.token(visitor))).items
    whole = visitor.has(*SEES_ALL)
    if som:
        return exports.response(_extract([one for one in versions if whole or one.in_force]), som)
    facts = {
        **_rule(next(one for one in versions if one.in_force)),
        "versions": [_listed(one) for one in versions] if whole else [],
        "may_propose": visitor.has(Role.STEERING_GROUP),
    }
    return page(request, visitor, "pages/policies.html", facts)


@router.get("/koregler/forslag")
async def new_proposal(request: Request, here: Here, visitor: SteeringGroup) -> Response:
    """Show the form, filled in with the rule in force."""
    versions = (await here.team.policies(await here.token(visitor))).items
    current = next(one for one in versions if one.in_force)
    return _show_form(request, visitor, Form(policy_forms.values_of(current.rule)))


@router.post("/koregler/forslag")
async def propose(request: Request, here: Here, visitor: SteeringGroup, fields: Posted) -> Response:
    """Save a proposal; a refusal is said at the field and keeps what was typed."""
    values, key = policy_forms.typed(fields), forms.key_of(fields)
    body, errors = policy_forms.body_of(values)
    if body is None:
        return _show_form(request, visitor, Form(values, errors), status=422)
    try:
        made = await here.team.propose_policy(await here.token(visitor), key, body)
    except (Refused, Unavailable) as refusal:
        form, found = Form(values, _errors(refusal, values)), trouble(refusal)
        if found.status == _SERVICE_AWAY:
            form.key = key
        return _show_form(request, visitor, form, found, found.status)
    return RedirectResponse(f"/koregler/{made.id}?klart=forslag", 303)


def _errors(refusal: Refused | Unavailable, values: dict[str, Any]) -> dict[str, str]:
    return policy_forms.messages(refusal.problem.errors, values) if isinstance(refusal, Refused) else {}


def _show_form(
    request: Request, visitor: Visitor, form: Form, found: Trouble | None = None, status: int = 200
) -> Response:
    facts = {
        "form": form,
        "trouble": found,
        "terms": [(term.value, says(term), text(UNITS[term])) for term in policy_forms.TERMS],
        "bases": [(code.value, says(code), "") for code in NeedBasis],
        "purposes": [(code.value, says(code), "") for code in Purpose],
    }
    return page(request, visitor, "pages/policy_form.html", facts, status)


@router.get("/koregler/{policy_id}")
async def version(request: Request, here: Here, visitor: QueueReader, policy_id: UUID, klart: str = "") -> Response:
    """Show a version: the rule, what it would do to today's queue, and what has happened to it."""
    return await _show(request, here, visitor, policy_id, done=text(_DONE[klart]) if klart in _DONE else "")


@router.post("/koregler/{policy_id}/{step}")
async def decide(
    request: Request, here: Here, visitor: SteeringGroup, policy_id: UUID, step: Step, fields: Posted
) -> Response:
    """Sign or withdraw a proposal."""
    values, seen, key = forms.typed(fields, ("reason",)), forms.version_of(fields), forms.key_of(fields)
    form = Form(values, version=seen, prefix=f"{step}-")
    command, body_of = _STEPS[step]
    body, form.errors = forms.read(body_of, {"expected_version": seen, **values})
    if body is None:
        return await _show(request, here, visitor, policy_id, form=form, status=422)
    try:
        await here.team.decide_policy(await here.token(visitor), key, policy_id, command, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal)
        form.errors, form.version = found.errors, found.current_version or seen
        if found.status == _SERVICE_AWAY:
            form.key = key
        return await _show(request, here, visitor, policy_id, form=form, found=found, status=found.status)
    return RedirectResponse(f"/koregler/{policy_id}?klart={step}", 303)


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    policy_id: UUID,
    *,
    form: Form | None = None,
    found: Trouble | None = None,
    done: str = "",
    status: int = 200,
) -> Response:
    token = await here.token(visitor)
    policy = next((one for one in (await here.team.policies(token)).items if one.id == policy_id), None)
    if policy is None:
        raise NotFound("There is no such version of the policy.")
    history = await here.team.policy_history(token, policy_id)
    happenings = [Happening(e.type, e.at, e.role, e.data, e.reason) for e in history]
    proposed = policy.status is PolicyStatus.PROPOSED
    ahead = proposed or (policy.status is PolicyStatus.SIGNED and policy.valid_from > formats.today())
    effect = await here.team.policy_effect(token, policy_id) if ahead else None
    facts = {
        **_rule(policy),
        "entries": telling.timeline(happenings),
        "effect": effect,
        "effect_lead": policy_told.lead(effect) if effect else "",
        "moves": policy_told.moves(effect, here.organisation) if effect else [],
        "may_decide": proposed and visitor.has(Role.STEERING_GROUP),
        "own": policy.proposed_by == visitor.id,
        "forms": {step: _form(step, policy, form) for step in _STEPS},
        "form": form,
        "trouble": found,
        "done": done,
    }
    return page(request, visitor, "pages/policy.html", facts, status)


def _form(step: str, policy: QueuePolicy, form: Form | None) -> Form:
    return form if form and form.prefix == f"{step}-" else Form(version=policy.version, prefix=f"{step}-")


def _listed(policy: QueuePolicy) -> dict[str, Any]:
    return {
        "policy": policy,
        "name": policy_told.name(policy),
        "tag": policy_told.tag(policy),
        "life": policy_told.life(policy),
    }


def _extract(versions: Sequence[QueuePolicy]) -> Extract:
    rows = [
        (policy_told.name(one), text(policy_told.tag(one)[0]), one.valid_from, one.valid_to, policy_told.life(one))
        for one in versions
    ]
    columns = [text("Version"), text("Läge"), text("Gäller från"), text("Gäller till"), text("Vem och när")]
    return Extract("koregler", text("Köregler"), columns, rows, [(text("Antal"), formats.number(len(rows)))])


def _rule(policy: QueuePolicy) -> dict[str, Any]:
    return _listed(policy) | {"sentences": policy_told.in_words(policy), "rows": policy_told.rows(policy)}
