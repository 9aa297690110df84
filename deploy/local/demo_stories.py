"""What the demo data tell: one story per state that a request can be in. Invented needs, no real people."""

from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import BaseModel

from contracts.organisation import Area
from contracts.specialist_team import api
from contracts.specialist_team.codes import (
    Alternative,
    CitySystem,
    Competence,
    DeclineReason,
    Purpose,
    StatutoryRisk,
    Urgency,
    WithdrawReason,
)
from libs.calendar import add_working_days, is_working_day

FARSTA, SODERMALM, SPANGA, BROMMA = "farsta-chef", "sodermalm-chef", "spanga-tensta-chef", "bromma-chef"
TEAM, SECOND = "samordnare", "samordnare-2"
_UNITS = {
    FARSTA: ("farsta-utredning-barn-2", Area.CHILDREN_AND_YOUTH),
    SODERMALM: ("sodermalm-utredning-barn-1", Area.CHILDREN_AND_YOUTH),
    SPANGA: ("spanga-tensta-ekonomiskt-bistand", Area.INCOME_SUPPORT),
    BROMMA: ("bromma-utredning-barn-1", Area.CHILDREN_AND_YOUTH),
}
_UNSEEN = 1  # the version a command expects; the teller puts in the one it has seen

WATCHED = "specialist-c"
"""The specialist that one can sign in as: the past weeks are reported one by one."""
PROMISED = ("specialist-a", "specialist-b", "specialist-c")
"""Whose time the stories ask for: the year books nothing of it from the first day on."""

Step = tuple[str, BaseModel]


@dataclass(frozen=True)
class Story:
    """A request: who drafts it, and which commands follow, each by whom."""

    name: str
    person: str
    draft: api.SupportRequestDraft
    steps: list[Step]


