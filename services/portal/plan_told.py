"""A plan as it is shown: people by week as bars, proposals and obstacles in words, and the list as a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from contracts.organisation import Organisation
from contracts.specialist_team.api import Specialist
from contracts.specialist_team.planning import GoalReached, Move, NotProposed, Plan, Proposal
from services.portal import formats
from services.portal.exports import Extract
from services.portal.formats import specialist_title
from services.portal.language import plural, sentence, text, word
from services.portal.swedish import says

_WEEK: Final = 7
_COLUMNS: Final = (
    word("Referens"),
    word("Stadsdel"),
    word("Enhet"),
    word("Specialist"),
    word("Procent"),
    word("Från och med"),
    word("Till och med"),
    word("Veckor efter önskad start"),
    word("Varför"),
)


@dataclass(frozen=True)
class Bar:
    """Time of a person in the drawing, in percent of its width: ``look`` is booked, offered or proposed."""

    x: float
    width: float
    lane: int
    words: str
    look: str


@dataclass(frozen=True)
class PersonBars:
    """A person's line of the drawing: bars in as few lanes as they need."""

    title: str
    lanes: int
    bars: Sequence[Bar]


def lead(plan: Plan) -> str:
    """Return the sentence that says what the plan does."""
    proposed, total = len(plan.proposals), len(plan.proposals) + len(plan.without_proposals)
    if not total:
        return text("Ingen begäran i kön väntar på en plan.")
    if total == 1:
        return text("Den enda begäran i kön får ett förslag.") if proposed else text("Begäran i kön får inget förslag.")
    facts = {"n": formats.spelled(proposed), "all": formats.spelled(total)}
    return sentence(text("%(n)s av %(all)s begäranden i kön får ett förslag.") % facts)


def certainty(plan: Plan) -> str:
    """Return how good the plan is proven to be."""
    if plan.proven:
        return text("Bevisat bäst: ingen annan plan når något av målen bättre utan att ett viktigare blir sämre.")
    goal = next(one.goal for one in plan.goals if one.value < one.bound)
    percent = formats.number(plan.gap_per_mille / 10)
    return text("Målen före ”%(goal)s” är bevisat bäst; det målet kan bli högst %(n)s procent bättre.") % {
        "goal": says(goal),
        "n": percent,
    }


def people(plan: Plan, team: Iterable[Specialist]) -> list[PersonBars]:
    """Return each member's booked, offered and proposed time in the weeks of the plan."""
    lines = []
    for one in team:
        spans = [
            (b.starts_on, b.ends_on, f"{b.reference}, {b.percent} %", "booked" if b.firm else "offered")
            for b in one.bookings
        ]
        spans += [
            (p.starts_on, p.ends_on, f"{p.reference}, {p.percent} %", "proposed")
            for p in plan.proposals
            if p.specialist == one.id and not p.stale
        ]
        lines.append(_person(specialist_title(one.id), sorted(spans), plan.mondays))
    return lines


def _person(title: str, spans: Iterable[tuple[date, date, str, str]], mondays: Sequence[date]) -> PersonBars:
    first, days = mondays[0], len(mondays) * _WEEK
    ends: list[date] = []
    bars = []
    for starts_on, ends_on, words, look in spans:
        if ends_on < first or starts_on >= first + timedelta(days=days):
            continue
        lane = next((n for n, end in enumerate(ends) if end < starts_on), len(ends))
        ends[lane : lane + 1] = [ends_on]
        left, right = max((starts_on - first).days, 0), min((ends_on - first).days + 1, days)
        bars.append(Bar(round(100 * left / days, 2), round(100 * (right - left) / days, 2), lane, words, look))
    return PersonBars(title, max(len(ends), 1), bars)


def proposal(one: Proposal, organisation: Organisation) -> dict[str, Any]:
    """Return a proposal in words."""
    return {
        "about": one,
        "title": specialist_title(one.specialist),
        "unit": organisation.unit(one.unit).name,
        "district": organisation.district(one.district).name,
        "why": _why(one),
        "others": ", ".join(specialist_title(each) for each in one.others),
        "row": row_of(one),
    }


def row_of(one: Proposal) -> str:
    """Return what a box in the form carries: all that an offer needs."""
    return f"{one.request} {one.version} {one.specialist} {one.percent} {one.starts_on} {one.ends_on}"


def _why(one: Proposal) -> str:
    return sentence(", ".join(says(reason) for reason in one.reasons)) + "."


def without(one: NotProposed, organisation: Organisation) -> dict[str, Any]:
    """Return a request that gets nobody, in words."""
    return {
        "about": one,
        "unit": organisation.unit(one.unit).name,
        "district": organisation.district(one.district).name,
        "why": says(one.obstacle),
        "before": one.earlier_references,
    }


def move(one: Move, organisation: Organisation) -> dict[str, Any]:
    """Return what a change by hand does to another request."""
    return {
        "about": one,
        "district": organisation.district(one.district).name,
        "before": _placed(one.specialist_before, one.starts_on_before),
        "after": _placed(one.specialist_after, one.starts_on_after),
        "loses": one.specialist_after is None,
    }


def consequence(moved: int, lost: int) -> str:
    """Return the sentence that says what a move does to the others."""
    if not moved:
        return text("Ingen annan begäran påverkas.")
    said = plural("En annan begäran flyttas.", "%(n)s andra begäranden flyttas.", moved) % {"n": formats.spelled(moved)}
    if not lost:
        return sentence(said) + " " + text("Alla har kvar ett förslag.")
    left = plural("En blir utan förslag.", "%(n)s blir utan förslag.", lost) % {"n": formats.spelled(lost)}
    return f"{sentence(said)} {sentence(left)}"


def _placed(specialist: str | None, starts_on: date | None) -> str:
    if specialist is None or starts_on is None:
        return text("Inget förslag")
    return text("%(who)s från %(day)s") % {"who": specialist_title(specialist), "day": formats.day(starts_on)}


def goals(before: Sequence[GoalReached], after: Sequence[GoalReached]) -> list[dict[str, Any]]:
    """Return each goal before and after a change, and the difference."""
    return [
        {"goal": says(one.goal), "before": one.value, "after": other.value, "change": other.value - one.value}
        for one, other in zip(before, after, strict=True)
    ]


def extract(plan: Plan, organisation: Organisation) -> Extract:
    """Return the proposals, and what stands in the way of the others, as a file."""
    lines: list[tuple[Any, ...]] = [
        (
            one.reference,
            organisation.district(one.district).name,
            organisation.unit(one.unit).name,
            specialist_title(one.specialist),
            one.percent,
            one.starts_on,
            one.ends_on,
            one.late_weeks,
            _why(one),
        )
        for one in plan.proposals
    ]
    lines += [
        (
            one.reference,
            organisation.district(one.district).name,
            organisation.unit(one.unit).name,
            "",
            one.percent,
            None,
            None,
            None,
            says(one.obstacle),
        )
        for one in plan.without_proposals
    ]
    selection = [(text("Planen gjordes"), formats.moment(plan.made_at)), (text("Underlag"), plan.input_hash)]
    return Extract("plan", text("Plan"), [text(name) for name in _COLUMNS], lines, selection)
