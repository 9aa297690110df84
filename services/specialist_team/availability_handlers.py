"""Use cases of the team's availability: the coordinator registers, changes and ends what limits it."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.event import ActorReference
from contracts.organisation import Organisation, UnknownOrganisation
from contracts.specialist_team import availability as api
from libs.calendar import local_date
from libs.commands import Occasion
from libs.database import Transaction
from libs.refusals import RoleMayNot
from services.specialist_team import availability_store, policy_store, store, team_store
from services.specialist_team.domain import availability
from services.specialist_team.domain.availability import Availability, Conflict, TimeOff
from services.specialist_team.domain.availability_refusals import UnknownDistrict
from services.specialist_team.domain.candidates import Candidate, candidates
from services.specialist_team.domain.policy import Policy, in_force
from services.specialist_team.domain.refusals import UnknownUnit
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.rules import COORDINATOR
from services.specialist_team.domain.team import Booking


def _coordinator(occasion: Occasion) -> ActorReference:
    if not occasion.actor.has(COORDINATOR):
        raise RoleMayNot("Only the coordinator changes when and where a specialist can work.")
    return occasion.actor.acting_as(COORDINATOR)


async def _bookings(tx: Transaction) -> list[Booking]:
    return [booking for booking, _, _ in await team_store.bookings(tx)]


async def candidates_for(tx: Transaction, request: SupportRequest, now: datetime) -> list[Candidate]:
    """Return the team as seen from the request. Work that the policy calls tied counts in nobody's turn."""
    day = local_date(now)
    tied = Policy.of(in_force(await policy_store.versions(tx), day).rule).tied_purposes
    purposes = {one.id: one.content.purpose for one in await store.helped_requests(tx)}
    taken = await _bookings(tx)
    counted = [one for one in taken if purposes.get(one.request_id) not in tied]
    team = [one for one in await availability_store.team(tx) if not one.member.has_left(day)]
    return candidates(request, team, taken, counted, day)


async def register_time_off(
    tx: Transaction, occasion: Occasion, specialist: str, body: api.RegisterTimeOff
) -> Availability:
    """Take time from what can be booked, also over bookings: those are kept and reported as collisions."""
    by = _coordinator(occasion)
    await availability_store.load(tx, specialist)
    taken = await _bookings(tx)
    wanted = TimeOff(uuid7(), specialist, body.cause, body.percent, body.starts_on, body.ends_on)
    return await availability_store.change(
        tx,
        specialist,
        body.expected_version,
        lambda known: availability.register_time_off(known, wanted, taken, by, occasion.now),
        body.reason,
    )


async def change_time_off(
    tx: Transaction, occasion: Occasion, specialist: str, time_off_id: UUID, body: api.ChangeTimeOff
) -> Availability:
    """Change extent or dates of time off."""
    by = _coordinator(occasion)
    await availability_store.load(tx, specialist)
    taken = await _bookings(tx)
    dates = {"percent": body.percent, "starts_on": body.starts_on, "ends_on": body.ends_on}
    return await availability_store.change(
        tx,
        specialist,
        body.expected_version,
        lambda known: availability.change_time_off(known, time_off_id, dates, taken, by, occasion.now),
        body.reason,
    )


async def cancel_time_off(
    tx: Transaction, occasion: Occasion, specialist: str, time_off_id: UUID, body: api.CancelTimeOff
) -> Availability:
    """Take time off back."""
    by = _coordinator(occasion)
    return await availability_store.change(
        tx,
        specialist,
        body.expected_version,
        lambda known: availability.cancel_time_off(known, time_off_id, by, occasion.now),
        body.reason,
    )


async def register_conflict(
    tx: Transaction, occasion: Occasion, specialist: str, body: api.RegisterConflict, organisation: Organisation
) -> Availability:
    """State that a specialist cannot be sent to a unit or a district. Raises UnknownDistrict or UnknownUnit."""
    by = _coordinator(occasion)
    _require_place(organisation, body.district, body.unit)
    wanted = Conflict(uuid7(), specialist, body.district, body.unit, body.starts_on, body.ends_on)
    return await availability_store.change(
        tx,
        specialist,
        body.expected_version,
        lambda known: availability.register_conflict(known, wanted, by, occasion.now),
        None,
    )


def _require_place(organisation: Organisation, district: str, unit: str | None) -> None:
    try:
        organisation.district(district)
    except UnknownOrganisation:
        raise UnknownDistrict.because("Choose a district.") from None
    if unit is None:
        return
    try:
        found = organisation.unit(unit)
    except UnknownOrganisation:
        raise UnknownUnit.because("Choose a unit of the district.") from None
    if found.district != district:
        raise UnknownUnit.because("Choose a unit of the district.")


async def end_conflict(
    tx: Transaction, occasion: Occasion, specialist: str, conflict_id: UUID, body: api.EndConflict
) -> Availability:
    """Give a conflict of interest its last day."""
    by = _coordinator(occasion)
    return await availability_store.change(
        tx,
        specialist,
        body.expected_version,
        lambda known: availability.end_conflict(known, conflict_id, body.ends_on, by, occasion.now),
        None,
    )
