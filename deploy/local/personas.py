"""The people of the local environment: roles at invented posts, no names. `make personas` lists them."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

_FILE = Path(__file__).with_name("personas.json")


class Persona(BaseModel):
    """One who may sign in locally, with the claims of the access token."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    about: str
    roles: list[str]
    district: str | None = None
    unit: str | None = None

    @property
    def email(self) -> str:
        """An address that reaches nobody but the local mail sink."""
        return f"{self.id}@avlasta.example"

    def claims(self) -> dict[str, str | list[str]]:
        """Return what tokens say about the person; a district or unit that is not there is left out."""
        return {
            "sub": self.id,
            "email": f"{self.id}@avlasta.example",
            **self.model_dump(include={"name", "roles", "district", "unit"}, exclude_none=True),
        }


class UnknownPersonaError(Exception):
    """Nobody has this id; the message lists those who exist."""


def everyone() -> dict[str, Persona]:
    """Return the personas by id."""
    people = TypeAdapter(list[Persona]).validate_json(_FILE.read_bytes())
    return {person.id: person for person in people}


def persona(person_id: str) -> Persona:
    """Return one persona; raises UnknownPersonaError."""
    people = everyone()
    if person_id not in people:
        message = f"no persona {person_id!r}; there are: {', '.join(people)}"
        raise UnknownPersonaError(message)
    return people[person_id]


def table() -> str:
    """Return a line per persona: id, who it is, what it is for."""
    people = everyone().values()
    names, words = max(len(p.id) for p in people), max(len(p.name) for p in people)
    return "\n".join(f"  {p.id:{names}}  {p.name:{words}}  {p.about}" for p in people)


if __name__ == "__main__":
    print(table())
