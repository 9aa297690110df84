"""Screening as HTTP bodies: each reader gets what that reader may see, and never more."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple
from uuid import UUID

from contracts.recruitment import screening as api
from contracts.recruitment.profiles import Criterion
from contracts.recruitment.screening_codes import MustFinding, ScreeningStatus
from services.recruitment.domain import screening, screening_outcome
from services.recruitment.domain.campaign import Campaign
from services.recruitment.domain.scoring import MOST, score
from services.recruitment.domain.screening import Screening
from services.recruitment.domain.screening_outcome import MET, NOT_MET, UNCLEAR, Outcome, Verdict
from services.recruitment.domain.screening_questions import Question, Questions
from services.recruitment.domain.uniformity import Alike, Severity

_FINDINGS: Final[Mapping[int, MustFinding]] = {
    MET: MustFinding.MET,
    NOT_MET: MustFinding.NOT_MET,
    UNCLEAR: MustFinding.UNCLEAR,
}
Texts = Mapping[tuple[str, str], str]
"""Opened texts by assessor and criterion."""


class Read(NamedTuple):
    """What is read of an application before it is told; ``notes`` and ``reasons`` are opened."""

    number: str
    campaign: Campaign
    asked: Questions
    one: Screening
    merits: Mapping[str, Any]
    notes: Texts
    reasons: Texts
    draft: api.SaveDraft | None
    saved_at: Any


def value(question: Question, found: int | None) -> dict[str, Any]:
    """Return a value as a level, or a finding of a must."""
    if found is None:
        return {"level": None, "finding": None}
    return {"level": None, "finding": _FINDINGS[found]} if question.must else {"level": found, "finding": None}


def application(read: Read, reader: str) -> api.ApplicationScreening:
    """Return the application as its ``reader`` may see it."""
    one, asked = read.one, read.asked
    seat = one.seat_of(reader)
    finished = one.status is ScreeningStatus.FINISHED
    duties = screening.duties(one, reader, asked) if seat else []
    visible = screening.shown(one, reader, asked)
    left = any(each.assessor == reader and each.left_for for each in one.seats)
    criteria = read.campaign.profile.criteria if read.campaign.profile else ()
    return api.ApplicationScreening(
        application=one.application_id,
        campaign=one.campaign_id,
        number=read.number,
        status=one.status,
        profile=asked.profile,
        seat=seat,
        merits=api.Merits.model_validate(read.merits) if seat or (finished and not left) else None,
        criteria=[_criterion(each, read, reader, duties, visible) for each in criteria],
        drafts=[each for each in read.draft.verdicts if each.criterion in duties] if read.draft else [],
        saved_at=read.saved_at,
    )


def _criterion(
    criterion: Criterion, read: Read, reader: str, duties: Sequence[str], visible: frozenset[str]
) -> api.ScreenedCriterion:
    one, asked = read.one, read.asked
    question = asked.by_criterion[criterion.id]
    found = screening.reckon(one, asked)
    verdicts = _holding(one, one.verdicts, question)
    offers = _holding(one, one.offers, question)
    shown = criterion.id in visible
    others = [each for each in verdicts if each.assessor != reader] if shown else []
    mine = [_judged(each, one, question, read.notes) for each in verdicts if each.assessor == reader]
    return api.ScreenedCriterion(
        criterion=criterion,
        asked=criterion.id in duties,
        mine=mine[-1] if mine else None,
        others=[_judged(each, one, question, read.notes) for each in others],
        offers=[_judged(each, one, question, read.reasons) for each in offers] if shown else [],
        **value(question, found.agreed.get(criterion.id) if shown else None),
        reconcilable=shown and reader in one.pair and _open(question, found),
    )


def _open(question: Question, found: Outcome) -> bool:
    unclear = question.must and found.agreed.get(question.criterion) == UNCLEAR
    return unclear or question.criterion in found.disagreed


def _holding(one: Screening, given: Sequence[Verdict], question: Question) -> list[Verdict]:
    """Return the verdicts on a question that count: of who still has a seat, since it reads as it does."""
    seated = set(one.taken.values())
    latest = {
        each.assessor: each
        for each in sorted(given, key=lambda each: each.profile)
        if each.criterion == question.criterion and each.profile >= question.since and each.assessor in seated
    }
    return sorted(latest.values(), key=lambda each: one.seat_of(each.assessor) or 0)


def _judged(given: Verdict, one: Screening, question: Question, texts: Texts) -> api.Judged:
    return api.Judged(
        seat=one.seat_of(given.assessor) or 0,
        ground=given.ground,
        text=texts.get((given.assessor, given.criterion), ""),
        **value(question, given.value),
    )


def desk_application(one: Screening, number: str, reader: str, asked: Questions) -> api.DeskApplication:
    """Return an application on the reader's desk, and what it waits for."""
    pair = reader in one.pair
    found = screening.reckon(one, asked)
    return api.DeskApplication(
        application=one.application_id,
        number=number,
        seat=one.seat_of(reader) or 0,
        status=one.status,
        to_judge=len(screening.duties(one, reader, asked)),
        to_reconcile=len(found.disagreed) if pair and one.status is ScreeningStatus.DISAGREED else 0,
    )


def result(
    one: Screening, told: tuple[str, bool], campaign: Campaign, asked: Questions, shown: set[UUID]
) -> api.ScreeningResult:
    """Return what holds for a judged application and what it scores by the profile in force."""
    criteria = campaign.profile.criteria if campaign.profile else ()
    weights = {each.id: each.weight for each in criteria if each.weight is not None}
    found = score(weights, screening_outcome.levels(one.agreed))
    points = {term.criterion: term.points for term in found.terms}
    number, late = told
    return api.ScreeningResult(
        application=one.application_id,
        number=number,
        late=late,
        results=[
            api.CriterionResult(
                criterion=each.id,
                points=points.get(each.id),
                **value(asked.by_criterion[each.id], one.agreed.get(each.id)),
            )
            for each in criteria
        ],
        points=found.points,
        most=MOST * sum(weights.values()),
        shown=one.application_id in shown,
    )


def measures(criteria: Sequence[Alike], assessors: Sequence[Severity]) -> api.ScreeningMeasures:
    """Return how alike criteria are judged and how severe assessors are, with two decimals."""
    return api.ScreeningMeasures(
        criteria=[
            api.CriterionAgreement(
                criterion=one.criterion,
                judged=one.judged,
                differed=one.differed,
                agreement=_rounded(one.levels.agreement if one.levels else None),
                consistency=_rounded(one.levels.consistency if one.levels else None),
                kappa=_rounded(one.kappa),
            )
            for one in criteria
        ],
        assessors=[
            api.AssessorSeverity(assessor=one.assessor, judged=one.judged, gap=_rounded(one.gap) or Decimal(0))
            for one in assessors
        ],
    )


def _rounded(figure: Fraction | None) -> Decimal | None:
    """Return the figure with two decimals."""
    return None if figure is None else Decimal(round(figure * 100)) / 100
