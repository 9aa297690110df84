"""The queue policy, its effect, units' situation and the entitlement as HTTP bodies."""

from collections.abc import Sequence
from datetime import date

from contracts.organisation import Organisation
from contracts.specialist_team import policy as api
from services.specialist_team.domain import vacancies
from services.specialist_team.domain.ledger import Ledger, jain
from services.specialist_team.domain.policy import Policy, PolicyVersion, follows, in_force
from services.specialist_team.domain.queue import Place
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.vacancies import Covered, OpenPositions
from services.specialist_team.standing import Known, Standing


def queue_policy(version: PolicyVersion, versions: Sequence[PolicyVersion], day: date) -> api.QueuePolicy:
    """Return a version of the policy, with its end as the other versions set it."""
    rule = Policy.of(version.rule)
    after = follows(version, versions)
    return api.QueuePolicy(
        id=version.id,
        version=version.version,
        number=version.number,
        status=version.status,
        rule=version.rule,
        valid_from=version.valid_from,
        valid_to=after.valid_from if after else None,
        in_force=in_force(versions, day) == version,
        gap=rule.gap,
        overtaking_days=rule.overtaking_days,
        proposed_by=version.proposed_by,
        proposed_at=version.proposed_at,
        signed_by=version.signed_by,
        signed_at=version.signed_at,
    )


def effect(here: Standing, proposed: Policy) -> api.PolicyEffect:
    """Return today's queue beside the same queue under ``proposed``."""
    then = {place.request.id: place for place in here.places(proposed)}
    items = [_moved(place, then[place.request.id]) for place in here.places(here.policy) if place.position]
    return api.PolicyEffect(
        policy_version=str(here.version.number),
        computed_at=here.now,
        moved=sum(one.position != one.position_under_proposal for one in items),
        items=items,
    )


def _moved(today: Place, then: Place) -> api.MovedPlace:
    return api.MovedPlace(
        request=today.request.id,
        reference=today.request.reference,
        district=today.request.district,
        position=today.position or 0,
        position_under_proposal=then.position or 0,
        points=today.points,
        points_under_proposal=then.points,
    )


def situations(
    known: Known, helped: Sequence[SupportRequest], organisation: Organisation, today: date
) -> api.Situations:
    """Return what is known of the units, which are not known, and of the ``helped`` who may need it no longer."""
    stated = [
        api.UnitSituation(
            unit=one.unit,
            valid_from=one.valid_from,
            vacant_percent=one.vacant_percent,
            turnover_percent=one.turnover_percent,
            source=one.source,
        )
        for one in sorted(known.stated.values(), key=lambda one: one.unit)
    ]
    return api.Situations(
        items=stated,
        missing=sorted({u.id for u in organisation.units} - set(known.stated)),
        vacancies=[_vacancies(one, known, today) for _, one in sorted(known.vacant.items())],
        covered_vacancies=[_covered(one) for one in vacancies.covered(known.vacancies, helped, today)],
    )


def _vacancies(there: OpenPositions, known: Known, today: date) -> api.UnitVacancies:
    return api.UnitVacancies(
        unit=there.unit,
        positions=there.positions,
        percent=there.percent,
        opened_on=there.opened_on,
        days_open=(today - there.opened_on).days,
        counts=vacancies.counts(there, known.stated.get(there.unit)),
    )


def _covered(one: Covered) -> api.CoveredVacancy:
    return api.CoveredVacancy(
        request=one.request.id,
        version=one.request.version,
        position=one.position,
        reference=one.request.reference,
        district=one.request.district,
        unit=one.request.content.unit,
        filled_on=one.filled_on,
        starts_on=one.starts_on,
        ends_on=one.request.assignment.last.ends_on,
    )


def entitlement(here: Standing) -> api.Entitlement:
    """Return the ledger between districts in whole hours, with how evenly the help was given."""
    ledger = here.ledger(here.policy)
    shares = ledger.shares()
    evenness = jain(shares)
    return api.Entitlement(
        computed_at=here.now,
        policy_version=str(here.version.number),
        items=_accounts(ledger, here),
        jain_thousandths=None if evenness is None else int(1000 * evenness),
        smallest_percent=int(100 * min(shares)) if shares else None,
    )


def _accounts(ledger: Ledger, here: Standing) -> list[api.Account]:
    return [
        api.Account(
            district=account.district,
            entitled=account.entitled,
            given=round(account.given),
            emergency=round(account.emergency),
            owed=account.entitled - round(account.given),
            given_percent=int(100 * account.given / account.entitled) if account.entitled else None,
        )
        for account in sorted(
            ledger.accounts.values(), key=lambda account: here.organisation.district(account.district).sort_key
        )
    ]
