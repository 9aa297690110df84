"""What interviews show: a fold over locked scorecards that does not ask in which order they were locked.

Of two interviewers the lower level holds when they are neighbours, of three the middle one, as in screening. Two who
differ more than that show nothing, and neither does what stays unclear: what screening came to holds. The latest
interview that shows a criterion holds for it.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from contracts.recruitment.campaign_codes import Evidence
from contracts.recruitment.profiles import Criterion
from services.recruitment.domain.interview import Interview
from services.recruitment.domain.scoring import Levels
from services.recruitment.domain.screening_outcome import MET, NOT_MET, UNCLEAR, differ, valid
from services.recruitment.domain.screening_questions import Question, Questions

_MUST_ORDER: Final = (NOT_MET, UNCLEAR, MET)
_TWO: Final = 2


def shown_by_interview(criteria: Iterable[Criterion]) -> set[str]:
    """Return the criteria that the profile lets an interview show."""
    return {one.id for one in criteria if Evidence.INTERVIEW in one.sources}


def asked_at_interview(asked: Questions, criteria: Iterable[Criterion]) -> Questions:
    """Return what ``asked`` of the profile an interviewer judges."""
    wanted = shown_by_interview(criteria)
    return Questions(asked.profile, tuple(one for one in asked.asked if one.criterion in wanted))


def comes_to(interview: Interview, asked: Questions) -> dict[str, int]:
    """Return what each criterion comes to; nothing before every interviewer has locked."""
    if not interview.is_judged:
        return {}
    judged = valid(asked, interview.verdicts)
    found = {}
    for question in asked.asked:
        values = [judged[who, question.criterion] for who in interview.people if (who, question.criterion) in judged]
        settled = _settled(question, values) if len(values) == len(interview.people) else None
        if settled is not None:
            found[question.criterion] = settled
    return found


def _settled(question: Question, values: Sequence[int]) -> int | None:
    if len(values) == _TWO and differ(question, *values):
        return None
    ordered = sorted(values, key=_MUST_ORDER.index if question.must else None)
    return ordered[(len(ordered) - 1) // 2]


def levels(interviews: Iterable[Interview], asked: Questions) -> Levels:
    """Return what an application's interviews show, by criterion; the same in whatever order they are read."""
    found: dict[str, int] = {}
    for one in sorted(interviews, key=lambda each: (each.slot.starts_at, each.id)):
        found |= {name: value for name, value in comes_to(one, asked).items() if value != UNCLEAR}
    return found
