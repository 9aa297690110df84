"""An assignment as an HTTP body."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from contracts.specialist_team import assignments
from contracts.specialist_team.assignments import OriginBody, PartBody, ProposalBody, ReviewBody, SegmentBody
from contracts.specialist_team.codes import Status
from services.specialist_team.domain import rules
from services.specialist_team.domain.assignment import Assignment, Segment
from services.specialist_team.domain.capacity import TEAM_HOUR_COST
from services.specialist_team.domain.parts import remainder
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.time_store import Sums


def cost_ore(minutes: int, hour_price: int) -> int:
    """Return what so many minutes cost in öre at a price in kr per hour, rounded down."""
    return minutes * hour_price * 100 // 60


def _segments(segments: Iterable[Segment]) -> list[SegmentBody]:
    return [
        SegmentBody(
            specialist=one.specialist,
            specialist_title=one.specialist.replace("-", " ").capitalize(),
            percent=one.percent,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for one in segments
    ]


def _remains(request: SupportRequest) -> list[PartBody]:
    if request.status is not Status.OFFERED:
        return []
    parts = remainder(request.content, request.assignment.last)
    return [PartBody(percent=one.percent, starts_on=one.starts_on, ends_on=one.ends_on) for one in parts]


def _stood_down(held: Assignment) -> assignments.StoodDownBody | None:
    if held.stood_down is None:
        return None
    return assignments.StoodDownBody(
        reason=held.stood_down.reason, not_given_segments=_segments(held.stood_down.not_given)
    )


def _review(held: Assignment) -> ReviewBody | None:
    if (said := held.review) is None:
        return None
    return ReviewBody(task=said.task, introduction=said.introduction, conditions=said.conditions)


def assignment(
    request: SupportRequest,
    parts: Sequence[SupportRequest],
    worked: Sums,
    who: rules.Person,
    now: datetime,
    agency_hour_price: int,
) -> assignments.AssignmentBody:
    """Return the assignment as ``who`` sees it: parts that are not the reader's to see are left out."""
    held = request.assignment
    proposal, origin = held.proposal, held.origin
    return assignments.AssignmentBody(
        request=request.id,
        segments=_segments(held.segments),
        remains=_remains(request),
        origin=OriginBody(id=origin.id, reference=origin.reference) if origin else None,
        parts=[OriginBody(id=one.id, reference=one.reference) for one in parts if rules.may_see(who, one)],
        proposal=ProposalBody(ends_on=proposal.ends_on, side=proposal.side) if proposal else None,
        ending_told=held.ending_told,
        may_end=bool(held.segments) and held.may_end_on == held.last.ends_on,
        stood_down=_stood_down(held),
        review=_review(held),
        effect_asked_on=held.effect_asked_on,
        effect=held.effect,
        planned_minutes=held.minutes,
        reported_minutes=worked.reported,
        confirmed_minutes=worked.confirmed,
        imported_minutes=worked.imported,
        team_cost_ore=cost_ore(worked.reported, TEAM_HOUR_COST),
        agency_cost_ore=cost_ore(worked.reported, agency_hour_price),
        as_of=now,
    )
