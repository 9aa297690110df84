"""The queue policy in the demo: one that two members of the steering group decided, and a proposal nobody has signed.

With it each request is explained by every term, acute ones have a lane of their own, and the proposal can be tried.
"""

from datetime import date
from typing import Final

from contracts.specialist_team.api import Term
from contracts.specialist_team.policy import (
    NeedBasis,
    PolicyRule,
    ProposePolicy,
    QueuePolicy,
    SignPolicy,
    TermRule,
)
from deploy.local.demo_api import Api

_PROPOSER: Final = "styrgrupp"
_SIGNER: Final = "styrgrupp-2"
_RISK: Final = TermRule(term=Term.STATUTORY_RISK, weight=100, cap=200, when_missing=0)
_OTHERS: Final = (
    TermRule(term=Term.URGENCY, weight=150, cap=300, when_missing=0),
    TermRule(term=Term.VACANT_POSTS, weight=4, cap=100, when_missing=40),
    TermRule(term=Term.TURNOVER, weight=2, cap=60, when_missing=30),
    TermRule(term=Term.ENTITLEMENT, weight=1, cap=100, when_missing=0),
)


def decide(api: Api, today: date) -> None:
    """Decide the policy that is in force from ``today``, and propose another from the turn of the year."""
    body = ProposePolicy(
        rule=_rule(_RISK), valid_from=today, reason="Fler skäl än brådska ska räknas, och akuta får en egen fil."
    )
    decided = QueuePolicy.model_validate_json(_propose(api, body, "policy"))
    signed = SignPolicy(expected_version=decided.version, reason="Beslutat på mötet i november.")
    api.send(_SIGNER, f"/queue-policies/{decided.id}/sign", _json(signed), "policy-signed")
    heavier = TermRule(term=Term.STATUTORY_RISK, weight=150, cap=300, when_missing=0)
    new_year = date(today.year + 1, 1, 1)
    later = ProposePolicy(rule=_rule(heavier), valid_from=new_year, reason="Lagens tider ska väga tyngre än hittills.")
    _propose(api, later, "policy-later")


def _rule(risk: TermRule) -> PolicyRule:
    return PolicyRule(
        terms=[risk, *_OTHERS],
        ageing=5,
        emergency_percent=20,
        need_basis=NeedBasis.BUDGETED_POSTS,
        tied_purposes=[],
    )


def _propose(api: Api, body: ProposePolicy, key: str) -> bytes:
    return api.send(_PROPOSER, "/queue-policies", _json(body), key)


def _json(body: ProposePolicy | SignPolicy) -> bytes:
    return body.model_dump_json(by_alias=True).encode()
