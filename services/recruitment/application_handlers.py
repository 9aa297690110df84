"""Use cases of applications in: check a file, order its import, take the next rows in, note a withdrawal."""

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog
from uuid_utils.compat import uuid7

from contracts.event import ActorReference
from contracts.problem import FieldError
from contracts.recruitment.application_codes import ApplicationFate, ApplicationFileStatus
from contracts.recruitment.applications import RunApplicationFile, SendApplication, WithdrawApplication
from contracts.recruitment.campaign_codes import CampaignStatus
from contracts.recruitment.interview_codes import InterviewCancelReason
from contracts.recruitment.referral_codes import ReferralEnding
from libs import publishing
from libs.calendar import local_date
from libs.commands import Occasion
from libs.database import Database, Transaction
from libs.errors import is_outage
from services.recruitment import (
    application_file_store,
    application_files,
    application_store,
    campaign_store,
    interview_store,
    referral_store,
)
from services.recruitment.application_file_store import AnyRow, Checked
from services.recruitment.application_intake import Coming, Intake, take
from services.recruitment.domain import application, campaign_rules
from services.recruitment.domain.application import Application
from services.recruitment.domain.application_judging import Facts, Judged, judge, read_one, recognised
from services.recruitment.domain.application_refusals import (
    ApplicationDiffers,
    ApplicationFileIs,
    NoApplicationToTakeIn,
    NotTheCheckedApplications,
)
from services.recruitment.domain.application_rows import ApplicationContent
from services.recruitment.domain.campaign import Campaign
from services.recruitment.domain.campaign_refusals import CampaignIs
from services.recruitment.order_handlers import person
from services.recruitment.personal_data import PersonalData, Sealed

log = structlog.get_logger()

UNIT: Final = 100
"""How many rows are one unit of work: a kill costs at most these, and they are taken again whole."""
KEPT: Final = timedelta(hours=24)
"""How long what a checked file says is kept for its run."""
IMPORT: Final = "import"
_OPEN: Final = frozenset({CampaignStatus.PUBLISHED, CampaignStatus.CLOSED_FOR_APPLICATIONS})


def require_open(found: Campaign) -> None:
    """Raise CampaignIs when the campaign does not take applications, or their candidates are decided on."""
    if found.status not in _OPEN:
        raise CampaignIs(found.status)


async def check(
    content: bytes, campaign_id: UUID, database: Database, personal: PersonalData, now: datetime
) -> list[Judged]:
    """Return what would become of every row; raises CampaignIs, or a refusal of a file that cannot be read."""

    async def known(tx: Transaction) -> Facts:
        found = await campaign_store.load(tx, campaign_id)
        require_open(found)
        applications = await application_store.known(tx, campaign_id)
        return Facts(found.openings, found.opens_on, local_date(now), applications, personal.keyed)

    facts = await database.run(known)
    sheet = await asyncio.to_thread(application_files.read, content)
    return await asyncio.to_thread(judge, sheet, facts)


async def keep(
    tx: Transaction,
    occasion: Occasion,
    campaign_id: UUID,
    content: bytes,
    judged: Sequence[Judged],
    personal: PersonalData,
) -> UUID:
    """Store the dry run, what is to be taken in sealed and nothing of what was refused; returns its id."""
    fingerprint = hashlib.sha256(content).hexdigest()
    checked = Checked(uuid7(), campaign_id, fingerprint, occasion.actor.id, occasion.now)
    people = await application_store.people(tx, {mark for one in judged for mark in one.marks})
    await application_file_store.add(tx, checked, recognised(judged, people), personal)
    return checked.id


async def order(tx: Transaction, occasion: Occasion, file_id: UUID, body: RunApplicationFile) -> None:
    """Let the checked rows be taken in; raises one of the refusals that say why not."""
    file = await application_file_store.load(tx, file_id, lock=True)
    if file.fingerprint != body.fingerprint:
        raise NotTheCheckedApplications("This is not the file that was checked; check it again, then run it.")
    if file.status != ApplicationFileStatus.CHECKED:
        raise ApplicationFileIs(ApplicationFileStatus(file.status))
    if not await application_file_store.waiting_rows(tx, file_id, 1):
        raise NoApplicationToTakeIn("No row is new and right; correct the file and check it again.")
    await application_file_store.order(tx, file_id, occasion.now)


