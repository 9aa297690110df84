"""How one need becomes several requests, without a day or a percent lost, and each keeps the waiting."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from contracts.event import ActorReference
from contracts.specialist_team.assignment_codes import PartCause
from contracts.specialist_team.assignment_events import RequestPartQueued, RequestSplit
from contracts.specialist_team.codes import Status
from libs.calendar import working_days_between
from services.specialist_team.domain.assignment import Assignment, Origin, Segment, Segments
from services.specialist_team.domain.assignment_refusals import SplitOutsidePeriod, SplitTooSmall
from services.specialist_team.domain.request import Clock, Content, Decision, SupportRequest, happened

LEAST_PERCENT = 20
"""Less than a day a week is no request of its own."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Part:
    """A part of a need: percent of full time between two dates, both included."""

    percent: int
    starts_on: date
    ends_on: date

    @property
    def is_worth_asking(self) -> bool:
        """Whether it is a day a week or more, on at least one working day."""
        return self.percent >= LEAST_PERCENT and working_days_between(self.starts_on - _DAY, self.ends_on) > 0


@dataclass(frozen=True)
class Sibling:
    """Who a part becomes: id and reference of its own."""

    id: UUID
    reference: str


def remainder(content: Content, given: Segment) -> tuple[Part, ...]:
    """Return what the help does not cover of the need, from its first day on; time before it was waiting.

    The lacking percent while it lasts, and all of it from its end to the end that was asked for.
    """
    lacking = Part(content.percent - given.percent, given.starts_on, min(given.ends_on, content.ends_on))
    later = Part(content.percent, max(given.ends_on + _DAY, content.starts_on), content.ends_on)
    return tuple(part for part in (lacking, later) if part.is_worth_asking)


def not_given(segments: Segments, today: date) -> tuple[Part, ...]:
    """Return what can still be given of help that was called off."""
    if not segments or segments[-1].ends_on < today:
        return ()
    part = Part(segments[-1].percent, max(segments[0].starts_on, today), segments[-1].ends_on)
    return (part,) if part.is_worth_asking else ()


def clock_running(clock: Clock, now: datetime) -> Clock:
    """Return the clock as if it had not been stopped just ``now``, or else started again."""
    if clock and clock[-1][1] in {None, now}:
        return (*clock[:-1], (clock[-1][0], None))
    return (*clock, (now, None))


def queued_part(
    origin: SupportRequest, part: Part, sibling: Sibling, cause: PartCause, by: ActorReference, now: datetime
) -> Decision:
    """Return a request in the queue for a part of another's need, with its waiting kept."""
    content = replace(origin.content, percent=part.percent, starts_on=part.starts_on, ends_on=part.ends_on)
    new = SupportRequest(
        id=sibling.id,
        reference=sibling.reference,
        version=0,
        status=Status.QUEUED,
        district=origin.district,
        content=content,
        updated_at=now,
        urgency=origin.urgency,
        acute=origin.acute,
        submitted_at=origin.submitted_at,
        clock=clock_running(origin.clock, now),
        assignment=Assignment(origin=Origin(origin.id, origin.reference, cause)),
        position=origin.position,
    )
    facts = {
        "need": content.need(),
        "urgency": origin.urgency,
        "acute_proposed_by": origin.acute_proposal and origin.acute_proposal.proposed_by,
        "submitted_at": origin.submitted_at,
        "origin": origin.id,
        "origin_reference": origin.reference,
        "cause": cause,
        "position": origin.position,
    }
    changed, event = happened(new, RequestPartQueued, by, now, facts)
    return changed, [event]


def halves(content: Content, percent: int | None, from_on: date | None) -> tuple[Part, Part]:
    """Return the two parts of a split: by ``percent`` for the first, or by time from ``from_on`` for the second.

    Raises SplitTooSmall or SplitOutsidePeriod.
    """
    first, last = content.starts_on, content.ends_on
    if percent is not None:
        two = Part(percent, first, last), Part(content.percent - percent, first, last)
        if not all(part.percent >= LEAST_PERCENT for part in two):
            raise SplitTooSmall.because("Each part needs at least 20 percent.", content.percent - LEAST_PERCENT)
        return two
    day = from_on or first
    if not first < day <= last:
        raise SplitOutsidePeriod.because("Choose a day after the first and up to the last.", last)
    return Part(content.percent, first, day - _DAY), Part(content.percent, day, last)


def split(request: SupportRequest, kept: Part, sibling: Sibling, by: ActorReference, now: datetime) -> Decision:
    """Return the request with the part that it keeps; the other part is put in the queue as ``sibling``."""
    content = replace(request.content, percent=kept.percent, starts_on=kept.starts_on, ends_on=kept.ends_on)
    facts = {"need": content.need(), "part": sibling.id, "part_reference": sibling.reference}
    changed, event = happened(request, RequestSplit, by, now, facts, content=content)
    return changed, [event]
