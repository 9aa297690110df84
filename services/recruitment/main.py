"""Wires the recruitment service together: ``python -m services.recruitment.main``."""

from functools import partial

from fastapi import FastAPI

from contracts.organisation import Organisation
from contracts.recruitment.gate_rules import GateRules
from contracts.recruitment.occupations import Occupations
from libs.app import Job, create_app, serve
from services.recruitment import (
    application_handlers,
    application_router,
    calibration_handlers,
    calibration_router,
    campaign_handlers,
    candidate_handlers,
    candidate_router,
    disclosure_router,
    feedback_router,
    interview_router,
    matching_router,
    measures_handlers,
    reference_handlers,
    reference_router,
    referral_handlers,
    referral_router,
    retention_handlers,
    retention_router,
    selection_test_router,
)
from services.recruitment.campaign_router import router as campaign_router
from services.recruitment.measures_router import router as measures_router
from services.recruitment.order_router import router as order_router
from services.recruitment.personal_data import PersonalData
from services.recruitment.screening_router import router as screening_router
from services.recruitment.settings import RecruitmentSettings
from services.recruitment.subscriptions import SUBSCRIPTIONS
from services.recruitment.turn_router import router as turn_router

CLOSE_SECONDS = 60
"""How soon a campaign is closed for applications, and an offer lapses, after the last day."""
IMPORT_SECONDS = 1
FORGET_SECONDS = 3600
ERASE_SECONDS = 3600
REPORT_SECONDS = 3600
DESCRIPTION = """Stadsdelsförvaltningar beställer rekrytering; HR-service rekryterar åt flera på en gång.

Districts order recruitment; HR-service recruits for many at once. Every command carries an `Idempotency-Key` and the
version that the caller has seen."""


def application(settings: RecruitmentSettings) -> FastAPI:
    """Return the service's application."""
    personal = PersonalData(settings.sealing_keys, settings.recognising_key)
    app = create_app(
        "recruitment",
        settings,
        title="Avlasta – samordnad rekrytering",
        description=DESCRIPTION,
        routers=[
            order_router,
            campaign_router,
            turn_router,
            application_router.router,
            screening_router,
            matching_router.router,
            referral_router.router,
            feedback_router.router,
            interview_router.router,
            reference_router.router,
            selection_test_router.router,
            measures_router,
            calibration_router.router,
            candidate_router.router,
            retention_router.router,
            disclosure_router.router,
        ],
        subscriptions=SUBSCRIPTIONS,
        jobs=[
            Job("close-overdue", CLOSE_SECONDS, campaign_handlers.close_overdue),
            Job("expire-references", FORGET_SECONDS, reference_handlers.expire_overdue),
            Job("lapse-offers", CLOSE_SECONDS, referral_handlers.lapse_overdue),
            Job("take-in-applications", IMPORT_SECONDS, partial(application_handlers.take_in, personal=personal)),
            Job("report-measures", REPORT_SECONDS, measures_handlers.report),
            Job("look-at-agreement", REPORT_SECONDS, calibration_handlers.look_back),
            Job("forget-checked", FORGET_SECONDS, application_handlers.forget_checked),
            Job("erase-due", ERASE_SECONDS, retention_handlers.erase_due),
            Job("forget-links", FORGET_SECONDS, candidate_handlers.forget_links),
        ],
    )
    app.state.organisation = Organisation.read(settings.organisation_file)
    app.state.occupations = Occupations.read(settings.occupations_file)
    app.state.gate_rules = GateRules.read(settings.gate_rules_file)
    app.state.personal_data = personal
    app.state.larger_bodies = application_router.LARGER_BODIES
    return app


if __name__ == "__main__":
    settings = RecruitmentSettings()
    serve(application(settings), settings)