async def take_in(tx: Transaction, now: datetime, personal: PersonalData) -> bool:
    """Take in the next rows of what is ordered; True when there may be more.

    A row, its application and its fate are one: after a kill the rows that are not settled are taken again, those that
    are settled are not. When something fails unexpectedly, the unit is taken row by row: the row that fails is told
    and does not stand in the others' way.
    """
    file = await application_file_store.running(tx)
    if file is None:
        return False
    rows = await application_file_store.waiting_rows(tx, file.id, UNIT)
    by = ActorReference(id=file.checked_by, role=IMPORT)
    into = Intake(await campaign_store.load(tx, file.campaign_id), personal, by, now)
    if rows and not await _take_in_rows(tx, file, rows, into):
        for row in rows:
            if not await _take_in_rows(tx, file, [row], into):
                unexpected = FieldError(field="reference", code="unexpected", message="Nothing of the row was kept.")
                await application_file_store.settle(tx, row, ApplicationFate.WRONG, [unexpected])
    if not rows:
        await application_file_store.finish(tx, file.id, now)
    return True


async def _take_in_rows(tx: Transaction, file: AnyRow, rows: Sequence[AnyRow], into: Intake) -> bool:
    """Take the rows in, all or none; tell whether that went well."""
    try:
        async with tx.begin_nested():
            await _settle(tx, file, rows, into)
    except Exception as error:
        if is_outage(error):
            raise
        kind = type(error).__name__  # no more of it: an error may quote what the row says
        numbers = [row.number for row in rows]
        log.error("rows not taken in", action="import.failed", rows=numbers, kind=kind)  # noqa: TRY400 - a traceback could hold personal data
        return False
    return True


async def _settle(tx: Transaction, file: AnyRow, rows: Sequence[AnyRow], into: Intake) -> None:
    coming = []
    for row in rows:
        sealed = Sealed(row.key_id, bytes(row.content))
        opened = into.personal.open(application_file_store.row_id(file.id, row.number), sealed)
        content = ApplicationContent.model_validate(opened)
        coming.append(Coming(content, f"rad {row.number}, ansökningsnummer {content.reference}"))
    taken = await take(tx, coming, into)
    became = {row.number: one for row, one in zip(rows, taken, strict=True)}
    await application_file_store.settle_taken(tx, file.id, became)


async def send(
    tx: Transaction, occasion: Occasion, campaign_id: UUID, body: SendApplication, personal: PersonalData
) -> Application:
    """Take one application in, or find it there. Raises ApplicationIsWrong, ApplicationDiffers or CampaignIs."""
    role = campaign_rules.require_hr(person(occasion))
    found = await campaign_store.load(tx, campaign_id)
    require_open(found)
    known = await application_store.known_as(tx, campaign_id, [body.reference])
    facts = Facts(
        found.openings,
        found.opens_on,
        local_date(occasion.now),
        known,
        personal.keyed,
    )
    content = read_one(body.cells(), facts)
    into = Intake(found, personal, occasion.actor.acting_as(role), occasion.now)
    [(fate, application_id)] = await take(tx, [Coming(content, f"ansökningsnummer {content.reference}")], into)
    if fate is ApplicationFate.DIFFERS:
        raise ApplicationDiffers("An application with this number says something else; what is there stands.")
    return await application_store.load(tx, application_id)


async def withdraw(tx: Transaction, occasion: Occasion, application_id: UUID, body: WithdrawApplication) -> Application:
    """Note that the candidate has taken back the application. Raises VersionConflict or ApplicationIsWithdrawn."""
    role = campaign_rules.require_hr(person(occasion))
    found = await application_store.load(tx, application_id, lock=True)
    if found.version != body.expected_version:
        raise await publishing.conflict(tx, found.id, found.version, body.expected_version)
    return await take_back(tx, found, occasion.actor.acting_as(role), occasion.now)


async def take_back(tx: Transaction, found: Application, by: ActorReference, now: datetime) -> Application:
    """Withdraw the application, which the caller has locked, and end what is under way for it."""
    withdrawn, event = application.withdraw(found, local_date(now), by, now)
    await application_store.save(tx, (withdrawn, event), None)
    await referral_store.end_of_application(tx, found.id, ReferralEnding.WITHDRAWN, by, now)
    await interview_store.cancel_of_application(tx, found.id, InterviewCancelReason.WITHDRAWN, by, now)
    return withdrawn


async def forget_checked(tx: Transaction, now: datetime) -> None:
    """Forget what files say that nobody has run in a day."""
    await application_file_store.lapse(tx, now - KEPT, now)
