"""Gates by date: one rule a day, in every district, by the version in force on the day of publishing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.organisation import Area
from contracts.recruitment.campaign_codes import Gate, GateDocument, GateOutcome, GateStage
from contracts.recruitment.gate_rules import GateRules
from services.recruitment.domain import campaign, gates
from services.recruitment.domain.campaign_refusals import DistrictIsNotInCampaign, GateDoesNotHold, GatesNotPassed
from tests.builders.campaigns import HR, NOW, RULES, a_campaign, an_order, with_gates_passed

BEFORE_PUBLISHING = {Gate.REDEPLOYMENT, Gate.MORE_HOURS, Gate.RE_EMPLOYMENT}
SODERMALM = an_order(2, district="sodermalm")
DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))


def documents(day: date, area: Area = Area.CHILDREN_AND_YOUTH) -> set[GateDocument]:
    return {one for rule in RULES.holding(GateStage.BEFORE_OFFER, day, area) for one in rule.documents}


def test_the_register_of_suspicions_is_seen_from_1_march_2026() -> None:
    before = {GateDocument.DEGREE_CERTIFICATE, GateDocument.CRIMINAL_RECORD}
    assert documents(date(2026, 2, 28)) == before
    assert documents(date(2026, 3, 1)) == before | {GateDocument.SUSPICION_RECORD}
    assert documents(date(2026, 3, 1), Area.ELDERLY) == set()


@given(DAYS, st.sampled_from(Area))
def test_a_gate_has_one_version_a_day(day: date, area: Area) -> None:
    held = [rule.gate for stage in GateStage for rule in RULES.holding(stage, day, area)]
    assert len(held) == len(set(held))
    assert set(held) >= BEFORE_PUBLISHING


@pytest.mark.parametrize("ends", [None, "2026-03-02"])
def test_versions_that_overlap_are_refused(ends: str | None) -> None:
    rules = RULES.model_dump(mode="json")
    first = next(one for one in rules["rules"] if one["gate"] == "register_extract")
    first["valid_to"] = ends
    with pytest.raises(ValueError, match="overlap"):
        GateRules.model_validate(rules)


def missing(found: campaign.Campaign) -> set[tuple[str, str | None]]:
    with pytest.raises(GatesNotPassed) as refused:
        campaign.publish(found, RULES, HR, NOW)
    return {(error.field, error.found) for error in refused.value.errors}


def test_every_gate_is_passed_in_every_district() -> None:
    both = a_campaign(an_order(), SODERMALM)
    wanted = {(f"gates.{gate}", district) for gate in BEFORE_PUBLISHING for district in ("farsta", "sodermalm")}
    assert missing(both) == wanted
    seen = (Gate.REDEPLOYMENT, ["farsta"], GateOutcome.NOBODY_CONCERNED, "Svar den 4 januari.")
    recorded, _ = campaign.record_gate(both, RULES, seen, HR, NOW)
    assert missing(recorded) == wanted - {("gates.redeployment", "farsta")}


def test_who_has_priority_stands_in_the_way_until_examined_anew() -> None:
    passed = with_gates_passed(a_campaign())
    seen = (Gate.RE_EMPLOYMENT, ["farsta"], GateOutcome.SOMEBODY_CONCERNED, "En person på listan.")
    concerned, event = campaign.record_gate(passed, RULES, seen, HR, NOW)
    assert missing(concerned) == {("gates.re_employment", "farsta")}
    assert "lista" not in event.model_dump_json()
    published, _ = campaign.publish(with_gates_passed(concerned), RULES, HR, NOW)
    assert len(published.records) == len(BEFORE_PUBLISHING)


def test_a_record_by_a_former_rule_does_not_pass() -> None:
    passed = with_gates_passed(a_campaign())
    older = replace(passed, records=tuple(replace(one, version=one.version + 1) for one in passed.records))
    assert {gate for gate, _ in missing(older)} == {f"gates.{gate}" for gate in BEFORE_PUBLISHING}


def test_only_what_holds_can_be_recorded_and_only_where_the_campaign_recruits() -> None:
    found = a_campaign()
    with pytest.raises(GateDoesNotHold):
        campaign.record_gate(found, RULES, (Gate.DEGREE, ["farsta"], GateOutcome.NOBODY_CONCERNED, "Sedd."), HR, NOW)
    seen = (Gate.REDEPLOYMENT, ["farsta", "bromma"], GateOutcome.NOBODY_CONCERNED, "Svar.")
    with pytest.raises(DistrictIsNotInCampaign):
        campaign.record_gate(found, RULES, seen, HR, NOW)


@given(DAYS)
def test_what_is_missing_and_what_is_passed_add_up(day: date) -> None:
    places = a_campaign(an_order(), SODERMALM).places
    for rule, districts in gates.holding(RULES, places, day):
        assert districts == ["farsta", "sodermalm"]
        records = [gates.Record(rule.gate, "farsta", rule.version, GateOutcome.NOBODY_CONCERNED, "Svar.", "hr", NOW)]
        before = rule.stage is GateStage.BEFORE_PUBLISHING
        assert gates.missing(rule, districts, records) == (["sodermalm"] if before else [])
    tomorrow = gates.holding(RULES, places, day + timedelta(days=1))
    assert [rule.gate for rule, _ in tomorrow][:3] == [Gate.REDEPLOYMENT, Gate.MORE_HOURS, Gate.RE_EMPLOYMENT]
