"""Wires the specialist team's service together: ``python -m services.specialist_team.main``."""

from functools import partial

from fastapi import FastAPI

from contracts.organisation import Organisation
from libs.app import Job, create_app, serve
from libs.settings import Settings
from services.specialist_team import (
    assignment_handlers,
    demand_handlers,
    forecasting,
    handlers,
    import_handlers,
    import_router,
    planner,
)
from services.specialist_team.assignment_router import router as assignment_router
from services.specialist_team.availability_router import router as availability_router
from services.specialist_team.demand_router import router as demand_router
from services.specialist_team.employment_router import router as employment_router
from services.specialist_team.forecast_router import router as forecast_router
from services.specialist_team.monthly_router import router as monthly_router
from services.specialist_team.planner_router import router as planner_router
from services.specialist_team.policy_router import router as policy_router
from services.specialist_team.prices import Prices
from services.specialist_team.queue_router import router as queue_router
from services.specialist_team.router import router
from services.specialist_team.subscriptions import SUBSCRIPTIONS
from services.specialist_team.time_router import router as time_router
from services.specialist_team.ways_router import router as ways_router

EXPIRY_SECONDS = 30
REMIND_SECONDS = 60
IMPORT_SECONDS = 1
DEMAND_SECONDS = 300
FORECAST_SECONDS = 15
"""How soon a request that has been put in the queue gets its forecast."""
PLAN_SECONDS = 3
"""How soon a plan that somebody has asked for is begun."""
DESCRIPTION = """Stadsdelsförvaltningar begär hjälp av specialistteamet; teamet bedömer, erbjuder och hjälper.

Districts ask for help from the specialist team; the team triages, offers and helps. Every command carries an
`Idempotency-Key` and the version that the caller has seen."""


def application(settings: Settings) -> FastAPI:
    """Return the service's application."""
    organisation = Organisation.read(settings.organisation_file)
    app = create_app(
        "specialist_team",
        settings,
        title="Avlasta – specialistteamet",
        description=DESCRIPTION,
        routers=[
            router,
            assignment_router,
            ways_router,
            time_router,
            queue_router,
            policy_router,
            forecast_router,
            availability_router,
            employment_router,
            planner_router,
            import_router.router,
            demand_router,
            monthly_router,
        ],
        subscriptions=SUBSCRIPTIONS,
        jobs=[
            Job("expire-overdue", EXPIRY_SECONDS, handlers.expire_overdue),
            Job("remind", REMIND_SECONDS, assignment_handlers.remind),
            Job("make-plan", PLAN_SECONDS, partial(planner.make_plan, organisation=organisation)),
            Job("report-demand", DEMAND_SECONDS, demand_handlers.report),
            Job("take-in-imports", IMPORT_SECONDS, partial(import_handlers.take_in, organisation=organisation)),
            Job("make-forecasts", FORECAST_SECONDS, partial(forecasting.make_promises, organisation=organisation)),
        ],
    )
    app.state.organisation = organisation
    app.state.agency_hour_price = Prices().agency_hour_price
    app.state.larger_bodies = import_router.LARGER_BODIES
    return app


if __name__ == "__main__":
    settings = Settings()
    serve(application(settings), settings)
