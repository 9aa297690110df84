"""Use cases of voluntary answers: they are counted and forgotten, and told once, when a campaign is decided."""

from typing import Final
from uuid import UUID, uuid5

from contracts.event import ActorReference
from contracts.recruitment import equality as api
from contracts.recruitment.equality_codes import EqualityQuestion
from libs import publishing
from libs.calendar import local_date
from libs.commands import Occasion
from libs.database import Transaction
from services.recruitment import application_store, campaign_store, equality_store
from services.recruitment.domain import equality, own_page
from services.recruitment.domain.application import Application
from services.recruitment.domain.application_refusals import ApplicationNotFound, NothingIsAsked
from services.recruitment.domain.campaign import Campaign
from services.recruitment.domain.equality import Answers

_NAMESPACE: Final = UUID("5b0d5c0e-3c55-4d3e-8a53-c5d9e7a1f2b4")
_LATEST: Final = 20


async def asked(tx: Transaction, found: Application, campaign: Campaign) -> list[EqualityQuestion]:
    """Return the questions that the candidate may answer now."""
    if not own_page.may_answer_questions(found, campaign):
        return []
    questions = {question for question, _ in await equality_store.unanswered(tx, found.id)}
    return [question for question in EqualityQuestion if question in questions]


async def answer(tx: Transaction, mine: UUID, application_id: UUID, body: api.AnswerEqualityQuestions) -> None:
    """Count the candidate's answers for every stage come to; nothing says what was answered, no record and no event.

    Raises ApplicationNotFound or NothingIsAsked.
    """
    candidate_id = (await application_store.load(tx, mine)).candidate_id
    found = await application_store.load(tx, application_id)
    if found.candidate_id != candidate_id:
        raise ApplicationNotFound("There is no such application.")
    campaign = await campaign_store.load(tx, found.campaign_id, lock=True)  # it is not decided meanwhile
    given = Answers(body.sex, body.age)
    if set(given.given()) - set(await asked(tx, found, campaign)):
        raise NothingIsAsked("You have answered already, or the campaign is decided.")
    stages = await equality_store.reached(tx, [found.id])
    await equality_store.count(tx, found.campaign_id, {found.id: given}, stages)


async def tell(tx: Transaction, campaign_id: UUID, occasion: Occasion, by: ActorReference) -> None:
    """Publish what may be told of a campaign that is decided, and forget the rest."""
    counts, totals = await equality_store.counts(tx, campaign_id)
    groups = equality.groups(counts, totals)
    await equality_store.forget(tx, campaign_id)
    if not groups:
        return
    await equality_store.report(tx, campaign_id, local_date(occasion.now), groups)
    event = api.EqualityReported(
        subject_id=uuid5(_NAMESPACE, str(campaign_id)),
        subject_version=1,
        occurred_at=occasion.now,
        actor=by,
        campaign_id=campaign_id,
        groups=groups,
    )
    await publishing.publish(tx, [event], None)


async def read(tx: Transaction) -> api.EqualityReports:
    """Return what was told of the latest decided campaigns, with what follows from it."""
    return api.EqualityReports(
        items=[
            api.EqualityReport(
                campaign=one.campaign_id,
                reference=one.reference,
                decided_on=one.decided_on,
                groups=one.groups,
                comparisons=equality.comparisons(one.groups),
            )
            for one in await equality_store.reports(tx, _LATEST)
        ]
    )
