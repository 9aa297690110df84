"""Who waits for whom between proposal and hire, as tasks: one a position, that which has waited longest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.organisation import Organisation
from contracts.recruitment.referral_codes import ReferralStatus
from contracts.recruitment.referrals import Referral
from services.portal import formats
from services.portal.language import plural, text
from services.portal.visitor import Role, Visitor


@dataclass(frozen=True)
class HiringTask:
    """What is asked of the person about a position, since when."""

    position: UUID
    heading: str
    button: str
    unit: str
    since: datetime


def tasks(referrals: Sequence[Referral], visitor: Visitor, organisation: Organisation) -> list[HiringTask]:
    """Return what waits for the person: a manager chooses, HR-service offers and notes the answer."""
    mine = {ReferralStatus.PROPOSED} if visitor.has(Role.UNIT_MANAGER) else set[ReferralStatus]()
    if visitor.has(Role.HR_CONSULTANT):
        mine |= {ReferralStatus.CHOSEN, ReferralStatus.OFFERED}
    of_position: dict[tuple[UUID, ReferralStatus], list[Referral]] = {}
    for one in referrals:
        if one.status in mine:
            of_position.setdefault((one.position, one.status), []).append(one)
    return [_task(some, organisation) for some in of_position.values()]


def _task(some: Sequence[Referral], organisation: Organisation) -> HiringTask:
    first = some[0]
    headings = {
        ReferralStatus.PROPOSED: plural(
            "Ta ställning till en kandidat", "Ta ställning till %(n)s kandidater", len(some)
        )
        % {"n": formats.spelled(len(some))},
        ReferralStatus.CHOSEN: text("Se handlingar och erbjud tjänsten"),
        ReferralStatus.OFFERED: text("Anteckna svaret på erbjudandet, senast %(day)s")
        % {"day": formats.day(first.answer_by) if first.answer_by else ""},
    }
    return HiringTask(
        position=first.position,
        heading=headings[first.status],
        button=text("Läs"),
        unit=organisation.unit(first.unit).name,
        since=first.updated_at,
    )
