"""The commands that a position's page offers for each candidate, and what they ask for."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel
from starlette.datastructures import FormData

from contracts.recruitment import referrals as api
from contracts.recruitment.profiles import Criterion
from contracts.recruitment.referral_codes import ReferralCommand
from contracts.recruitment.referrals import PositionCandidates, ProposeCandidates, Referral
from services.portal import forms
from services.portal.forms import Decision, Form
from services.portal.language import text, word
from services.portal.referral_words import REFERRAL_FIELDS

REFERRAL_DECISIONS: Final[Mapping[ReferralCommand, Decision]] = {
    ReferralCommand.CHOOSE: Decision(
        api.ChooseCandidate, ("reason",), word("Välj kandidaten"), word("Kandidaten är vald. HR-service tar vid.")
    ),
    ReferralCommand.PASS_OVER: Decision(
        api.PassOverCandidate, ("reason", "note"), word("Välj inte"), word("Ditt besked är sparat.")
    ),
    ReferralCommand.SEE_DOCUMENTS: Decision(
        api.SeeDocuments, (), word("Anteckna"), word("Det är antecknat vem som såg handlingarna och när.")
    ),
    ReferralCommand.OFFER: Decision(
        api.OfferPosition, ("answer_by",), word("Erbjud tjänsten"), word("Tjänsten är erbjuden.")
    ),
    ReferralCommand.ACCEPT: Decision(
        api.AcceptOffer,
        ("starts_on",),
        word("Kandidaten tackar ja"),
        word("Tjänsten är tillsatt. Kandidatens andra ansökningar är avslutade."),
    ),
    ReferralCommand.TURN_DOWN: Decision(
        api.EndReferral, ("reason",), word("Kandidaten tackar nej"), word("Tjänsten är vakant som förut.")
    ),
    ReferralCommand.RETRACT: Decision(api.EndReferral, ("reason",), word("Ta tillbaka"), word("Det är tillbakataget.")),
}
_CANDIDATES: Final = "candidates"
_CHOOSE_SOME: Final = REFERRAL_FIELDS[_CANDIDATES]
_SEVERAL: Final[Mapping[ReferralCommand, tuple[str, ...]]] = {ReferralCommand.SEE_DOCUMENTS: ("documents",)}


def typed(command: ReferralCommand, fields: FormData) -> dict[str, Any]:
    """Return what was typed in the form of ``command``."""
    return forms.typed(fields, REFERRAL_DECISIONS[command].fields, _SEVERAL.get(command, ()))


def command_body(
    command: ReferralCommand, values: Mapping[str, Any], version: int
) -> tuple[BaseModel | None, dict[str, str]]:
    """Return the command's body, or a message per field that breaks a rule."""
    return forms.read(REFERRAL_DECISIONS[command].body, {"expected_version": version, **values}, REFERRAL_FIELDS)


def prefix(one: Referral, command: ReferralCommand) -> str:
    """Return what the ids of a form's fields begin with; each candidate has forms of its own."""
    return f"{command}-{one.number}-"


def empty_forms(known: PositionCandidates) -> dict[str, Form]:
    """Return each form that the person may send, by its prefix."""
    return {
        prefix(one, command): Form(version=one.version, prefix=prefix(one, command))
        for one in known.referrals
        for command in one.commands
    }


def proposal(fields: FormData, run: str) -> tuple[ProposeCandidates | None, dict[str, str]]:
    """Return who is proposed and why, or what to rectify."""
    chosen = [str(one) for one in fields.getlist("candidates")]
    candidates = [{"application": one, "reason": str(fields.get(f"reason-{one}", "")).strip()} for one in chosen]
    body, errors = forms.read(ProposeCandidates, {"candidates": candidates, "run": run or None}, REFERRAL_FIELDS)
    return body, ({_CANDIDATES: text(_CHOOSE_SOME)} if errors else {})


def shown_level(criterion: Criterion, level: int | None, *, interviewed: bool = False) -> str:
    """Return what was judged, in the words of the scale, and whether an interview showed it."""
    if level is None:
        return text("inte bedömt")
    if criterion.steps is None:
        words = text("uppfyllt") if level == 1 else text("inte uppfyllt")
    else:
        words = f"{level}: {criterion.steps[level]}"
    return text("%(level)s (intervju)") % {"level": words} if interviewed else words
