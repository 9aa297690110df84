"""How campaigns stand, in numbers, read in one question to the database."""

from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select

from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.referral_codes import ReferralStatus
from contracts.recruitment.screening_codes import ScreeningStatus
from libs.database import Transaction
from services.recruitment.application_tables import application
from services.recruitment.campaign_tables import campaign, campaign_position
from services.recruitment.domain.referral import LIVE
from services.recruitment.domain.turns import Standing
from services.recruitment.referral_tables import application_feedback, referral
from services.recruitment.screening_tables import screening, screening_seat, screening_verdict
from services.recruitment.tables import position

_MOST: Final = 100
_PLAIN: Final = ("applications", "finished", "disagreed", "with_reader", "unproposed", "unanswered")


def _applications(*conditions: ColumnElement[bool]) -> ScalarSelect[Any]:
    query = select(func.count()).select_from(application).correlate(campaign)
    return query.where(application.c.campaign_id == campaign.c.id, *conditions).scalar_subquery()


def _judged(status: ScreeningStatus) -> ColumnElement[bool]:
    return exists().where(screening.c.application_id == application.c.id, screening.c.status == status)


def _with(reader: str) -> ColumnElement[bool]:
    """Given to the reader, who has locked nothing of it."""
    seat = (screening_seat.c.screening_id == screening.c.id) & (screening_seat.c.assessor == reader)
    locked = (screening_verdict.c.screening_id == screening.c.id) & (screening_verdict.c.assessor == reader)
    return exists().where(
        screening.c.application_id == application.c.id,
        screening.c.status == ScreeningStatus.WAITING,
        exists().where(seat, screening_seat.c.left_for.is_(None)),
        ~exists().where(locked),
    )


def _unproposed() -> ScalarSelect[Any]:
    live = exists().where(referral.c.position_id == position.c.id, referral.c.status.in_(LIVE))
    query = select(func.count()).select_from(campaign_position.join(position)).correlate(campaign)
    mine = (campaign_position.c.campaign_id == campaign.c.id, ~campaign_position.c.released)
    return query.where(*mine, position.c.status == PositionStatus.OPEN, ~live).scalar_subquery()


def _referred(status: ReferralStatus) -> ScalarSelect[Any]:
    query = select(func.count()).select_from(referral).correlate(campaign)
    return query.where(referral.c.campaign_id == campaign.c.id, referral.c.status == status).scalar_subquery()


async def standings(tx: Transaction, reader: str) -> list[Standing]:
    """Return the campaigns that are not closed, at most 100, those that close first first."""
    present = application.c.status != ApplicationStatus.WITHDRAWN
    answered = exists().where(application_feedback.c.application_id == application.c.id)
    columns = {
        "applications": _applications(present),
        "finished": _applications(present, _judged(ScreeningStatus.FINISHED)),
        "disagreed": _applications(present, _judged(ScreeningStatus.DISAGREED)),
        "with_reader": _applications(present, _with(reader)),
        "unproposed": _unproposed(),
        "unanswered": _applications(application.c.status == ApplicationStatus.RECEIVED, ~answered),
        **{status.value: _referred(status) for status in LIVE},
    }
    query = select(campaign.c.id, campaign.c.reference, campaign.c.title, campaign.c.status, *_labelled(columns)).where(
        campaign.c.status != CampaignStatus.CLOSED
    )
    rows = await tx.execute(query.order_by(campaign.c.closes_on, campaign.c.reference).limit(_MOST))
    return [
        Standing(
            row.id,
            row.reference,
            row.title,
            CampaignStatus(row.status),
            **{name: getattr(row, name) for name in _PLAIN},
            referrals={status: getattr(row, status.value) for status in LIVE},
        )
        for row in rows
    ]


def _labelled(columns: dict[str, ScalarSelect[Any]]) -> list[Any]:
    return [column.label(name) for name, column in columns.items()]
