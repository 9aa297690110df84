"""A one-time link: who has its token may do one thing, for a while, without signing in.

The token is 32 random bytes, which nobody guesses; what is stored is its SHA-256. Unknown, expired, used and revoked
links are told apart to nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from contracts.recruitment.link_codes import LinkPurpose

VALID: Final[Mapping[LinkPurpose, timedelta]] = {
    LinkPurpose.CANDIDATE_PAGE: timedelta(days=60),
    LinkPurpose.CANDIDATE_VISIT: timedelta(minutes=30),
    LinkPurpose.REFERENCE: timedelta(weeks=4),
}
"""How long a link opens something."""
ONCE: Final = frozenset({LinkPurpose.REFERENCE})
"""What is used once; the others are opened until they expire."""


@dataclass(frozen=True)
class OneTimeLink:
    """A link to what ``subject_id`` names: an application, or a reference that is asked for."""

    id: UUID
    purpose: LinkPurpose
    subject_id: UUID
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


def make(link_id: UUID, purpose: LinkPurpose, subject_id: UUID, now: datetime) -> OneTimeLink:
    """Return a new link that is valid as long as its purpose allows."""
    return OneTimeLink(link_id, purpose, subject_id, now, now + VALID[purpose])


def is_valid(link: OneTimeLink, now: datetime) -> bool:
    """Tell whether the link is neither revoked nor expired; it may be used up."""
    return link.revoked_at is None and now < link.expires_at


def opens(link: OneTimeLink, now: datetime) -> bool:
    """Tell whether the link opens something now."""
    return is_valid(link, now) and not (link.purpose in ONCE and link.used_at is not None)
