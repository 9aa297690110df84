"""Every event the portal listens to, a line each."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from contracts.recruitment import order_events, referral_events
from contracts.specialist_team import assignment_events, events, time_events
from contracts.specialist_team.events import SupportRequestEvent
from libs.database import Transaction
from libs.subscriptions import Subscription, on
from services.portal.assignment_projections import show_assignment, show_part, show_split
from services.portal.calendar_projections import show_periods
from services.portal.order_projections import show_stated, show_step
from services.portal.projections import show_change, show_need, show_note, show_second_opinion
from services.portal.referral_projections import tell
from services.portal.time_projections import show_answer, show_time

Handler = Callable[[Transaction, SupportRequestEvent], Awaitable[None]]


def _with_periods(handler: Handler) -> Handler:
    """Return the handler followed by what calendars remember of the same event."""

    async def both(tx: Transaction, event: SupportRequestEvent) -> None:
        await handler(tx, event)
        await show_periods(tx, event)

    return both


SUBSCRIPTIONS: Final[Sequence[Subscription]] = [
    on(events.RequestDrafted, show_need),
    on(events.RequestSubmitted, show_need),
    on(events.RequestResubmitted, show_need),
    on(events.RequestSentForApproval, show_change),
    on(events.RequestSentBack, show_change),
    on(events.RequestReturned, show_change),
    on(events.RequestTriaged, show_change),
    on(events.RequestAcuteProposed, show_second_opinion),
    on(events.RequestAcuteConfirmed, show_second_opinion),
    on(events.RequestAcuteRefused, show_second_opinion),
    on(events.RequestQueued, show_change),
    on(events.RequestKeptWaiting, show_note),
    on(events.RequestPositionNamed, show_note),
    on(events.RequestOverridden, show_change),
    on(events.RequestOverrideLifted, show_change),
    on(events.RequestOffered, show_change),
    on(events.OfferRetracted, show_change),
    on(events.OfferTurnedDown, show_change),
    on(events.OfferLapsed, show_change),
    on(events.RequestAccepted, _with_periods(show_change)),
    on(events.RequestDeclined, show_change),
    on(events.RequestWithdrawn, _with_periods(show_change)),
    on(events.RequestExpired, show_change),
    on(events.AssignmentStarted, show_change),
    on(events.AssignmentCompleted, _with_periods(show_change)),
    on(events.RequestEvaluated, show_change),
    on(assignment_events.RequestPartQueued, show_part),
    on(assignment_events.RequestSplit, show_split),
    on(assignment_events.AssignmentEndProposed, show_assignment),
    on(assignment_events.AssignmentEndDeclined, show_assignment),
    on(assignment_events.AssignmentEndChanged, _with_periods(show_assignment)),
    on(assignment_events.AssignmentHandedOver, _with_periods(show_assignment)),
    on(assignment_events.AssignmentStoodDown, _with_periods(show_assignment)),
    on(assignment_events.AssignmentEnding, show_assignment),
    on(assignment_events.AssignmentMayEnd, show_assignment),
    on(assignment_events.AssignmentGoesOnAfterHire, show_assignment),
    on(assignment_events.AssignmentReviewed, show_assignment),
    on(assignment_events.EffectFollowUpDue, show_assignment),
    on(assignment_events.EffectFollowedUp, show_assignment),
    on(time_events.TimeReported, show_time),
    on(time_events.TimeCorrected, show_time),
    on(time_events.TimeConfirmed, show_answer),
    on(time_events.TimeObjected, show_answer),
    on(order_events.OrderDrafted, show_stated),
    on(order_events.OrderPlaced, show_stated),
    on(order_events.OrderReturned, show_step),
    on(order_events.OrderAccepted, show_step),
    on(order_events.OrderCancelled, show_step),
    on(order_events.OrderClosed, show_step),
    on(referral_events.ReferralProposed, tell),
    on(referral_events.ReferralChosen, tell),
    on(referral_events.ReferralPassedOver, tell),
    on(referral_events.ReferralAccepted, tell),
    on(referral_events.ReferralTurnedDown, tell),
    on(referral_events.ReferralLapsed, tell),
]
