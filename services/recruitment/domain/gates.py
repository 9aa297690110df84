"""Gates: what the law asks for before a campaign goes out. A gate is passed district by district, by a dated rule.

Order before advertising: redeployment, more hours for part-timers, re-employment priority (LAS). A record by a former
version of a rule does not pass the version in force on the day of publishing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from contracts.organisation import Area
from contracts.problem import FieldError
from contracts.recruitment.campaign_codes import Gate, GateOutcome, GateStage
from contracts.recruitment.gate_rules import GateRule, GateRules
from services.recruitment.domain.campaign_refusals import DistrictIsNotInCampaign, GateDoesNotHold, GatesNotPassed

Places = Iterable[tuple[str, Area]]
"""Districts with the areas of activity that a campaign recruits to there."""


@dataclass(frozen=True)
class Record:
    """What the examination of a gate found in a district, by which version of the rule, and on what it rests."""

    gate: Gate
    district: str
    version: int
    outcome: GateOutcome
    evidence: str
    by: str
    at: datetime

    def passes(self, rule: GateRule, district: str) -> bool:
        """Tell whether this passes ``rule`` in ``district``."""
        same = (self.gate, self.version, self.district) == (rule.gate, rule.version, district)
        return same and self.outcome is GateOutcome.NOBODY_CONCERNED


def holding(rules: GateRules, places: Places, day: date) -> list[tuple[GateRule, list[str]]]:
    """Return each rule that holds on ``day`` for some of the places, with the districts it holds for."""
    found: dict[tuple[Gate, int], tuple[GateRule, set[str]]] = {}
    for stage in GateStage:
        for district, area in places:
            for rule in rules.holding(stage, day, area):
                found.setdefault((rule.gate, rule.version), (rule, set()))[1].add(district)
    order = list(Gate)
    listed = sorted(found.values(), key=lambda one: order.index(one[0].gate))
    return [(rule, sorted(districts)) for rule, districts in listed]


def missing(rule: GateRule, districts: Sequence[str], records: Iterable[Record]) -> list[str]:
    """Return the districts where the rule is not passed; none for what is asked only before an offer."""
    if rule.stage is not GateStage.BEFORE_PUBLISHING:
        return []
    known = list(records)
    return [district for district in districts if not any(one.passes(rule, district) for one in known)]


def require_holding(rules: GateRules, gate: Gate, districts: Sequence[str], places: Places, day: date) -> GateRule:
    """Return the rule to examine ``districts`` by; raises GateDoesNotHold or DistrictIsNotInCampaign."""
    for rule, held in holding(rules, list(places), day):
        if rule.gate is gate and rule.stage is GateStage.BEFORE_PUBLISHING:
            if set(districts) - set(held):
                raise DistrictIsNotInCampaign.because("Choose among the districts that the campaign recruits to.")
            return rule
    raise GateDoesNotHold.because("This is not examined before publishing of such a campaign.")


def require_passed(rules: GateRules, records: Iterable[Record], places: Places, day: date) -> list[GateRule]:
    """Return the rules that were passed everywhere; raises GatesNotPassed naming gates and districts."""
    known, held = list(records), holding(rules, list(places), day)
    errors = [
        FieldError(field=f"gates.{rule.gate}", code="gate_not_passed", message=rule.demand, found=district)
        for rule, districts in held
        for district in missing(rule, districts, known)
    ]
    if errors:
        raise GatesNotPassed("Pass every gate in every district before publishing.", errors=errors)
    return [rule for rule, _ in held if rule.stage is GateStage.BEFORE_PUBLISHING]
