"""What documents say, in passages: read when somebody looks them through, and as they were given out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter

from contracts.recruitment import disclosures as api
from contracts.recruitment.campaign_codes import CriterionKind
from contracts.recruitment.disclosure_codes import DisclosedDocument, DisclosureStatus, PassageName
from contracts.recruitment.profiles import Criterion
from contracts.recruitment.screening_codes import ScreeningStatus
from libs.database import Transaction
from services.recruitment import (
    application_store,
    campaign_store,
    disclosure_store,
    feedback_store,
    identity_store,
    interview_store,
    referral_store,
    screening_store,
    selection_test_store,
)
from services.recruitment.domain import disclosure
from services.recruitment.domain.application import Application
from services.recruitment.domain.disclosure import Disclosure, Passage, Said, paragraphs
from services.recruitment.domain.screening_outcome import Verdict
from services.recruitment.domain.screening_questions import Question
from services.recruitment.matching_bodies import called
from services.recruitment.personal_data import PersonalData, Sealed
from services.recruitment.screening_bodies import Texts, value

_KEPT: Final = TypeAdapter(list[Passage])


async def disclosed_applications(tx: Transaction, one: Disclosure) -> list[Application]:
    """Return the applications whose documents are asked for; of a list of applicants every one of the campaign."""
    every = await application_store.every_one(tx, one.campaign_id)
    whole = DisclosedDocument.APPLICANTS in one.documents
    return [each for each in every if whole or each.number in one.numbers]


async def passages(tx: Transaction, one: Disclosure, personal: PersonalData) -> list[Passage]:
    """Return what the documents say now, application by application, masked from the start as the rules say."""
    found: list[Passage] = []
    applications = await disclosed_applications(tx, one)
    people = await identity_store.as_sent(tx, [each.id for each in applications])
    for each in applications:
        identities = [personal.open(*identity) for identity in people[each.id]]
        said = {
            document: await _read(tx, each, document, identities[0], personal)
            for document in DisclosedDocument
            if document in one.documents and (document is DisclosedDocument.APPLICANTS or each.number in one.numbers)
        }
        protected = any(identity["protected"] for identity in identities)
        found += disclosure.passages(each.id, each.number, said, protected=protected)
    return sorted(found, key=lambda passage: passage.document is not DisclosedDocument.APPLICANTS)


async def _read(  # noqa: PLR0911 - one for each document
    tx: Transaction, one: Application, document: DisclosedDocument, identity: Mapping[str, Any], personal: PersonalData
) -> list[Said]:
    match document:
        case DisclosedDocument.APPLICANTS:
            return [_name(identity), *_days(one)]
        case DisclosedDocument.APPLICATION:
            return await _application(tx, one, identity, personal)
        case DisclosedDocument.JUDGEMENTS:
            return await _judgements(tx, one, personal)
        case DisclosedDocument.INTERVIEWS:
            return await _interviews(tx, one, personal)
        case DisclosedDocument.DECISIONS:
            return await _decisions(tx, one)
        case DisclosedDocument.FEEDBACK:
            return await _feedback(tx, one, personal)
        case DisclosedDocument.TESTS:
            tests = await selection_test_store.of_application(tx, one.id)
            return [Said(PassageName.TEST, "", each.taken_on.isoformat()) for each, _ in tests]


def _name(identity: Mapping[str, Any]) -> Said:
    return Said(PassageName.NAME, f"{identity['first_name']} {identity['last_name']}")


def _days(one: Application) -> list[Said]:
    days = {PassageName.RECEIVED_ON: one.received_on, PassageName.WITHDRAWN_ON: one.withdrawn_on}
    return [Said(name, day.isoformat()) for name, day in days.items() if day]


async def _application(
    tx: Transaction, one: Application, identity: Mapping[str, Any], personal: PersonalData
) -> list[Said]:
    merits = personal.open(one.id, await application_store.merits(tx, one.id))
    plain = {
        PassageName.IDENTITY_NUMBER: identity["identity_number"],
        PassageName.EMAIL: identity["email"],
        PassageName.PHONE: identity["phone"],
        PassageName.DEGREE: merits["degree"],
        PassageName.YEARS: merits["years"],
    }
    return [
        _name(identity),
        *[Said(name, str(told)) for name, told in plain.items() if told not in {None, ""}],
        *_days(one),
        *paragraphs(PassageName.EXPERIENCE, identity["experience"]),
        *paragraphs(PassageName.LETTER, identity["letter"]),
    ]


async def _judgements(tx: Transaction, one: Application, personal: PersonalData) -> list[Said]:
    """Return what holds and what each assessor has locked; nothing before the judging is finished."""
    found = await screening_store.load(tx, one.id, one.campaign_id)
    if found.status is not ScreeningStatus.FINISHED:
        return []
    notes, _ = await screening_store.texts(tx, found.id)
    opened = {key: personal.open(found.id, sealed)["text"] for key, sealed in notes.items()}
    criteria = await _criteria(tx, one.campaign_id)
    told: list[Said] = []
    for each in criteria:
        if each.id in found.agreed:
            told.append(_valued(each, found.agreed[each.id], None, agreed=True))
        told += _verdicts(each, found.verdicts, opened)
    return told


async def _interviews(tx: Transaction, one: Application, personal: PersonalData) -> list[Said]:
    """Return the scorecards of interviews at which every interviewer has locked."""
    criteria, told = await _criteria(tx, one.campaign_id), list[Said]()
    for found in await interview_store.of_application(tx, one.id):
        notes = await interview_store.notes(tx, found.id)
        opened = {key: personal.open(found.id, sealed)["text"] for key, sealed in notes.items()}
        if found.is_judged:
            told += [said for each in criteria for said in _verdicts(each, found.verdicts, opened)]
    return told


async def _criteria(tx: Transaction, campaign_id: UUID) -> Sequence[Criterion]:
    """Return every criterion that the profile has or had, as it reads last."""
    versions = await campaign_store.profiles(tx, campaign_id)
    return list({one.id: one for version in reversed(versions) for one in version.criteria}.values())


def _verdicts(criterion: Criterion, given: Iterable[Verdict], notes: Texts) -> list[Said]:
    latest = {
        each.assessor: each for each in sorted(given, key=lambda each: each.profile) if each.criterion == criterion.id
    }
    told: list[Said] = []
    for count, each in enumerate(sorted(latest.values(), key=lambda each: each.assessor), start=1):
        told.append(replace(_valued(criterion, each.value, count), rests_on=each.ground))
        if note := notes.get((each.assessor, criterion.id)):
            told.append(Said(PassageName.NOTE, note, criterion.title, count))
    return told


def _valued(criterion: Criterion, found: int, count: int | None, *, agreed: bool = False) -> Said:
    must = criterion.kind is CriterionKind.MUST
    told = value(Question(criterion.id, must, 1), found)
    names = (
        (PassageName.AGREED_FINDING, PassageName.AGREED_LEVEL) if agreed else (PassageName.FINDING, PassageName.LEVEL)
    )
    return Said(names[not must], str(told["finding"] if must else told["level"]), criterion.title, count)


async def _decisions(tx: Transaction, one: Application) -> list[Said]:
    campaign, told = await campaign_store.load(tx, one.campaign_id), list[Said]()
    for each in await referral_store.of_application(tx, one.id):
        about = called(next(opening for opening in campaign.openings if opening.id == each.position_id))
        told += paragraphs(PassageName.PROPOSED_FOR, each.reason, about)
        told.append(Said(PassageName.REFERRAL_STATUS, each.status, about))
        told += [Said(PassageName.PASSED_OVER, each.passed_over, about)] if each.passed_over else []
        told += paragraphs(PassageName.DECISION, each.decision or "", about)
    return told


async def _feedback(tx: Transaction, one: Application, personal: PersonalData) -> list[Said]:
    answered = await feedback_store.of_application(tx, one.id)
    return paragraphs(PassageName.FEEDBACK, personal.open(one.id, answered.text)["text"]) if answered else []


def fingerprint(read: Sequence[Passage], personal: PersonalData) -> str:
    """Return a keyed hash of what was read, so that nothing else is given out."""
    return personal.keyed(_KEPT.dump_json(list(read))).hex()


def sealed(read: Sequence[Passage], personal: PersonalData) -> dict[UUID, Sealed]:
    """Return what is given out of each application, sealed for it."""
    ids = dict.fromkeys(one.application_id for one in read)
    return {
        each: personal.seal(
            each, {"passages": _KEPT.dump_python([one for one in read if one.application_id == each], mode="json")}
        )
        for each in ids
    }


async def reading(tx: Transaction, one: Disclosure, personal: PersonalData) -> api.DisclosureReading:
    """Return what the documents say, or what was given out of them; the latter without what has been erased since."""
    to = await disclosure_store.recipient(tx, one.id)
    if one.status is DisclosureStatus.BEGUN:
        read = await passages(tx, one, personal)
    else:
        kept = [personal.open(of, found)["passages"] for of, found in await disclosure_store.given(tx, one.id)]
        read = [each for passages in kept for each in _KEPT.validate_python(passages)]
        read.sort(key=lambda each: (each.document is not DisclosedDocument.APPLICANTS, each.number))
    return api.DisclosureReading(
        disclosure=await told(tx, one),
        fingerprint=fingerprint(read, personal),
        passages=[_passage(each) for each in read],
        recipient=personal.open(one.id, to)["text"] if to else None,
    )


def _passage(one: Passage) -> api.Passage:
    return api.Passage(
        id=one.id,
        number=one.number,
        document=one.document,
        name=one.name,
        about=one.about,
        count=one.count,
        text=one.text,
        rests_on=one.rests_on,
        ground=one.ground,
        fixed=one.fixed,
    )


async def told(tx: Transaction, one: Disclosure) -> api.Disclosure:
    """Return the disclosure as it is told to anybody at HR-service: no word of what the documents say."""
    return api.Disclosure(
        id=one.id,
        version=one.version,
        status=one.status,
        campaign=one.campaign_id,
        reference=(await campaign_store.load(tx, one.campaign_id)).reference,
        documents=list(one.documents),
        numbers=list(one.numbers),
        begun_by=one.begun_by,
        begun_at=one.begun_at,
        given_at=one.given_at,
        given=one.given,
        masked=one.masked,
    )
