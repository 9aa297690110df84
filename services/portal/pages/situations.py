"""Enheternas läge: vacant posts and turnover per unit, how old the figures are, and which are missing."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from contracts.organisation import District, Unit
from contracts.specialist_team.codes import Command
from contracts.specialist_team.policy import CoveredVacancy, Situations, StateSituations, UnitSituation, UnitVacancies
from contracts.specialist_team.ways import GoOnAfterHire
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import exports, formats, forms
from services.portal.access import Coordinator, Here, Portal, Posted, QueueReader
from services.portal.exports import Extract
from services.portal.forms import Form
from services.portal.language import plural, text, word
from services.portal.refusals import Trouble, trouble
from services.portal.rendering import page
from services.portal.swedish import says
from services.portal.visitor import Role, Visitor

router: Final = APIRouter(include_in_schema=False)

_OLD_DAYS: Final = 92
"""Figures that are older than a quarter are worth asking for anew."""
_CHOICES: Final = {
    "": word("Alla"),
    "vakanta": word("Har vakanta tjänster"),
    "saknas": word("Saknar uppgift"),
    "gamla": word("Äldre än tre månader"),
}
_DONE: Final = {
    "1": (word("Uppgifterna är sparade."), word("Köreglerna räknar med dem från den dag de gäller.")),
    "fortsatter": (word("Stödet fortsätter."), word("Enheten ser skälet på begärans sida.")),
}
_SERVICE_AWAY: Final = 503
_WRONG: Final = 422
_FIELDS: Final = ("unit", "valid_from", "vacant_percent", "turnover_percent", "source")
_COLUMNS: Final = (
    word("Stadsdel"),
    word("Enhet"),
    word("Område"),
    word("Vakanta tjänster, procent"),
    word("Omsättning, procent"),
    word("Gäller från"),
    word("Källa"),
    word("Antal vakanta tjänster"),
    word("Äldsta vakant sedan"),
)


@dataclass(frozen=True)
class Row:
    """A unit and its figures; None is that nothing is known."""

    unit: Unit
    district: District
    figures: UnitSituation | None
    old: bool
    vacant: UnitVacancies | None = None

    @property
    def vacant_percent(self) -> int | None:
        """The share of vacant posts that the queue reckons with: the higher of the stated and the counted."""
        if self.vacant is not None and self.vacant.counts:
            return self.vacant.percent
        return self.figures.vacant_percent if self.figures else None

    @property
    def counted(self) -> str:
        """What recruitment tells: «2 vakanta tjänster, den äldsta i 34 dagar»."""
        if self.vacant is None:
            return ""
        positions = plural("en vakant tjänst", "%(n)s vakanta tjänster", self.vacant.positions)
        days = plural("en dag", "%(num)s dagar", self.vacant.days_open)
        facts = {
            "positions": positions % {"n": self.vacant.positions},
            "days": days % {"num": formats.number(self.vacant.days_open)},
        }
        return text("Räknat: %(positions)s, den äldsta i %(days)s") % facts


Shown = Annotated[Literal["", "saknas", "gamla", "vakanta"], Query()]


@router.get("/enheternas-lage")
async def situations(
    request: Request,
    here: Here,
    visitor: QueueReader,
    visa: Shown = "",
    klart: str = "",
    som: exports.Kind | None = None,
) -> Response:
    """Show every unit with its figures, or send them as a file."""
    if som:
        rows = _rows(here, await here.team.situations.all(await here.token(visitor)))
        return exports.response(_extract(_chosen(rows, visa)), som)
    return await _show(request, here, visitor, _empty(), visa=visa, done=_DONE.get(klart))


@router.post("/enheternas-lage")
async def state(request: Request, here: Here, visitor: Coordinator, fields: Posted) -> Response:
    """State a unit's figures; an empty one is not known."""
    values, key = forms.typed(fields, _FIELDS), forms.key_of(fields)
    stated = {name: value.strip().removesuffix("%").strip() or None for name, value in values.items()}
    figures, errors = forms.read(UnitSituation, {**stated, "source": values["source"]})
    if figures is None:
        return await _show(request, here, visitor, Form(values, errors))
    try:
        await here.team.situations.state(await here.token(visitor), key, StateSituations(situations=[figures]))
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal)
        form = Form(values, found.errors)
        if found.status == _SERVICE_AWAY:
            form.key = key
        return await _show(request, here, visitor, form, found=found)
    return RedirectResponse("/enheternas-lage?klart=1", 303)


