"""Documents that are given out, in words: sections with rows, for the page and for the PDF alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Final

from contracts.recruitment.application_codes import Degree
from contracts.recruitment.disclosure_codes import DisclosedDocument, MaskGround, PassageName
from contracts.recruitment.disclosures import Passage
from contracts.recruitment.referral_codes import PassOverReason, ReferralStatus
from contracts.recruitment.screening_codes import MustFinding
from services.portal import formats
from services.portal.language import text
from services.portal.swedish import REFERRAL_LOOKS, says

_CODES: Final[Mapping[PassageName, type[StrEnum]]] = {
    PassageName.DEGREE: Degree,
    PassageName.FINDING: MustFinding,
    PassageName.AGREED_FINDING: MustFinding,
    PassageName.PASSED_OVER: PassOverReason,
}
_DAYS: Final = frozenset({PassageName.RECEIVED_ON, PassageName.WITHDRAWN_ON})


@dataclass(frozen=True)
class Row:
    """A passage as it is read. ``ground`` is by what it is masked, ``fixed`` when that cannot be undone here."""

    id: str
    label: str
    value: str
    ground: MaskGround | None
    fixed: bool


@dataclass(frozen=True)
class Section:
    """A document of an application, or the list of applicants."""

    heading: str
    rows: Sequence[Row]


def sections(passages: Sequence[Passage], reference: str) -> list[Section]:
    """Return the passages by document; what is masked says by what, in place of what it said."""
    by_document = groupby(passages, key=_section)
    return [_told(document, number, list(some), reference) for (document, number), some in by_document]


def _section(one: Passage) -> tuple[DisclosedDocument, int]:
    return one.document, 0 if one.document is DisclosedDocument.APPLICANTS else one.number


def _told(document: DisclosedDocument, number: int, some: Sequence[Passage], reference: str) -> Section:
    if document is DisclosedDocument.APPLICANTS:
        by_number = groupby(some, key=lambda one: one.number)
        return Section(says(document), [_applicant(number, list(each)) for number, each in by_number])
    return Section(f"{says(document)}, {reference}-{number}", [_row(one) for one in some])


def _applicant(number: int, said: Sequence[Passage]) -> Row:
    """Return an applicant in the list: the name, which may be masked, and the days, which never are."""
    name, days = said[0], [one for one in said if one.name in _DAYS]
    told = [_value(name), *(f"{says(one.name).lower()} {_value(one)}" for one in days)]
    return replace(_row(name), label=text("Sökande %(n)s") % {"n": number}, value=", ".join(told))


def _row(one: Passage) -> Row:
    name = f"{says(one.name)} {one.count}" if one.count else says(one.name)
    label = f"{one.about}: {name[0].lower()}{name[1:]}" if one.about else name
    if one.name is PassageName.TEST:
        label = f"{name}, {formats.day(date.fromisoformat(one.about))}"
    return Row(one.id, label, _value(one), one.ground, one.fixed)


def _value(one: Passage) -> str:
    if one.text is None:
        return masked_words(one.ground) if one.ground else ""
    if one.name in _DAYS:
        return formats.day(date.fromisoformat(one.text))
    if one.name is PassageName.REFERRAL_STATUS:
        return text(REFERRAL_LOOKS[ReferralStatus(one.text)].word)
    told = says(_CODES[one.name](one.text)) if one.name in _CODES else one.text
    return f"{told}. {says(one.rests_on)}." if one.rests_on else told


def masked_words(ground: MaskGround) -> str:
    """Return what stands instead of what is masked."""
    return text("Maskat: %(ground)s") % {"ground": says(ground)}


def previewed(passages: Sequence[Passage], masks: Mapping[str, MaskGround]) -> list[Passage]:
    """Return the passages as they would be given out with ``masks``."""
    return [one if one.fixed else _masked(one, masks.get(one.id)) for one in passages]


def _masked(one: Passage, ground: MaskGround | None) -> Passage:
    return one.model_copy(update={"ground": ground, "text": None if ground else one.text})


def from_the_start(passages: Iterable[Passage]) -> dict[str, MaskGround]:
    """Return what is masked from the start and may be given out when somebody has read it."""
    return {one.id: one.ground for one in passages if one.ground and not one.fixed}
