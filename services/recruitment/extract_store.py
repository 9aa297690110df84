"""All that is stored of an application, for whom it is about. A new table is told, or it is said why it is not."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from fastapi.encoders import jsonable_encoder
from sqlalchemy import LargeBinary, Row, Table, select

from libs.database import Transaction
from services.recruitment.application_tables import application, application_merit, application_row, candidate_mark
from services.recruitment.campaign_tables import campaign
from services.recruitment.disclosure_tables import disclosed_application
from services.recruitment.equality_tables import equality_answered
from services.recruitment.erasure_store import refers
from services.recruitment.interview_tables import (
    interview,
    interview_booking,
    interview_draft,
    interview_seat,
    interview_verdict,
)
from services.recruitment.personal_data import PersonalData, Sealed
from services.recruitment.reference_tables import reference_request
from services.recruitment.referral_tables import application_feedback, referral
from services.recruitment.retention_tables import erasure_hold, erasure_request, personnel_file
from services.recruitment.screening_tables import (
    identity_access,
    screening,
    screening_draft,
    screening_offer,
    screening_seat,
    screening_verdict,
)
from services.recruitment.selection_test_tables import selection_test

TOLD: Final = (
    application_merit,
    screening,
    screening_verdict,
    screening_offer,
    interview,
    interview_verdict,
    reference_request,
    referral,
    application_feedback,
    identity_access,
    erasure_hold,
    erasure_request,
    personnel_file,
    equality_answered,
    disclosed_application,
)
NOT_TOLD: Final[Mapping[Table, str]] = {
    application_row: "what became of a row of a file; what the row said is the application",
    screening_draft: "a judgement that its assessor has not finished",
    interview_draft: "a scorecard that its interviewer has not finished",
    screening_seat: "who judges, not who is judged",
    interview_seat: "who interviews, not who is interviewed",
    interview_booking: "the interview's time, which the interview says",
    selection_test: "what a test showed is secret (OSL 39:5a); a person weighs whether it is given out",
}
KEPT_BACK: Final = frozenset({"said", "referee"})
"""A hash of what was sent, and who another person is."""
_KEY_OF: Final = {"answer": "answer_key_id"}


async def numbered(tx: Transaction, number: str) -> UUID | None:
    """Return the candidate of the application that people call ``OMG-2026-0001-3``, or None."""
    reference, _, last = number.upper().rpartition("-")
    if not last.isdecimal() or len(last) > 6:  # noqa: PLR2004 - no campaign has as many
        return None
    mine = (campaign.c.reference == reference) & (application.c.number == int(last))
    query = select(application.c.candidate_id).join(campaign, campaign.c.id == application.c.campaign_id)
    found: UUID | None = (await tx.execute(query.where(mine))).scalar_one_or_none()
    return found


async def marked(tx: Transaction, mark: bytes) -> list[UUID]:
    """Return the candidates that are recognised by ``mark`` and have an application."""
    query = select(application.c.candidate_id).distinct()
    query = query.join(candidate_mark, candidate_mark.c.candidate_id == application.c.candidate_id)
    return list((await tx.execute(query.where(candidate_mark.c.mark == mark))).scalars())


async def stored(tx: Transaction, application_id: UUID, personal: PersonalData) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table that is told, by table."""
    mine, told = application.c.id == application_id, dict[str, list[dict[str, Any]]]()
    for table in (application, *TOLD):
        query = select(table).where(mine if table is application else refers(table, application, mine))
        rows = [_told(table, row, personal) for row in await tx.execute(query)]
        told |= {table.name: rows} if rows else {}
    return told


def _told(table: Table, row: Row[Any], personal: PersonalData) -> dict[str, Any]:
    values = {column.name: getattr(row, column.name) for column in table.columns if column.name not in KEPT_BACK}
    for column in table.columns:
        if isinstance(column.type, LargeBinary) and values.get(column.name) is not None:
            values[column.name] = _opened(values, column.name, personal)
    keys = {"key_id", *_KEY_OF.values()}
    encoded: dict[str, Any] = jsonable_encoder({name: value for name, value in values.items() if name not in keys})
    return encoded


def _opened(values: Mapping[str, Any], name: str, personal: PersonalData) -> dict[str, Any]:
    """Return what was sealed for one of the row's ids; raises InvalidTag when it was for none of them."""
    sealed = Sealed(values[_KEY_OF.get(name, "key_id")], bytes(values[name]))
    for subject in (value for value in values.values() if isinstance(value, UUID)):
        try:
            return personal.open(subject, sealed)
        except InvalidTag:
            continue
    raise InvalidTag
