"""Every event the portal listens to, a line each."""

from collections.abc import Sequence
from typing import Final

from contracts.specialist_team import events
from libs.subscriptions import Subscription, on
from services.portal.projections import show_change, show_need

SUBSCRIPTIONS: Final[Sequence[Subscription]] = [
    on(events.RequestDrafted, show_need),
    on(events.RequestSubmitted, show_need),
    on(events.RequestResubmitted, show_need),
    on(events.RequestReturned, show_change),
    on(events.RequestTriaged, show_change),
    on(events.RequestQueued, show_change),
    on(events.RequestOverridden, show_change),
    on(events.RequestOverrideLifted, show_change),
    on(events.RequestOffered, show_change),
    on(events.OfferRetracted, show_change),
    on(events.OfferTurnedDown, show_change),
    on(events.OfferLapsed, show_change),
    on(events.RequestAccepted, show_change),
    on(events.RequestDeclined, show_change),
    on(events.RequestWithdrawn, show_change),
    on(events.RequestExpired, show_change),
    on(events.AssignmentStarted, show_change),
    on(events.AssignmentCompleted, show_change),
    on(events.RequestEvaluated, show_change),
]
