"""The city's organisation as dated reference data: districts with successors, areas of activity, units.

The same file is read by every service. A district that was merged keeps its own validity; its history stays with it.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from contracts.wire import Wire

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60), Field(examples=["farsta"])]
"""A lasting identity in lower case, such as ``farsta-utredning-barn-2``."""


class Area(StrEnum):
    """Area of activity (sv. *verksamhetsområde*)."""

    INCOME_SUPPORT = "income_support"
    SOCIAL_PSYCHIATRY = "social_psychiatry"
    ADDICTION = "addiction"
    DISABILITY = "disability"
    ELDERLY = "elderly"
    CHILDREN_AND_YOUTH = "children_and_youth"


class District(Wire):
    """A district administration (sv. *stadsdelsförvaltning*), valid from ``valid_from`` until before ``valid_to``.

    From ``approval_from`` until before ``approval_to`` its requests are approved by its own before they are sent.
    ``part`` of the city: within one the ways are short.
    """

    id: Slug
    name: str
    sort_key: str
    part: Slug | None = None
    valid_from: date
    valid_to: date | None = None
    successors: list[Slug] = Field(default_factory=list)
    approval_from: date | None = None
    approval_to: date | None = None

    def valid_on(self, day: date) -> bool:
        """Tell whether the district exists on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def approves_on(self, day: date) -> bool:
        """Tell whether requests that are sent on ``day`` are approved in the district first."""
        if self.approval_from is None or day < self.approval_from:
            return False
        return self.approval_to is None or day < self.approval_to


class Unit(Wire):
    """An organisational unit (sv. *enhet*) of a district, with its budgeted posts in full-time equivalents."""

    id: Slug
    name: str
    district: Slug
    area: Area
    budgeted_posts: float = Field(gt=0)


class UnknownOrganisation(LookupError):
    """No district or unit has this id."""


class Organisation(Wire):
    """All districts and units ever valid."""

    districts: list[District]
    units: list[Unit]

    @model_validator(mode="after")
    def _references_hold(self) -> "Organisation":
        ids = {district.id for district in self.districts}
        missing = [unit.id for unit in self.units if unit.district not in ids]
        missing += [d.id for d in self.districts if not ids.issuperset(d.successors)]
        if missing:
            message = f"unknown district named by {missing}"
            raise ValueError(message)
        if len(ids) != len(self.districts) or len({unit.id for unit in self.units}) != len(self.units):
            message = "an id occurs twice"
            raise ValueError(message)
        return self

    @classmethod
    def read(cls, path: Path) -> "Organisation":
        """Return the organisation in the JSON file ``path``; raises ValidationError when it contradicts itself."""
        return cls.model_validate_json(path.read_bytes())

    @cached_property
    def _districts(self) -> Mapping[str, District]:
        return {district.id: district for district in self.districts}

    @cached_property
    def _units(self) -> Mapping[str, Unit]:
        return {unit.id: unit for unit in self.units}

    def district(self, district_id: str) -> District:
        """Return the district; raises UnknownOrganisation."""
        try:
            return self._districts[district_id]
        except KeyError:
            raise UnknownOrganisation(district_id) from None

    def unit(self, unit_id: str) -> Unit:
        """Return the unit; raises UnknownOrganisation."""
        try:
            return self._units[unit_id]
        except KeyError:
            raise UnknownOrganisation(unit_id) from None

    def districts_on(self, day: date) -> list[District]:
        """Return the districts that exist on ``day`` in Swedish alphabetical order."""
        return sorted((d for d in self.districts if d.valid_on(day)), key=lambda d: d.sort_key)

    def successors_on(self, district_id: str, day: date) -> list[District]:
        """Return what the district is called on ``day``: itself, or those that followed it."""
        district = self.district(district_id)
        if district.valid_on(day) or not district.successors:
            return [district]
        return [last for successor in district.successors for last in self.successors_on(successor, day)]
