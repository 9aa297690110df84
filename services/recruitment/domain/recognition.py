"""Whether two applications come from one person: said by somebody, on a ground, and taken back the same way.

That applications share a number or an address only says that they may. Joined, both point to one candidate; parted,
each points to the one that it came with.
"""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from contracts.event import ActorReference
from contracts.recruitment.application_codes import RecognitionGround, RecognitionVerdict
from contracts.recruitment.application_events import ApplicationRecognised
from services.recruitment.domain.application import Application
from services.recruitment.domain.application_refusals import NothingInCommon, SamePersonAlready, TheSameApplication


class Likeness(NamedTuple):
    """Another application: its id, its number, and whether it is the same candidate's or may only be."""

    application: UUID
    number: str
    joined: bool


Said = tuple[RecognitionVerdict, RecognitionGround]


def require_possible(one: Application, other: Application, verdict: RecognitionVerdict, *, alike: bool) -> None:
    """Raise when there is nothing to say: TheSameApplication, NothingInCommon or SamePersonAlready.

    ``alike`` tells that the two share a mark.
    """
    if one.id == other.id:
        raise TheSameApplication.because("Choose another application.")
    joined = one.candidate_id == other.candidate_id
    if joined and verdict is RecognitionVerdict.SAME_PERSON:
        raise SamePersonAlready("Both are the same candidate's already.")
    if not joined and not alike:
        raise NothingInCommon("Nothing in the applications says that they may come from one person.")


def kept(one: tuple[UUID, bool], other: tuple[UUID, bool]) -> tuple[UUID, UUID]:
    """Return the candidate that both applications point to from now on, and the one that is left.

    Each comes as its id and whether its identity is protected: protection is never lost. Else the older is kept.
    """
    first, second = sorted((one, other), key=lambda candidate: (not candidate[1], candidate[0]))
    return first[0], second[0]


def recognise(
    one: Application, other: UUID, said: Said, candidate_id: UUID, by: ActorReference, now: datetime
) -> tuple[Application, ApplicationRecognised]:
    """Note what somebody said of ``one`` and the application ``other``; it points to ``candidate_id`` from now on."""
    verdict, ground = said
    noted = replace(one, version=one.version + 1, candidate_id=candidate_id)
    event = ApplicationRecognised(
        subject_id=one.id,
        subject_version=noted.version,
        occurred_at=now,
        actor=by,
        campaign_id=one.campaign_id,
        candidate_id=candidate_id,
        number=one.number,
        other=other,
        verdict=verdict,
        ground=ground,
    )
    return noted, event
