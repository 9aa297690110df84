"""Closed lists of matching."""

from enum import StrEnum


class WishOutcome(StrEnum):
    """What became of one wish in a matching run (sv. *matchning*).

    ``got`` is the match; ``liked_less`` since something higher on the own list was got; ``settled`` is offered or
    accepted already; ``already_tried`` was proposed for the position before; the position or its district was full.
    """

    GOT = "got"
    SETTLED = "settled"
    LIKED_LESS = "liked_less"
    ALREADY_TRIED = "already_tried"
    POSITION_FULL = "position_full"
    DISTRICT_FULL = "district_full"
