"""Simulator: what another team size, absence, inflow, length or price would do; three scenarios beside each other."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from contracts.specialist_team.forecast import Simulation
from services.portal import charts, exports, formats, outlook
from services.portal.access import Here, Portal, QueueReader
from services.portal.exports import Extract
from services.portal.forms import Form
from services.portal.language import text, word
from services.portal.rendering import page

router: Final = APIRouter(include_in_schema=False)

SCENARIOS: Final = (1, 2, 3)
_FILE_COLUMNS: Final = (
    word("Scenario"),
    word("Måndag i veckan"),
    word("I kö, troligen"),
    word("I kö, högst i nio fall av tio"),
    word("Väntan i arbetsdagar, troligen"),
    word("Väntan i arbetsdagar, högst i nio fall av tio"),
)


@dataclass(frozen=True)
class Choice:
    """A field of a scenario: its name in our address and in the service's, label, unit, and what it takes."""

    name: str
    query: str
    label: str
    unit: str
    least: int
    most: int
    decimals: int = 0


CHOICES: Final = (
    Choice("team", "teamSize", word("Specialister i teamet"), word("personer"), 1, 12),
    Choice("franvaro", "absencePercent", word("Frånvaro"), word("procent"), 0, 60),
    Choice("inflode", "arrivalsPerWeek", word("Nya begäranden i veckan"), word("stycken"), 0, 10, 1),
    Choice("veckor", "weeksPerAssignment", word("Nya uppdrags längd"), word("veckor"), 1, 52),
    Choice("pris", "agencyHourPrice", word("Bemanningsföretagets timpris"), word("kr"), 300, 3000),
)


@router.get("/simulator")
async def simulator(request: Request, here: Here, visitor: QueueReader, som: exports.Kind | None = None) -> Response:
    """Show the scenarios that the address holds, or their weeks as a file; the first is as today unless told."""
    form = Form({name: value.strip()[:20] for name, value in request.query_params.items() if name != "som"})
    wanted = {number: _read(form, number) for number in SCENARIOS}
    asked = {number: query for number, query in wanted.items() if number == SCENARIOS[0] or query}
    token = await here.token(visitor)
    results = [] if form.errors else await _simulate(here, token, asked)
    if som and results:
        return exports.response(_extract(results), som)
    facts = {
        "form": form,
        "choices": CHOICES,
        "scenarios": SCENARIOS,
        "results": _shown(results),
        "weeks": sum(len(one.weeks) for _, one in results),
        "query": request.url.remove_query_params("som").query,
        "lead": _lead(results),
    }
    return page(request, visitor, "pages/simulator.html", facts, 422 if form.errors else 200)


def _read(form: Form, number: int) -> dict[str, str]:
    query = {}
    for choice in CHOICES:
        name = f"{choice.name}{number}"
        if written := form.values.get(name, "").replace(",", ".").replace(" ", ""):
            if _takes(choice, written):
                query[choice.query] = written
            else:
                facts = {"least": choice.least, "most": formats.number(choice.most)}
                form.errors[name] = text("Skriv ett tal mellan %(least)s och %(most)s.") % facts
    return query


def _takes(choice: Choice, written: str) -> bool:
    try:
        value = Decimal(written)
    except InvalidOperation:
        return False
    return value.is_finite() and choice.least <= value <= choice.most and round(value, choice.decimals) == value


async def _simulate(here: Portal, token: str, asked: Mapping[int, Mapping[str, str]]) -> list[tuple[int, Simulation]]:
    results = await asyncio.gather(*(here.team.simulation(token, query) for query in asked.values()))
    return list(zip(asked, results, strict=True))


def _lead(results: list[tuple[int, Simulation]]) -> str:
    """Return the one sentence that says what the first scenario leads to."""
    if not results:
        return text("Rätta talen för att se vad de leder till.")
    last = results[0][1].weeks[-1]
    facts = {"likely": formats.number(last.queue_likely), "most": formats.number(last.queue_most)}
    lead = text("Om ett halvår väntar troligen %(likely)s begäranden, i nio fall av tio högst %(most)s.") % facts
    if last.wait_likely is None:
        return lead + " " + text("Väntan blir längre än ett halvår för hälften.")
    return (
        lead
        + " "
        + text("Väntan efter önskad start är då troligen %(days)s.") % {"days": formats.working_days(last.wait_likely)}
    )


def _extract(results: list[tuple[int, Simulation]]) -> Extract:
    """Return every scenario week by week, and on the sheet about the selection what each rests on."""
    rows = [
        (number, week.monday, week.queue_likely, week.queue_most, week.wait_likely, week.wait_most)
        for number, one in results
        for week in one.weeks
    ]
    told = [(number, outlook.assumption(each)) for number, one in results for each in one.assumptions]
    chosen = [
        (text("Scenario %(n)s") % {"n": number} + f", {name}", f"{value} ({basis})")
        for number, (name, value, basis) in told
    ]
    return Extract("simulator", text("Simulator"), [text(name) for name in _FILE_COLUMNS], rows, chosen)


def _shown(results: list[tuple[int, Simulation]]) -> list[dict[str, Any]]:
    """Return what the page shows of each scenario, all on the same scales so that they compare."""
    weeks = [week for _, one in results for week in one.weeks]
    queue_top = max([1, *(week.queue_most for week in weeks)])
    waits = [value for week in weeks for value in (week.wait_likely, week.wait_most) if value is not None]
    wait_top = max([5, *waits]) * 6 // 5
    return [
        {
            "number": number,
            "result": one,
            "lead": _lead([(number, one)]),
            "queue": charts.spans([(week.queue_likely, week.queue_most) for week in one.weeks], queue_top),
            "waits": charts.spans([(week.wait_likely, week.wait_most) for week in one.weeks], wait_top),
            "beyond": any(week.wait_likely is not None and week.wait_most is None for week in one.weeks),
            "queue_top": queue_top,
            "wait_top": wait_top,
            "difference": one.agency_cost - one.team_cost,
            "assumptions": [outlook.assumption(each) for each in one.assumptions],
        }
        for number, one in results
    ]
