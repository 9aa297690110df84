"""Every event this service listens to."""

from libs.subscriptions import Subscription

SUBSCRIPTIONS: list[Subscription] = []
