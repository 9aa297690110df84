"""Closed lists of coordinated recruitment."""

from enum import StrEnum


class OrderStatus(StrEnum):
    """Where a recruitment order stands (sv. *rekryteringsbeställning*)."""

    DRAFT = "draft"
    PLACED = "placed"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class OrderCommand(StrEnum):
    """What may be done with an order."""

    SAVE_DRAFT = "save_draft"
    PLACE = "place"
    RETURN = "return"
    ACCEPT = "accept"
    CANCEL = "cancel"


class PositionStatus(StrEnum):
    """Where a position stands: open from when it was ordered until somebody is hired or it is no longer wanted."""

    OPEN = "open"
    FILLED = "filled"
    CANCELLED = "cancelled"


class Employment(StrEnum):
    """Form of employment: until further notice, or for a time."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"


class OrderCause(StrEnum):
    """Why the position is vacant."""

    LEFT = "left"
    NEW_POST = "new_post"
    LEAVE = "leave"
    RETIREMENT = "retirement"


class OrderCancelReason(StrEnum):
    """Why an order is cancelled."""

    FILLED_LOCALLY = "filled_locally"
    REDEPLOYED = "redeployed"
    BUDGET = "budget"
    REORGANISED = "reorganised"
    BY_MISTAKE = "by_mistake"
