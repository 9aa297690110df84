"""HTTP bodies of personnel files: what is handed on about who was hired, with what was sealed opened."""

from datetime import date
from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from contracts.recruitment.referrals import DocumentSeen
from contracts.wire import Body, Wire, example_of


class MakePersonnelFile(Body):
    """Hand on what the personnel file needs; from then on the application is erased as any other's is."""

    model_config = example_of({"expectedVersion": 5})

    expected_version: Annotated[int, Field(ge=1, description="The version the caller has seen")]


class PersonnelFile(Wire):
    """Who was hired, to what, from when, with which merits; how the candidate was judged is no part of it."""

    made_at: AwareDatetime
    number: str
    identity: dict[str, Any]
    merits: dict[str, Any]
    received_on: date
    reference: str
    occupation: str
    district: str
    unit: str
    percent: int
    starts_on: date | None
    documents: list[DocumentSeen]
