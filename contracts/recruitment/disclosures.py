"""HTTP bodies of disclosures: documents that anybody may ask for, with what is secret masked. No reason is asked."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from contracts.recruitment.disclosure_codes import DisclosedDocument, DisclosureStatus, MaskGround, PassageName
from contracts.recruitment.orders import ExpectedVersion
from contracts.recruitment.screening_codes import Ground
from contracts.wire import Body, Wire, example_of

MOST_APPLICATIONS = 5
"""How many applications one disclosure takes; each has scores of passages that somebody reads."""
_SHA_256 = r"^[0-9a-f]{64}$"


def _each_once(values: list[DisclosedDocument]) -> list[DisclosedDocument]:
    return list(dict.fromkeys(values))


class BeginDisclosure(Body):
    """Take out documents of a campaign. ``numbers`` are its applications; the list of applicants needs none."""

    model_config = example_of(
        {
            "campaign": "0193598a-5f1e-7c3a-9b1e-2f6d0c4a7e11",
            "documents": ["applicants", "application"],
            "numbers": [3],
        }
    )

    campaign: UUID
    documents: Annotated[list[DisclosedDocument], Field(min_length=1, max_length=20), AfterValidator(_each_once)]
    numbers: Annotated[list[Annotated[int, Field(ge=1)]], Field(max_length=MOST_APPLICATIONS)] = Field(
        default_factory=list
    )

    @model_validator(mode="after")
    def _whose(self) -> Self:
        if (set(self.documents) != {DisclosedDocument.APPLICANTS}) != bool(self.numbers):
            raise PydanticCustomError("whose_documents", "name applications for their documents, and only for them")
        return self


class Mask(Body):
    """A passage that is not given out, and on which ground."""

    model_config = example_of({"passage": "3.feedback.2", "ground": "selection_test"})

    passage: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    ground: MaskGround


class GiveDisclosure(Body):
    """Give out what was read, but for what is masked; ``fingerprint`` says that it is what was read.

    ``recipient`` is to whom, only if that was said. Nobody who asks for documents has to say who one is, or why.
    """

    model_config = example_of(
        {
            "expectedVersion": 1,
            "fingerprint": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "masks": [{"passage": "3.feedback.2", "ground": "selection_test"}],
            "recipient": "",
        }
    )

    expected_version: ExpectedVersion
    fingerprint: Annotated[str, StringConstraints(pattern=_SHA_256)]
    masks: Annotated[list[Mask], Field(max_length=5000)] = Field(default_factory=list)
    recipient: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""


class Passage(Wire):
    """A piece of a document. ``about`` says of what (a criterion, a position), ``count`` which of several it is.

    ``rests_on`` is on what a judgement rests, which is given out or masked with it.

    ``ground`` is by what it is masked: from the start, or as it was given out. One that is ``fixed`` stays masked and
    its ``text`` is told to nobody; so is the text of what was masked when it was given out.
    """

    id: str
    number: int = Field(description="The application's number in its campaign")
    document: DisclosedDocument
    name: PassageName
    about: str
    count: int | None
    text: str | None
    rests_on: Ground | None
    ground: MaskGround | None
    fixed: bool


class Disclosure(Wire):
    """Documents that are looked through or given out; by whom, when and how much. What they say is read apart."""

    id: UUID
    version: int
    status: DisclosureStatus
    campaign: UUID
    reference: str = Field(description="The campaign's reference")
    documents: list[DisclosedDocument]
    numbers: list[int]
    begun_by: str
    begun_at: AwareDatetime
    given_at: AwareDatetime | None
    given: int
    masked: dict[MaskGround, int]


class DisclosurePage(Wire):
    """Disclosures, the latest first."""

    items: list[Disclosure]
    total: int


class DisclosureReading(Wire):
    """A disclosure with its passages. ``recipient`` is None when nobody said to whom; only who began it reads it."""

    disclosure: Disclosure
    fingerprint: str
    passages: list[Passage]
    recipient: str | None
