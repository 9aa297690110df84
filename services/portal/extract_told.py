"""A register extract in words: all that is stored of a person, for the page and for the PDF alike."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from contracts.organisation import Organisation
from contracts.recruitment.application_codes import ApplicationStatus, Degree
from contracts.recruitment.campaign_codes import GateDocument
from contracts.recruitment.disclosures import Passage
from contracts.recruitment.equality_codes import EqualityQuestion, EqualityStage
from contracts.recruitment.extracts import ExtractedApplication, PersonExtract
from contracts.recruitment.interview_codes import InterviewCancelReason, InterviewKind, InterviewStatus
from contracts.recruitment.reference_codes import (
    RefereeRelation,
    ReferenceItem,
    ReferenceRating,
    ReferenceStatus,
    SafetyAnswer,
    SafetyQuestion,
)
from contracts.recruitment.referral_codes import FeedbackTemplate, PassOverReason, ReferralEnding, ReferralStatus
from contracts.recruitment.retention_codes import HoldGround
from contracts.recruitment.screening_codes import Ground, ScreeningStatus, UnblindingGround
from services.portal import disclosure_told, formats
from services.portal.extract_words import COLUMNS, INTERNAL, TABLES
from services.portal.language import plural, text
from services.portal.swedish import INTERVIEW_LOOKS, REFERENCE_LOOKS, REFERRAL_LOOKS, says

_CODES: Final[Mapping[tuple[str, str], type[StrEnum]]] = {
    ("equality_answered", "question"): EqualityQuestion,
    ("equality_answered", "stage"): EqualityStage,
    ("application", "status"): ApplicationStatus,
    ("screening", "status"): ScreeningStatus,
    ("screening_verdict", "ground"): Ground,
    ("interview_verdict", "ground"): Ground,
    ("interview", "kind"): InterviewKind,
    ("interview", "cancelled"): InterviewCancelReason,
    ("referral", "passed_over"): PassOverReason,
    ("referral", "ended"): ReferralEnding,
    ("application_feedback", "template"): FeedbackTemplate,
    ("identity_access", "ground"): UnblindingGround,
    ("erasure_hold", "ground"): HoldGround,
    ("application_merit", "degree"): Degree,
}
_CRITERION: Final = COLUMNS["criterion"]
_LEVELS: Final = frozenset({"screening", "screening_verdict", "screening_offer", "interview_verdict"})


@dataclass(frozen=True)
class Section:
    """What a table says of the person: a heading, a sentence that explains it, labels with what stands there."""

    heading: str
    lead: str
    rows: Sequence[tuple[str, str]]


def sections(found: PersonExtract, organisation: Organisation) -> list[Section]:
    """Return all that the extract tells, who the person is first; what is empty is left out."""
    told = [Section(text("Vem du är"), "", _identity(found.identity))]
    for one in found.applications:
        told += _application(one, organisation)
    return told


def _application(one: ExtractedApplication, organisation: Organisation) -> Iterable[Section]:
    if one.identity:
        yield Section(text("%(number)s: skickad som") % {"number": one.number}, "", _identity(one.identity))
    for table, rows in one.stored.items():
        lead = text("Meriter bedöms 0 till 4. Skallkrav: 1 styrkt, 0 ej styrkt, minus 1 uppgift saknas.")
        told = [_rows(table, row, organisation) for row in rows]
        if "criterion" in rows[0]:
            told = [[_judged(each)] for each in told]
        heading = f"{one.number}: {text(TABLES[table])}"
        yield Section(heading, lead if table in _LEVELS else "", [pair for each in told for pair in each])
    if one.withheld_tests:
        lead = plural(
            "Ett resultat lämnas inte ut här. Det är hemligt enligt 39 kap. 5 a § offentlighets- och sekretesslagen. "
            "HR-service prövar om du kan få det.",
            "%(num)s resultat lämnas inte ut här. De är hemliga enligt 39 kap. 5 a § offentlighets- och "
            "sekretesslagen. HR-service prövar om du kan få dem.",
            one.withheld_tests,
        )
        words = lead % {"num": one.withheld_tests}
        yield Section(text("%(number)s: urvalstester") % {"number": one.number}, words, [])


def _identity(identity: Mapping[str, Any]) -> list[tuple[str, str]]:
    told = [(name, identity.get(name)) for name in COLUMNS]
    return [(text(COLUMNS[name]), _plain(value)) for name, value in told if _says_something(value)]


def _judged(row: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Return a judgement in one line, by the criterion that it is of."""
    criterion = text(_CRITERION)
    said = [f"{label}: {value}" for label, value in row if label != criterion]
    return dict(row)[criterion], ". ".join(said)