@router.post("/enheternas-lage/fortsatt/{request_id}")
async def go_on(request: Request, here: Here, visitor: Coordinator, request_id: UUID, fields: Posted) -> Response:
    """Say why help goes on although the position it bridged is filled; it is then not listed for that any more."""
    values, version, key = forms.typed(fields, ("position", "reason")), forms.version_of(fields), forms.key_of(fields)
    answer = Form(values, version=version, prefix=f"{request_id}-")
    body, answer.errors = forms.read(GoOnAfterHire, {"expected_version": version, **values})
    if body is None:
        return await _show(request, here, visitor, _empty(), answer=answer)
    try:
        await here.team.command(await here.token(visitor), key, request_id, Command.GO_ON_AFTER_HIRE, body)
    except (Refused, Unavailable) as refusal:
        found = trouble(refusal)
        answer.errors, answer.version = found.errors, found.current_version or version
        return await _show(request, here, visitor, _empty(), answer=answer, found=found)
    return RedirectResponse("/enheternas-lage?klart=fortsatter", 303)


def _empty() -> Form:
    return Form({"valid_from": formats.today().isoformat()})


async def _show(
    request: Request,
    here: Portal,
    visitor: Visitor,
    form: Form,
    visa: str = "",
    found: Trouble | None = None,
    *,
    answer: Form | None = None,
    done: tuple[str, str] | None = None,
) -> Response:
    told = await here.team.situations.all(await here.token(visitor))
    rows = _rows(here, told)
    wrong = form.errors or (answer and answer.errors)
    facts = {
        "covered": [_covered(here, one, answer) for one in told.covered_vacancies],
        "answer": answer,
        "rows": [(row, says(row.unit.area)) for row in _chosen(rows, visa)],
        "lead": _lead(rows),
        "counts": [(one, len(_chosen(rows, one))) for one in _CHOICES],
        "words": {
            "": text("Alla"),
            "vakanta": text("Har vakanta tjänster"),
            "saknas": text("Saknar uppgift"),
            "gamla": text("Äldre än tre månader"),
        },
        "visa": visa,
        "query": f"visa={visa}" if visa else "",
        "form": form,
        "trouble": found,
        "done": done,
        "may_state": visitor.has(Role.COORDINATOR),
        "units": [(row.unit.id, f"{row.district.name}, {row.unit.name}") for row in rows],
    }
    status = found.status if found else _WRONG if wrong else 200
    return page(request, visitor, "pages/situations.html", facts, status)


def _covered(here: Portal, one: CoveredVacancy, answer: Form | None) -> dict[str, Any]:
    empty = Form({"position": str(one.position or "")}, version=one.version, prefix=f"{one.request}-")
    return {
        "told": one,
        "form": answer if answer and answer.prefix == empty.prefix else empty,
        "unit": here.organisation.unit(one.unit).name,
        "district": here.organisation.district(one.district).name,
    }


def _rows(here: Portal, told: Situations) -> list[Row]:
    today, known = formats.today(), {one.unit: one for one in told.items}
    vacant = {one.unit: one for one in told.vacancies}
    return [
        Row(unit, district, known.get(unit.id), _is_old(known.get(unit.id), today), vacant.get(unit.id))
        for district in here.organisation.districts_on(today)
        for unit in here.organisation.units
        if unit.district == district.id
    ]


def _is_old(figures: UnitSituation | None, today: date) -> bool:
    return figures is not None and (today - figures.valid_from).days > _OLD_DAYS


def _chosen(rows: list[Row], visa: str) -> list[Row]:
    if visa == "saknas":
        return [row for row in rows if row.figures is None and row.vacant is None]
    if visa == "vakanta":
        return sorted((row for row in rows if row.vacant), key=lambda row: -row.vacant.days_open if row.vacant else 0)
    return [row for row in rows if row.old] if visa == "gamla" else rows


def _lead(rows: list[Row]) -> str:
    """Return the one sentence that says how well the units are known."""
    facts = {
        "known": formats.number(sum(row.figures is not None or row.vacant is not None for row in rows)),
        "all": formats.number(len(rows)),
        "old": formats.number(sum(row.old for row in rows)),
    }
    return (
        text("%(known)s av %(all)s enheter har uppgifter. %(old)s har uppgifter som är äldre än tre månader.") % facts
    )


def _source(row: Row) -> str:
    """Return where the figures come from, the counted first when it counts."""
    stated, counted = row.figures.source if row.figures else "", row.counted
    said = [counted, stated] if row.vacant and row.vacant.counts else [stated, counted]
    return ". ".join(one for one in said if one) or text("Uppgift saknas")


def _extract(rows: list[Row]) -> Extract:
    lines: list[tuple[Any, ...]] = [
        (
            row.district.name,
            row.unit.name,
            says(row.unit.area),
            row.vacant_percent,
            row.figures and row.figures.turnover_percent,
            row.figures and row.figures.valid_from,
            _source(row),
            row.vacant and row.vacant.positions,
            row.vacant and row.vacant.opened_on,
        )
        for row in rows
    ]
    columns = [text(name) for name in _COLUMNS]
    selection = [(text("Antal"), formats.number(len(rows)))]
    return Extract("enheternas-lage", text("Enheternas läge"), columns, lines, selection)
