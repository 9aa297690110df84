"""The need as a unit manager states it."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from contracts.free_text import Description, OptionalText
from contracts.organisation import Area, Slug
from contracts.specialist_team.codes import CitySystem, Competence, Purpose, StatutoryRisk
from contracts.wire import Body, example_of

Percent = Annotated[int, Field(ge=20, le=100, description="Percent of full time")]

DRAFT = {
    "unit": "farsta-utredning-barn-2",
    "area": "children_and_youth",
    "purpose": "investigation_backlog",
    "percent": 80,
    "startsOn": "2026-12-07",
    "endsOn": "2027-01-29",
    "competences": ["bbic"],
    "statutoryRisks": ["child_investigation"],
    "systems": ["case_management"],
    "tasks": "Sex utredningar behöver handläggare.",
    "withoutHelp": "Två utredningar passerar fyra månader.",
}


class Period(Body):
    """Two dates, both included, in order."""

    starts_on: date
    ends_on: date

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.ends_on < self.starts_on:
            code = "ends_before_start"
            message = "endsOn must not be before startsOn"
            raise PydanticCustomError(code, message)
        return self


class SupportRequestDraft(Period):
    """What a unit manager states once: the need, its extent in percent of full time and what happens without help."""

    model_config = example_of(DRAFT)

    unit: Slug
    area: Area
    purpose: Purpose
    percent: Percent
    competences: Annotated[list[Competence], Field(max_length=10)] = Field(default_factory=list)
    statutory_risks: Annotated[list[StatutoryRisk], Field(max_length=2)] = Field(default_factory=list)
    systems: Annotated[list[CitySystem], Field(max_length=6)] = Field(default_factory=list)
    tasks: Description
    without_help: OptionalText = ""
