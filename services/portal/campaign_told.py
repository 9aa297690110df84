"""A campaign in words: where it recruits, its gates district by district, its profile, what waits."""

from dataclasses import dataclass
from typing import Any

from contracts.organisation import Organisation
from contracts.recruitment.campaign_codes import CampaignStatus, CriterionKind, GateOutcome, GateStage
from contracts.recruitment.campaigns import Campaign, CampaignGate, GateRecord
from contracts.recruitment.profiles import Criterion
from services.portal import formats
from services.portal.language import plural, text
from services.portal.swedish import says


def districts(known: Campaign, organisation: Organisation) -> list[str]:
    """Return the names of the districts that it recruits to, in order."""
    return sorted({organisation.district(one.district).name for one in known.positions})


def lead(known: Campaign, organisation: Organisation, occupation: str) -> str:
    """«Socialsekreterare, fem tjänster i två stadsdelar. Ansökan 11–31 januari 2027.»."""
    number, there = len(known.positions), len(districts(known, organisation))
    facts = {
        "occupation": occupation,
        "positions": plural("en tjänst", "%(num)s tjänster", number) % {"num": formats.spelled(number)},
        "districts": plural("en stadsdel", "%(n)s stadsdelar", there) % {"n": formats.spelled(there)},
        "when": formats.period(known.opens_on, known.closes_on),
    }
    return text("%(occupation)s, %(positions)s i %(districts)s. Ansökan %(when)s.") % facts


@dataclass(frozen=True)
class Examined:
    """A gate in one district: what was found there, if it was examined by the rule in force."""

    district: str
    name: str
    record: GateRecord | None
    passed: bool
    words: str


@dataclass(frozen=True)
class Gate:
    """A gate as the page shows it."""

    gate: CampaignGate
    before_publishing: bool
    districts: list[Examined]
    documents: str

    @property
    def passed(self) -> bool:
        """Whether nothing is left to examine."""
        return not self.gate.missing


def gates(known: Campaign, organisation: Organisation) -> list[Gate]:
    """Return the gates that hold for the campaign, each district by district."""
    return [_gate(one, organisation) for one in known.gates]


def _gate(gate: CampaignGate, organisation: Organisation) -> Gate:
    before = gate.stage is GateStage.BEFORE_PUBLISHING
    latest = {one.district: one for one in gate.records if one.version == gate.version}
    there = sorted({*latest, *gate.missing}, key=lambda one: organisation.district(one).sort_key) if before else []
    documents = ", ".join(says(one).lower() for one in gate.documents)
    return Gate(gate, before, [_examined(one, gate, latest.get(one), organisation) for one in there], documents)


def _examined(district: str, gate: CampaignGate, record: GateRecord | None, organisation: Organisation) -> Examined:
    name, passed = organisation.district(district).name, district not in gate.missing
    return Examined(district, name, record, passed, says(record.outcome) if record else text("Inte prövad"))


def criteria(known: Campaign) -> list[dict[str, Any]]:
    """Return the profile's criteria, musts first, the heaviest merit before the lighter."""
    listed = known.profile.criteria if known.profile else []
    ordered = sorted(listed, key=lambda one: (one.kind is CriterionKind.MERIT, -(one.weight or 0)))
    return [{"criterion": one, "sources": _sources(one)} for one in ordered]


def _sources(one: Criterion) -> str:
    return ", ".join(says(source).lower() for source in one.sources)


def waits(known: Campaign) -> str:
    """Return what is waited for when there is no next step to take on the page."""
    if known.status is CampaignStatus.PUBLISHED:
        facts = {"day": formats.day(known.closes_on)}
        return text("Ansökan är öppen till och med %(day)s. Sedan stänger den av sig själv.") % facts
    if known.status is CampaignStatus.CANCELLED:
        return text("Omgången är inställd. Inget mer behöver göras.")
    if known.status is CampaignStatus.DECIDED:
        return text("Omgången är avgjord. Ge dem som inte har fått besked återkoppling och avsluta sedan.")
    if known.status is CampaignStatus.CLOSED:
        return text("Omgången är avslutad. Inget mer behöver göras.")
    return text("Ansökan har stängt. Nu bedöms ansökningarna.")


def somebody_concerned(known: Campaign) -> bool:
    """Tell whether an examination found somebody, which stands in the way of publishing."""
    held = [record for gate in known.gates for record in gate.records if record.version == gate.version]
    return any(one.outcome is GateOutcome.SOMEBODY_CONCERNED for one in held)
