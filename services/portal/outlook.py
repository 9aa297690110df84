"""When help can begin, in words: the sentence before the chart, why there is no forecast, how past ones hit."""

from datetime import date
from typing import Any, Final

from contracts.specialist_team.forecast import (
    Assumption,
    AssumptionName,
    Basis,
    Forecast,
    ForecastCoverage,
    ForecastState,
    WaitingNow,
)
from libs.calendar import add_working_days, is_working_day
from services.portal import charts, formats
from services.portal.language import plural, text, word

_FAR: Final = 300
_DAYS_A_WEEK: Final = 5

WITHOUT: Final[dict[ForecastState, str]] = {
    ForecastState.FORECAST: "",
    ForecastState.NOT_WITHIN_A_YEAR: word(
        "Ingen i teamet beräknas kunna börja inom ett år. Oftast saknas kompetensen, eller så är omfattningen större än"
        " någons lediga tid."
    ),
    ForecastState.NOT_MADE_YET: word("Prognosen räknas just nu. Öppna sidan igen om en stund."),
    ForecastState.NOT_SENT: word("Prognosen görs när begäran är skickad och bedömd."),
    ForecastState.NOT_ASSESSED: word("Prognosen görs när samordnaren har bedömt begäran och satt den i kö."),
    ForecastState.AT_THE_DISTRICT: word("Prognosen görs när stadsdelen har svarat på samordnarens fråga."),
    ForecastState.OFFERED: "",
    ForecastState.BOOKED: "",
    ForecastState.BEGUN: "",
    ForecastState.ENDED: "",
}
"""Why there is no forecast; empty where the request's own page says when help begins, or that none will."""

BASES: Final[dict[Basis, str]] = {
    Basis.HISTORY: word("Teamets egna ärenden"),
    Basis.ASSUMPTION: word("Antagande"),
    Basis.CHOICE: word("Valt"),
    Basis.TEAM: word("Teamet i dag"),
}

ASSUMPTIONS: Final[dict[AssumptionName, tuple[str, str]]] = {
    AssumptionName.ROUNDS: (word("Spelade framtider"), "%(value)s"),
    AssumptionName.LENGTHS: (word("Uppdragens längd mot den begärda"), word("%(value)s avslutade uppdrag")),
    AssumptionName.ARRIVALS: (word("Nya begäranden"), word("%(value)s i veckan")),
    AssumptionName.ABSENCE: (word("Frånvaro"), word("%(value)s procent av veckorna")),
    AssumptionName.TEAM_SIZE: (word("Teamets storlek"), word("%(value)s specialister")),
    AssumptionName.WEEKS_PER_ASSIGNMENT: (word("Nya uppdrags längd"), word("%(value)s veckor")),
    AssumptionName.TEAM_HOUR_COST: (word("Teamets kostnad"), word("%(value)s kr per betald timme")),
    AssumptionName.AGENCY_HOUR_PRICE: (word("Bemanningsföretagets pris"), word("%(value)s kr per timme")),
}
"""What each assumption is called, and how its value is written."""


def week(day: date) -> str:
    """«vecka 3», with the year when it is far away."""
    year, number, _ = day.isocalendar()
    far = (day - formats.today()).days > _FAR
    return (
        text("vecka %(week)s %(year)s") % {"week": number, "year": year}
        if far
        else text("vecka %(week)s") % {"week": number}
    )


def sentence(forecast: Forecast) -> tuple[str, str]:
    """Return what is likely, never as a lone date, and the chance of the wanted start."""
    if forecast.likely_on is None:
        likely = text("I färre än hälften av fallen börjar det inom ett år.")
    elif forecast.latest_on is None:
        likely = text("Troligen %(week)s, men i mer än ett fall av tio senare än om ett år.") % {
            "week": week(forecast.likely_on)
        }
    else:
        facts = {"likely": week(forecast.likely_on), "latest": week(forecast.latest_on)}
        likely = text("Troligen %(likely)s. I nio fall av tio senast %(latest)s.") % facts
    facts = {"week": week(_first_day(forecast.wanted_on)), "chance": _chance(forecast.in_time_rounds, forecast.rounds)}
    return likely, text("Önskad start är %(week)s: chansen att hinna är %(chance)s.") % facts


