"""Wires the recruitment service together: ``python -m services.recruitment.main``."""

from fastapi import FastAPI

from contracts.organisation import Organisation
from contracts.recruitment.occupations import Occupations
from libs.app import create_app, serve
from services.recruitment.order_router import router as order_router
from services.recruitment.settings import RecruitmentSettings
from services.recruitment.subscriptions import SUBSCRIPTIONS

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
        routers=[order_router],
        subscriptions=SUBSCRIPTIONS,
    )
    app.state.organisation = Organisation.read(settings.organisation_file)
    app.state.occupations = Occupations.read(settings.occupations_file)
    return app


if __name__ == "__main__":
    settings = RecruitmentSettings()
    serve(application(settings), settings)
