"""Wires the recruitment service together: ``python -m services.recruitment.main``."""

from fastapi import FastAPI

from contracts.organisation import Organisation
from contracts.recruitment.gate_rules import GateRules
from contracts.recruitment.occupations import Occupations
from libs.app import Job, create_app, serve
from services.recruitment import campaign_handlers
from services.recruitment.campaign_router import router as campaign_router
from services.recruitment.order_router import router as order_router
from services.recruitment.settings import RecruitmentSettings
from services.recruitment.subscriptions import SUBSCRIPTIONS

CLOSE_SECONDS = 60
"""How soon a campaign is closed for applications after its last day."""
DESCRIPTION = """Stadsdelsförvaltningar beställer rekrytering; HR-service rekryterar åt flera på en gång.

Districts order recruitment; HR-service recruits for many at once. Every command carries an `Idempotency-Key` and the
version that the caller has seen."""


def application(settings: RecruitmentSettings) -> FastAPI:
    """Return the service's application."""
    app = create_app(
        "recruitment",
        settings,
        title="Avlasta – samordnad rekrytering",
        description=DESCRIPTION,
        routers=[order_router, campaign_router],
        subscriptions=SUBSCRIPTIONS,
        jobs=[Job("close-overdue", CLOSE_SECONDS, campaign_handlers.close_overdue)],
    )
    app.state.organisation = Organisation.read(settings.organisation_file)
    app.state.occupations = Occupations.read(settings.occupations_file)
    app.state.gate_rules = GateRules.read(settings.gate_rules_file)
    return app


if __name__ == "__main__":
    settings = RecruitmentSettings()
    serve(application(settings), settings)
