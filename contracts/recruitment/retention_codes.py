"""Closed lists of retention: what is erased by which rule, what is kept from it, and how an application stands."""

from enum import StrEnum


class RetentionRule(StrEnum):
    """By which rule an application was erased (sv. *gallringsregel*): two years after the campaign was concluded."""

    DECIDED_24_MONTHS = "decided_24_months"
    CANCELLED_24_MONTHS = "cancelled_24_months"


class HoldGround(StrEnum):
    """Why an application is kept from erasure (sv. *undantag från gallring*)."""

    DISCRIMINATION_CLAIM = "discrimination_claim"
    OTHER_DISPUTE = "other_dispute"
    SCRUTINY = "scrutiny"


class ReleaseGround(StrEnum):
    """Why an application is kept from erasure no longer."""

    SETTLED = "settled"
    CORRECTION = "correction"


class RetentionStanding(StrEnum):
    """How an application stands: ``undecided`` as long as its campaign is, ``hired`` until it is a personnel file's."""

    UNDECIDED = "undecided"
    KEPT = "kept"
    HELD = "held"
    HIRED = "hired"
    DUE = "due"