def _rows(table: str, row: Mapping[str, Any], organisation: Organisation) -> list[tuple[str, str]]:
    if table == "application_merit":
        row = {**row["content"]}
    return [
        (text(COLUMNS[column]), _value(table, column, value, organisation))
        for column, value in row.items()
        if column not in INTERNAL and _says_something(value)
    ]


def _says_something(value: Any) -> bool:
    return value is not None and value not in ("", [], {})


def _value(table: str, column: str, value: Any, organisation: Organisation) -> str:
    places: dict[str, Callable[[str], str]] = {
        "district": lambda place: organisation.district(place).name,
        "unit": lambda place: organisation.unit(place).name,
    }
    if (table, column) in _CODES:
        return says(_CODES[table, column](value))
    if column == "status":
        return text(_looked(table, value))
    if column in {*places, *_LISTS}:
        return {**places, **_LISTS}[column](value)
    if isinstance(value, Mapping):
        return _disclosed(value) if "passages" in value else "\n".join(str(part) for part in value.values())
    return _dated(column, value)


def _looked(table: str, value: str) -> str:
    if table == "interview":
        return INTERVIEW_LOOKS[InterviewStatus(value)].word
    if table == "reference_request":
        return REFERENCE_LOOKS[ReferenceStatus(value)].word
    return REFERRAL_LOOKS[ReferralStatus(value)].word


def _dated(column: str, value: Any) -> str:
    if column.endswith("_at"):
        return _moment(value)
    if column.endswith("_on") or column == "answer_by":
        return formats.day(date.fromisoformat(value))
    return _plain(value)


def _moment(value: str) -> str:
    return formats.moment(datetime.fromisoformat(value))


def _plain(value: Any) -> str:
    return text("Ja") if value is True else text("Nej") if value is False else str(value)


def _reference(answer: Mapping[str, Any]) -> str:
    lines = [says(RefereeRelation(answer["relation"]))]
    lines += [
        f"{says(ReferenceItem(item))}: {says(ReferenceRating(given))}" for item, given in answer["ratings"].items()
    ]
    lines += [f"{says(SafetyQuestion(asked))}: {says(SafetyAnswer(said))}" for asked, said in answer["safety"].items()]
    return "\n".join([*lines, *(answer[name] for name in ("explanation", "comment") if answer[name])])


def _disclosed(content: Mapping[str, Any]) -> str:
    passages = [
        Passage.model_validate({name: value for name, value in one.items() if name != "application_id"})
        for one in content["passages"]
    ]
    told = disclosure_told.sections(passages, "")
    return "\n".join(f"{row.label}: {row.value}" for section in told for row in section.rows)


def _wishes(positions: Sequence[str]) -> str:
    return plural("%(num)s tjänst", "%(num)s tjänster", len(positions)) % {"num": len(positions)}


def _seen(documents: Iterable[Mapping[str, str]]) -> str:
    return "\n".join(f"{says(GateDocument(one['document']))}, {_moment(one['at'])}, {one['by']}" for one in documents)


_LISTS: Final[Mapping[str, Callable[[Any], str]]] = {
    "wishes": _wishes,
    "documents": _seen,
    "agreed": lambda levels: "\n".join(f"{criterion}: {level}" for criterion, level in levels.items()),
    "answer": _reference,
}
