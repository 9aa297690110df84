"""The signed-in person as pages see them, and what of other people's requests they may see."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, and_, false, or_

from contracts.organisation import Organisation
from services.portal.sealing import Seal
from services.portal.store import feed, request_view
from services.portal.swedish import role_name


class Role(StrEnum):
    """What a person is in Avlasta, from the claims of the identity provider."""

    UNIT_MANAGER = "unit_manager"
    COORDINATOR = "coordinator"
    SPECIALIST = "specialist"
    HR_CONSULTANT = "hr_consultant"
    STEERING_GROUP = "steering_group"
    OPERATOR = "operator"


SEES_ALL: Final = frozenset({Role.COORDINATOR, Role.STEERING_GROUP})
SEES_ORDERS: Final = frozenset({Role.HR_CONSULTANT, Role.STEERING_GROUP})
"""Who sees every recruitment order that is placed."""


@dataclass(frozen=True)
class Visitor:
    """Who is asking. ``id`` is the account's opaque id; there is no name to leak."""

    id: str
    roles: frozenset[str]
    district: str | None
    unit: str | None
    csrf: str
    session: bytes
    seal: Seal
    language: str | None = None
    theme: str = "auto"
    density: str = "normal"
    email: str | None = None

    def has(self, *roles: Role) -> bool:
        """Tell whether the person has one of ``roles``."""
        return not self.roles.isdisjoint(roles)

    @property
    def title(self) -> str:
        """What the person is, in words: «Enhetschef»."""
        first = next((role for role in Role if role in self.roles), "")
        return role_name(first).split(",")[0]

    def place(self, organisation: Organisation) -> str:
        """Where the person works: unit and district, or the team."""
        if self.unit and self.district:
            return f"{organisation.unit(self.unit).name}, {organisation.district(self.district).name}"
        if self.district:
            return organisation.district(self.district).name
        if self.has(Role.HR_CONSULTANT):
            return "HR-service"
        return "Specialistteamet" if self.has(Role.COORDINATOR, Role.SPECIALIST) else "Stockholms stad"

    def may_see(self) -> ColumnElement[bool]:
        """Return the condition on ``request_view`` for what the person may know of.

        What was never sent is nobody's business but the district's own. A specialist sees where
        they are offered or booked.
        """
        sent = request_view.c.submitted_at.is_not(None)
        if self.has(*SEES_ALL):
            return sent
        conditions: list[ColumnElement[bool]] = []
        if self.has(Role.UNIT_MANAGER) and self.district:
            conditions.append(request_view.c.district == self.district)
        if self.has(Role.SPECIALIST):
            helps = or_(request_view.c.specialist == self.id, request_view.c.past_specialists.any(self.id))
            conditions.append(and_(sent, helps))
        return or_(false(), *conditions)

    def may_hear(self) -> ColumnElement[bool]:
        """Return the condition on ``feed`` for the events the person may be told of."""
        of_orders = feed.c.type.startswith("recruitment.")
        conditions: list[ColumnElement[bool]] = []
        if self.has(*SEES_ALL):
            conditions.append(and_(feed.c.team_knows, ~of_orders))
        if self.has(*SEES_ORDERS):
            conditions.append(and_(feed.c.team_knows, of_orders))
        if self.has(Role.UNIT_MANAGER) and self.district:
            conditions.append(feed.c.district == self.district)
        if self.has(Role.SPECIALIST):
            conditions.append(or_(feed.c.specialist == self.id, feed.c.previous_specialist == self.id))
        return or_(false(), *conditions)

    def is_told(self, event_type: str, district: str, *specialists: str | None, team_knows: bool) -> bool:
        """Tell in memory what ``may_hear`` says in SQL, for the live stream."""
        if team_knows and self.has(*(SEES_ORDERS if event_type.startswith("recruitment.") else SEES_ALL)):
            return True
        if self.has(Role.UNIT_MANAGER) and self.district == district:
            return True
        return self.has(Role.SPECIALIST) and self.id in specialists
