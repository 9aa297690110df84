"""When mail comes, and that every event that is told has its words."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs import catalogue
from libs.calendar import STOCKHOLM, is_working_day
from services.portal import event_looks
from services.portal.notices import CHOICES, DEFAULTS, KINDS, TOLD, Choice, Kind, address, due_at

START = datetime(2026, 1, 1, tzinfo=STOCKHOLM)
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("happened", "choice", "due"),
    [
        ("2026-11-23T10:15", Choice.AT_ONCE, "2026-11-23T10:15"),
        ("2026-11-23T06:59", Choice.AT_ONCE, "2026-11-23T07:00"),
        ("2026-11-23T18:00", Choice.AT_ONCE, "2026-11-24T07:00"),
        ("2026-11-27T19:00", Choice.AT_ONCE, "2026-11-30T07:00"),
        ("2026-11-28T12:00", Choice.AT_ONCE, "2026-11-30T07:00"),
        ("2026-12-23T20:00", Choice.AT_ONCE, "2026-12-28T07:00"),
        ("2026-11-23T10:15", Choice.DAILY, "2026-11-24T07:00"),
        ("2026-11-23T06:30", Choice.DAILY, "2026-11-23T07:00"),
        ("2026-06-18T09:00", Choice.DAILY, "2026-06-22T07:00"),
    ],
    ids=["by day", "early", "evening", "friday evening", "saturday", "christmas", "digest", "before it", "midsummer"],
)
def test_mail_comes_on_working_days_between_seven_and_eighteen(happened: str, choice: Choice, due: str) -> None:
    moment = datetime.fromisoformat(happened).replace(tzinfo=STOCKHOLM)
    assert due_at(moment, choice) == datetime.fromisoformat(due).replace(tzinfo=STOCKHOLM)


@given(MOMENTS, st.sampled_from([Choice.AT_ONCE, Choice.DAILY]))
def test_nothing_comes_before_it_happened_nor_at_night_nor_on_days_off(moment: datetime, choice: Choice) -> None:
    due = due_at(moment, choice)
    assert due is not None
    local = due.astimezone(STOCKHOLM)
    assert due >= moment
    assert is_working_day(local.date())
    assert 7 <= local.hour < 18
    assert due_at(moment, Choice.NEVER) is None


def test_every_event_that_is_told_exists_and_has_its_sentence() -> None:
    names = {catalogue.event_type(cls).split(".")[1] for cls in catalogue.events()}
    assert set(TOLD) <= names
    assert set(TOLD) <= set(event_looks.EVENTS)
    named = {name for name in TOLD if "%(ref)s" in event_looks.EVENTS[name].news}
    assert {name for name in TOLD if not name.startswith("referral_")} == named, "a position is told of by its page"
    assert set(KINDS) == set(DEFAULTS) == set(Kind)
    assert set(CHOICES) == set(Choice)


@pytest.mark.parametrize(
    ("event_type", "where"),
    [
        ("specialist_team.request_offered.v1", "/stod/7"),
        ("specialist_team.assignment_ending.v1", "/stod/7"),
        ("recruitment.order_placed.v1", "/rekrytering/7"),
        ("recruitment.referral_proposed.v1", "/rekrytering/tjanster/7"),
    ],
)
def test_a_notice_leads_to_where_it_is_read(event_type: str, where: str) -> None:
    assert address(event_type, 7) == where
