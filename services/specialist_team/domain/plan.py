"""A plan in words: why this person and this week, who else could, and what stands in the way of the others."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from contracts.specialist_team.planning import Obstacle, ProposalReason
from services.specialist_team.domain.planning import Draft, Slot, knows, nearness, starts, working_day
from services.specialist_team.domain.selection import Solution, allowed, greedy, worth

_SHOWN = 3


@dataclass(frozen=True)
class Proposal:
    """A slot that the plan proposes, why, and who else could take it at the same time."""

    slot: Slot
    reasons: tuple[ProposalReason, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class NotProposed:
    """A wish that is given nobody: what stands in the way, and which requests got the time instead."""

    wish: int
    obstacle: Obstacle
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What is proposed and what is not, in the queue's order."""

    proposals: tuple[Proposal, ...]
    without: tuple[NotProposed, ...]


def fingerprint(draft: Draft, solver_version: str) -> str:
    """Return what identifies all that the plan follows from: the same means the same plan."""
    written = json.dumps(
        (solver_version, asdict(draft.problem), [asdict(slot) for slot in draft.slots]), default=str, sort_keys=True
    )
    return hashlib.sha256(written.encode()).hexdigest()


def tell(draft: Draft, solution: Solution) -> Plan:
    """Return the solution in words."""
    chosen = {draft.slots[number].wish: number for number in solution.chosen}
    proposals = [_proposal(draft, solution.chosen, chosen[wish]) for wish in sorted(chosen)]
    without = [_obstacle(draft, chosen, wish) for wish in range(len(draft.known.wishes)) if wish not in chosen]
    return Plan(tuple(proposals), tuple(without))


def _proposal(draft: Draft, chosen: Sequence[int], number: int) -> Proposal:
    slot = draft.slots[number]
    rest = [each for each in chosen if each != number]
    same_time = [n for n in draft.of_wish(slot.wish) if n != number and draft.slots[n].starts_on == slot.starts_on]
    others = [draft.slots[n].specialist for n in same_time if allowed(draft.problem, [*rest, n])]
    return Proposal(slot, (*_why_who(draft, slot), *_why_when(draft, slot)), tuple(sorted(others)))


def _why_who(draft: Draft, slot: Slot) -> list[ProposalReason]:
    known, request = draft.known, draft.known.wishes[slot.wish].request
    near = nearness(known, slot)
    able = {draft.slots[n].specialist for n in draft.of_wish(slot.wish)}
    held = {
        ProposalReason.COMPETENCE: bool(request.content.competences),
        ProposalReason.ONLY_ONE: len(able) == 1,
        ProposalReason.KNOWS_THE_UNIT: (slot.specialist, request.content.unit) in known.knows,
        ProposalReason.HOME_DISTRICT: near == 2,  # noqa: PLR2004 - as nearness counts
        ProposalReason.SAME_PART: near == 1,
        ProposalReason.AS_BEFORE: known.before.get(request.id) == (slot.specialist, slot.starts_on),
    }
    return [reason for reason, holds in held.items() if holds]


def _why_when(draft: Draft, slot: Slot) -> list[ProposalReason]:
    wish = draft.known.wishes[slot.wish]
    earliest = min(draft.slots[n].starts_on for n in draft.of_wish(slot.wish))
    if slot.starts_on <= working_day(wish.request.content.starts_on):
        when = ProposalReason.WANTED_START
    else:
        when = ProposalReason.FIRST_FREE if slot.starts_on == earliest else ProposalReason.BEHIND_OTHERS
    first = [ProposalReason.ACUTE] if wish.acute else []
    return [when, *first, *([ProposalReason.OWED] if wish.owed else [])]


def _obstacle(draft: Draft, chosen: dict[int, int], wish: int) -> NotProposed:
    mine = draft.of_wish(wish)
    if not mine:
        return NotProposed(wish, _in_the_way(draft, wish))
    mine_by = [draft.slots[n] for n in mine]
    taken = [draft.slots[n] for other, n in sorted(chosen.items()) if other != wish]
    before = [
        draft.known.wishes[slot.wish].request.reference
        for slot in taken
        if any(
            slot.specialist == own.specialist and slot.starts_on <= own.ends_on and own.starts_on <= slot.ends_on
            for own in mine_by
        )
    ]
    return NotProposed(wish, Obstacle.OTHERS_BEFORE, tuple(before[:_SHOWN]))


def _in_the_way(draft: Draft, wish: int) -> Obstacle:
    known, request = draft.known, draft.known.wishes[wish].request
    content = request.content
    days = starts(known, request)
    if not days:
        passed = content.ends_on < known.first_day
        return Obstacle.PERIOD_HAS_PASSED if passed else Obstacle.BEYOND_THE_PLAN
    length = content.ends_on - content.starts_on
    able = [one for one in known.team if any(knows(request, one, day, day + length) for day in days)]
    if not able:
        return Obstacle.NO_COMPETENCE
    place = (request.district, content.unit)
    clear = [
        one for one in able if not all(any(c.concerns(*place, d, d + length) for c in one.conflicts) for d in days)
    ]
    if not clear:
        return Obstacle.CONFLICT_OF_INTEREST
    if max(one.member.least_percent(day, day + length) for one in clear for day in days) < content.percent:
        return Obstacle.MORE_THAN_ANYBODY_HAS
    return Obstacle.NO_FREE_TIME


@dataclass(frozen=True)
class Effect:
    """What a change by hand leads to: the chosen slots after it, and how far each goal is reached; or the obstacle."""

    chosen: tuple[int, ...]
    reached: tuple[int, ...]
    obstacle: Obstacle | None = None


def effect(draft: Draft, chosen: Sequence[int], wish: int, specialist: str, starts_on: date) -> Effect:
    """Return the plan when a request is given this person from this day: the rest is kept as far as it fits.

    What does not fit any more is given the best that is left, in the order of the goals.
    """
    wanted = [
        n
        for n in draft.of_wish(wish)
        if draft.slots[n].specialist == specialist and draft.slots[n].starts_on == starts_on
    ]
    if not wanted:
        return Effect(tuple(chosen), worth(draft.problem, chosen), _why_not(draft, wish, specialist, starts_on))
    kept = sorted((n for n in chosen if draft.slots[n].wish != wish), key=lambda n: (_worth_of(draft, n), n))
    after = greedy(draft.problem, [*wanted, *kept])
    return Effect(after, worth(draft.problem, after))


def _worth_of(draft: Draft, number: int) -> tuple[int, ...]:
    return tuple(-value for value in draft.problem.options[number].values)


def _why_not(draft: Draft, wish: int, specialist: str, starts_on: date) -> Obstacle:
    known, request = draft.known, draft.known.wishes[wish].request
    content = request.content
    one = next((each for each in known.team if each.member.id == specialist), None)
    ends_on = starts_on + (content.ends_on - content.starts_on)
    if one is None or not knows(request, one, starts_on, ends_on):
        return Obstacle.NO_COMPETENCE
    if starts_on not in starts(known, request):
        return Obstacle.PERIOD_HAS_PASSED if starts_on > content.ends_on else Obstacle.BEYOND_THE_PLAN
    if any(conflict.concerns(request.district, content.unit, starts_on, ends_on) for conflict in one.conflicts):
        return Obstacle.CONFLICT_OF_INTEREST
    works = one.member.least_percent(starts_on, ends_on)
    return Obstacle.MORE_THAN_ANYBODY_HAS if works < content.percent else Obstacle.NO_FREE_TIME
