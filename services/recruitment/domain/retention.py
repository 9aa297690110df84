"""How long an application is kept: 24 months from when its campaign was concluded, cancelled ones too.

Sources: RA-FS 2021:2 (for the state; a city decides its own): unsuccessful applications are destroyed two years after
the decision is final, longer in a dispute. JO: a recruitment that is cancelled may not be purged at once either.
"""

from datetime import date
from typing import Final

from contracts.recruitment.application_codes import ApplicationStatus
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.retention_codes import RetentionRule, RetentionStanding

YEARS: Final = 2


def kept_until(concluded_on: date) -> date:
    """Return the last day that applications are kept; never less than 24 whole months, so 29 February becomes 1 March.

    >>> kept_until(date(2028, 2, 29))
    datetime.date(2030, 3, 1)
    """
    try:
        return concluded_on.replace(year=concluded_on.year + YEARS)
    except ValueError:
        return date(concluded_on.year + YEARS, 3, 1)


def rule(status: CampaignStatus) -> RetentionRule:
    """Return the rule by which a concluded campaign's applications are erased."""
    cancelled = status is CampaignStatus.CANCELLED
    return RetentionRule.CANCELLED_24_MONTHS if cancelled else RetentionRule.DECIDED_24_MONTHS


def standing(
    status: ApplicationStatus, concluded_on: date | None, *, held: bool, filed: bool, today: date
) -> RetentionStanding:
    """Return how an application stands ``today``; only what is due is erased.

    Who was hired waits until the personnel file is made (``filed``).
    """
    if concluded_on is None:
        return RetentionStanding.UNDECIDED
    if held:
        return RetentionStanding.HELD
    if status is ApplicationStatus.HIRED and not filed:
        return RetentionStanding.HIRED
    return RetentionStanding.DUE if today > kept_until(concluded_on) else RetentionStanding.KEPT