def _first_day(wanted_on: date) -> date:
    """Return the first working day from the wanted one on: what the chance of the wanted start is counted by."""
    return wanted_on if is_working_day(wanted_on) else add_working_days(wanted_on, 1)


def _chance(hits: int, of: int) -> str:
    tenths = round(10 * hits / of) if of else 0
    if not tenths:
        return text("mindre än 1 av 10")
    return text("%(n)s av 10") % {"n": tenths} if tenths < 10 or hits == of else text("mer än 9 av 10")  # noqa: PLR2004 - tenths


def shown(forecast: Forecast | None, coverage: ForecastCoverage | None) -> dict[str, Any] | None:
    """Return the facts of «När kan det börja?», or None when the page says it elsewhere or the service is silent."""
    if forecast is None:
        return None
    hit = accuracy(coverage) if coverage else ""
    if forecast.state is not ForecastState.FORECAST:
        without = WITHOUT[forecast.state]
        return {"without": text(without), "accuracy": hit} if without else None
    likely, chance = sentence(forecast)
    weeks = {one.monday: one.rounds for one in forecast.weeks}
    return {
        "without": "",
        "likely": likely,
        "chance": chance,
        "rounds": forecast.rounds,
        "made_at": forecast.made_at,
        "chart": charts.share_by_week(
            weeks, forecast.rounds, _first_day(forecast.wanted_on), forecast.likely_on, forecast.latest_on
        ),
        "accuracy": hit,
        "assumptions": [assumption(one) for one in forecast.assumptions],
    }


def accuracy(coverage: ForecastCoverage) -> str:
    """Return how past forecasts hit, in a sentence."""
    known = coverage.begun + coverage.overdue
    if not known:
        return text("Ingen begäran med prognos har börjat ännu, så träffsäkerheten är inte känd.")
    facts = {"latest": coverage.within_latest, "likely": coverage.within_likely, "known": known}
    return (
        text(
            "Så bra har prognosen varit: %(latest)s av %(known)s började senast den dag som nio av tio skulle hinna,"
            " %(likely)s av %(known)s senast den troliga."
        )
        % facts
    )


def assumption(one: Assumption) -> tuple[str, str, str]:
    """Return name, value and where the value comes from."""
    name, pattern = ASSUMPTIONS[one.name]
    said = text(pattern) % {"value": formats.number(float(one.value))} if one.value else text("som de är i dag")
    if one.name is AssumptionName.LENGTHS and one.basis is Basis.ASSUMPTION:
        said = text("75 till 125 procent")
    return text(name), said, text(BASES[one.basis])


def axis(forecast: Forecast | None) -> dict[str, Any] | None:
    """Return the home page's line of weeks, or None when there is no forecast with both weeks."""
    if forecast is None or forecast.likely_on is None or forecast.latest_on is None:
        return None
    line = charts.axis(formats.today(), _first_day(forecast.wanted_on), forecast.likely_on, forecast.latest_on)
    likely, chance = sentence(forecast)
    return {"line": line, "likely": likely, "chance": chance, "forecast": forecast}


def waiting(now: WaitingNow) -> list[tuple[str, str]]:
    """Return «Så lång är väntan nu» as labels and values; what is not known is said to be so."""
    unknown = text("uppgift saknas")
    start = unknown
    if now.likely_days is not None:
        start = _after(now.likely_days)
        if now.latest_days is not None:
            start += text(", i nio fall av tio %(wait)s") % {"wait": _after(now.latest_days)}
    answer = unknown if now.answer_days is None else formats.working_days(now.answer_days)
    free = text("%(free)s av %(whole)s heltider från %(week)s") % {
        "free": formats.number(now.free_percent / 100),
        "whole": formats.number(now.team_percent / 100),
        "week": week(now.free_from),
    }
    return [(text("Svar"), answer), (text("Trolig start"), start), (text("Ledigt"), free)]


def _after(days: int) -> str:
    if days < _DAYS_A_WEEK:
        return text("den vecka ni önskar")
    weeks = -(-days // _DAYS_A_WEEK)
    return plural("%(n)s vecka efter önskad", "%(n)s veckor efter önskad", weeks) % {"n": weeks}
