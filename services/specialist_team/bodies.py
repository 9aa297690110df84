"""The domain's values as HTTP bodies, with what the caller may do next."""

from collections.abc import Sequence
from datetime import date, datetime

from contracts.specialist_team import api
from contracts.specialist_team.codes import Command
from services.specialist_team.domain import rules
from services.specialist_team.domain.candidates import Candidate
from services.specialist_team.domain.policy import Policy
from services.specialist_team.domain.queue import Contribution, Place, overtaking_ends_on
from services.specialist_team.domain.request import Offer, Override, SupportRequest
from services.specialist_team.domain.team import Booking, Specialist

_SAME = (
    "id",
    "reference",
    "version",
    "status",
    "district",
    "urgency",
    "question",
    "answer_by",
    "submitted_at",
    "started_on",
    "completed_on",
    "score",
    "updated_at",
)


def _offer(offer: Offer | None) -> api.OfferBody | None:
    if offer is None:
        return None
    title = offer.specialist.replace("-", " ").capitalize()
    return api.OfferBody(
        specialist=offer.specialist,
        specialist_title=title,
        percent=offer.percent,
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
        answer_by=offer.answer_by,
    )


def _override(made: Override | None) -> api.OverrideBody | None:
    return None if made is None else api.OverrideBody(position=made.position, reason=made.reason, at=made.at)


def _proposed_at(request: SupportRequest) -> datetime | None:
    proposal = request.acute_proposal
    waits = request.status in rules.STATUSES[Command.CONFIRM_ACUTE]
    return proposal.proposed_at if proposal and waits else None


def support_request(
    request: SupportRequest,
    who: rules.Person,
    now: datetime,
    *,
    place: Place | None = None,
    queue_length: int | None = None,
) -> api.SupportRequest:
    """Return the request as ``who`` sees it; ``position`` only when the place is known."""
    content = request.content
    fields = {name: getattr(request, name) for name in _SAME} | {
        name: getattr(content, name)
        for name in ("unit", "area", "purpose", "percent", "starts_on", "ends_on", "tasks", "without_help")
    }
    return api.SupportRequest(
        **fields,
        competences=list(content.competences),
        statutory_risks=list(content.statutory_risks),
        systems=list(content.systems),
        offer=_offer(request.offer),
        override=_override(request.override),
        acute_proposed_at=_proposed_at(request),
        waiting_days=request.waiting_days(now),
        position=place.position if place else None,
        queue_length=queue_length,
        commands=rules.possible(who, request),
    )


def queue_entry(place: Place, policy: Policy, who: rules.Person, now: datetime) -> api.QueueEntry:
    """Return a place in the queue with its reasons and the latest it can become."""
    return api.QueueEntry(
        position=place.position,
        request=support_request(place.request, who, now, place=place),
        terms=[_term(one, place.points) for one in place.terms],
        points=place.points,
        emergency=place.emergency,
        bound=_bound(place, policy),
        ruled_position=place.ruled_position,
    )


def _term(one: Contribution, total: int) -> api.TermValue:
    share = 100 * one.points // total if total else 0
    return api.TermValue(
        term=one.term, value=one.value, points=one.points, cap=one.cap, share=share, missing=one.missing
    )


def _bound(place: Place, policy: Policy) -> api.QueueBound | None:
    ends_on = overtaking_ends_on(place.request, policy)
    if place.latest_position is None or ends_on is None:
        return None
    return api.QueueBound(latest_position=place.latest_position, overtaking_ends_on=ends_on)


def specialist(member: Specialist, bookings: Sequence[tuple[Booking, str, str]], today: date) -> api.Specialist:
    """Return a member of the team as of today, with the bookings that are hers or his."""
    day = member.nearest(today)
    return api.Specialist(
        id=member.id,
        title=member.title,
        percent=member.percent_on(day),
        competences=sorted(member.competences_on(day)),
        home_district=member.home_on(day),
        bookings=[
            api.Booking(
                request=booking.request_id,
                reference=reference,
                district=district,
                percent=booking.percent,
                starts_on=booking.starts_on,
                ends_on=booking.ends_on,
                firm=booking.firm,
            )
            for booking, reference, district in bookings
            if booking.specialist == member.id
        ],
    )


def candidate(seen: Candidate) -> api.Candidate:
    """Return a specialist as seen from a request."""
    return api.Candidate(
        specialist=seen.specialist.id,
        title=seen.specialist.title,
        free_percent=seen.free_percent,
        met=list(seen.met),
        missing=list(seen.missing),
        fits=seen.fits,
        conflict=seen.conflict,
        recent=seen.recent,
        in_turn=seen.in_turn,
        weeks=[
            api.PotentialWeek(
                monday=now.monday, load_percent=now.percent, potential_percent=then.percent, over=then.over
            )
            for now, then in zip(seen.weeks, seen.potential, strict=True)
        ],
    )
