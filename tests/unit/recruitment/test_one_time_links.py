"""When a one-time link opens something, and what stands in the way."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from contracts.recruitment.link_codes import LinkPurpose
from services.recruitment.domain.one_time_link import ONCE, VALID, is_valid, make, opens
from tests.builders.campaigns import NOW


@pytest.mark.parametrize("purpose", LinkPurpose)
def test_a_link_opens_until_it_expires(purpose: LinkPurpose) -> None:
    link = make(UUID(int=1), purpose, UUID(int=2), NOW)
    last = NOW + VALID[purpose]
    assert opens(link, last - timedelta(seconds=1))
    assert not opens(link, last)
    assert not opens(replace(link, revoked_at=NOW), NOW)


@pytest.mark.parametrize("purpose", LinkPurpose)
def test_what_is_used_once_opens_nothing_more_but_is_still_known(purpose: LinkPurpose) -> None:
    used = replace(make(UUID(int=1), purpose, UUID(int=2), NOW), used_at=NOW)
    assert opens(used, NOW) == (purpose not in ONCE)
    assert is_valid(used, NOW)
    assert not is_valid(replace(used, revoked_at=NOW), NOW)
