"""Measures as they are answered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from contracts.recruitment import measures as api
from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.measures import Holder, OfferOutcome
from services.recruitment.domain import measuring
from services.recruitment.domain.measuring import Judged, Tally
from services.recruitment.domain.vacancy import Vacancy


def whole(
    vacancies: Sequence[Vacancy],
    judged: Mapping[UUID, Judged],
    references: Mapping[UUID, str],
    months: tuple[date, date],
    minutes_each: int,
    now: datetime,
) -> api.Measures:
    """Return the figures of all, the curve, and the figures of each district and campaign."""
    total = measuring.tally(vacancies, judged, minutes_each)
    groups = measuring.by_district(vacancies)
    return api.Measures(
        computed_at=now,
        first_month=months[0],
        last_month=months[1],
        minutes_each=minutes_each,
        total=tally(total),
        steps=[
            api.VacancyStep(day=one.day, filled=one.filled, at_risk=one.at_risk, vacant_after=_rounded(one.open_after))
            for one in total.curve
        ],
        districts=[
            api.MeasureGroup(key=name, tally=tally(measuring.tally(group, judged, minutes_each)))
            for name, group in groups.items()
        ],
        campaigns=[
            api.MeasuredCampaign(
                id=one,
                reference=reference,
                positions=sum(one in vacancy.campaigns for vacancy in vacancies),
                judged=judged[one].applications,
            )
            for one, reference in sorted(references.items(), key=lambda item: item[1], reverse=True)
        ],
    )


def tally(one: Tally) -> api.MeasureTally:
    """Return the figures of a tally."""
    return api.MeasureTally(
        orders=one.orders,
        positions=one.statuses.total(),
        open=one.statuses[PositionStatus.OPEN],
        filled=one.statuses[PositionStatus.FILLED],
        cancelled=one.statuses[PositionStatus.CANCELLED],
        days=_days(one.days, one.notice_days),
        median_days=one.median,
        offers=_offers(one.offers.elements()),
        relieved_minutes=int(one.relieved),
    )


def position(one: Vacancy) -> api.MeasuredPosition:
    """Return a position behind the figures."""
    return api.MeasuredPosition(
        id=one.id,
        order=one.order,
        reference=one.reference,
        district=one.district,
        unit=one.unit,
        status=one.status,
        opened_on=one.opened_on,
        ended_on=one.ended_on,
        vacant_days=one.vacant_days,
        days=_days(one.days, one.notice_days),
        offers=_offers(one.offers.values()),
    )


def _days(days: Mapping[Holder, int], notice: int) -> api.HeldDays:
    return api.HeldDays(**{holder.value: days.get(holder, 0) for holder in Holder}, notice=notice)


def _offers(outcomes: Iterable[OfferOutcome]) -> api.OfferCounts:
    found = list(outcomes)
    return api.OfferCounts(made=len(found), **{one.value: found.count(one) for one in OfferOutcome})


def _rounded(share: Fraction) -> Decimal:
    """Return the share with four decimals."""
    return Decimal(round(share * 10_000)) / 10_000
