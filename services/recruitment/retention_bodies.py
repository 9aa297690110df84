"""Retention as HTTP bodies: numbers and codes only."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row

from contracts.recruitment import retention as api
from contracts.recruitment.retention_codes import RetentionRule
from libs.calendar import local_date
from services.recruitment.domain import retention
from services.recruitment.domain.application import Application
from services.recruitment.retention_store import Concluded, Hold, Waiting


class Known(NamedTuple):
    """Which applications are kept from erasure, of which personnel files are made, why all of the campaign is kept."""

    holds: Mapping[UUID, Hold]
    filed: Mapping[UUID, datetime]
    whole: Hold | None


def campaign(one: Concluded, today: date) -> api.CampaignRetention:
    """Return what becomes of a concluded campaign's applications."""
    kept_until = retention.kept_until(one.concluded_on)
    return api.CampaignRetention(
        campaign=one.id,
        reference=one.reference,
        status=one.status,
        concluded_on=one.concluded_on,
        kept_until=kept_until,
        applications=one.applications,
        due=one.applications - one.held - one.hired if today > kept_until else 0,
        held=one.held,
        hired=one.hired,
        erased=one.erased,
        ground=one.hold and one.hold.ground,
        held_at=one.hold and one.hold.at,
    )


def application(one: Application, known: Known, concluded_on: date | None, today: date) -> api.ApplicationRetention:
    """Return how an application stands."""
    hold, filed_at = known.holds.get(one.id), known.filed.get(one.id)
    return api.ApplicationRetention(
        application=one.id,
        number=one.number,
        version=one.version,
        standing=retention.standing(
            one.status, concluded_on, held=(hold or known.whole) is not None, filed=filed_at is not None, today=today
        ),
        ground=hold and hold.ground,
        held_at=hold and hold.at,
        filed_at=filed_at,
    )


def request(one: Waiting) -> api.ErasureRequest:
    """Return who waits for an answer, by number."""
    concluded = one.concluded_at
    return api.ErasureRequest(
        application=one.application_id,
        version=one.version,
        number=f"{one.reference}-{one.number}",
        asked_at=one.asked_at,
        kept_until=retention.kept_until(local_date(concluded)) if concluded else None,
    )


def erased(rows: Iterable[Row[Any]]) -> list[api.ErasedApplication]:
    """Return the evidence."""
    return [
        api.ErasedApplication(
            application=row.application_id,
            number=row.number,
            rule=RetentionRule(row.rule),
            concluded_on=row.concluded_on,
            erased_at=row.erased_at,
        )
        for row in rows
    ]
