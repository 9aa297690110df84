"""Occupations by lasting ids, so that a renamed or replaced one keeps its history."""

from functools import cached_property
from pathlib import Path

from pydantic import Field, model_validator

from contracts.organisation import Slug
from contracts.wire import Wire


class Occupation(Wire):
    """An occupation: ``ssyk`` is its code in SSYK 2012; ``replaced_by`` names what is used instead since then."""

    id: Slug
    name: str
    ssyk: str = Field(pattern=r"^\d{4}$")
    replaced_by: Slug | None = None


class UnknownOccupationError(LookupError):
    """No occupation has this id."""


class Occupations(Wire):
    """Every occupation that ever was ordered."""

    occupations: list[Occupation]

    @model_validator(mode="after")
    def _replacements_hold(self) -> "Occupations":
        ids = {one.id for one in self.occupations}
        if len(ids) < len(self.occupations):
            message = "an id occurs twice"
            raise ValueError(message)
        for one in self.occupations:
            seen, current = {one.id}, one
            while current.replaced_by is not None:
                if current.replaced_by not in ids or current.replaced_by in seen:
                    message = f"{one.id} is replaced by nothing that is there"
                    raise ValueError(message)
                seen.add(current.replaced_by)
                current = next(other for other in self.occupations if other.id == current.replaced_by)
        return self

    @classmethod
    def read(cls, path: Path) -> "Occupations":
        """Return the occupations in the JSON file ``path``; raises ValidationError when it contradicts itself."""
        return cls.model_validate_json(path.read_bytes())

    @cached_property
    def _by_id(self) -> dict[str, Occupation]:
        return {one.id: one for one in self.occupations}

    def occupation(self, occupation_id: str) -> Occupation:
        """Return the occupation; raises UnknownOccupationError."""
        try:
            return self._by_id[occupation_id]
        except KeyError:
            raise UnknownOccupationError(occupation_id) from None

    def name(self, occupation_id: str) -> str:
        """Return what the occupation is called; its id when it is not known."""
        return self._by_id[occupation_id].name if occupation_id in self._by_id else occupation_id

    @property
    def in_use(self) -> list[Occupation]:
        """The occupations that nothing has replaced."""
        return [one for one in self.occupations if one.replaced_by is None]

    def used_now(self, occupation_id: str) -> Occupation:
        """Return the occupation, or what has replaced it."""
        found = self.occupation(occupation_id)
        return found if found.replaced_by is None else self.used_now(found.replaced_by)
