"""Who waits for whom in recruitment, in words: a campaign's turns, each a sentence that leads to its page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from contracts.recruitment.turns import CampaignTurns, Holder, Move, Turn, UnmatchedPosition
from services.portal import formats
from services.portal.language import plural, text, word

HOLDERS: Final[Mapping[Holder, str]] = {
    Holder.YOU: word("Dig"),
    Holder.HR_SERVICE: word("HR-service"),
    Holder.ASSESSORS: word("Bedömare"),
    Holder.MANAGERS: word("Chefer"),
    Holder.CANDIDATES: word("Kandidater"),
}
_MOVES: Final[Mapping[Move, Callable[[int], str]]] = {
    Move.PREPARE: lambda _: text("omgången ska publiceras"),
    Move.JUDGE: lambda n: plural("en ansökan att bedöma", "%(n)s ansökningar att bedöma", n),
    Move.SETTLE: lambda n: plural("en ansökan är bedömd olika", "%(n)s ansökningar är bedömda olika", n),
    Move.PROPOSE: lambda n: plural("en tjänst saknar förslag", "%(n)s tjänster saknar förslag", n),
    Move.CHOOSE: lambda n: plural("en kandidat att ta ställning till", "%(n)s kandidater att ta ställning till", n),
    Move.OFFER: lambda n: plural("en vald kandidat att erbjuda tjänst", "%(n)s valda kandidater att erbjuda tjänst", n),
    Move.ANSWER_OFFER: lambda n: plural("ett erbjudande att svara på", "%(n)s erbjudanden att svara på", n),
    Move.DECIDE: lambda _: text("omgången kan avgöras"),
    Move.GIVE_FEEDBACK: lambda n: plural("en kandidat att ge besked", "%(n)s kandidater att ge besked", n),
    Move.CLOSE: lambda _: text("omgången kan avslutas"),
}
_PAGES: Final[Mapping[Move, str]] = {
    Move.JUDGE: "/urval",
    Move.SETTLE: "/urval",
    Move.PROPOSE: "/matchning",
    Move.GIVE_FEEDBACK: "/aterkoppling",
}
"""The part of a campaign where the move is made; the campaign's own page otherwise."""


@dataclass(frozen=True)
class TurnTold:
    """Who is waited for, for what, and where it is done."""

    holder: str
    words: str
    address: str


def told(campaigns: Sequence[CampaignTurns]) -> list[tuple[CampaignTurns, list[TurnTold]]]:
    """Return each campaign with whom it waits for."""
    return [(one, [_turn(one, turn) for turn in one.turns]) for one in campaigns]


def where_to_match(one: UnmatchedPosition) -> str:
    """Return where HR-service finds somebody for a vacancy: in its campaign, or by its order to begin one."""
    return f"/rekrytering/omgangar/{one.campaign}/matchning" if one.campaign else f"/rekrytering/{one.order}"


def _turn(campaign: CampaignTurns, turn: Turn) -> TurnTold:
    words = _MOVES[turn.move](turn.count) % {"n": formats.number(turn.count)}
    address = f"/rekrytering/omgangar/{campaign.campaign}{_PAGES.get(turn.move, '')}"
    return TurnTold(text(HOLDERS[turn.holder]), words, address)
