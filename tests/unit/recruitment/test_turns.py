"""Whose turn it is in a campaign, by where it stands."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.referral_codes import ReferralStatus
from contracts.recruitment.turns import Holder, Move
from services.recruitment.domain.referral import LIVE
from services.recruitment.domain.turns import Standing, turns

PROPOSED, CHOSEN, OFFERED = ReferralStatus.PROPOSED, ReferralStatus.CHOSEN, ReferralStatus.OFFERED
YOU, HR, ASSESSORS, MANAGERS, CANDIDATES = Holder


def a_standing(status: CampaignStatus, **facts: Any) -> Standing:
    """A campaign in numbers."""
    return Standing(UUID(int=1), "OMG-2027-0001", "Socialsekreterare", status, **facts)


@pytest.mark.parametrize(
    ("status", "facts", "expected"),
    [
        ("preparing", {}, [(HR, Move.PREPARE, 1)]),
        ("published", {}, []),
        (
            "published",
            {"applications": 9, "finished": 2, "with_reader": 1},
            [(YOU, Move.JUDGE, 1), (ASSESSORS, Move.JUDGE, 6)],
        ),
        (
            "published",
            {"applications": 3, "finished": 2, "disagreed": 1, "unproposed": 4},
            [(ASSESSORS, Move.SETTLE, 1)],
        ),
        ("closed_for_applications", {"applications": 3, "finished": 3, "unproposed": 4}, [(HR, Move.PROPOSE, 4)]),
        ("closed_for_applications", {"applications": 3, "finished": 2, "unproposed": 4}, [(ASSESSORS, Move.JUDGE, 1)]),
        (
            "closed_for_applications",
            {"applications": 5, "finished": 5, "referrals": {PROPOSED: 3, CHOSEN: 1, OFFERED: 1}},
            [(MANAGERS, Move.CHOOSE, 3), (HR, Move.OFFER, 1), (CANDIDATES, Move.ANSWER_OFFER, 1)],
        ),
        ("closed_for_applications", {"applications": 3, "finished": 3}, [(HR, Move.DECIDE, 1)]),
        ("decided", {"unanswered": 2}, [(HR, Move.GIVE_FEEDBACK, 2)]),
        ("decided", {}, [(HR, Move.CLOSE, 1)]),
        ("cancelled", {"unanswered": 2}, [(HR, Move.GIVE_FEEDBACK, 2)]),
        ("cancelled", {}, []),
        ("closed", {"unanswered": 0}, []),
    ],
)
def test_whose_turn_it_is(status: str, facts: dict[str, Any], expected: list[Any]) -> None:
    assert turns(a_standing(CampaignStatus(status), **facts)) == expected


COUNTS = st.integers(0, 5)


@given(
    finished=COUNTS,
    disagreed=COUNTS,
    with_reader=COUNTS,
    waiting=COUNTS,
    unproposed=COUNTS,
    referrals=st.fixed_dictionaries(dict.fromkeys(sorted(LIVE), COUNTS)),
)
def test_a_campaign_that_is_closed_for_applications_always_waits_for_somebody(
    finished: int, disagreed: int, with_reader: int, waiting: int, unproposed: int, referrals: dict[ReferralStatus, int]
) -> None:
    standing = a_standing(
        CampaignStatus.CLOSED_FOR_APPLICATIONS,
        applications=finished + disagreed + with_reader + waiting,
        finished=finished,
        disagreed=disagreed,
        with_reader=with_reader,
        unproposed=unproposed,
        referrals=referrals,
    )
    found = turns(standing)
    assert found
    assert all(count > 0 for *_, count in found)
    unjudged = sum(count for _, move, count in found if move in {Move.JUDGE, Move.SETTLE})
    assert unjudged == disagreed + with_reader + waiting
