"""The words of demand: outcomes, and the reasons why a request ended without help."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from contracts.specialist_team.assignment_codes import StandDownReason
from contracts.specialist_team.codes import DeclineReason, ExpiryCause, WithdrawReason
from contracts.specialist_team.demand import Outcome
from services.portal.language import text, word
from services.portal.swedish import says

OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.GIVEN: word("Fick hjälp"),
    Outcome.PARTLY_GIVEN: word("Fick en del"),
    Outcome.DECLINED: word("Avslagna"),
    Outcome.WITHDRAWN: word("Återtagna"),
    Outcome.CALLED_OFF: word("Avropade konsult"),
    Outcome.EXPIRED: word("Förföll"),
    Outcome.WAITING: word("Väntar"),
}
_REASONS: Final[tuple[type[StrEnum], ...]] = (DeclineReason, WithdrawReason, ExpiryCause, StandDownReason)


def outcome(code: Outcome) -> str:
    """Return what an outcome is called."""
    return text(OUTCOMES[code])


def reason(code: str | None) -> str:
    """Return why a request ended without help; nothing for nothing."""
    kind = next((one for one in _REASONS if code in set(one)), None)
    return says(kind(code)) if kind and code else ""
