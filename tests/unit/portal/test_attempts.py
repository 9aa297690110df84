"""Tokens of one-time links, and how often a link that does not open may be tried."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from services.portal.attempts import MOST, Attempts, TooManyAttempts, draw

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_a_token_is_long_and_its_own() -> None:
    one, other = draw(), draw()
    assert one.secret != other.secret
    assert len(one.secret) == 43, "32 bytes as base64url"
    assert one.digest == hashlib.sha256(one.secret.encode()).hexdigest()


def test_many_failures_from_one_address_are_too_many_for_a_minute() -> None:
    attempts = Attempts()
    for _ in range(MOST):
        attempts.require_few("one", NOW)
        attempts.failed("one", NOW)
    with pytest.raises(TooManyAttempts):
        attempts.require_few("one", NOW)
    attempts.require_few("other", NOW)
    attempts.require_few("one", NOW + timedelta(minutes=1))
