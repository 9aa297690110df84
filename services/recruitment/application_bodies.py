"""Applications and files with them as HTTP bodies; nothing here knows who somebody is."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from contracts.problem import FieldError
from contracts.recruitment import applications as api
from contracts.recruitment.application_codes import ApplicationFate, ApplicationFileStatus
from services.recruitment.domain.application import Application
from services.recruitment.domain.recognition import Likeness


def application(found: Application, campaign_reference: str, others: Sequence[Likeness]) -> api.Application:
    """Return the application, called by its campaign's reference and its number."""
    return api.Application(
        id=found.id,
        campaign=found.campaign_id,
        number=f"{campaign_reference}-{found.number}",
        version=found.version,
        status=found.status,
        received_on=found.received_on,
        late=found.late,
        wishes=list(found.wishes),
        withdrawn_on=found.withdrawn_on,
        same_person_as=[one.number for one in others if not one.joined],
        others=[
            api.AnotherApplication(application=one.application, number=one.number, joined=one.joined) for one in others
        ],
    )


def checked_file(row: Row[Any], counts: Mapping[ApplicationFate, int]) -> api.ApplicationFile:
    """Return a file with how many rows had each fate."""
    return api.ApplicationFile(
        id=row.id,
        campaign=row.campaign_id,
        status=ApplicationFileStatus(row.status),
        fingerprint=row.fingerprint,
        rows=row.rows,
        counts=[api.ApplicationFateCount(fate=fate, rows=counts[fate]) for fate in ApplicationFate if fate in counts],
        checked_at=row.checked_at,
        finished_at=row.finished_at,
    )


def file_row(row: Row[Any]) -> api.ApplicationRow:
    """Return a row's fate."""
    return api.ApplicationRow(
        number=row.number,
        key=row.key,
        fate=ApplicationFate(row.fate),
        errors=[FieldError.model_validate(error) for error in row.errors],
        same_person_as=row.same_person,
        application=row.application_id,
    )
