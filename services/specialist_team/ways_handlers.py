"""Use cases of a need's three answers: what the wait looks like beside an agency, and what the district chooses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.event import ActorReference
from contracts.specialist_team import ways as bodies
from contracts.specialist_team.codes import Command
from libs.calendar import local_date
from libs.commands import Occasion
from libs.database import Transaction
from services.specialist_team import forecast_store, policy_store, store, team_store, vacancy_store
from services.specialist_team.changing import change
from services.specialist_team.domain import rules, ways
from services.specialist_team.domain.assignment_decisions import go_on_after_hire as go_on
from services.specialist_team.domain.assignment_refusals import NoHireToAnswer
from services.specialist_team.domain.capacity import TEAM_HOUR_COST
from services.specialist_team.domain.policy import in_force
from services.specialist_team.domain.refusals import UnknownPosition
from services.specialist_team.domain.request import Decision, SupportRequest
from services.specialist_team.domain.vacancies import Vacancy, covered
from services.specialist_team.domain.ways import Comparison, Prices, Promise


@dataclass(frozen=True)
class Waited:
    """A request and its wait beside an agency, None when it is not long; ``limit`` is the policy's, in working days."""

    request: SupportRequest
    comparison: Comparison | None
    limit: int

    @property
    def is_kept(self) -> bool:
        """Whether the district has chosen this wait."""
        return self.comparison is not None and ways.is_kept(self.request, self.comparison.promise)

    def commands(self, who: rules.Person) -> list[Command]:
        """Return what of it the person may choose now."""
        opened = ways.possible(self.request, self.comparison)
        return [one for one in Command if one in opened and rules.role_for(who, self.request, one)]


async def waited(
    tx: Transaction, requests: Sequence[SupportRequest], agency_hour_price: int, now: datetime
) -> list[Waited]:
    """Return each request with its wait as it was promised last."""
    today = local_date(now)
    limit = in_force(await policy_store.versions(tx), today).rule.long_wait_days
    said = await forecast_store.latest(tx, [one.id for one in requests])
    promises = {request_id: Promise(row.p50, row.p90) for request_id, row in said.items()}
    prices = Prices(TEAM_HOUR_COST, agency_hour_price)
    return [Waited(one, ways.compared(one, promises.get(one.id), prices, limit, today), limit) for one in requests]


async def long_waits(tx: Transaction, who: rules.Person, agency_hour_price: int, now: datetime) -> list[Waited]:
    """Return the long waits that the person may see and the district has not chosen, by reference."""
    seen = [request for request in await store.open_requests(tx) if rules.may_see(who, request)]
    found = await waited(tx, sorted(seen, key=lambda one: one.reference), agency_hour_price, now)
    return [one for one in found if one.comparison is not None and not one.is_kept]


async def choose_agency(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: bodies.ChooseAgency, agency_hour_price: int
) -> SupportRequest:
    """Take the request back for an agency; raises WaitIsNotLong."""
    comparison = await _comparison(tx, occasion, request_id, agency_hour_price)
    request = await change(
        tx,
        occasion,
        request_id,
        Command.CHOOSE_AGENCY,
        body.expected_version,
        lambda request, by, now: ways.choose_agency(request, comparison, by, now),
    )
    await team_store.release(tx, request_id)
    return request


async def keep_waiting(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: bodies.KeepWaiting, agency_hour_price: int
) -> SupportRequest:
    """Go on waiting; raises WaitIsNotLong or WaitIsKept."""
    comparison = await _comparison(tx, occasion, request_id, agency_hour_price)
    return await change(
        tx,
        occasion,
        request_id,
        Command.KEEP_WAITING,
        body.expected_version,
        lambda request, by, now: ways.keep_waiting(request, comparison, by, now),
    )


async def _comparison(
    tx: Transaction, occasion: Occasion, request_id: UUID, agency_hour_price: int
) -> Comparison | None:
    """Return the wait as it is now, of the request as it stands until the transaction ends."""
    request = await store.load(tx, request_id, lock=True)
    [found] = await waited(tx, [request], agency_hour_price, occasion.now)
    return found.comparison


async def name_position(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: bodies.NamePosition
) -> SupportRequest:
    """Say which of the unit's vacant positions the help bridges, or none; raises UnknownPosition."""
    request = await store.load(tx, request_id, lock=True)
    there = {one.position for one in await vacancy_store.open_in(tx, request.content.unit)}

    def decide(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
        if body.position is not None and body.position not in there:
            raise UnknownPosition.because("Choose one of the unit's vacant positions.")
        return ways.name_position(request, body.position, by, now)

    return await change(tx, occasion, request_id, Command.NAME_POSITION, body.expected_version, decide)


async def go_on_after_hire(
    tx: Transaction, occasion: Occasion, request_id: UUID, body: bodies.GoOnAfterHire
) -> SupportRequest:
    """Say that the help goes on although the position is filled; raises NoHireToAnswer."""
    vacancies = [one] if (one := await vacancy_store.one(tx, body.position)) else []

    def decide(request: SupportRequest, by: ActorReference, now: datetime) -> Decision:
        if not covered(vacancies, [request], local_date(now)):
            raise NoHireToAnswer("The help is not proposed to end for that position.")
        return go_on(request, body.position, by, now)

    version = body.expected_version
    return await change(tx, occasion, request_id, Command.GO_ON_AFTER_HIRE, version, decide, body.reason)


async def positions(tx: Transaction, request: SupportRequest) -> tuple[list[Vacancy], Vacancy | None]:
    """Return the unit's vacant positions, and the one that the request names."""
    named = await vacancy_store.one(tx, request.position) if request.position else None
    return await vacancy_store.open_in(tx, request.content.unit), named
