"""How long applications are kept, what is never erased, and that erasing reaches every table that knows somebody."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import LargeBinary

from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.retention_codes import RetentionRule, RetentionStanding
from services.recruitment.application_tables import application, application_file, candidate
from services.recruitment.disclosure_tables import disclosure_recipient
from services.recruitment.domain.retention import kept_until, rule, standing
from services.recruitment.erasure_store import belonging
from services.recruitment.extract_store import NOT_TOLD, TOLD
from services.recruitment.matching_tables import matching_run
from services.recruitment.screening_tables import conflict_declaration
from services.recruitment.store import metadata

DAY = date(2026, 11, 23)
KNOWS_NOBODY = {"campaign_lot", "one_time_link"}
"""Random bytes, and digests of random bytes."""


@pytest.mark.parametrize(
    ("concluded_on", "last"),
    [(DAY, date(2028, 11, 23)), (date(2028, 2, 29), date(2030, 3, 1)), (date(2026, 2, 28), date(2028, 2, 28))],
)
def test_kept_for_24_whole_months(concluded_on: date, last: date) -> None:
    assert kept_until(concluded_on) == last


@given(st.dates(date(2016, 1, 1), date(2100, 1, 1)), st.integers(0, 1500), st.sampled_from(ApplicationStatus))
def test_nothing_is_due_before_its_time_and_neither_what_is_held_nor_who_was_hired(
    concluded_on: date, later: int, status: ApplicationStatus
) -> None:
    today = concluded_on + timedelta(days=later)
    now = standing(status, concluded_on, held=False, filed=False, today=today)
    months = (today.year - concluded_on.year) * 12 + today.month - concluded_on.month
    whole = months > 24 or (months == 24 and today.day > concluded_on.day)
    if now is RetentionStanding.DUE:
        assert whole
        assert status is not ApplicationStatus.HIRED
    elif status is not ApplicationStatus.HIRED:
        assert not whole or today <= kept_until(concluded_on)
    assert standing(status, concluded_on, held=True, filed=True, today=today) is RetentionStanding.HELD
    if now in {RetentionStanding.KEPT, RetentionStanding.DUE}:
        assert standing(ApplicationStatus.HIRED, concluded_on, held=False, filed=True, today=today) is now
    assert standing(status, None, held=False, filed=False, today=today) is RetentionStanding.UNDECIDED


def test_a_cancelled_campaign_has_its_own_rule() -> None:
    assert rule(CampaignStatus.CANCELLED) is RetentionRule.CANCELLED_24_MONTHS
    for status in (CampaignStatus.DECIDED, CampaignStatus.CLOSED):
        assert rule(status) is RetentionRule.DECIDED_24_MONTHS


def test_every_table_that_can_hold_something_sealed_is_reached() -> None:
    roots = (application, candidate, matching_run, application_file, conflict_declaration, disclosure_recipient)
    reached = {table.name for root in roots for table in (root, *belonging(root))}
    sealed = {
        table.name for table in metadata.tables.values() if any(isinstance(c.type, LargeBinary) for c in table.columns)
    }
    assert sealed - reached == KNOWS_NOBODY


def test_every_table_of_an_application_is_in_the_extract_or_it_is_said_why_not() -> None:
    assert {*TOLD, *NOT_TOLD} == set(belonging(application))
    assert not {*TOLD} & {*NOT_TOLD}
