"""The judging of an application, as assessors do it."""

from datetime import UTC, datetime
from uuid import UUID

from contracts.event import ActorReference
from contracts.recruitment.profiles import Criterion
from contracts.recruitment.screening_codes import Ground
from services.recruitment.domain import screening
from services.recruitment.domain.campaign import ProfileVersion
from services.recruitment.domain.screening import Screening
from services.recruitment.domain.screening_answers import Answer
from services.recruitment.domain.screening_outcome import MET
from services.recruitment.domain.screening_questions import Questions, questions
from tests.builders.campaigns import CRITERIA, a_merit

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MUST = Criterion.model_validate(CRITERIA[0])
ASKED: Questions = questions([ProfileVersion(1, (MUST, a_merit()))])
NOT_BEGUN = Screening(UUID(int=51), UUID(int=52), UUID(int=53))


def by(assessor: str) -> ActorReference:
    """Return an assessor of HR-service."""
    return ActorReference(id=assessor, role="hr_consultant")


def answers(level: int, must: int = MET) -> dict[str, Answer]:
    """Return an answer to both criteria, on grounds that fit."""
    against = {0: Ground.NOT_SHOWN, -1: Ground.NOT_MENTIONED}
    return {
        "examen": Answer(must, against.get(must, Ground.SHOWN)),
        "utredning": Answer(level, against.get(level, Ground.SHOWN)),
    }


def given(one: Screening, *assessors: str) -> Screening:
    """Return the judging when each of ``assessors`` has been given it."""
    for assessor in assessors:
        one, _ = screening.give(one, ASKED, by(assessor), NOW)
    return one


def locked(one: Screening, assessor: str, level: int, must: int = MET) -> Screening:
    """Return the judging when the assessor has locked what is asked."""
    wanted = screening.duties(one, assessor, ASKED)
    mine = {name: answer for name, answer in answers(level, must).items() if name in wanted}
    return screening.lock(one, mine, ASKED, by(assessor), NOW)[0]
