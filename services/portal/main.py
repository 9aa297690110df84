"""Wires the portal together: ``python -m services.portal.main``."""

import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI

from contracts.organisation import Organisation
from libs.app import Job, create_app, serve
from libs.client import ServiceClient
from services.portal import assets, error_pages
from services.portal.access import Portal
from services.portal.attempts import Attempts
from services.portal.identity import IdentityProvider
from services.portal.live import Live
from services.portal.mailing import Mailing
from services.portal.pages import (
    about,
    appearance,
    application_files,
    calendars,
    campaign,
    campaign_form,
    campaigns,
    candidate,
    demand,
    demand_requests,
    disclosures,
    extract,
    fairness,
    feedback,
    home,
    imports,
    interview_form,
    interviews,
    live,
    matching,
    measures,
    measures_positions,
    monthly,
    my_week,
    notices,
    operations,
    order,
    order_form,
    orders,
    own_reference,
    page_link,
    plan,
    policy,
    position,
    profile_form,
    proposal,
    queue,
    references,
    request,
    request_form,
    request_time,
    retention,
    retention_hold,
    screening,
    screening_application,
    selection_tests,
    several,
    sign_in,
    simulator,
    situations,
    support,
    team,
    team_list,
)
from services.portal.protection import Protection
from services.portal.recruitment import Recruitment
from services.portal.settings import PortalSettings
from services.portal.subscriptions import SUBSCRIPTIONS
from services.portal.team import Operations, Team

PAGES = (
    sign_in,
    home,
    support,
    request_form,
    request,
    request_time,
    my_week,
    calendars,
    several,
    queue,
    policy,
    fairness,
    plan,
    team,
    team_list,
    simulator,
    situations,
    demand,
    demand_requests,
    monthly,
    imports,
    orders,
    order_form,
    campaigns,
    campaign_form,
    profile_form,
    screening,
    screening_application,
    application_files,
    matching,
    feedback,
    position,
    references,
    selection_tests,
    own_reference,
    proposal,
    retention_hold,
    retention,
    extract,
    disclosures,
    page_link,
    candidate,
    interview_form,
    interviews,
    measures,
    measures_positions,
    campaign,
    order,
    appearance,
    notices,
    operations,
    about,
    live,
)


NOTICE_SECONDS = 5


def application(settings: PortalSettings) -> FastAPI:
    """Return the portal's application."""
    streams = Live()
    app = create_app(
        "portal",
        settings,
        title="Avlasta – portalen",
        description="The pages of Avlasta. People use it with a browser; programs use the services' own APIs.",
        routers=[one.router for one in PAGES],
        subscriptions=SUBSCRIPTIONS,
        on_applied=streams.applied,
        jobs=[Job("send-notices", NOTICE_SECONDS, Mailing(settings).send_next)] if settings.smtp_host else [],
    )
    kernel = app.state.kernel
    app.state.portal = Portal(
        settings=settings,
        organisation=Organisation.read(settings.organisation_file),
        kernel=kernel,
        provider=IdentityProvider(settings, kernel.verifier, kernel.http),
        team=Team(ServiceClient(kernel.http, settings.specialist_team_url)),
        recruitment=Recruitment(ServiceClient(kernel.http, settings.recruitment_url)),
        operations=(
            Operations(ServiceClient(kernel.http, settings.specialist_team_url), "specialist_team"),
            Operations(ServiceClient(kernel.http, settings.recruitment_url), "recruitment"),
            Operations(ServiceClient(kernel.http, f"http://{settings.host}:{settings.port}"), "portal"),
        ),
        live=streams,
        attempts=Attempts(),
    )
    app.state.larger_bodies = {**imports.LARGER_BODIES, **application_files.LARGER_BODIES}
    app.router.routes.append(assets.route)
    assets.assets()
    error_pages.install(app)
    app.add_middleware(Protection, portal_url=settings.portal_url)
    _run_live(app, streams)
    return app


def _run_live(app: FastAPI, streams: Live) -> None:
    """Let the live streams run inside the application's own lifespan."""
    inner = app.router.lifespan_context

    @contextlib.asynccontextmanager
    async def lifespan(running: FastAPI) -> AsyncIterator[None]:
        async with inner(running), streams.running(app.state.kernel.database):
            yield

    app.router.lifespan_context = lifespan


if __name__ == "__main__":
    settings = PortalSettings()
    serve(application(settings), settings)
