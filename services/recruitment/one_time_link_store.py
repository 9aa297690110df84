"""One-time links in the database, found by their token's digest."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from contracts.recruitment.link_codes import LinkPurpose
from libs.database import Transaction
from services.recruitment.domain import one_time_link as links
from services.recruitment.domain.link_refusals import LinkDoesNotOpen, TokenIsTaken
from services.recruitment.domain.one_time_link import OneTimeLink
from services.recruitment.one_time_link_tables import one_time_link

_COLUMNS = tuple(one_time_link.c[name] for name in OneTimeLink.__dataclass_fields__)


async def add(tx: Transaction, purpose: LinkPurpose, subject_id: UUID, token_digest: str, now: datetime) -> OneTimeLink:
    """Store a link by its token's digest in hexadecimal, and return it; raises TokenIsTaken."""
    made = links.make(uuid7(), purpose, subject_id, now)
    row = {name: getattr(made, name) for name in OneTimeLink.__dataclass_fields__}
    statement = insert(one_time_link).values(row | {"token_digest": bytes.fromhex(token_digest)})
    once = statement.on_conflict_do_nothing(index_elements=["token_digest"]).returning(one_time_link.c.id)
    if (await tx.execute(once)).one_or_none() is None:
        raise TokenIsTaken.because("Draw a new token.")
    return made


async def opened(tx: Transaction, token: str, purposes: Collection[LinkPurpose], now: datetime) -> OneTimeLink:
    """Return the link that ``token`` opens for one of ``purposes``; raises LinkDoesNotOpen."""
    found = await presented(tx, token, purposes)
    if found is None or not links.opens(found, now):
        raise LinkDoesNotOpen("The link does not open anything.")
    return found


async def presented(tx: Transaction, token: str, purposes: Collection[LinkPurpose]) -> OneTimeLink | None:
    """Return the link that has ``token``, also one that opens nothing any more, or None."""
    digest = hashlib.sha256(token.encode()).digest()
    mine = (one_time_link.c.token_digest == digest) & one_time_link.c.purpose.in_(purposes)
    row = (await tx.execute(select(*_COLUMNS).where(mine))).one_or_none()
    if row is None:
        return None
    named = {name: getattr(row, name) for name in OneTimeLink.__dataclass_fields__}
    return OneTimeLink(**named | {"purpose": LinkPurpose(row.purpose)})


async def use(tx: Transaction, link_id: UUID, now: datetime) -> None:
    """Use up a link, if it still opens something; raises LinkDoesNotOpen. Of two at once, one is refused."""
    mine = (one_time_link.c.id == link_id) & one_time_link.c.used_at.is_(None)
    still = one_time_link.c.revoked_at.is_(None) & (one_time_link.c.expires_at > now)
    if not (await tx.execute(update(one_time_link).where(mine, still).values(used_at=now))).rowcount:
        raise LinkDoesNotOpen("The link does not open anything.")


async def revoke(tx: Transaction, purposes: Collection[LinkPurpose], subject_id: UUID, now: datetime) -> None:
    """Let no link to the subject open anything any more."""
    mine = (one_time_link.c.subject_id == subject_id) & one_time_link.c.purpose.in_(purposes)
    await tx.execute(update(one_time_link).where(mine, one_time_link.c.revoked_at.is_(None)).values(revoked_at=now))


async def extend(tx: Transaction, purpose: LinkPurpose, subject_id: UUID, until: datetime, now: datetime) -> None:
    """Let the subject's link that still opens something open until then."""
    mine = (one_time_link.c.subject_id == subject_id) & (one_time_link.c.purpose == purpose)
    still = (
        one_time_link.c.revoked_at.is_(None) & one_time_link.c.used_at.is_(None) & (one_time_link.c.expires_at > now)
    )
    await tx.execute(update(one_time_link).where(mine, still).values(expires_at=until))


async def forget(tx: Transaction, before: datetime) -> None:
    """Delete links that expired before ``before``."""
    await tx.execute(delete(one_time_link).where(one_time_link.c.expires_at < before))
