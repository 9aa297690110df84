"""Answers to candidates, and merits beside merits, as HTTP bodies."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from contracts.recruitment import referrals as api
from contracts.recruitment.application_codes import ApplicationStatus, Degree
from contracts.recruitment.referral_codes import ReferralStatus
from services.recruitment.domain import concluding, run_input
from services.recruitment.domain.application import Application
from services.recruitment.domain.campaign import Campaign
from services.recruitment.domain.referral import LIVE, Referral
from services.recruitment.domain.scoring import Levels
from services.recruitment.feedback_store import Answered
from services.recruitment.matching_bodies import called
from services.recruitment.personal_data import PersonalData, Sealed
from services.recruitment.referral_handlers import criteria

_WAS_OFFERED = frozenset({ReferralStatus.TURNED_DOWN, ReferralStatus.LAPSED})


def answer(one: Answered, number: int, personal: PersonalData) -> api.Feedback:
    """Return what a candidate was told."""
    text: str = personal.open(one.application_id, one.text)["text"]
    return api.Feedback(
        application=one.application_id, number=number, template=one.template, text=text, by=one.by, at=one.at
    )


def of_campaign(
    campaign: Campaign,
    applications: Iterable[Application],
    answers: Mapping[UUID, Answered],
    referrals: Iterable[Referral],
    levels: Mapping[UUID, Levels],
    personal: PersonalData,
) -> api.CampaignFeedback:
    """Return who waits for an answer, and what the others were told, by number."""
    known, mine = list(applications), list(referrals)
    live = {one.application_id for one in mine if one.status in LIVE}
    offered = {one.application_id for one in mine if one.status in _WAS_OFFERED}
    waiting = [one for one in known if concluding.waits_for_answer(one, answered=one.id in answers)]
    return api.CampaignFeedback(
        applications=[
            api.WaitingForFeedback(
                application=one.id,
                number=one.number,
                version=one.version,
                too_early=one.id in live,
                short_of_must=one.id in levels and not run_input.meets_musts(criteria(campaign), levels[one.id]),
                was_offered=one.id in offered,
            )
            for one in waiting
        ],
        answers=[answer(answers[one.id], one.number, personal) for one in known if one.id in answers],
    )


def compared(
    campaign: Campaign,
    asking: Application,
    hired: Mapping[UUID, tuple[Application, Sealed]],
    levels: Mapping[UUID, Levels],
    personal: PersonalData,
) -> api.MeritComparison:
    """Return the asking applicant's levels beside those of who was ``hired``, by position, where it was wished.

    Education and years are told; what a candidate wrote in free text may tell who it is, and is not.
    """
    wished = [one for one in campaign.openings if not asking.wishes or one.id in asking.wishes]
    return api.MeritComparison(
        application=asking.id,
        number=asking.number,
        criteria=list(criteria(campaign)),
        levels=dict(levels.get(asking.id, {})),
        hires=[
            api.HiredMerits(
                reference=called(opening),
                district=opening.district,
                unit=opening.unit,
                levels=dict(levels.get(hired[opening.id][0].id, {})),
                degree=_degree(personal, *hired[opening.id]),
                years=personal.open(hired[opening.id][0].id, hired[opening.id][1])["years"],
            )
            for opening in wished
            if opening.id in hired and hired[opening.id][0].status is ApplicationStatus.HIRED
        ],
    )


def _degree(personal: PersonalData, one: Application, sealed: Sealed) -> Degree | None:
    said = personal.open(one.id, sealed)["degree"]
    return Degree(said) if said else None
