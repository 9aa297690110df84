"""Lets a selection be solved in a process of its own, so that neither the event loop nor the memory is held."""

import asyncio
import sys
from importlib.metadata import version

import structlog
from pydantic import TypeAdapter

from services.specialist_team.domain.selection import Problem, Solution, simple

PROBLEM, SOLUTION = TypeAdapter(Problem), TypeAdapter(Solution)
MOST_SECONDS = 100.0
log = structlog.get_logger()


class SolverFailed(Exception):
    """The solver ended without an answer."""


def solver_version() -> str:
    """Return the solver's name and version, which a plan states."""
    return f"OR-Tools {version('ortools')}"


async def solve_apart(problem: Problem, most_seconds: float = MOST_SECONDS) -> Solution:
    """Return the solution of ``services.specialist_team.solver``; the greedy one, unproven, when it does not answer."""
    if not problem.options:
        return Solution((), ())
    try:
        return await _solved(problem, most_seconds)
    except (SolverFailed, TimeoutError) as error:
        log.warning("the solver did not answer, the plan is greedy", action="plan.greedy", error=repr(error))
        return simple(problem)


async def _solved(problem: Problem, most_seconds: float) -> Solution:
    program = [sys.executable, "-m", "services.specialist_team.solver"]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*program, stdin=pipe, stdout=pipe, stderr=pipe)
    try:
        async with asyncio.timeout(most_seconds):
            answer, said = await process.communicate(PROBLEM.dump_json(problem))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise SolverFailed(said.decode(errors="replace")[-500:])
    return SOLUTION.validate_json(answer)
