"""Every word of the domain that the code uses stands in the glossary with its Swedish term."""

import inspect
import re
from enum import StrEnum
from importlib import import_module
from pathlib import Path

import pytest

GLOSSARY = Path("docs/glossary.md").read_text()
WORDS = set(re.findall(r"[A-Za-z_]+", GLOSSARY))
MODULES = [
    "contracts.organisation",
    "contracts.specialist_team.codes",
    "contracts.specialist_team.ways",
    "services.specialist_team.domain.ways",
    "contracts.specialist_team.assignment_codes",
    "services.specialist_team.domain.assignment",
    "services.specialist_team.domain.parts",
    "services.specialist_team.domain.time_report",
    "services.specialist_team.domain.week",
    "contracts.specialist_team.time_codes",
    "services.specialist_team.domain.request",
    "services.specialist_team.domain.team",
    "services.specialist_team.domain.queue",
    "services.specialist_team.domain.availability",
    "services.specialist_team.domain.candidates",
    "services.specialist_team.domain.load",
    "services.specialist_team.domain.planning",
    "services.specialist_team.domain.plan",
    "services.specialist_team.domain.selection",
    "contracts.specialist_team.planning",
    "contracts.specialist_team.availability",
    "contracts.specialist_team.employment",
    "services.specialist_team.domain.policy",
    "services.specialist_team.domain.situation",
    "services.specialist_team.domain.help_given",
    "services.specialist_team.domain.ledger",
    "contracts.specialist_team.policy",
    "services.specialist_team.domain.rules",
    "contracts.specialist_team.forecast",
    "services.specialist_team.domain.simulation",
    "services.specialist_team.domain.member_days",
    "services.specialist_team.domain.scenario",
    "services.specialist_team.domain.experience",
    "services.specialist_team.domain.forecast",
    "services.specialist_team.domain.capacity",
    "contracts.specialist_team.imports",
    "services.specialist_team.domain.import_rows",
    "services.specialist_team.domain.import_history",
    "services.specialist_team.domain.import_judging",
    "services.specialist_team.domain.demand",
    "services.specialist_team.domain.monthly",
    "contracts.recruitment.matching",
    "contracts.recruitment.referral_codes",
    "contracts.recruitment.referrals",
    "contracts.recruitment.disclosure_codes",
    "contracts.recruitment.disclosures",
    "services.recruitment.domain.disclosure",
    "contracts.recruitment.selection_test_codes",
    "contracts.recruitment.selection_tests",
    "services.recruitment.domain.selection_test",
    "contracts.recruitment.reference_codes",
    "contracts.recruitment.references",
    "services.recruitment.domain.reference",
    "contracts.recruitment.interview_codes",
    "contracts.recruitment.interviews",
    "services.recruitment.domain.interview",
    "services.recruitment.domain.referral",
    "contracts.recruitment.matching_codes",
    "services.recruitment.domain.run_input",
    "contracts.recruitment.codes",
    "contracts.recruitment.occupations",
    "contracts.recruitment.orders",
    "contracts.recruitment.campaign_codes",
    "contracts.recruitment.campaigns",
    "contracts.recruitment.gate_rules",
    "contracts.recruitment.profiles",
    "contracts.recruitment.application_codes",
    "contracts.recruitment.applications",
    "contracts.recruitment.equality_codes",
    "contracts.recruitment.equality",
    "contracts.recruitment.calibrations",
    "services.recruitment.domain.calibration",
    "contracts.recruitment.screening_codes",
    "contracts.recruitment.screening",
    "services.recruitment.domain.screening",
    "services.recruitment.domain.screening_answers",
    "services.recruitment.domain.uniformity",
    "services.recruitment.domain.screening_questions",
    "services.recruitment.domain.screening_outcome",
    "services.recruitment.domain.campaign",
    "services.recruitment.domain.gates",
    "services.recruitment.domain.application",
    "services.recruitment.domain.application_rows",
    "services.recruitment.domain.application_judging",
    "services.recruitment.domain.order",
    "services.recruitment.domain.order_rules",
]


def classes() -> list[type]:
    return [
        member
        for name in MODULES
        for _, member in inspect.getmembers(import_module(name), inspect.isclass)
        if member.__module__ == name and not issubclass(member, Exception) and not member.__name__.startswith("_")
    ]


@pytest.mark.parametrize("cls", classes(), ids=lambda cls: cls.__name__)
def test_is_in_the_glossary(cls: type) -> None:
    assert cls.__name__ in WORDS
    if issubclass(cls, StrEnum):
        assert {member.value for member in cls} <= WORDS
