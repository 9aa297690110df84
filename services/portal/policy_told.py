"""A version of the queue policy in words: the rule, its terms as rows, its life, and who moves under a proposal."""

from collections.abc import Sequence
from typing import Any

from contracts.organisation import Organisation
from contracts.specialist_team.api import Term
from contracts.specialist_team.policy import MovedPlace, PolicyEffect, PolicyStatus, QueuePolicy
from services.portal import formats
from services.portal.language import plural, sentence, text
from services.portal.policy_words import UNITS
from services.portal.swedish import says


def in_words(policy: QueuePolicy) -> list[str]:
    """Return the rule as sentences."""
    rule = policy.rule
    told = [
        text("Flest poäng går först. Har två lika många går den först som har väntat längst."),
        text("Varje väntad arbetsdag ger %(n)s poäng och har inget tak, så allas tur kommer.")
        % {"n": formats.number(rule.ageing)},
        text("Enligt poängen kan den som har väntat %(days)s längre än en annan inte hamna efter den.")
        % {"days": formats.working_days(policy.overtaking_days)},
    ]
    if rule.emergency_percent:
        lane = text("Akuta får gå före sin plats så länge akut hjälp är högst %(n)s procent av kvartalets timmar.")
        told.append(lane % {"n": rule.emergency_percent})
    else:
        told.append(text("Det finns ingen akutfil: även akuta står där poängen säger."))
    told.append(text("Stadsdelarnas andelar av hjälpen följer: %(basis)s.") % {"basis": says(rule.need_basis).lower()})
    long = text(
        "En väntan är lång när trolig start är mer än %(days)s efter den önskade. Då visas tre sätt att lösa behovet."
    )
    told.append(long % {"days": formats.working_days(rule.long_wait_days)})
    if rule.tied_purposes:
        purposes = "; ".join(says(one).lower() for one in rule.tied_purposes)
        told.append(text("Räknas inte mot stadsdelens andel: %(purposes)s.") % {"purposes": purposes})
    return told


def rows(policy: QueuePolicy) -> list[dict[str, str]]:
    """Return a row per term, waiting last."""
    shown = [
        {
            "name": says(one.term),
            "unit": text(UNITS[one.term]),
            "weight": formats.number(one.weight),
            "cap": formats.number(one.cap),
            "missing": formats.number(one.when_missing),
        }
        for one in policy.rule.terms
    ]
    waiting = {
        "name": says(Term.WAITING),
        "unit": text(UNITS[Term.WAITING]),
        "weight": formats.number(policy.rule.ageing),
        "cap": text("inget tak"),
        "missing": "–",
    }
    return [*shown, waiting]


def name(policy: QueuePolicy) -> str:
    """«Version 2», or that it is a proposal."""
    if policy.number:
        return text("Version %(n)s") % {"n": policy.number}
    return text("Förslag, gäller från %(day)s") % {"day": formats.day(policy.valid_from)}


def tag(policy: QueuePolicy) -> tuple[str, str]:
    """Return where the version stands and the tone it is shown in."""
    if policy.in_force:
        return text("Gäller"), "green"
    if policy.status is PolicyStatus.SIGNED:
        coming = policy.valid_from > formats.today()
        return (text("Kommer"), "blue") if coming else (text("Har gällt"), "grey")
    return says(policy.status), "yellow" if policy.status is PolicyStatus.PROPOSED else "grey"


def life(policy: QueuePolicy) -> str:
    """Return who, by role, did what when."""
    if policy.version == 0:
        return text("Kom med tjänsten")
    proposed = text("Föreslagen av en ledamot i styrgruppen %(day)s") % {"day": formats.day(policy.proposed_at)}
    if policy.signed_at is None:
        return proposed
    return f"{proposed}, {text('undertecknad av en annan ledamot %(day)s') % {'day': formats.day(policy.signed_at)}}"


def lead(effect: PolicyEffect) -> str:
    """Return the what-if in one sentence."""
    if not effect.items:
        return text("Kön är tom i dag, så förslaget flyttar ingen.")
    if not effect.moved:
        return text("Ingen i kön skulle byta plats om regeln gällde i dag.")
    facts = {"n": formats.spelled(effect.moved), "all": formats.spelled(len(effect.items))}
    words = text("%(n)s av %(all)s i kön skulle byta plats om regeln gällde i dag.")
    return sentence(words % facts)


def moves(effect: PolicyEffect, organisation: Organisation) -> Sequence[dict[str, Any]]:
    """Return today's order beside the proposal's, with each move in words."""
    return [
        {"place": one, "district": organisation.district(one.district).name, "move": _move(one)} for one in effect.items
    ]


def _move(one: MovedPlace) -> str:
    up = one.position - one.position_under_proposal
    if not up:
        return text("samma plats")
    facts = {"n": formats.spelled(abs(up))}
    if up > 0:
        return plural("%(n)s plats upp", "%(n)s platser upp", up) % facts
    return plural("%(n)s plats ned", "%(n)s platser ned", -up) % facts
