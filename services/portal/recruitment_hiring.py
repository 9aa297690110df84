"""Matching runs, referrals and answers as the portal asks for them, with the signed-in person's own token."""

from typing import Final
from uuid import UUID

from pydantic import BaseModel

from contracts.recruitment.matching import MatchExplanation, MatchingChoices, MatchingRun, MatchingRuns
from contracts.recruitment.referral_codes import ReferralCommand
from contracts.recruitment.referrals import (
    CampaignFeedback,
    Feedback,
    GiveFeedback,
    MeritComparison,
    PositionCandidates,
    ProposeCandidates,
    Referral,
    ReferralPage,
)
from contracts.recruitment.turns import Turns
from libs.client import ServiceClient
from services.portal.whole_lists import AT_A_TIME, whole

_BASE: Final = "/recruitment/v1"


def _json(body: BaseModel) -> bytes:
    return body.model_dump_json(by_alias=True).encode()


class Hiring:
    """Asks ``/recruitment/v1`` from matching to answer; raises Refused or Unavailable."""

    def __init__(self, client: ServiceClient) -> None:
        self._client = client

    async def runs(self, token: str, campaign_id: UUID) -> MatchingRuns:
        """Return a campaign's matching runs, latest first."""
        path = f"{_BASE}/campaigns/{campaign_id}/matching-runs"
        return MatchingRuns.model_validate_json(await self._client.get(path, token))

    async def run(self, token: str, run_id: UUID) -> MatchingRun:
        """Return one run, made again."""
        return MatchingRun.model_validate_json(await self._client.get(f"{_BASE}/matching-runs/{run_id}", token))

    async def make_run(self, token: str, key: str, campaign_id: UUID, choices: MatchingChoices) -> MatchingRun:
        """Make a run."""
        path = f"{_BASE}/campaigns/{campaign_id}/matching-runs"
        return MatchingRun.model_validate_json(await self._client.post(path, token, key, _json(choices)))

    async def explanation(self, token: str, run_id: UUID, application_id: UUID) -> MatchExplanation:
        """Return why this match."""
        path = f"{_BASE}/matching-runs/{run_id}/applications/{application_id}"
        return MatchExplanation.model_validate_json(await self._client.get(path, token))

    async def position(self, token: str, position_id: UUID) -> PositionCandidates:
        """Return a position with the candidates that are proposed for it."""
        path = f"{_BASE}/positions/{position_id}/candidates"
        return PositionCandidates.model_validate_json(await self._client.get(path, token))

    async def propose(self, token: str, key: str, position_id: UUID, body: ProposeCandidates) -> PositionCandidates:
        """Propose candidates to the manager."""
        path = f"{_BASE}/positions/{position_id}/candidates"
        return PositionCandidates.model_validate_json(await self._client.post(path, token, key, _json(body)))

    async def command(
        self, token: str, key: str, referral_id: UUID, command: ReferralCommand, body: BaseModel
    ) -> Referral:
        """Give ``command`` and return the referral as it then stands."""
        path = f"{_BASE}/referrals/{referral_id}/{command.replace('_', '-')}"
        return Referral.model_validate_json(await self._client.post(path, token, key, _json(body)))

    async def waiting(self, token: str) -> list[Referral]:
        """Return what is undecided, that which has waited longest first."""

        async def page(number: int) -> ReferralPage:
            choice = {"limit": AT_A_TIME, "page": number}
            return ReferralPage.model_validate_json(await self._client.get(f"{_BASE}/referrals", token, choice))

        return await whole(page)

    async def turns(self, token: str) -> Turns:
        """Return whom each campaign waits for."""
        return Turns.model_validate_json(await self._client.get(f"{_BASE}/turns", token))

    async def feedback(self, token: str, campaign_id: UUID) -> CampaignFeedback:
        """Return who waits for an answer in the campaign, and what the others were told."""
        path = f"{_BASE}/campaigns/{campaign_id}/feedback"
        return CampaignFeedback.model_validate_json(await self._client.get(path, token))

    async def give_feedback(self, token: str, key: str, application_id: UUID, body: GiveFeedback) -> Feedback:
        """Answer a candidate."""
        path = f"{_BASE}/applications/{application_id}/feedback"
        return Feedback.model_validate_json(await self._client.post(path, token, key, _json(body)))

    async def merits(self, token: str, application_id: UUID) -> MeritComparison:
        """Return the applicant's judgements beside those of who was hired."""
        path = f"{_BASE}/applications/{application_id}/merit-comparison"
        return MeritComparison.model_validate_json(await self._client.get(path, token))
