"""Who comes with a one-time link instead of signing in: its token is sent as the bearer token, never in an address."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from contracts.recruitment.link_codes import LinkPurpose
from libs import calendar
from libs.auth import Actor
from libs.commands import Command, IdempotencyKey, requested
from services.recruitment import one_time_link_store
from services.recruitment.dependencies import Db
from services.recruitment.domain import one_time_link
from services.recruitment.domain.link_refusals import LinkDoesNotOpen
from services.recruitment.domain.one_time_link import OneTimeLink

_bearer = HTTPBearer(auto_error=False, scheme_name="OneTimeLink", description="The token of a one-time link")
Presented = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def through(*purposes: LinkPurpose) -> Callable[[Db, Presented], Awaitable[OneTimeLink]]:
    """Return a dependency that lets in who has a link for one of ``purposes`` that opens."""

    async def link(database: Db, credentials: Presented) -> OneTimeLink:
        token = credentials.credentials if credentials else ""
        return await database.run(lambda tx: one_time_link_store.opened(tx, token, purposes, calendar.now()))

    return link


@dataclass(frozen=True)
class ByLink:
    """A command that comes by a link: in the record its actor is called by what the link opens."""

    link: OneTimeLink
    command: Command


def commanding(role: str, *purposes: LinkPurpose) -> Callable[..., Awaitable[ByLink]]:
    """Return a dependency for a command in ``role`` by a link for one of ``purposes``.

    A link that is used up passes, so that a repeated command gets its first answer; the use case asks
    ``one_time_link_store.use``.
    """

    async def by_link(
        request: Request, database: Db, credentials: Presented, idempotency_key: IdempotencyKey
    ) -> ByLink:
        token = credentials.credentials if credentials else ""
        found = await database.run(lambda tx: one_time_link_store.presented(tx, token, purposes))
        if found is None or not one_time_link.is_valid(found, calendar.now()):
            raise LinkDoesNotOpen("The link does not open anything.")
        actor = Actor(str(found.subject_id), frozenset({role}))
        return ByLink(found, await requested(request, actor, idempotency_key))

    return by_link
