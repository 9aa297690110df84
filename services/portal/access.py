"""Who may open a page: dependencies that every route states, and the check that a form was ours."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.datastructures import FormData

from contracts.organisation import Organisation
from libs.app import Kernel
from libs.refusals import NotAllowed
from services.portal import sessions
from services.portal.attempts import Attempts
from services.portal.identity import IdentityProvider
from services.portal.language import chosen, speak
from services.portal.live import Live
from services.portal.recruitment import Recruitment
from services.portal.settings import PortalSettings
from services.portal.team import Operations, Team
from services.portal.visitor import Role, Visitor

_MOST_FIELDS: Final = 320
"""A profile of twenty merits has fourteen fields each."""
_LONGEST_PATH: Final = 500


@dataclass(frozen=True)
class Portal:
    """What pages need of the running portal, reachable as ``app.state.portal``."""

    settings: PortalSettings
    organisation: Organisation
    kernel: Kernel
    provider: IdentityProvider
    team: Team
    recruitment: Recruitment
    operations: tuple[Operations, ...]
    live: Live
    attempts: Attempts

    @property
    def cookie(self) -> str:
        """The session cookie's name; __Host- ties it to this host where the portal is reached by https."""
        return "__Host-avlasta" if self.settings.secure_cookies else "avlasta"

    async def token(self, visitor: Visitor) -> str:
        """Return an access token with which to ask services as the visitor."""
        return await sessions.access_token(self.kernel.database, self.provider, visitor)


class SignInNeeded(Exception):
    """Nobody is signed in."""


class FormNotOurs(NotAllowed):
    """The form lacks the session's token: it was made by another site, or before the last sign-in."""


async def portal(request: Request) -> Portal:
    """Return the running portal."""
    found: Portal = request.app.state.portal
    return found


async def anyone(request: Request) -> Visitor | None:
    """Return who is signed in, or None, and let the answer be in their language."""
    here = await portal(request)
    cookie = request.cookies.get(here.cookie)
    visitor = await sessions.find(here.kernel.database, cookie) if cookie else None
    preferred = (visitor.language if visitor else None) or request.cookies.get("sprak")
    speak(chosen(preferred, request.headers.get("Accept-Language", "")))
    request.state.visitor = visitor
    return visitor


async def signed_in(visitor: Annotated[Visitor | None, Depends(anyone)]) -> Visitor:
    """Return who is signed in; others are sent to sign in."""
    if visitor is None:
        raise SignInNeeded
    return visitor


def only(*roles: Role) -> Callable[[Visitor], Awaitable[Visitor]]:
    """Return a dependency that lets in people with one of ``roles``."""

    async def allowed(visitor: Annotated[Visitor, Depends(signed_in)]) -> Visitor:
        if not visitor.has(*roles):
            raise NotAllowed("This page is for other roles.")
        return visitor

    return allowed


async def posted(request: Request, visitor: Annotated[Visitor, Depends(signed_in)]) -> FormData:
    """Return the fields of a form that this session was shown; raises FormNotOurs."""
    fields = await request.form(max_files=0, max_fields=_MOST_FIELDS)
    _require_ours(fields, visitor)
    return fields


async def uploaded(request: Request, visitor: Annotated[Visitor, Depends(signed_in)]) -> AsyncIterator[FormData]:
    """Yield the fields and the one file of a form that this session was shown; raises FormNotOurs."""
    async with request.form(max_files=1, max_fields=_MOST_FIELDS) as fields:
        _require_ours(fields, visitor)
        yield fields


def _require_ours(fields: FormData, visitor: Visitor) -> None:
    token = fields.get("csrf")
    if not isinstance(token, str) or not secrets.compare_digest(token.encode(), visitor.csrf.encode()):
        raise FormNotOurs("The form does not belong to this session.")


def own_path(wanted: str) -> str:
    """Return ``wanted`` if it is a path of our own, else the start page: nobody is sent on to another site."""
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted[:_LONGEST_PATH] if ours else "/"


READERS: Final = (Role.UNIT_MANAGER, Role.DISTRICT_APPROVER, Role.COORDINATOR, Role.SPECIALIST, Role.STEERING_GROUP)

NOTIFIED: Final = (*READERS, Role.HR_CONSULTANT)
"""Who gets mail when something waits."""

ORDER_READERS: Final = (Role.UNIT_MANAGER, Role.HR_CONSULTANT, Role.STEERING_GROUP)

Here = Annotated[Portal, Depends(portal)]
Anyone = Annotated[Visitor | None, Depends(anyone)]
SignedIn = Annotated[Visitor, Depends(signed_in)]
Reader = Annotated[Visitor, Depends(only(*READERS))]
Notified = Annotated[Visitor, Depends(only(*NOTIFIED))]
Manager = Annotated[Visitor, Depends(only(Role.UNIT_MANAGER))]
QueueReader = Annotated[Visitor, Depends(only(Role.COORDINATOR, Role.STEERING_GROUP))]
Coordinator = Annotated[Visitor, Depends(only(Role.COORDINATOR))]
DemandReader = Annotated[Visitor, Depends(only(Role.UNIT_MANAGER, Role.COORDINATOR, Role.STEERING_GROUP))]
TeamReader = Annotated[Visitor, Depends(only(Role.COORDINATOR, Role.STEERING_GROUP, Role.SPECIALIST))]
TimeKeeper = Annotated[Visitor, Depends(only(Role.SPECIALIST, Role.COORDINATOR))]
Hirer = Annotated[Visitor, Depends(only(Role.HR_CONSULTANT, Role.UNIT_MANAGER))]
Recruiter = Annotated[Visitor, Depends(only(Role.HR_CONSULTANT))]
OrderReader = Annotated[Visitor, Depends(only(*ORDER_READERS))]
SteeringGroup = Annotated[Visitor, Depends(only(Role.STEERING_GROUP))]
Operator = Annotated[Visitor, Depends(only(Role.OPERATOR))]
Uploaded = Annotated[FormData, Depends(uploaded)]
Posted = Annotated[FormData, Depends(posted)]
