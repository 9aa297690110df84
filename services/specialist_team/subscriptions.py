"""Every event this service listens to."""

from contracts.recruitment import order_events
from libs.subscriptions import Subscription, on
from services.specialist_team.projections import show_cancelled, show_changed, show_filled, show_opened

SUBSCRIPTIONS: list[Subscription] = [
    on(order_events.PositionOpened, show_opened),
    on(order_events.PositionChanged, show_changed),
    on(order_events.PositionFilled, show_filled),
    on(order_events.PositionCancelled, show_cancelled),
]
