"""What the law asks for before publishing and before an offer, as dated data: a new rule is a new version."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from contracts.organisation import Area
from contracts.recruitment.campaign_codes import Gate, GateDocument, GateStage
from contracts.wire import Wire


class GateRule(Wire):
    """A version of a gate, valid from ``valid_from`` until before ``valid_to``.

    ``areas`` None means every area of activity. ``demand`` says in Swedish what is to be done, ``source`` where it is
    written.
    """

    gate: Gate
    version: int = Field(ge=1)
    stage: GateStage
    valid_from: date
    valid_to: date | None = None
    areas: list[Area] | None = None
    documents: list[GateDocument] = Field(default_factory=list)
    demand: str
    source: str

    def holds(self, day: date, area: Area) -> bool:
        """Tell whether the rule is in force on ``day`` for positions in ``area``."""
        in_force = self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
        return in_force and (self.areas is None or area in self.areas)


class GateRules(Wire):
    """Every version of every gate there ever was."""

    rules: list[GateRule]

    @model_validator(mode="after")
    def _one_version_a_day(self) -> Self:
        for gate in Gate:
            mine = sorted((rule for rule in self.rules if rule.gate is gate), key=lambda rule: rule.version)
            for earlier, later in pairwise(mine):
                if earlier.version == later.version or earlier.valid_to is None or later.valid_from < earlier.valid_to:
                    message = f"versions {earlier.version} and {later.version} of {gate} overlap"
                    raise ValueError(message)
        return self

    @classmethod
    def read(cls, path: Path) -> "GateRules":
        """Return the rules in the JSON file ``path``; raises ValidationError when two versions overlap."""
        return cls.model_validate_json(path.read_bytes())

    def holding(self, stage: GateStage, day: date, area: Area) -> list[GateRule]:
        """Return the rules of ``stage`` in force on ``day`` for positions in ``area``, at most one per gate."""
        return [rule for rule in self.rules if rule.stage is stage and rule.holds(day, area)]
