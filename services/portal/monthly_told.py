"""The team's monthly report: a sentence and a few figures per subject, each with the page that it comes from."""

from dataclasses import dataclass
from datetime import date

from contracts.specialist_team.demand import Demand
from contracts.specialist_team.forecast import ForecastCoverage
from contracts.specialist_team.monthly import MonthOfHelp
from contracts.specialist_team.policy import Entitlement
from libs.calendar import sort_key
from services.portal import formats
from services.portal.language import text


@dataclass(frozen=True)
class Figure:
    """A figure of the report, and the address of what it is made of."""

    label: str
    value: str
    address: str


@dataclass(frozen=True)
class Section:
    """A subject: a sentence that says how it stands, and its figures."""

    heading: str
    lead: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Known:
    """What the report is made of; ``as_of`` is the day on which requests and waiting are told."""

    month: date
    as_of: date
    demand: Demand
    coverage: ForecastCoverage
    ledger: Entitlement
    help: MonthOfHelp
    names: dict[str, str]


def sections(known: Known) -> list[Section]:
    """Return the report's subjects in the order in which they are read."""
    return [_requests(known), _waiting(known), _promises(known), _fairness(known), _hours(known)]


def _behind(known: Known, outcome: str = "") -> str:
    month = f"{known.month:%Y-%m}"
    return f"/efterfragan/begaranden?fran={month}&till={month}&kant={known.as_of}" + (
        f"&utfall={outcome}" if outcome else ""
    )


def _requests(known: Known) -> Section:
    total = known.demand.total
    number = formats.number
    facts = {"asked": number(total.asked), "helped": number(total.given + total.partly_given)}
    lead = text("%(asked)s begäranden skickades. Vid månadens slut hade %(helped)s av dem fått ett ja.") % facts
    if not total.asked:
        lead = text("Ingen begäran skickades i månaden.")
    return Section(
        text("Begäranden"),
        lead,
        (
            Figure(text("Skickade"), number(total.asked), _behind(known)),
            Figure(text("Fick hjälp"), number(total.given), _behind(known, "given")),
            Figure(text("Fick en del"), number(total.partly_given), _behind(known, "partly_given")),
            Figure(text("Avslagna"), number(total.declined), _behind(known, "declined")),
            Figure(text("Återtagna"), number(total.withdrawn), _behind(known, "withdrawn")),
            Figure(text("Avropade konsult"), number(total.called_off), _behind(known, "called_off")),
            Figure(text("Förföll"), number(total.expired), _behind(known, "expired")),
        ),
    )


def _waiting(known: Known) -> Section:
    total = known.demand.total
    lead = text("Ingen av månadens begäranden hade fått ett ja vid månadens slut.")
    median = "–"
    if total.median_wait_days is not None:
        median = formats.working_days(total.median_wait_days)
        lead = text("Hälften av dem som fick ett ja fick det inom %(days)s.") % {"days": median}
    return Section(
        text("Väntan"),
        lead,
        (
            Figure(text("Medianväntan till ett ja"), median, _behind(known)),
            Figure(text("Väntade vid månadens slut"), formats.number(total.waiting), _behind(known, "waiting")),
        ),
    )


def _promises(known: Known) -> Section:
    seen = known.coverage
    tried = seen.begun + seen.overdue
    lead = text("Inget löfte har hunnit prövas än: %(n)s begäranden har ett.") % {"n": formats.number(seen.pending)}
    if tried:
        facts = {"kept": formats.number(seen.within_latest), "tried": formats.number(tried)}
        lead = text("%(kept)s av %(tried)s fick hjälp senast den dag som nio av tio skulle klara.") % facts
    return Section(
        text("Löften om start"),
        lead,
        (
            Figure(text("Hjälpen har börjat"), formats.number(seen.begun), "/stod?lage=under_way"),
            Figure(text("Inom den troliga dagen"), formats.number(seen.within_likely), "/ko"),
            Figure(text("Inom den senaste dagen"), formats.number(seen.within_latest), "/ko"),
            Figure(text("Över tiden"), formats.number(seen.overdue), "/ko"),
        ),
    )


def _fairness(known: Known) -> Section:
    accounts = [one for one in known.ledger.items if one.given_percent is not None]
    if not accounts:
        return Section(
            text("Rättvis fördelning"), text("Ingen hjälp har getts än, så det finns inget att fördela."), ()
        )
    least = min(accounts, key=lambda one: one.given_percent or 0)
    facts = {"who": known.names[least.district], "n": least.given_percent}
    figures = [
        Figure(
            known.names[one.district],
            text("%(n)s procent av sin andel") % {"n": formats.number(one.given_percent or 0)},
            "/fordelning",
        )
        for one in accounts
    ]
    lead = text("%(who)s har fått minst: %(n)s procent av sin andel.") % facts
    return Section(text("Rättvis fördelning"), lead, tuple(figures))


def _hours(known: Known) -> Section:
    told = known.help
    money = text("%(n)s kr")
    difference = told.agency_cost - told.team_cost
    facts = {"hours": formats.number(told.given_hours), "n": formats.number(abs(difference))}
    lead = (
        text("%(hours)s timmar hjälp. Samma timmar från bemanningsföretag hade kostat %(n)s kr mer än teamet.") % facts
    )
    if difference < 0:
        lead = (
            text("%(hours)s timmar hjälp. Samma timmar från bemanningsföretag hade kostat %(n)s kr mindre än teamet.")
            % facts
        )
    per_district = [
        Figure(
            known.names[one.district],
            text("%(n)s timmar") % {"n": formats.number(one.hours)},
            "/fordelning",
        )
        for one in sorted(told.districts, key=lambda one: sort_key(known.names[one.district]))
    ]
    return Section(
        text("Timmar och kostnad"),
        lead,
        (
            Figure(text("Timmar hjälp"), formats.number(told.given_hours), "/fordelning"),
            Figure(text("Betalda timmar"), formats.number(told.paid_hours), "/team"),
            Figure(text("Teamet kostar"), money % {"n": formats.number(told.team_cost)}, "/simulator"),
            Figure(
                text("Samma timmar från bemanningsföretag"),
                money % {"n": formats.number(told.agency_cost)},
                "/simulator",
            ),
            *per_district,
        ),
    )
