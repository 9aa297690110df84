"""What an event of a campaign says, in a few words for the timeline."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from contracts.recruitment.campaign_codes import CampaignCancelReason, Gate, GateOutcome
from services.portal import formats
from services.portal.language import plural, text
from services.portal.swedish import says


def _open(data: Mapping[str, Any]) -> str:
    when = formats.period(date.fromisoformat(data["opens_on"]), date.fromisoformat(data["closes_on"]))
    return text("ansökan %(when)s") % {"when": when}


def _criteria(data: Mapping[str, Any]) -> str:
    return plural("ett krav", "%(num)s krav", data["criteria"]) % {"num": data["criteria"]}


def _gate(data: Mapping[str, Any]) -> str:
    return f"{says(Gate(data['gate'])).lower()}; {says(GateOutcome(data['outcome'])).lower()}"


CAMPAIGN_FACTS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "campaign_prepared": _open,
    "campaign_profile_set": _criteria,
    "campaign_gate_recorded": _gate,
    "campaign_published": _open,
    "campaign_profile_revised": lambda data: text("version %(n)s") % {"n": data["profile"]},
    "campaign_extended": lambda data: (
        text("till %(day)s") % {"day": formats.day(date.fromisoformat(data["closes_on"]))}
    ),
    "campaign_cancelled": lambda data: says(CampaignCancelReason(data["reason"])).lower(),
}
