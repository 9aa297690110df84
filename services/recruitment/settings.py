"""What the service needs to know beyond what every service does."""

from pathlib import Path

from pydantic import Field

from libs.settings import Settings


class RecruitmentSettings(Settings):
    """The occupations that may be ordered, and what the law asks for before publishing and hiring."""

    occupations_file: Path = Field(default=Path("deploy/local/occupations.json"), description="Occupations by id")
    gate_rules_file: Path = Field(default=Path("deploy/local/gate_rules.json"), description="Gates by date")
