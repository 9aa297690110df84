"""Server-side sessions: the browser keeps one opaque cookie, everything else stays in the database.

A session ends after an hour without a click and at the latest ten hours after sign-in; signing in always makes a new
one. The access token is refreshed under a lock on the session's row, so that parallel clicks use it once.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Row, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from libs.calendar import now
from libs.database import Database, Transaction
from services.portal.identity import IdentityProvider, Question, Tokens
from services.portal.sealing import Seal
from services.portal.store import person, session, sign_in
from services.portal.visitor import Visitor

IDLE: Final = timedelta(hours=1)
LONGEST: Final = timedelta(hours=10)
SIGN_IN_WITHIN: Final = timedelta(minutes=10)
_REFRESH_BEFORE: Final = timedelta(seconds=30)
_TOUCH_EVERY: Final = timedelta(minutes=1)


def digest(secret: str) -> bytes:
    """Return what is stored in place of a secret."""
    return hashlib.sha256(secret.encode()).digest()


async def remember(tx: Transaction, question: Question, browser: str, destination: str) -> None:
    """Keep a question until the person is back; forgets those nobody came back from."""
    await tx.execute(delete(sign_in).where(sign_in.c.created_at < now() - SIGN_IN_WITHIN))
    row = {
        "state_hash": digest(question.state),
        "browser_hash": digest(browser),
        "nonce": question.nonce,
        "verifier": question.verifier,
        "destination": destination,
    }
    await tx.execute(sign_in.insert(), row)


async def recall(tx: Transaction, state: str, browser: str) -> tuple[Question, str] | None:
    """Return the question this browser was sent away with and where it wanted to go; each question is used once."""
    statement = (
        delete(sign_in)
        .where(
            sign_in.c.state_hash == digest(state),
            sign_in.c.browser_hash == digest(browser),
            sign_in.c.created_at > now() - SIGN_IN_WITHIN,
        )
        .returning(sign_in)
    )
    row = (await tx.execute(statement)).one_or_none()
    return (Question(state, row.nonce, row.verifier), row.destination) if row else None


async def begin(tx: Transaction, tokens: Tokens) -> str:
    """Begin a session for whom the tokens are about and return the cookie's value."""
    cookie = secrets.token_urlsafe(32)
    await tx.execute(delete(session).where(_over()))
    await tx.execute(
        session.insert(),
        {"id_hash": digest(cookie), "csrf": secrets.token_urlsafe(24), **_columns(tokens, Seal(cookie))},
    )
    known = {"email": tokens.email, **_standing(tokens)}
    statement = insert(person).values(id=tokens.actor.id, **known)
    visit = {"here_before_at": person.c.signed_in_at, "signed_in_at": func.now()}
    await tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_=visit | known))
    return cookie


def _standing(tokens: Tokens) -> dict[str, Any]:
    """Return what the person is, and where, by the tokens."""
    actor = tokens.actor
    return {"roles": sorted(actor.roles), "district": actor.district, "unit": actor.unit}


def _columns(tokens: Tokens, seal: Seal) -> dict[str, Any]:
    return {
        "person": tokens.actor.id,
        **_standing(tokens),
        "access_token": seal.close(tokens.access_token),
        "access_expires_at": tokens.expires_at,
        "refresh_token": tokens.refresh_token and seal.close(tokens.refresh_token),
        "id_token": seal.close(tokens.id_token),
    }


def _over() -> Any:
    return or_(session.c.seen_at < now() - IDLE, session.c.created_at < now() - LONGEST)


async def find(database: Database, cookie: str, *, is_click: bool = True) -> Visitor | None:
    """Return who has the session, or None when it is over. A click keeps it alive; a live stream does not."""

    async def work(tx: Transaction) -> Row[Any] | None:
        query = (
            select(session, person.c.language, person.c.theme, person.c.density, person.c.email)
            .join(person, person.c.id == session.c.person)
            .where(session.c.id_hash == digest(cookie), ~_over())
        )
        row = (await tx.execute(query)).one_or_none()
        if row and is_click and row.seen_at < now() - _TOUCH_EVERY:
            await tx.execute(update(session).where(session.c.id_hash == row.id_hash).values(seen_at=now()))
        return row

    row = await database.run(work)
    return _visitor(row, Seal(cookie)) if row else None


def _visitor(row: Row[Any], seal: Seal) -> Visitor:
    return Visitor(
        id=row.person,
        roles=frozenset(row.roles),
        district=row.district,
        unit=row.unit,
        csrf=row.csrf,
        session=row.id_hash,
        seal=seal,
        language=row.language,
        theme=row.theme,
        density=row.density,
        email=row.email,
    )


async def access_token(database: Database, provider: IdentityProvider, visitor: Visitor) -> str:
    """Return a token that holds for at least half a minute, refreshed if need be; raises SignInRefused."""

    async def work(tx: Transaction) -> str:
        query = select(session).where(session.c.id_hash == visitor.session)
        row = (await tx.execute(query)).one()
        if row.access_expires_at > now() + _REFRESH_BEFORE:
            return visitor.seal.open(row.access_token)
        row = (await tx.execute(query.with_for_update())).one()
        if row.access_expires_at > now() + _REFRESH_BEFORE or row.refresh_token is None:
            return visitor.seal.open(row.access_token)
        tokens = await provider.refresh(visitor.seal.open(row.refresh_token), visitor.seal.open(row.id_token))
        renewed = _columns(tokens, visitor.seal)
        await tx.execute(update(session).where(session.c.id_hash == visitor.session).values(renewed))
        await tx.execute(update(person).where(person.c.id == tokens.actor.id).values(_standing(tokens)))
        return tokens.access_token

    return await database.run(work)


async def end(tx: Transaction, visitor: Visitor) -> str:
    """End the session and return its id token, which the identity provider wants as a hint."""
    statement = delete(session).where(session.c.id_hash == visitor.session).returning(session.c.id_token)
    return visitor.seal.open((await tx.execute(statement)).scalar_one())
