"""What the portal does with referrals: it tells who is waited for. It remembers nothing of candidates."""

from contracts.recruitment.referral_events import ReferralEvent
from libs.database import Transaction
from services.portal.notice_store import notify


async def tell(tx: Transaction, event: ReferralEvent) -> None:
    """Write the notices of the event, about the position."""
    row = {
        "event_id": event.event_id,
        "request": event.position_id,
        "type": event.type,
        "reference": "",
        "district": event.district,
        "unit": event.unit,
        "actor": event.actor.id,
        "at": event.occurred_at,
    }
    await notify(tx, row)
