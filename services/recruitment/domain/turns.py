"""Who waits for whom in a campaign, from how many of what there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.referral_codes import ReferralStatus
from contracts.recruitment.turns import Holder, Move

Turn = tuple[Holder, Move, int]
"""Whose turn it is, to do what, with how many."""

_REFERRED: Final = {
    ReferralStatus.PROPOSED: (Holder.MANAGERS, Move.CHOOSE),
    ReferralStatus.CHOSEN: (Holder.HR_SERVICE, Move.OFFER),
    ReferralStatus.OFFERED: (Holder.CANDIDATES, Move.ANSWER_OFFER),
}
_ANSWERED_IN: Final = frozenset({CampaignStatus.DECIDED, CampaignStatus.CANCELLED})


@dataclass(frozen=True)
class Standing:
    """A campaign in numbers.

    ``applications`` are those not withdrawn; of them ``finished`` are judged to the end, on ``disagreed`` two differ,
    and ``with_reader`` the person who asks has been given and not locked. ``unproposed`` positions are open and nobody
    is proposed for them, ``unanswered`` candidates have had no feedback.
    """

    campaign_id: UUID
    reference: str
    title: str
    status: CampaignStatus
    applications: int = 0
    finished: int = 0
    disagreed: int = 0
    with_reader: int = 0
    unproposed: int = 0
    referrals: Mapping[ReferralStatus, int] = field(default_factory=dict)
    unanswered: int = 0


def turns(standing: Standing) -> list[Turn]:
    """Return whose turn it is, in the order of the work; nothing that nobody waits for."""
    found = _by_status(standing)
    return [turn for turn in found if turn[2]]


def _by_status(standing: Standing) -> list[Turn]:
    if standing.status is CampaignStatus.PREPARING:
        return [(Holder.HR_SERVICE, Move.PREPARE, 1)]
    if standing.status is CampaignStatus.PUBLISHED:
        return _judging(standing)
    if standing.status is CampaignStatus.CLOSED_FOR_APPLICATIONS:
        return [*_judging(standing), *_hiring(standing)]
    if standing.status in _ANSWERED_IN:
        close = standing.status is CampaignStatus.DECIDED and not standing.unanswered
        answer = (Holder.HR_SERVICE, Move.GIVE_FEEDBACK, standing.unanswered)
        return [answer, (Holder.HR_SERVICE, Move.CLOSE, int(close))]
    return []


def _judging(standing: Standing) -> list[Turn]:
    left = standing.applications - standing.finished - standing.disagreed - standing.with_reader
    return [
        (Holder.YOU, Move.JUDGE, standing.with_reader),
        (Holder.ASSESSORS, Move.JUDGE, max(left, 0)),
        (Holder.ASSESSORS, Move.SETTLE, standing.disagreed),
    ]


def _hiring(standing: Standing) -> list[Turn]:
    """Nobody is proposed while an application is unjudged, so then HR-service is not waited for."""
    live = [(*_REFERRED[status], standing.referrals.get(status, 0)) for status in _REFERRED]
    judged = standing.finished >= standing.applications
    done = judged and not standing.unproposed and not any(count for *_, count in live)
    propose = (Holder.HR_SERVICE, Move.PROPOSE, standing.unproposed if judged else 0)
    return [propose, *live, (Holder.HR_SERVICE, Move.DECIDE, int(done))]
