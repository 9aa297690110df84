"""The commands a campaign's page offers, what they ask for, and how the campaign's way is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from pydantic import BaseModel
from starlette.datastructures import FormData

from contracts.recruitment import campaigns as api
from contracts.recruitment.campaign_codes import CampaignCommand, CampaignStatus, Gate
from contracts.recruitment.campaigns import Campaign, CampaignGate
from services.portal import formats, forms
from services.portal.campaign_words import CAMPAIGN_FIELDS, CAMPAIGN_STEPS
from services.portal.forms import Decision, Form
from services.portal.language import word
from services.portal.refusals import Trouble
from services.portal.swedish import CAMPAIGN_LOOKS
from services.portal.telling import Happening, Step, way

CAMPAIGN_DECISIONS: Final[Mapping[CampaignCommand, Decision]] = {
    CampaignCommand.RECORD_GATE: Decision(
        api.RecordGate,
        ("gate", "outcome", "evidence"),
        word("Anteckna prövningen"),
        word("Prövningen är antecknad."),
    ),
    CampaignCommand.PUBLISH: Decision(
        api.PublishCampaign,
        (),
        word("Publicera"),
        word("Omgången är publicerad. Kravprofilen är låst."),
    ),
    CampaignCommand.EXTEND: Decision(
        api.ExtendCampaign,
        ("closes_on", "reason"),
        word("Förläng"),
        word("Ansökningstiden är förlängd."),
    ),
    CampaignCommand.CANCEL: Decision(
        api.CancelCampaign,
        ("reason", "note"),
        word("Ställ in omgången"),
        word("Omgången är inställd. Tjänster som är vakanta kan tas in i en annan omgång."),
    ),
    CampaignCommand.DECIDE: Decision(
        api.DecideCampaign,
        (),
        word("Avgör omgången"),
        word("Omgången är avgjord. Ge dem som inte har fått besked återkoppling."),
    ),
    CampaignCommand.CLOSE: Decision(
        api.CloseCampaign,
        (),
        word("Avsluta omgången"),
        word("Omgången är avslutad. Alla har fått besked."),
    ),
}
TAKES_APPLICATIONS: Final = frozenset({CampaignStatus.PUBLISHED, CampaignStatus.CLOSED_FOR_APPLICATIONS})
"""In which states applications are taken in; after the last day as late ones."""
CAMPAIGN_DONE: Final[Mapping[str, str]] = {
    **{command: decision.done for command, decision in CAMPAIGN_DECISIONS.items()},
    "samma-person": word("Det är antecknat. Det går att ändra så länge ingen är vald."),
    CampaignCommand.SET_PROFILE: word("Kravprofilen är sparad."),
    CampaignCommand.REVISE_PROFILE: word("Kravprofilen har en ny version. Alla bedöms på nytt mot den."),
}
"""What is said when a command is done."""
_SEVERAL: Final[Mapping[CampaignCommand, tuple[str, ...]]] = {CampaignCommand.RECORD_GATE: ("districts",)}
_REACHES: Final = {
    "campaign_prepared": CampaignStatus.PREPARING,
    "campaign_published": CampaignStatus.PUBLISHED,
    "campaign_applications_closed": CampaignStatus.CLOSED_FOR_APPLICATIONS,
    "campaign_decided": CampaignStatus.DECIDED,
    "campaign_closed": CampaignStatus.CLOSED,
}


def is_held(happenings: Sequence[Happening]) -> bool:
    """Tell whether everything of the campaign is kept from erasure."""
    changes = [one.name for one in happenings if one.name in {"campaign_held", "campaign_released"}]
    return changes[-1:] == ["campaign_held"]


def typed(command: CampaignCommand, fields: FormData) -> dict[str, Any]:
    """Return what was typed in the form of ``command``."""
    return forms.typed(fields, CAMPAIGN_DECISIONS[command].fields, _SEVERAL.get(command, ()))


def command_body(
    command: CampaignCommand, values: Mapping[str, Any], version: int
) -> tuple[BaseModel | None, dict[str, str]]:
    """Return the command's body, or a message per field that breaks a rule."""
    return forms.read(CAMPAIGN_DECISIONS[command].body, {"expected_version": version, **values}, CAMPAIGN_FIELDS)


def prefix(command: CampaignCommand, gate: str = "") -> str:
    """Return what the ids of a form's fields begin with; each gate has a form of its own."""
    return f"{command}-{gate}-" if gate else f"{command}-"


def empty_forms(known: Campaign) -> dict[str, Form]:
    """Return each form that the person may send, by its prefix, with what is usual filled in."""
    made = {prefix(one): Form(version=known.version, prefix=prefix(one)) for one in known.commands}
    for gate in known.gates if CampaignCommand.RECORD_GATE in known.commands else ():
        name = prefix(CampaignCommand.RECORD_GATE, gate.gate)
        made[name] = Form({"gate": gate.gate.value, "districts": gate.missing}, version=known.version, prefix=name)
    return made


def sent_form(command: CampaignCommand, values: dict[str, Any], version: int) -> Form:
    """Return the form of ``command`` as it was sent."""
    gate = values.get("gate", "") if values.get("gate") in set(Gate) else ""
    return Form(values, version=version, prefix=prefix(command, gate))


def said_at_fields(found: Trouble, command: CampaignCommand) -> Trouble:
    """Return the trouble with what is about no field of the form said in the box instead."""
    fields = {*CAMPAIGN_DECISIONS[command].fields, *_SEVERAL.get(command, ())}
    elsewhere = [words for name, words in found.errors.items() if name not in fields]
    here = {name: words for name, words in found.errors.items() if name in fields}
    return replace(found, errors=here, changes=[*found.changes, *elsewhere])


def missing_gates(known: Campaign) -> list[CampaignGate]:
    """Return the gates that are not passed in every district."""
    return [gate for gate in known.gates if gate.missing]


def next_step(known: Campaign) -> str:
    """Return what comes next: a command, ``gates`` or nothing."""
    if CampaignCommand.PUBLISH not in known.commands:
        return ""
    if known.profile is None:
        return CampaignCommand.SET_PROFILE
    return "gates" if missing_gates(known) else CampaignCommand.PUBLISH


def other_commands(known: Campaign) -> list[CampaignCommand]:
    """Return the other decisions that have a form beside the campaign."""
    beside = (CampaignCommand.DECIDE, CampaignCommand.CLOSE, CampaignCommand.EXTEND, CampaignCommand.CANCEL)
    return [one for one in known.commands if one in beside]


def campaign_steps(status: CampaignStatus, happenings: Sequence[Happening]) -> list[Step]:
    """Return the steps of a campaign, the passed ones with their day."""
    days = {_REACHES[one.name]: formats.day(one.at) for one in happenings if one.name in _REACHES}
    glyphs = {step: look.glyph for step, look in CAMPAIGN_LOOKS.items()}
    return way(CAMPAIGN_STEPS, glyphs, days, status, ended=status is CampaignStatus.CANCELLED)
