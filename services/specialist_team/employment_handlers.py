"""Use cases of who is in the team: the coordinator lets somebody in, changes the terms, sets the last day."""

from collections.abc import Callable
from datetime import date, datetime

from contracts.event import ActorReference
from contracts.organisation import Organisation, UnknownOrganisation
from contracts.specialist_team import employment as api
from libs import publishing
from libs.commands import Occasion
from libs.database import Transaction
from libs.refusals import RoleMayNot
from services.specialist_team import availability_store, team_store
from services.specialist_team.domain import employment
from services.specialist_team.domain.availability import Availability, AvailabilityDecision
from services.specialist_team.domain.employment_refusals import MemberExists, UnknownHomeDistrict
from services.specialist_team.domain.rules import COORDINATOR
from services.specialist_team.domain.team import Booking

Decide = Callable[[Availability, list[Booking], ActorReference, datetime], AvailabilityDecision]


def _coordinator(occasion: Occasion) -> ActorReference:
    if not occasion.actor.has(COORDINATOR):
        raise RoleMayNot("Only the coordinator changes who is in the team.")
    return occasion.actor.acting_as(COORDINATOR)


def _require_district(organisation: Organisation, district: str, day: date) -> None:
    try:
        found = organisation.district(district)
    except UnknownOrganisation:
        raise UnknownHomeDistrict.because("Choose a district.") from None
    if not found.valid_on(day):
        raise UnknownHomeDistrict.because("Choose a district that there is on the day.")


async def join(tx: Transaction, occasion: Occasion, body: api.JoinTeam, organisation: Organisation) -> Availability:
    """Let somebody into the team; raises MemberExists or UnknownHomeDistrict."""
    by = _coordinator(occasion)
    _require_district(organisation, body.home_district, body.starts_on)
    known, event = employment.join(team_store.joining(body), by, occasion.now)
    if not await team_store.add(tx, known.member, known.version):
        raise MemberExists.because("Choose an id that nobody in the team has or had.")
    await publishing.publish(tx, [event], body.reason)
    return known


async def _change(
    tx: Transaction, occasion: Occasion, specialist: str, body: api.ChangeTerms, decide: Decide
) -> Availability:
    by = _coordinator(occasion)
    await availability_store.load(tx, specialist)
    taken = [booking for booking, _, _ in await team_store.bookings(tx)]
    return await availability_store.change(
        tx, specialist, body.expected_version, lambda known: decide(known, taken, by, occasion.now), body.reason
    )


async def change_share(tx: Transaction, occasion: Occasion, specialist: str, body: api.ChangeShare) -> Availability:
    """Change the employment share from a day on, also over bookings: those are kept and reported as collisions."""

    def decide(known: Availability, taken: list[Booking], by: ActorReference, now: datetime) -> AvailabilityDecision:
        return employment.change_share(known, body.percent, body.starts_on, taken, by, now)

    return await _change(tx, occasion, specialist, body, decide)


async def change_competences(
    tx: Transaction, occasion: Occasion, specialist: str, body: api.ChangeCompetences
) -> Availability:
    """State what the member knows from a day on."""

    def decide(known: Availability, _: list[Booking], by: ActorReference, now: datetime) -> AvailabilityDecision:
        return employment.change_competences(known, frozenset(body.competences), body.starts_on, by, now)

    return await _change(tx, occasion, specialist, body, decide)


async def change_home(
    tx: Transaction, occasion: Occasion, specialist: str, body: api.ChangeHome, organisation: Organisation
) -> Availability:
    """Change the home district from a day on; raises UnknownHomeDistrict."""

    def decide(known: Availability, _: list[Booking], by: ActorReference, now: datetime) -> AvailabilityDecision:
        _require_district(organisation, body.home_district, body.starts_on)
        return employment.change_home(known, body.home_district, body.starts_on, by, now)

    return await _change(tx, occasion, specialist, body, decide)


async def set_last_day(tx: Transaction, occasion: Occasion, specialist: str, body: api.SetLastDay) -> Availability:
    """State the last day in the team; bookings after it are kept and reported as collisions."""

    def decide(known: Availability, taken: list[Booking], by: ActorReference, now: datetime) -> AvailabilityDecision:
        return employment.set_last_day(known, body.last_day, taken, by, now)

    return await _change(tx, occasion, specialist, body, decide)