class _Day:
    """The commands of one day; dates are counted from it."""

    def __init__(self, today: date) -> None:
        self.today = today

    def after(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def need(self, person: str, purpose: Purpose, percent: int, first: int, last: int, tasks: str) -> dict[str, object]:
        unit, area = _UNITS[person]
        dates = {"starts_on": self.after(first), "ends_on": self.after(last)}
        return {"unit": unit, "area": area, "purpose": purpose, "percent": percent, "tasks": tasks, **dates}

    def offer(self, specialist: str, percent: int, first: int, last: int, reason: str) -> Step:
        return TEAM, api.Offer(
            expected_version=_UNSEEN,
            specialist=specialist,
            percent=percent,
            starts_on=self.after(first),
            ends_on=self.after(last),
            reason=reason,
        )


def _sent(person: str) -> Step:
    return person, api.Submit(expected_version=_UNSEEN)


def _queued(urgency: Urgency, reason: str) -> Step:
    return TEAM, api.Triage(expected_version=_UNSEEN, urgency=urgency, reason=reason, queue=True)


def _confirmed(reason: str) -> Step:
    return SECOND, api.ConfirmAcute(expected_version=_UNSEEN, reason=reason)


def _accepted(person: str) -> Step:
    return person, api.AcceptOffer(expected_version=_UNSEEN)


def stories(today: date) -> list[Story]:
    """Return the stories as of the day; each leaves its request in another state."""
    day = _Day(today)
    return [*_waiting_for_someone(day), *_helped(day), *_ended(day)]


def waiting(today: date) -> list[dict[str, str]]:
    """Return what the personas have waited for, as rows of the year's file: nobody asks yesterday through the API."""
    backlog = {
        "unit": "farsta-utredning-barn-2",
        "purpose": Purpose.INVESTIGATION_BACKLOG,
        "percent": "80",
        "competences": "social_work_degree | bbic | child_investigation",
        "statutory_risks": StatutoryRisk.CHILD_INVESTIGATION,
        "tasks": "Avsluta äldre utredningar enligt BBIC.",
        "without_help": "Flera utredningar passerar fyra månader före årsskiftet.",
        "urgency": Urgency.ACUTE,
    }
    introduction = {
        "unit": "sodermalm-utredning-barn-1",
        "purpose": Purpose.INTRODUCTION,
        "percent": "40",
        "competences": "social_work_degree | supervision",
        "tasks": "Introducera tre nyanställda socialsekreterare.",
        "without_help": "De nya får egna ärenden utan stöd.",
        "urgency": Urgency.HIGH,
    }
    cover = {
        "unit": "spanga-tensta-ekonomiskt-bistand",
        "purpose": Purpose.COVER_ABSENCE,
        "percent": "60",
        "competences": Competence.INCOME_SUPPORT,
        "tasks": "Täcka för två långa frånvaron i nybesöksgruppen.",
        "urgency": Urgency.NORMAL,
    }
    return [
        _waited("personas-1", backlog, today, 13, 14, 104),
        _waited("personas-2", introduction, today, 24, 21, 112),
        _waited("personas-3", cover, today, 9, 28, 90),
    ]


def under_way(today: date) -> dict[str, str]:
    """Return the help that Specialist C gives in Farsta since five weeks, as a row of the year's file."""
    first = today - timedelta(days=today.weekday(), weeks=5)
    need = {
        "unit": "farsta-utredning-barn-2",
        "purpose": Purpose.CO_HANDLING,
        "percent": "30",
        "competences": "social_work_degree | child_investigation",
        "tasks": "Medhandläggning i tre pågående utredningar.",
        "urgency": Urgency.HIGH,
    }
    dates = {
        "starts_on": first,
        "ends_on": first + timedelta(days=60),
        "submitted_on": working_day_before(first, 12),
        "triaged_on": working_day_before(first, 11),
        "offered_on": working_day_before(first, 6),
        "accepted_on": working_day_before(first, 5),
        "assignment_from": first,
        "assignment_to": first + timedelta(days=60),
        "started_on": first,
    }
    given = {"specialist": WATCHED, "assignment_percent": "30"}
    told = {name: day.isoformat() for name, day in dates.items()}
    return {"key": "personas-4", "status": "under_way", **need, **given, **told}


def _waited(key: str, need: dict[str, str], today: date, days: int, first: int, last: int) -> dict[str, str]:
    sent = working_day_before(today, days)
    dates = {
        "starts_on": today + timedelta(days=first),
        "ends_on": today + timedelta(days=last),
        "submitted_on": sent,
        "triaged_on": min(add_working_days(sent, 2), today),
    }
    told = {name: day.isoformat() for name, day in dates.items()}
    return {"key": key, "status": "queued", **need, **told}


def working_day_before(day: date, count: int) -> date:
    """Return the working day that is ``count`` working days before ``day``."""
    while count > 0:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day


def _story(name: str, person: str, need: dict[str, object], *steps: Step, **more: object) -> Story:
    return Story(name, person, api.SupportRequestDraft.model_validate({**need, **more}), list(steps))


def _waiting_for_someone(day: _Day) -> list[Story]:
    returned = api.Return(expected_version=_UNSEEN, question="Vilka arbetsdagar behövs hjälpen?")
    return [
        _story(
            "new",
            SPANGA,
            day.need(SPANGA, Purpose.METHOD_SUPPORT, 20, 10, 70, "Stöd i nytt arbetssätt för återansökningar."),
            _sent(SPANGA),
        ),
        _story(
            "returned",
            SODERMALM,
            day.need(SODERMALM, Purpose.CASE_SUPERVISION, 20, 14, 134, "Handledning i ärenden, två grupper."),
            _sent(SODERMALM),
            (TEAM, returned),
        ),
        _story(
            "offered",
            FARSTA,
            day.need(FARSTA, Purpose.CO_HANDLING, 50, 7, 67, "Medhandläggning i svåra utredningar."),
            _sent(FARSTA),
            _queued(Urgency.HIGH, "Två handläggare är nya i uppdraget."),
            day.offer("specialist-c", 50, 7, 67, "Hemma i Farsta och har gjort samma uppdrag förut."),
            competences=[Competence.CHILD_INVESTIGATION],
        ),
        _story(
            "awaiting-approval",
            BROMMA,
            day.need(BROMMA, Purpose.CASE_SUPERVISION, 20, 21, 110, "Handledning i grupp för nya handläggare."),
            _sent(BROMMA),
        ),
        _story(
            "draft",
            FARSTA,
            day.need(FARSTA, Purpose.INTRODUCTION, 30, 45, 105, "Introduktion för vårens nyanställda."),
        ),
    ]


def _helped(day: _Day) -> list[Story]:
    started = api.Start(expected_version=_UNSEEN, started_on=day.today)
    completed = api.Complete(expected_version=_UNSEEN, completed_on=day.today, summary="Alla utredningar är klara.")
    return [
        _story(
            "under-way",
            SPANGA,
            day.need(SPANGA, Purpose.INVESTIGATION_BACKLOG, 60, 0, 60, "Arbeta av kön av nya ansökningar."),
            _sent(SPANGA),
            _queued(Urgency.HIGH, "Väntan på första besök är över tre veckor."),
            day.offer("specialist-b", 60, 0, 60, "Ledig hela perioden och kan ekonomiskt bistånd."),
            _accepted(SPANGA),
            (TEAM, started),
            competences=[Competence.INCOME_SUPPORT],
        ),
        _story(
            "accepted",
            SODERMALM,
            day.need(SODERMALM, Purpose.COVER_ABSENCE, 40, 9, 50, "Förhandsbedömningar under en sjukskrivning."),
            _sent(SODERMALM),
            _queued(Urgency.ACUTE, "Förhandsbedömningar riskerar att ta mer än fjorton dagar."),
            _confirmed("Fem förhandsbedömningar är äldre än tio dagar och ingen handläggare finns."),
            day.offer("specialist-a", 40, 9, 50, "Kan förhandsbedömningar och bor nära."),
            _accepted(SODERMALM),
            statutory_risks=[StatutoryRisk.PRELIMINARY_ASSESSMENT],
            systems=[CitySystem.CASE_MANAGEMENT, CitySystem.EMAIL_AND_CALENDAR, CitySystem.TELEPHONY],
        ),
        _story(
            "evaluated",
            FARSTA,
            day.need(FARSTA, Purpose.OTHER, 50, 0, 30, "Genomgång av pågående utredningar med hela gruppen."),
            _sent(FARSTA),
            _queued(Urgency.NORMAL, "Kort uppdrag som ryms före nästa."),
            day.offer("specialist-a", 50, 0, 8, "Ledig fram till nästa uppdrag."),
            _accepted(FARSTA),
            (TEAM, started),
            (TEAM, completed),
            (FARSTA, api.Evaluate(expected_version=_UNSEEN, score=5, comment="Precis den hjälp vi behövde.")),
        ),
    ]


def _ended(day: _Day) -> list[Story]:
    declined = api.Decline(
        expected_version=_UNSEEN,
        reason=DeclineReason.OUTSIDE_ASSIGNMENT,
        alternative=Alternative.RECRUIT,
        explanation="Behovet är varaktigt. En rekrytering löser det bättre än ett lån.",
    )
    withdrawn = api.Withdraw(expected_version=_UNSEEN, reason=WithdrawReason.SOLVED_LOCALLY)
    return [
        _story(
            "declined",
            SODERMALM,
            day.need(SODERMALM, Purpose.COVER_ABSENCE, 100, 14, 350, "Ersätta en tjänst som har blivit ledig."),
            _sent(SODERMALM),
            (TEAM, declined),
        ),
        _story(
            "withdrawn",
            SPANGA,
            day.need(SPANGA, Purpose.COVER_ABSENCE, 40, 7, 37, "Täcka för en föräldraledighet i december."),
            _sent(SPANGA),
            (SPANGA, withdrawn),
        ),
    ]
