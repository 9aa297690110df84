"""What a profile asks of an assessor, and since which version: a judgement holds as long as its question does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contracts.recruitment.campaign_codes import CriterionKind
from contracts.recruitment.profiles import Criterion
from services.recruitment.domain.campaign import ProfileVersion


@dataclass(frozen=True)
class Question:
    """A criterion of the profile in force; ``since`` is the version from which it reads as it does now."""

    criterion: str
    must: bool
    since: int


@dataclass(frozen=True)
class Questions:
    """What the profile in force, of number ``profile``, asks; in its order."""

    profile: int
    asked: tuple[Question, ...]

    @property
    def by_criterion(self) -> Mapping[str, Question]:
        """The questions by criterion."""
        return {one.criterion: one for one in self.asked}


def questions(versions: Sequence[ProfileVersion]) -> Questions:
    """Return what the last of ``versions`` asks. Another weight is no other question: it weighs what was judged."""
    ordered = sorted(versions, key=lambda one: one.number)
    latest = ordered[-1]
    asked = (Question(one.id, one.kind is CriterionKind.MUST, _since(one, ordered)) for one in latest.criteria)
    return Questions(latest.number, tuple(asked))


def _since(criterion: Criterion, ordered: Sequence[ProfileVersion]) -> int:
    since = ordered[-1].number
    for version in reversed(ordered):
        if not any(_asks_the_same(one, criterion) for one in version.criteria):
            break
        since = version.number
    return since


def _asks_the_same(one: Criterion, other: Criterion) -> bool:
    return one.model_copy(update={"weight": None}) == other.model_copy(update={"weight": None})
