"""HTTP bodies of the import: what became of every row of a file, first as a dry run, then for good."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.problem import FieldError
from contracts.wire import Body, Wire, example_of


class ImportKind(StrEnum):
    """What the rows of a file are."""

    SUPPORT_REQUESTS = "support_requests"


class ImportStatus(StrEnum):
    """Where an import stands. What is checked has changed nothing yet."""

    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"


class Fate(StrEnum):
    """What becomes of a row.

    ``new`` will be imported, ``imported`` has been, ``already_there`` was imported before with the same content,
    ``differs`` has the key of an imported row but another content, ``wrong`` breaks a rule that its errors name.
    """

    NEW = "new"
    IMPORTED = "imported"
    ALREADY_THERE = "already_there"
    DIFFERS = "differs"
    WRONG = "wrong"


class ImportRow(Wire):
    """A row's fate. ``number`` is the row in the file, the head being 1; ``errors`` name column, rule and remedy."""

    number: int
    key: str | None = None
    fate: Fate
    errors: list[FieldError] = Field(default_factory=list)
    request: UUID | None = None
    reference: str | None = None


class FateCount(Wire):
    """How many rows had a fate."""

    fate: Fate
    rows: int


class Import(Wire):
    """A file as it was checked, and how far its import has come. The counts always add up to ``rows``."""

    id: UUID
    kind: ImportKind
    status: ImportStatus
    file_name: str
    fingerprint: str = Field(description="SHA-256 of the file")
    rows: int
    counts: list[FateCount]
    checked_at: AwareDatetime
    finished_at: AwareDatetime | None = None

    def count(self, *fates: Fate) -> int:
        """Return how many rows had one of ``fates``."""
        return sum(one.rows for one in self.counts if one.fate in fates)


class Imports(Wire):
    """The latest imports, newest first."""

    items: list[Import]


class ImportRowPage(Wire):
    """One page of an import's rows, in the file's order."""

    items: list[ImportRow]
    total: int
    page: int
    limit: int


class RunImport(Body):
    """Import what was checked: ``fingerprint`` is that of the file which was seen in the dry run."""

    model_config = example_of({"fingerprint": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"})

    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
