"""Who may see a referral, and which commands its status and the caller's role allow."""

from contracts.recruitment.referral_codes import ReferralCommand, ReferralStatus
from libs.refusals import RoleMayNot
from services.recruitment.domain.order_rules import HR_CONSULTANT, UNIT_MANAGER, Person
from services.recruitment.domain.referral import LIVE, Referral
from services.recruitment.domain.referral_refusals import ReferralIs, ReferralNotFound

_CHOSEN = frozenset({ReferralStatus.CHOSEN})
_OFFERED = frozenset({ReferralStatus.OFFERED})

STATUSES: dict[ReferralCommand, frozenset[ReferralStatus]] = {
    ReferralCommand.CHOOSE: frozenset({ReferralStatus.PROPOSED}),
    ReferralCommand.PASS_OVER: frozenset({ReferralStatus.PROPOSED}),
    ReferralCommand.SEE_DOCUMENTS: _CHOSEN,
    ReferralCommand.OFFER: _CHOSEN,
    ReferralCommand.ACCEPT: _OFFERED,
    ReferralCommand.TURN_DOWN: _OFFERED,
    ReferralCommand.RETRACT: LIVE,
}
"""From which statuses each command is possible. What is accepted, or over, admits none."""

_MANAGERS = frozenset({ReferralCommand.CHOOSE, ReferralCommand.PASS_OVER})


def may_see(person: Person, district: str) -> bool:
    """Tell whether the person may know who is proposed in the district: HR-service, and its own managers."""
    return HR_CONSULTANT in person.roles or (UNIT_MANAGER in person.roles and person.district == district)


def role_for(person: Person, referral: Referral, command: ReferralCommand) -> str | None:
    """Return the role in which the person may give ``command``, or None."""
    if command not in _MANAGERS:
        return HR_CONSULTANT if HR_CONSULTANT in person.roles else None
    own = person.district == referral.district and person.unit in {None, referral.unit}
    return UNIT_MANAGER if own and UNIT_MANAGER in person.roles else None


def possible(person: Person, referral: Referral) -> list[ReferralCommand]:
    """Return the commands that the person may give now."""
    return [
        command
        for command in ReferralCommand
        if referral.status in STATUSES[command] and role_for(person, referral, command)
    ]


def require_seen(person: Person, referral: Referral) -> None:
    """Raise ReferralNotFound when the person may not know of the referral."""
    if not may_see(person, referral.district):
        raise ReferralNotFound("There is no such referral, or it belongs to another district.")


def require(person: Person, referral: Referral, command: ReferralCommand) -> str:
    """Return the role in which the person gives ``command``; raises ReferralNotFound, RoleMayNot or ReferralIs."""
    require_seen(person, referral)
    role = role_for(person, referral, command)
    if role is None:
        raise RoleMayNot(f"Your role may not {command.replace('_', ' ')} this candidate.")
    if referral.status not in STATUSES[command]:
        raise ReferralIs(referral.status)
    return role
