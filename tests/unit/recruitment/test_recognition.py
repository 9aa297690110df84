"""Whether two applications come from one person: what may be said, and whose candidate is kept."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from contracts.recruitment.application_codes import ApplicationStatus, RecognitionGround, RecognitionVerdict
from libs.refusals import ServiceError
from services.recruitment.domain.application import Application
from services.recruitment.domain.application_refusals import NothingInCommon, SamePersonAlready, TheSameApplication
from services.recruitment.domain.recognition import kept, recognise, require_possible
from tests.builders.campaigns import HR

SAME, ANOTHER = RecognitionVerdict.SAME_PERSON, RecognitionVerdict.ANOTHER_PERSON
ONE = Application(
    UUID(int=1), UUID(int=9), UUID(int=11), 1, 1, ApplicationStatus.RECEIVED, date(2027, 1, 12), late=False, wishes=()
)
OTHER = replace(ONE, id=UUID(int=2), candidate_id=UUID(int=12), number=2)
JOINED = replace(OTHER, candidate_id=ONE.candidate_id)


@pytest.mark.parametrize(
    ("other", "verdict", "alike", "refused"),
    [
        (OTHER, SAME, True, None),
        (OTHER, ANOTHER, True, None),
        (JOINED, ANOTHER, False, None),
        (ONE, SAME, True, TheSameApplication),
        (OTHER, SAME, False, NothingInCommon),
        (OTHER, ANOTHER, False, NothingInCommon),
        (JOINED, SAME, True, SamePersonAlready),
    ],
)
def test_what_may_be_said(
    other: Application, verdict: RecognitionVerdict, *, alike: bool, refused: type[ServiceError] | None
) -> None:
    if refused is None:
        require_possible(ONE, other, verdict, alike=alike)
        return
    with pytest.raises(refused):
        require_possible(ONE, other, verdict, alike=alike)


@pytest.mark.parametrize("protected", [(False, False), (True, True), (True, False), (False, True)])
def test_a_protected_identity_is_kept_else_the_older(protected: tuple[bool, bool]) -> None:
    one, other = (ONE.candidate_id, protected[0]), (OTHER.candidate_id, protected[1])
    stays = other if protected == (False, True) else one
    for pair in ((one, other), (other, one)):
        assert kept(*pair)[0] == stays[0]
        assert set(kept(*pair)) == {one[0], other[0]}


def test_it_is_noted_with_its_ground_and_by_whom() -> None:
    said = (SAME, RecognitionGround.ASKED)
    noted, event = recognise(OTHER, ONE.id, said, ONE.candidate_id, HR, datetime(2027, 1, 13, tzinfo=UTC))
    assert (noted.version, noted.candidate_id) == (2, ONE.candidate_id)
    assert (event.subject_version, event.other, event.verdict, event.ground, event.actor) == (2, ONE.id, *said, HR)
