"""HTTP bodies of applications and of files with applications. Never who somebody is: identities are kept apart."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.problem import FieldError
from contracts.recruitment.application_codes import (
    ApplicationFate,
    ApplicationFileStatus,
    ApplicationStatus,
    Degree,
    RecognitionGround,
    RecognitionVerdict,
)
from contracts.recruitment.application_format import BETWEEN, NO, YES
from contracts.recruitment.equality_codes import AgeBand, Sex
from contracts.wire import Body, Wire, example_of


class AnotherApplication(Wire):
    """An application that is the same candidate's (``joined``), or that may come from the same person."""

    application: UUID
    number: str
    joined: bool


class Application(Wire):
    """An application without identity. ``number`` counts within the campaign and is what people call it by.

    ``wishes`` are positions, wanted most first; none means that any will do. ``same_person_as`` are the numbers of
    other applications that may come from the same person; ``others`` are they, and those that somebody has said do.
    """

    id: UUID
    campaign: UUID
    number: str
    version: int
    status: ApplicationStatus
    received_on: date
    late: bool
    wishes: list[UUID]
    withdrawn_on: date | None
    same_person_as: list[str]
    others: list[AnotherApplication]


class RecogniseApplication(Body):
    """Say whether two applications come from one person; what was said before is taken back."""

    model_config = example_of(
        {
            "expectedVersion": 1,
            "other": "0193598a-5f1e-7c3a-9b1e-2f6d0c4a7e11",
            "verdict": "same_person",
            "ground": "in_source_system",
        }
    )

    expected_version: Annotated[int, Field(ge=1, description="The version the caller has seen")]
    other: UUID
    verdict: RecognitionVerdict
    ground: RecognitionGround


class ApplicationPage(Wire):
    """Applications by number, and how many there are in all."""

    items: list[Application]
    total: int


class SendApplication(Body):
    """An application as the city's recruitment system sends it: the columns of a file, one member each.

    ``reference`` is the system's own number: sent again, the application is there already. ``sex`` and ``age`` are
    voluntary; they are added to the campaign's counters and not kept.
    """

    model_config = example_of(
        {
            "reference": "4711",
            "receivedOn": "2027-01-12",
            "firstName": "Test",
            "lastName": "Testsson",
            "email": "test@example.org",
            "wishes": ["REK-2026-0001/1", "REK-2026-0002"],
        }
    )

    reference: Annotated[str, Field(max_length=60)]
    received_on: date
    first_name: Annotated[str, Field(max_length=100)]
    last_name: Annotated[str, Field(max_length=100)]
    identity_number: Annotated[str, Field(max_length=20)] = ""
    email: Annotated[str, Field(max_length=200)]
    phone: Annotated[str, Field(max_length=40)] = ""
    protected: bool = False
    wishes: Annotated[list[Annotated[str, Field(max_length=30)]], Field(max_length=200)] = Field(default_factory=list)
    degree: Degree | None = None
    years: Annotated[int, Field(ge=0, le=60)] | None = None
    experience: Annotated[str, Field(max_length=4000)] = ""
    letter: Annotated[str, Field(max_length=4000)] = ""
    withdrawn_on: date | None = None
    sex: Sex | None = None
    age: AgeBand | None = None

    def cells(self) -> dict[str, str]:
        """Return what stands in each column of a row that says the same."""
        said = self.model_dump(mode="json")
        said |= {"wishes": BETWEEN.join(self.wishes), "protected": YES if self.protected else NO}
        return {name: str(value).strip() for name, value in said.items() if value not in {None, ""}}


class WithdrawApplication(Body):
    """Note that the candidate has taken back the application."""

    model_config = example_of({"expectedVersion": 1})

    expected_version: Annotated[int, Field(ge=1, description="The version the caller has seen")]


class ApplicationFateCount(Wire):
    """How many rows had a fate."""

    fate: ApplicationFate
    rows: int


class ApplicationFile(Wire):
    """A file as it was checked, and how far its import has come. The counts always add up to ``rows``.

    Its name is not kept: it may say who has applied.
    """

    id: UUID
    campaign: UUID
    status: ApplicationFileStatus
    fingerprint: str = Field(description="SHA-256 of the file")
    rows: int
    counts: list[ApplicationFateCount]
    checked_at: AwareDatetime
    finished_at: AwareDatetime | None


class ApplicationFiles(Wire):
    """A campaign's latest files, newest first."""

    items: list[ApplicationFile]


class ApplicationRow(Wire):
    """A row's fate. ``number`` is the row in the file, the head being 1; ``errors`` name column and rule, no value.

    ``same_person_as`` are numbers of applications, or rows of the file, that may come from the same person.
    """

    number: int
    key: str | None
    fate: ApplicationFate
    errors: list[FieldError]
    same_person_as: list[str]
    application: UUID | None


class ApplicationRowPage(Wire):
    """One page of a file's rows, in the file's order."""

    items: list[ApplicationRow]
    total: int


class RunApplicationFile(Body):
    """Take in what was checked: ``fingerprint`` is that of the file which was seen in the dry run."""

    model_config = example_of({"fingerprint": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"})

    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
