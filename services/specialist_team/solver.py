"""Solves a selection with CP-SAT: ``python -m services.specialist_team.solver`` reads a problem, writes a solution.

Both are JSON; it runs in a process of its own, which is gone with all its memory when it has answered.

The same problem gives the same solution: one worker, a seed, time counted in the solver's own deterministic steps.
"""

import math
import sys

from ortools.sat.python import cp_model

from services.specialist_team.domain.selection import Problem, Solution, Tier, greedy
from services.specialist_team.domain.selection import worth as worth_of
from services.specialist_team.solving import PROBLEM, SOLUTION

EFFORT = 3.0
"""Deterministic time per stage: some seconds on an ordinary machine."""
_LARGEST = 10**12
"""Tiers are solved together as long as their weighted sum stays below; larger ones lose precision in the solver."""


def solve(problem: Problem, effort: float = EFFORT) -> Solution:
    """Return the best choice found, with the bound of each tier."""
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in problem.options]
    _restrict(model, chosen, problem)
    hint, tiers = set(problem.hint or greedy(problem)), list[Tier]()
    for stage in _stages(problem):
        objective = cp_model.LinearExpr.sum(
            [
                worth * variable
                for option, variable in zip(problem.options, chosen, strict=True)
                if (worth := sum(weight * option.values[tier] for tier, weight in stage))
            ]
        )
        hint, bound = _best(model, chosen, objective, hint, effort)
        reached = worth_of(problem, sorted(hint))
        model.add(objective >= sum(weight * reached[tier] for tier, weight in stage))
        tiers += _tiers(problem, stage, reached, bound)
    return Solution(tuple(sorted(hint)), tuple(tiers))


Stage = list[tuple[int, int]]
"""Tiers that are solved together, each with its weight, the heaviest first."""


def _span(problem: Problem, tier: int) -> tuple[int, int]:
    """Return the least and the most that any choice can be worth in the tier."""
    least, most = dict[int, int](), dict[int, int]()
    for option in problem.options:
        least[option.group] = min(least.get(option.group, 0), option.values[tier])
        most[option.group] = max(most.get(option.group, 0), option.values[tier])
    return sum(least.values()), sum(most.values())


def _stages(problem: Problem) -> list[Stage]:
    """Return the tiers in as few stages as whole numbers allow, so that a tier outweighs all after it in its stage."""
    stages: list[Stage] = []
    total = 1
    for tier in reversed(range(problem.tiers)):
        least, most = _span(problem, tier)
        if not stages or total * (most - least + 1) > _LARGEST:
            stages.insert(0, [])
            total = 1
        stages[0].insert(0, (tier, total))
        total *= most - least + 1
    return stages


def _tiers(problem: Problem, stage: Stage, reached: tuple[int, ...], bound: int | None) -> list[Tier]:
    """Return each tier of a stage with the bound that follows from the stage's; without proof, all that there is."""
    tiers, rest, proven = [], bound or 0, bound is not None
    for place, (tier, weight) in enumerate(stage):
        least_below = sum(lower * _span(problem, each)[0] for each, lower in stage[place + 1 :])
        most = min(_span(problem, tier)[1], (rest - least_below) // weight) if proven else _span(problem, tier)[1]
        proven = proven and most <= reached[tier]
        tiers.append(Tier(reached[tier], max(most, reached[tier])))
        rest -= weight * reached[tier]
    return tiers


def _restrict(model: cp_model.CpModel, chosen: list[cp_model.IntVar], problem: Problem) -> None:
    groups: dict[int, list[cp_model.IntVar]] = {}
    for variable, option in zip(chosen, problem.options, strict=True):
        groups.setdefault(option.group, []).append(variable)
    for variables in groups.values():
        model.add_at_most_one(variables)
    for limit in problem.limits:
        model.add(sum(amount * chosen[n] for n, amount in limit.takes) <= limit.capacity)
    for spread in problem.spreads:
        in_use = [model.new_bool_var("") for _ in spread.sets]
        for variable, options in zip(in_use, spread.sets, strict=True):
            for n in options:
                model.add_implication(chosen[n], variable)
        model.add(sum(in_use) <= spread.most)


def _best(
    model: cp_model.CpModel,
    chosen: list[cp_model.IntVar],
    objective: cp_model.LinearExpr,
    hint: set[int],
    effort: float,
) -> tuple[set[int], int | None]:
    model.clear_hints()  # type: ignore[no-untyped-call] # OR-Tools
    for number, variable in enumerate(chosen):
        model.add_hint(variable, number in hint)
    model.maximize(objective)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:  # nothing found in time: what it began from is allowed
        return hint, None
    found = {number for number, variable in enumerate(chosen) if solver.boolean_value(variable)}
    exact = status == cp_model.OPTIMAL
    return found, round(solver.objective_value) if exact else math.ceil(solver.best_objective_bound)


if __name__ == "__main__":
    sys.stdout.buffer.write(SOLUTION.dump_json(solve(PROBLEM.validate_json(sys.stdin.buffer.read()))))
