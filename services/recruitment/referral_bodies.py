"""Referrals as HTTP bodies, with what the caller may do next. Nothing here knows who somebody is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from contracts.recruitment import referrals as api
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.gate_rules import GateRule
from services.recruitment.domain import referral, referral_rules, run_input, scoring
from services.recruitment.domain.campaign import Campaign, Opening
from services.recruitment.domain.order_rules import HR_CONSULTANT, Person
from services.recruitment.domain.referral import Referral, Seen
from services.recruitment.domain.scoring import Levels
from services.recruitment.matching_bodies import called
from services.recruitment.referral_handlers import criteria


@dataclass(frozen=True)
class Known:
    """What a referral is shown with: its application's number and levels, those of interviews too, and the rules."""

    numbers: Mapping[UUID, int]
    levels: Mapping[UUID, Levels]
    interviewed: Mapping[UUID, Levels]
    rules: Sequence[GateRule]


def one_referral(found: Referral, campaign: Campaign, known: Known, who: Person) -> api.Referral:
    """Return the referral as ``who`` sees it."""
    levels = known.levels.get(found.application_id, {})
    return api.Referral(
        id=found.id,
        version=found.version,
        status=found.status,
        campaign=found.campaign_id,
        position=found.position_id,
        application=found.application_id,
        number=known.numbers[found.application_id],
        district=found.district,
        unit=found.unit,
        reason=found.reason,
        run=found.run_id,
        proposed_at=found.proposed_at,
        levels=dict(levels),
        interview_levels=dict(known.interviewed.get(found.application_id, {})),
        points=scoring.score(run_input.weights(criteria(campaign)), levels).points,
        decision=found.decision,
        passed_over=found.passed_over,
        ended=found.ended,
        documents=[_seen(one) for one in found.documents],
        missing_documents=referral.missing_documents(found, known.rules),
        answer_by=found.answer_by,
        starts_on=found.starts_on,
        updated_at=found.updated_at,
        commands=referral_rules.possible(who, found),
    )


def _seen(one: Seen) -> api.DocumentSeen:
    return api.DocumentSeen(document=one.document, version=one.version, by=one.by, at=one.at)


def position(
    campaign: Campaign, opening: Opening, referrals: Sequence[Referral], known: Known, who: Person
) -> api.PositionCandidates:
    """Return the position with its candidates."""
    hr_may = HR_CONSULTANT in who.roles and campaign.status is CampaignStatus.CLOSED_FOR_APPLICATIONS
    return api.PositionCandidates(
        position=opening.id,
        order=opening.order,
        reference=called(opening),
        status=opening.status,
        district=opening.district,
        unit=opening.unit,
        area=opening.area,
        percent=opening.percent,
        occupation=opening.occupation,
        campaign=campaign.id,
        campaign_reference=campaign.reference,
        campaign_status=campaign.status,
        criteria=list(criteria(campaign)),
        most=scoring.MOST * sum(run_input.weights(criteria(campaign)).values()),
        may_propose=hr_may and opening.status is PositionStatus.OPEN,
        referrals=[one_referral(one, campaign, known, who) for one in referrals],
    )
