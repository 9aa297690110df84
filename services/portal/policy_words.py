"""The words of the queue policy: its terms, their facts as reasons, and where a version stands."""

from enum import StrEnum
from typing import Final

from contracts.specialist_team.api import Term
from contracts.specialist_team.policy import NeedBasis, PolicyStatus
from services.portal.language import word

POLICY_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    Term: {
        Term.URGENCY: word("Brådska"),
        Term.STATUTORY_RISK: word("Lagens tider i fara"),
        Term.VACANT_POSTS: word("Vakanta tjänster"),
        Term.TURNOVER: word("Personalomsättning"),
        Term.ENTITLEMENT: word("Rättvis fördelning"),
        Term.WAITING: word("Väntetid"),
    },
    PolicyStatus: {
        PolicyStatus.PROPOSED: word("Förslag"),
        PolicyStatus.SIGNED: word("Undertecknad"),
        PolicyStatus.WITHDRAWN: word("Tillbakadragen"),
    },
    NeedBasis: {
        NeedBasis.BUDGETED_POSTS: word("Budgeterade tjänster"),
        NeedBasis.VACANT_POSTS: word("Vakanta tjänster"),
    },
}

UNITS: Final[dict[Term, str]] = {
    Term.URGENCY: word("steg över normal"),
    Term.STATUTORY_RISK: word("lagstadgad tid i fara"),
    Term.VACANT_POSTS: word("procent av enhetens tjänster som är vakanta"),
    Term.TURNOVER: word("procent av personalen som slutat på tolv månader"),
    Term.ENTITLEMENT: word("procent av ett års andel som stadsdelen har att få"),
    Term.WAITING: word("väntad arbetsdag"),
}
"""What a term's points are given for, one at a time."""

REASONS: Final[dict[Term, str]] = {
    Term.URGENCY: word("brådskan är %(value)s"),
    Term.STATUTORY_RISK: word("lagens tider är i fara"),
    Term.VACANT_POSTS: word("%(value)s procent av tjänsterna är vakanta"),
    Term.TURNOVER: word("%(value)s procent av personalen har slutat på ett år"),
    Term.ENTITLEMENT: word("stadsdelen har fått mindre än sin andel"),
    Term.WAITING: word("enheten har väntat %(value)s"),
}
"""A term as a reason in running text."""
