"""Rules of measures: with whom a vacant position lay day by day, what became of offers, and what it all comes to."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.measures import Holder, OfferOutcome
from services.recruitment.domain import measuring
from services.recruitment.domain.measuring import Judged
from services.recruitment.domain.vacancy import Happening, Vacancy, vacancies

START = datetime(2016, 4, 21, 10, tzinfo=UTC)
ORDER, CAMPAIGN = UUID(int=1), UUID(int=2)
NAMESPACE = UUID(int=3)
HR, MANAGER, CANDIDATE = Holder.HR_SERVICE, Holder.MANAGER, Holder.CANDIDATE


def at(day: int) -> datetime:
    return START + timedelta(days=day)


def position_id(number: int) -> UUID:
    return uuid5(NAMESPACE, f"position {number}")


def happened(day: int, name: str, subject: UUID = ORDER, **data: Any) -> Happening:
    return Happening(subject, name, at(day), data)


def opened(day: int = 0, *, number: int = 1, district: str = "farsta", order: UUID = ORDER) -> list[Happening]:
    facts = {"order_id": str(order), "number": number, "district": district, "unit": f"{district}-enhet"}
    return [
        happened(day, "order_placed", order, reference="REK-2016-0001"),
        happened(day, "position_opened", position_id(number), opened_on=at(day).date().isoformat(), **facts),
    ]


def referred(day: int, step: str, who: int = 1, number: int = 1) -> Happening:
    return happened(day, f"referral_{step}", uuid5(NAMESPACE, f"referral {who}"), position_id=str(position_id(number)))


def published(day: int, *numbers: int) -> Happening:
    return happened(day, "campaign_published", CAMPAIGN, positions=[str(position_id(one)) for one in numbers or (1,)])


def filled(day: int, number: int = 1, notice: int = 30) -> Happening:
    return happened(
        day, "position_filled", position_id(number), starts_on=at(day + notice).date().isoformat(), days_open=0
    )


def told(*happenings: Happening, today: int = 100) -> Vacancy:
    return vacancies(happenings, at(today).date())[0]


def test_every_day_lies_with_somebody_from_the_order_to_the_yes() -> None:
    found = told(
        *opened(),
        happened(2, "order_returned", reference="REK-2016-0001"),
        happened(5, "order_placed", reference="REK-2016-0001"),
        published(9),
        happened(30, "campaign_applications_closed", CAMPAIGN),
        referred(44, "proposed"),
        referred(51, "chosen"),
        referred(53, "offered"),
        referred(60, "accepted"),
        filled(60),
    )
    assert found.days == {HR: 2 + 4 + 14 + 2, MANAGER: 3 + 7, CANDIDATE: 21 + 7}
    assert found.vacant_days == 60
    assert (found.status, found.ended_on) == (PositionStatus.FILLED, date(2016, 6, 20))
    assert found.notice_days == 30
    assert found.reference == "REK-2016-0001/1"
    assert list(found.offers.values()) == [OfferOutcome.ACCEPTED]


def test_a_no_leads_back_to_who_has_others_to_choose_among() -> None:
    begun = [*opened(), referred(10, "proposed"), referred(10, "proposed", 2), referred(12, "chosen")]
    turned_down = [*begun, referred(13, "offered"), referred(20, "turned_down")]
    assert told(*turned_down, today=25).days == {HR: 10 + 1, MANAGER: 2 + 5, CANDIDATE: 7}
    nobody_left = [*turned_down, referred(25, "passed_over", 2)]
    assert told(*nobody_left, today=31).days == {HR: 11 + 6, MANAGER: 7, CANDIDATE: 7}


def test_an_open_position_counts_to_today_and_a_cancelled_one_to_its_end() -> None:
    assert told(*opened(), today=7).days == {HR: 7}
    cancelled = told(*opened(), happened(4, "position_cancelled", position_id(1)), today=7)
    assert (cancelled.vacant_days, cancelled.status) == (4, PositionStatus.CANCELLED)


def test_what_happens_after_the_end_moves_no_day() -> None:
    found = told(*opened(), filled(5), published(6), referred(7, "proposed"), today=50)
    assert found.days == {HR: 5}


def test_advertising_is_the_candidates_time_also_when_the_last_day_is_moved() -> None:
    found = told(
        *opened(),
        published(1),
        happened(20, "campaign_applications_closed", CAMPAIGN),
        happened(22, "campaign_extended", CAMPAIGN),
        happened(30, "campaign_cancelled", CAMPAIGN),
        today=33,
    )
    assert found.days == {HR: 1 + 2 + 3, CANDIDATE: 19 + 8}


def test_offers_are_counted_by_what_became_of_them_and_other_referrals_not() -> None:
    happenings = opened()
    for who, end in enumerate(("turned_down", "lapsed", "retracted", "ended")):
        happenings += [referred(who, "proposed", who), referred(who, "offered", who), referred(who, end, who)]
    happenings += [referred(9, "proposed", 9), referred(9, "retracted", 9), referred(9, "offered", 10)]
    counts = measuring.tally(vacancies(happenings, at(10).date()), {}, 0).offers
    expected = {OfferOutcome.ENDED: 2, OfferOutcome.TURNED_DOWN: 1, OfferOutcome.LAPSED: 1, OfferOutcome.WAITING: 1}
    assert counts == expected


def test_a_changed_order_changes_the_unit_and_no_day() -> None:
    found = told(*opened(), happened(3, "position_changed", position_id(1), unit="farsta-annan"), today=9)
    assert (found.unit, found.vacant_days) == ("farsta-annan", 9)


NAMES = st.sampled_from(["proposed", "chosen", "offered", "turned_down", "lapsed", "retracted", "passed_over"])
STEPS = st.lists(st.tuples(st.integers(0, 9), NAMES, st.integers(1, 4)), max_size=30)


@given(STEPS, st.booleans())
def test_the_holders_days_add_up_to_the_vacant_days(
    steps: list[tuple[int, str, int]],
    ends: bool,  # noqa: FBT001 - Hypothesis gives it
) -> None:
    day, happenings = 0, [*opened(), published(0)]
    for wait, name, who in steps:
        day += wait
        happenings.append(referred(day, name, who))
    if ends:
        happenings.append(filled(day))
    found = vacancies(happenings, at(day + 5).date())[0]
    assert found.vacant_days == day + (0 if ends else 5)
    assert all(days >= 0 for days in found.days.values())


def several() -> list[Vacancy]:
    """Two in Farsta of one order, filled after 10 and 20 days; one in Södermalm, open for 30."""
    other = UUID(int=9)
    happenings = [
        *opened(),
        *opened(number=2),
        *opened(number=3, district="sodermalm", order=other),
        published(1, 1, 2, 3),
        filled(10),
        filled(20, 2),
    ]
    return vacancies(happenings, at(30).date())


def test_the_median_counts_what_is_still_open() -> None:
    found = measuring.tally(several(), {}, 0)
    assert (found.orders, found.median) == (2, 20)
    assert [(one.day, one.at_risk, one.open_after) for one in found.curve] == [
        (10, 3, Fraction(2, 3)),
        (20, 2, Fraction(1, 3)),
    ]


def test_a_judged_application_counts_once_over_the_districts_it_is_for() -> None:
    judged = {CAMPAIGN: Judged(applications=100, positions=3)}
    groups = measuring.by_district(several())
    relieved = {name: measuring.tally(group, judged, 15).relieved for name, group in groups.items()}
    assert relieved == {"farsta": 1000, "sodermalm": 500}
    assert measuring.tally(several(), judged, 15).relieved == 1500


def test_a_month_is_reported_when_it_is_over() -> None:
    assert measuring.by_district_and_month(several(), date(2016, 4, 30)) == {}
    assert set(measuring.by_district_and_month(several(), date(2016, 5, 1))) == {
        ("farsta", date(2016, 4, 1)),
        ("sodermalm", date(2016, 4, 1)),
    }


def test_a_clock_that_goes_back_counts_no_day_twice() -> None:
    found = told(*opened(), published(10), referred(4, "proposed"), filled(12))
    assert found.days == Counter({HR: 10, MANAGER: 2})
