"""Kö: every open request of the city in policy order, and why each stands where it does."""

from typing import Any, Final, Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response

from contracts.organisation import Area, Slug
from contracts.specialist_team.api import QueueEntry, QueuePage
from contracts.specialist_team.codes import Command, Purpose, Status
from services.portal import exports, formats, reasons
from services.portal.access import Here, Portal, QueueReader
from services.portal.decisions import DECISIONS
from services.portal.exports import Extract
from services.portal.language import plural, sentence, text, word
from services.portal.rendering import page
from services.portal.swedish import STATES, says

router: Final = APIRouter(include_in_schema=False)

SEVERAL: Final = (Command.QUEUE, Command.TRIAGE, Command.RETURN, Command.DECLINE)
"""What can be decided of several requests at once; an offer is about one."""
_WHOLE_QUEUE: Final = 500
_STEP_WORDS: Final = {
    Command.CONFIRM_ACUTE: word("Bedöm"),
    Command.TRIAGE: word("Bedöm"),
    Command.QUEUE: word("Sätt i kö"),
    Command.OFFER: word("Erbjud"),
}
_WAITS_FOR_TWO: Final = word("Akut, väntar på en andra bedömning")
_FILE_COLUMNS: Final = (
    word("Plats"),
    word("Referens"),
    word("Stadsdel"),
    word("Enhet"),
    word("Syfte"),
    word("Område"),
    word("Procent"),
    word("Väntat, arbetsdagar"),
    word("Poäng"),
    word("Brådska"),
    word("System"),
    word("Läge"),
)


@router.get("/ko")
async def queue(  # noqa: PLR0913, PLR0917 - one parameter per choice in the address
    request: Request,
    here: Here,
    visitor: QueueReader,
    lage: Status | Literal[""] = "",
    stadsdel: Slug | Literal[""] = "",
    omrade: Area | Literal[""] = "",
    syfte: Purpose | Literal[""] = "",
    vy: Literal["tavla"] | None = None,
    som: exports.Kind | None = None,
) -> Response:
    """Show the queue, or send it as a file. A filter hides rows and changes no place."""
    chosen = {"district": stadsdel, "area": omrade, "purpose": syfte}
    filters = {name: value for name, value in chosen.items() if value} | {"limit": _WHOLE_QUEUE}
    answer, policies = await here.team.queue_and_policies(await here.token(visitor), **filters)
    rule = next((one for one in policies.items if str(one.number) == answer.policy_version), None)
    entries = [entry for entry in answer.items if not lage or entry.request.status == lage]
    if som:
        return exports.response(_extract(here, entries), som)
    shown = [_shown(here, entry, answer, lane=bool(rule and rule.rule.emergency_percent)) for entry in entries]
    facts = {
        "entries": shown,
        "board": vy == "tavla",
        "columns": _columns(shown),
        "as_list": f"/ko?{request.url.remove_query_params('vy').query}",
        "as_board": f"/ko?{request.url.include_query_params(vy='tavla').query}",
        "may_choose": any(item["may_choose"] for item in shown),
        "counts": [(status, _count(answer, status)) for status in Status if _count(answer, status)],
        "everything": len(answer.items),
        "lead": _lead(here, answer),
        "answer": answer,
        "rule": rule,
        "chosen": {"lage": lage, "stadsdel": stadsdel, "omrade": omrade, "syfte": syfte},
        "districts": [(d.id, d.name) for d in here.organisation.districts_on(formats.today())],
        "areas": [(code.value, says(code)) for code in Area],
        "purposes": [(code.value, says(code)) for code in Purpose],
        "query": request.url.query,
        "filtered": bool(stadsdel or omrade or syfte or lage),
        "address": lambda status: "/ko?" + str(request.url.include_query_params(lage=status).query),
    }
    return page(request, visitor, "pages/queue.html", facts)


def _columns(shown: list[dict[str, Any]]) -> list[tuple[Status, list[dict[str, Any]]]]:
    """Return the open states in the order of a request's life, each with its cards in the queue's order."""
    states = [Status.SUBMITTED, Status.RETURNED, Status.TRIAGED, Status.QUEUED, Status.OFFERED]
    return [(state, [item for item in shown if item["request"].status is state]) for state in states]


def _count(answer: QueuePage, status: Status) -> int:
    return sum(entry.request.status is status for entry in answer.items)


def _lead(here: Portal, answer: QueuePage) -> str:
    """Return the one sentence that says how the queue stands."""
    total, new = len(answer.items), _count(answer, Status.SUBMITTED)
    if not total:
        return text("Kön är tom.")
    districts = len({entry.request.district for entry in answer.items})
    all_districts = len(here.organisation.districts_on(formats.today()))
    facts = {"n": formats.spelled(total), "districts": formats.spelled(districts), "all": all_districts}
    lead = plural(
        "En begäran från %(districts)s av %(all)s stadsdelsförvaltningar.",
        "%(n)s begäranden från %(districts)s av %(all)s stadsdelsförvaltningar.",
        total,
    )
    if not new:
        return sentence(lead % facts)
    fresh = plural("En är ny och ska bedömas.", "%(n)s är nya och ska bedömas.", new) % {"n": formats.spelled(new)}
    return f"{sentence(lead % facts)} {sentence(fresh)}"


def _shown(here: Portal, entry: QueueEntry, answer: QueuePage, *, lane: bool) -> dict[str, Any]:
    asked = entry.request
    step = next((command for command in _STEP_WORDS if command in asked.commands), None)
    others = [command for command in asked.commands if command in DECISIONS and command is not step]
    return {
        "entry": entry,
        "request": asked,
        "unit": here.organisation.unit(asked.unit).name,
        "district": here.organisation.district(asked.district).name,
        "purpose": says(asked.purpose),
        "area": says(asked.area),
        "may_choose": any(command in asked.commands for command in SEVERAL),
        "step": text(_STEP_WORDS[step]) if step else "",
        "others": others,
        "why": reasons.headline(entry),
        "bars": reasons.bars(entry),
        "sum": reasons.points(entry.points),
        "override": reasons.override(entry),
        "latest": reasons.latest(entry, lane=lane),
        "behind": [
            other.request.reference
            for other in answer.items
            if entry.position and other.position and other.position == entry.position - 1
        ],
    }


def _extract(here: Portal, entries: list[QueueEntry]) -> Extract:
    rows = [
        (
            entry.position,
            entry.request.reference,
            here.organisation.district(entry.request.district).name,
            here.organisation.unit(entry.request.unit).name,
            says(entry.request.purpose),
            says(entry.request.area),
            entry.request.percent,
            entry.request.waiting_days,
            entry.points,
            text(_WAITS_FOR_TWO) if entry.request.acute_proposed_at else says(entry.request.urgency),
            "; ".join(says(code) for code in entry.request.systems),
            text(STATES[entry.request.status].word),
        )
        for entry in entries
    ]
    selection = [(text("Antal"), formats.number(len(rows)))]
    return Extract("ko", text("Kö"), [text(name) for name in _FILE_COLUMNS], rows, selection)
