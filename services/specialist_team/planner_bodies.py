"""A plan as an HTTP body, which is also how it is kept."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from contracts.specialist_team import planning as api
from services.specialist_team.domain.plan import Effect, NotProposed, Plan, Proposal
from services.specialist_team.domain.planning import GOALS, Draft, Slot, working_day
from services.specialist_team.domain.selection import Solution, Tier, worth

_DAYS = 7
_MILLE = 1000


def plan(plan_id: UUID, draft: Draft, told: Plan, solution: Solution, version: str, fingerprint: str) -> api.Plan:
    """Return the plan that a solution is."""
    goals = _goals(solution.tiers or tuple(Tier(0, 0) for _ in GOALS))
    open_goal = next((one for one in goals if one.value < one.bound), None)
    return api.Plan(
        id=plan_id,
        made_at=draft.known.now,
        mondays=draft.known.mondays,
        proven=open_goal is None,
        gap_per_mille=0 if open_goal is None else -(-_MILLE * (open_goal.bound - open_goal.value) // open_goal.bound),
        goals=goals,
        input_hash=fingerprint,
        solver_version=version,
        proposals=[_proposal(draft, one) for one in told.proposals],
        without_proposals=[_without(draft, one) for one in told.without],
    )


def _goals(tiers: Sequence[Tier]) -> list[api.GoalReached]:
    return [
        api.GoalReached(goal=goal, value=tier.value, bound=tier.bound) for goal, tier in zip(GOALS, tiers, strict=True)
    ]


def _proposal(draft: Draft, one: Proposal) -> api.Proposal:
    request = draft.known.wishes[one.slot.wish].request
    late = (one.slot.starts_on - working_day(request.content.starts_on)).days
    return api.Proposal(
        request=request.id,
        reference=request.reference,
        version=request.version,
        district=request.district,
        unit=request.content.unit,
        urgency=request.urgency,
        specialist=one.slot.specialist,
        percent=one.slot.percent,
        starts_on=one.slot.starts_on,
        ends_on=one.slot.ends_on,
        late_weeks=-(-max(late, 0) // _DAYS),
        reasons=list(one.reasons),
        others=list(one.others),
    )


def _without(draft: Draft, one: NotProposed) -> api.NotProposed:
    request = draft.known.wishes[one.wish].request
    return api.NotProposed(
        request=request.id,
        reference=request.reference,
        district=request.district,
        unit=request.content.unit,
        percent=request.content.percent,
        starts_on=request.content.starts_on,
        obstacle=one.obstacle,
        earlier_references=list(one.before),
    )


def with_stale(kept: api.Plan, versions: dict[UUID, int]) -> api.Plan:
    """Return the plan with those proposals marked whose request has moved on: ``versions`` are those in the queue."""
    proposals = [one.model_copy(update={"stale": versions.get(one.request) != one.version}) for one in kept.proposals]
    return kept.model_copy(update={"proposals": proposals})


def effect(draft: Draft, chosen: Sequence[int], found: Effect) -> api.PlanEffect:
    """Return what a change by hand does: goals before and after, and the other requests that are moved."""
    before, after = _by_wish(draft, chosen), _by_wish(draft, found.chosen)
    moved = [wish for wish in range(len(draft.known.wishes)) if before.get(wish) != after.get(wish)]
    return api.PlanEffect(
        possible=found.obstacle is None,
        obstacle=found.obstacle,
        earlier_goals=_reached(worth(draft.problem, chosen)),
        new_goals=_reached(found.reached),
        moves=[_move(draft, wish, before.get(wish), after.get(wish)) for wish in moved],
    )


def _reached(values: Sequence[int]) -> list[api.GoalReached]:
    return _goals([Tier(value, value) for value in values] or [Tier(0, 0) for _ in GOALS])


def _by_wish(draft: Draft, chosen: Sequence[int]) -> dict[int, Slot]:
    return {draft.slots[number].wish: draft.slots[number] for number in chosen}


def _move(draft: Draft, wish: int, before: Slot | None, after: Slot | None) -> api.Move:
    request = draft.known.wishes[wish].request
    return api.Move(
        request=request.id,
        reference=request.reference,
        district=request.district,
        specialist_before=before.specialist if before else None,
        starts_on_before=before.starts_on if before else None,
        specialist_after=after.specialist if after else None,
        starts_on_after=after.starts_on if after else None,
    )


def is_due(last: api.Plan | None, wanted_at: datetime | None) -> bool:
    """Tell whether somebody has asked for a plan since the last was made."""
    return wanted_at is not None and (last is None or last.made_at < wanted_at)
