"""Whether groups come as far as each other, in words: a campaign's sentence, and its groups row by row."""

from dataclasses import dataclass
from typing import Final

from contracts.recruitment.equality import EqualityComparison, EqualityGroup, EqualityReport
from contracts.recruitment.equality_codes import EqualityStage, EqualityVerdict
from services.portal import formats
from services.portal.language import text
from services.portal.swedish import says

_LATER: Final = (EqualityStage.INTERVIEWED, EqualityStage.OFFERED)


@dataclass(frozen=True)
class GroupTold:
    """A group: its question and name, how many applied, and for each later stage how many and the verdict.

    None is a number that is not told.
    """

    question: str
    name: str
    applied: int | None
    stages: list[tuple[int | None, EqualityComparison | None]]


def lead(report: EqualityReport) -> str:
    """Return the sentence that says how it stands."""
    if not report.comparisons:
        return text("För få har svarat för att jämföra grupper.")
    lower = [one for one in report.comparisons if one.verdict is EqualityVerdict.LOWER]
    if lower:
        return " ".join(_lower(one) for one in lower)
    if all(one.verdict is EqualityVerdict.ALIKE for one in report.comparisons):
        return text("Alla grupper som kan jämföras kom ungefär lika långt.")
    return text("Ingen grupp kom säkert mer sällan lika långt. För några är talen för små för att säga.")


def _lower(one: EqualityComparison) -> str:
    group = f"{says(one.question)} {says(one.answer)}".lower()
    if one.stage is EqualityStage.INTERVIEWED:
        said = text("Gruppen %(group)s kallades till intervju mindre än fyra femtedelar så ofta som den högsta.")
    else:
        said = text("Gruppen %(group)s erbjöds tjänst mindre än fyra femtedelar så ofta som den högsta.")
    return said % {"group": group}


def rows(report: EqualityReport) -> list[GroupTold]:
    """Return the groups with what is told of each."""
    found = {(one.question, one.answer, one.stage): one for one in report.comparisons}
    return [
        GroupTold(
            says(one.question),
            says(one.answer),
            one.applied,
            [(_number(one, stage), found.get((one.question, one.answer, stage))) for stage in _LATER],
        )
        for one in report.groups
    ]


def _number(one: EqualityGroup, stage: EqualityStage) -> int | None:
    return one.interviewed if stage is EqualityStage.INTERVIEWED else one.offered


def beside(one: EqualityComparison) -> str:
    """Return the share of the highest and the chance, or nothing where they are not told."""
    if one.percent is None or one.chance is None:
        return ""
    facts = {"percent": one.percent, "chance": formats.number(float(one.chance))}
    return text("%(percent)s procent av den högsta, slump %(chance)s") % facts
