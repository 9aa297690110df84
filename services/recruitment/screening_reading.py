"""What is read of screening for a page: the desk, one application, what is judged to the end, and who somebody is."""

from uuid import UUID

from contracts.recruitment import screening as api
from contracts.recruitment.screening_codes import ScreeningStatus
from libs.database import Transaction
from services.recruitment import (
    application_store,
    campaign_store,
    identity_store,
    screening_bodies,
    screening_handlers,
    screening_record_store,
    screening_store,
)
from services.recruitment.domain import uniformity
from services.recruitment.domain.screening_refusals import IdentityIsNotShown
from services.recruitment.personal_data import PersonalData


async def desk(tx: Transaction, campaign_id: UUID, reader: str) -> api.ScreeningDesk:
    """Return how far the judging has come, and what the reader has been given."""
    campaign = await campaign_store.load(tx, campaign_id)
    begun = await screening_store.of_campaign(tx, campaign_id)
    mine = [one for one in begun if one.seat_of(reader) is not None]
    declared = await screening_record_store.declaration(tx, campaign_id, reader)
    asked = await screening_handlers.asked(tx, campaign_id) if campaign.profile else None
    numbers = await screening_store.numbers(tx, [one.application_id for one in mine])
    told = [
        screening_bodies.desk_application(one, f"{campaign.reference}-{numbers[one.application_id][0]}", reader, asked)
        for one in mine
        if asked is not None
    ]
    return api.ScreeningDesk(
        campaign=campaign_id,
        declared_at=declared.declared_at if declared else None,
        total=await screening_store.to_judge(tx, campaign_id),
        finished=sum(one.status is ScreeningStatus.FINISHED for one in begun),
        disagreed=sum(one.status is ScreeningStatus.DISAGREED for one in begun),
        locked_by_me=sum(one.to_judge == 0 for one in told),
        applications=told,
    )


async def application(
    tx: Transaction, application_id: UUID, reader: str, personal: PersonalData
) -> api.ApplicationScreening:
    """Return the application as the reader may see it."""
    found = await application_store.load(tx, application_id)
    campaign = await campaign_store.load(tx, found.campaign_id)
    asked = await screening_handlers.asked(tx, found.campaign_id)
    one = await screening_store.load(tx, application_id, found.campaign_id)
    notes, reasons = await screening_store.texts(tx, one.id)
    draft = await screening_record_store.draft(tx, one.id, reader)
    read = screening_bodies.Read(
        number=f"{campaign.reference}-{found.number}",
        campaign=campaign,
        asked=asked,
        one=one,
        merits=personal.open(application_id, await screening_store.merits(tx, application_id)),
        notes={key: personal.open(one.id, sealed)["text"] for key, sealed in notes.items()},
        reasons={key: personal.open(one.id, sealed)["text"] for key, sealed in reasons.items()},
        draft=api.SaveDraft.model_validate(personal.open(one.id, draft.content)) if draft else None,
        saved_at=draft.saved_at if draft else None,
    )
    return screening_bodies.application(read, reader)


async def results(
    tx: Transaction, campaign_id: UUID, reader: str, wanted: list[UUID] | None, *, limit: int, offset: int
) -> api.ScreeningResults:
    """Return what holds for the applications that are judged to the end, all of them or the ``wanted``."""
    campaign = await campaign_store.load(tx, campaign_id)
    if campaign.profile is None:
        return api.ScreeningResults(items=[], total=0)
    asked = await screening_handlers.asked(tx, campaign_id)
    finished = [
        one
        for one in await screening_store.of_campaign(tx, campaign_id)
        if one.status is ScreeningStatus.FINISHED and (wanted is None or one.application_id in wanted)
    ]
    here = finished[offset : offset + limit]
    ids = [one.application_id for one in here]
    numbers = await screening_store.numbers(tx, ids)
    shown = await identity_store.shown_to(tx, ids, reader)
    items = [
        screening_bodies.result(
            one,
            (f"{campaign.reference}-{numbers[one.application_id][0]}", numbers[one.application_id][1]),
            campaign,
            asked,
            shown,
        )
        for one in here
    ]
    return api.ScreeningResults(items=items, total=len(finished))


async def measures(tx: Transaction, campaign_id: UUID, *, with_assessors: bool) -> api.ScreeningMeasures:
    """Return how alike the campaign's applications are judged."""
    campaign = await campaign_store.load(tx, campaign_id)
    if campaign.profile is None:
        return api.ScreeningMeasures(criteria=[], assessors=[])
    asked = await screening_handlers.asked(tx, campaign_id)
    begun = await screening_store.of_campaign(tx, campaign_id)
    severe = uniformity.severities(begun, asked) if with_assessors else []
    return screening_bodies.measures(uniformity.alike(begun, asked), severe)


async def identity(tx: Transaction, application_id: UUID, reader: str, personal: PersonalData) -> api.Identity:
    """Return who the candidate is, to who has recorded for what. Raises IdentityIsNotShown."""
    found = await application_store.load(tx, application_id)
    access = await identity_store.access(tx, application_id, reader)
    if access is None:
        raise IdentityIsNotShown("Say first for what it is necessary to know who it is.")
    candidate_id, sealed = await identity_store.identity(tx, application_id)
    who = personal.open(candidate_id, sealed)
    if who["protected"] and access.protected_for is None:
        raise IdentityIsNotShown("The identity is protected. Say what makes it necessary to know it.")
    campaign = await campaign_store.load(tx, found.campaign_id)
    told = {name: who[name] for name in ("first_name", "last_name", "email", "phone", "protected")}
    return api.Identity(application=application_id, number=f"{campaign.reference}-{found.number}", **told)
