"""What happens by itself when a time limit passes."""

from datetime import datetime

from contracts.event import ActorReference
from contracts.specialist_team.codes import ExpiryCause, Status
from contracts.specialist_team.events import OfferLapsed, RequestExpired
from libs.calendar import local_date
from services.specialist_team.domain.request import Decision, SupportRequest, happened, stopped, without_offer
from services.specialist_team.domain.rules import BEFORE_ANSWER

BY_RULE = ActorReference(id="system", role="rule")


def overdue(request: SupportRequest, now: datetime, by: ActorReference = BY_RULE) -> Decision | None:
    """Return what the passing of time does to the request, or None; ``by`` tells who says so.

    An unanswered offer lapses and the request is in the queue again. A returned request that nobody completed, and
    one whose whole period has passed, expire.
    """
    if request.status is Status.OFFERED and request.offer is not None and now > request.offer.answer_by:
        facts = {"specialist": request.offer.specialist}
        changed, lapsed = happened(request, OfferLapsed, by, now, facts, status=Status.QUEUED)
        return without_offer(changed), [lapsed]
    cause = _cause(request, now)
    if cause is None:
        return None
    changed, expired = happened(
        request,
        RequestExpired,
        by,
        now,
        {"cause": cause},
        status=Status.EXPIRED,
        clock=stopped(request.clock, now),
        answer_by=None,
    )
    return changed, [expired]


def _cause(request: SupportRequest, now: datetime) -> ExpiryCause | None:
    if request.status not in BEFORE_ANSWER:
        return None
    if local_date(now) > request.content.ends_on:
        return ExpiryCause.PERIOD_HAS_PASSED
    if request.status is Status.RETURNED and request.answer_by is not None and now > request.answer_by:
        return ExpiryCause.NOT_COMPLETED_IN_TIME
    return None
