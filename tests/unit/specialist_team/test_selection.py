"""The planner's core: published optima, all small cases by trying everything, and the same answer every time."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.specialist_team.domain.selection import Limit, Option, Problem, Spread, allowed, greedy, simple, worth
from services.specialist_team.solver import solve
from services.specialist_team.solving import SOLUTION, solve_apart

SCIPY = [[4, 1, 3], [2, 0, 5], [3, 2, 2]]
"""scipy.optimize.linear_sum_assignment, documentation example (BSD-3-Clause)."""
TABLE = [[90, 76, 75, 70], [35, 85, 55, 65], [125, 95, 90, 105], [45, 110, 95, 115]]
"""OR-Tools, linear assignment example (Apache-2.0)."""
TEAMS = [*TABLE, [60, 105, 80, 75], [45, 65, 110, 95]]
"""OR-Tools, assignment with teams: six workers, four tasks, two tasks for each team (Apache-2.0)."""
SIZES = (10, 7, 3, 12, 15, 4, 11, 5)
SIZED = [
    [90, 76, 75, 70, 50, 74, 12, 68],
    [35, 85, 55, 65, 48, 101, 70, 83],
    [125, 95, 90, 105, 59, 120, 36, 73],
    [45, 110, 95, 115, 104, 83, 37, 71],
    [60, 105, 80, 75, 59, 62, 93, 88],
    [45, 65, 110, 95, 47, 31, 81, 34],
    [38, 51, 107, 41, 69, 99, 115, 48],
    [47, 85, 57, 71, 92, 77, 109, 36],
    [39, 63, 97, 49, 118, 56, 92, 61],
    [47, 101, 71, 60, 88, 109, 52, 90],
]
"""OR-Tools, assignment with task sizes: ten workers, at most size 15 each (Apache-2.0)."""


def assignment(cost: list[list[int]], room: int = 1, sizes: tuple[int, ...] | None = None) -> Problem:
    """Return «every task to a worker at least cost»: tasks served first, cost second."""
    workers, tasks = len(cost), len(cost[0])
    size = sizes or (1,) * tasks
    options = tuple(Option(task, (1, -cost[worker][task])) for worker in range(workers) for task in range(tasks))
    limits = tuple(
        Limit(room, tuple((worker * tasks + task, size[task]) for task in range(tasks))) for worker in range(workers)
    )
    return Problem(options, limits)


@pytest.mark.parametrize(("cost", "optimum"), [(SCIPY, 5), (TABLE, 265)])
def test_published_assignments(cost: list[list[int]], optimum: int) -> None:
    tiers = solve(assignment(cost)).tiers
    assert [(tier.value, tier.proven) for tier in tiers] == [(len(cost), True), (-optimum, True)]


def test_published_assignment_with_teams() -> None:
    plain = assignment(TEAMS)
    two_each = tuple(
        Limit(2, tuple((worker * 4 + task, 1) for worker in team for task in range(4)))
        for team in ((0, 2, 4), (1, 3, 5))
    )
    tiers = solve(Problem(plain.options, plain.limits + two_each)).tiers
    assert [tier.value for tier in tiers] == [4, -250]


def test_published_assignment_with_sizes() -> None:
    tiers = solve(assignment(SIZED, 15, SIZES)).tiers
    assert [(tier.value, tier.proven) for tier in tiers] == [(8, True), (-326, True)]


def best(problem: Problem) -> tuple[int, ...]:
    """Return the worth of the best choice, found by trying all."""
    groups = sorted({option.group for option in problem.options})
    choices = [[None, *(n for n, option in enumerate(problem.options) if option.group == group)] for group in groups]
    tried = ([n for n in choice if n is not None] for choice in product(*choices))
    return max(worth(problem, choice) for choice in tried if allowed(problem, choice))


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Draw small problems in which everything matters."""
    count = draw(st.integers(1, 7))
    values = st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(-2, 2))
    options = tuple(Option(draw(st.integers(0, 3)), draw(values)) for _ in range(count))
    some = st.sets(st.integers(0, count - 1), min_size=1, max_size=4).map(sorted)
    limits = tuple(
        Limit(draw(st.integers(0, 100)), tuple((n, draw(st.sampled_from([20, 40, 60]))) for n in draw(some)))
        for _ in range(draw(st.integers(0, 3)))
    )
    spreads = tuple(
        Spread(draw(st.integers(0, 2)), tuple(tuple(draw(some)) for _ in range(draw(st.integers(1, 3)))))
        for _ in range(draw(st.integers(0, 2)))
    )
    return Problem(options, limits, spreads)


@settings(max_examples=60)
@given(problems())
def test_small_cases_equal_the_best_of_all_that_can_be_tried(problem: Problem) -> None:
    solution = solve(problem)
    assert allowed(problem, solution.chosen)
    assert worth(problem, solution.chosen) == best(problem) == tuple(tier.value for tier in solution.tiers)
    assert all(tier.proven for tier in solution.tiers)


@given(problems())
def test_the_greedy_choice_is_allowed_and_nothing_that_fits_is_left_out(problem: Problem) -> None:
    chosen = greedy(problem)
    assert allowed(problem, chosen)
    left = [n for n in range(len(problem.options)) if n not in chosen]
    assert not any(allowed(problem, [*chosen, n]) for n in left)


def test_the_same_problem_gives_the_same_bytes() -> None:
    problem = assignment(SIZED, 15, SIZES)
    assert SOLUTION.dump_json(solve(problem)) == SOLUTION.dump_json(solve(problem))


async def test_without_an_answer_in_time_the_plan_is_the_greedy_one_and_says_what_is_not_proven() -> None:
    problem = Problem(tuple(Option(n // 2, (n, 5 - n)) for n in range(6)), (Limit(1, ((0, 1), (3, 1), (5, 1))),))
    hurried = await solve_apart(problem, most_seconds=0)
    assert hurried.chosen == greedy(problem)
    assert all(tier.value <= tier.bound for tier in hurried.tiers)
    assert not hurried.tiers[0].proven
    assert (await solve_apart(problem)).tiers[0].proven


@given(problems())
def test_the_greedy_bound_is_never_below_the_best(problem: Problem) -> None:
    reached, known = best(problem), greedy(problem)
    assert worth(problem, known) <= reached
    assert reached[0] <= simple(problem).tiers[0].bound


def test_a_bound_that_is_not_reached_is_said() -> None:
    """With next to no time the answer is still allowed, and no less than the greedy one that it began from."""
    problem = assignment(SIZED, 15, SIZES)
    hurried = solve(problem, 0.0001)
    assert allowed(problem, hurried.chosen)
    assert worth(problem, hurried.chosen)[0] <= hurried.tiers[0].bound
    for tier, value in zip(hurried.tiers, worth(problem, hurried.chosen), strict=True):
        assert tier.value == value <= tier.bound
