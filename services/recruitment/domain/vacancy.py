"""The course of every vacant position, as a fold over the record: with whom it lay day by day, and how it ended.

A day lies with whoever holds the position when the day ends, so the holders' days add up to the vacant days.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from contracts.recruitment.codes import PositionStatus
from contracts.recruitment.measures import Holder, OfferOutcome
from libs.calendar import local_date


@dataclass(frozen=True)
class Happening:
    """Something that happened: the event's name such as ``position_filled``, to what, when, and its facts."""

    subject: UUID
    name: str
    at: datetime
    data: Mapping[str, Any]


@dataclass
class Vacancy:
    """A position from its opening; ``days`` by holder add up to the days that it was vacant."""

    id: UUID
    order: UUID
    reference: str
    district: str
    unit: str
    opened_on: date
    status: PositionStatus = PositionStatus.OPEN
    ended_on: date | None = None
    notice_days: int = 0
    days: Counter[Holder] = field(default_factory=Counter)
    offers: dict[UUID, OfferOutcome] = field(default_factory=dict)
    campaigns: set[UUID] = field(default_factory=set)

    @property
    def vacant_days(self) -> int:
        """How many days it was vacant, or has been."""
        return self.days.total()


@dataclass
class _Course:
    """A vacancy on its way: what decides with whom it lies, and since when it has lain there."""

    vacancy: Vacancy
    since: date
    holder: Holder = Holder.HR_SERVICE
    returned: bool = False
    advertised: bool = False
    referrals: dict[UUID, str] = field(default_factory=dict)

    def turn(self, day: date) -> None:
        """Count the days up to ``day``, and see with whom it lies from then on.

        A clock that goes back counts nothing.
        """
        self.vacancy.days[self.holder] += max((day - self.since).days, 0)
        self.since = max(day, self.since)
        steps = set(self.referrals.values())
        if "offered" in steps:
            self.holder = Holder.CANDIDATE
        elif "chosen" in steps:
            self.holder = Holder.HR_SERVICE
        elif "proposed" in steps or self.returned:
            self.holder = Holder.MANAGER
        else:
            self.holder = Holder.CANDIDATE if self.advertised else Holder.HR_SERVICE


_ORDER: Final = {"order_placed": False, "order_returned": True}
"""Whether the manager is to complete the order."""
_CAMPAIGN: Final = {
    "campaign_published": True,
    "campaign_extended": True,
    "campaign_applications_closed": False,
    "campaign_cancelled": False,
}
"""Whether candidates can apply."""
_STEPS: Final = {"referral_proposed": "proposed", "referral_chosen": "chosen", "referral_offered": "offered"}
_ENDS: Final = {
    "referral_accepted": OfferOutcome.ACCEPTED,
    "referral_turned_down": OfferOutcome.TURNED_DOWN,
    "referral_lapsed": OfferOutcome.LAPSED,
    "referral_passed_over": OfferOutcome.ENDED,
    "referral_retracted": OfferOutcome.ENDED,
    "referral_ended": OfferOutcome.ENDED,
}
_POSITION: Final = {"position_filled": PositionStatus.FILLED, "position_cancelled": PositionStatus.CANCELLED}
COUNTED: Final = ("position_opened", "position_changed", *_ORDER, *_CAMPAIGN, *_STEPS, *_ENDS, *_POSITION)
"""What decides: the rest of what is recorded changes no figure."""


def vacancies(happenings: Iterable[Happening], today: date) -> list[Vacancy]:
    """Return every position that was ever opened, in that order; ``happenings`` come as they were recorded."""
    told = _Told()
    for one in happenings:
        told.hear(one)
    for course in told.courses.values():
        if course.vacancy.status is PositionStatus.OPEN:
            course.turn(today)
    return [course.vacancy for course in told.courses.values()]


class _Told:
    """What is known so far."""

    def __init__(self) -> None:
        self.courses: dict[UUID, _Course] = {}
        self._references: dict[UUID, str] = {}
        self._of_order: dict[UUID, list[_Course]] = defaultdict(list)
        self._of_campaign: dict[UUID, list[_Course]] = defaultdict(list)

    def hear(self, one: Happening) -> None:
        """Take in what happened next."""
        if one.name in _ORDER:
            self._references[one.subject] = one.data["reference"]
            self._change(self._of_order[one.subject], one, lambda course: _return(course, _ORDER[one.name]))
        elif one.name == "position_opened":
            self._open(one)
        elif one.name == "position_changed":
            self.courses[one.subject].vacancy.unit = one.data["unit"]
        elif one.name in _CAMPAIGN:
            self._campaign(one)
        elif one.name in _POSITION:
            self._change([self.courses[one.subject]], one, lambda course: _end(course, one))
        else:
            position = self.courses[UUID(one.data["position_id"])]
            self._change([position], one, lambda course: _refer(course, one))

    def _open(self, one: Happening) -> None:
        order, number, opened_on = UUID(one.data["order_id"]), one.data["number"], one.data["opened_on"]
        reference = f"{self._references[order]}/{number}"
        where = one.data["district"], one.data["unit"]
        vacancy = Vacancy(one.subject, order, reference, *where, date.fromisoformat(opened_on))
        self.courses[one.subject] = course = _Course(vacancy, vacancy.opened_on)
        self._of_order[order].append(course)

    def _campaign(self, one: Happening) -> None:
        if one.name == "campaign_published":
            self._of_campaign[one.subject] = [self.courses[UUID(position)] for position in one.data["positions"]]
            for course in self._of_campaign[one.subject]:
                course.vacancy.campaigns.add(one.subject)
        self._change(self._of_campaign[one.subject], one, lambda course: _advertise(course, _CAMPAIGN[one.name]))

    @staticmethod
    def _change(courses: Iterable[_Course], one: Happening, change: Callable[[_Course], None]) -> None:
        for course in courses:
            vacant = course.vacancy.status is PositionStatus.OPEN
            change(course)
            if vacant:
                course.turn(local_date(one.at))


def _return(course: _Course, returned: bool) -> None:  # noqa: FBT001 - which of two it is
    course.returned = returned


def _advertise(course: _Course, advertised: bool) -> None:  # noqa: FBT001 - which of two it is
    course.advertised = advertised


def _refer(course: _Course, one: Happening) -> None:
    offers = course.vacancy.offers
    if one.name in _STEPS:
        course.referrals[one.subject] = _STEPS[one.name]
        if one.name == "referral_offered":
            offers[one.subject] = OfferOutcome.WAITING
        return
    course.referrals.pop(one.subject, None)
    if one.subject in offers:
        offers[one.subject] = _ENDS[one.name]


def _end(course: _Course, one: Happening) -> None:
    day = local_date(one.at)
    course.vacancy.status, course.vacancy.ended_on = _POSITION[one.name], day
    if starts_on := one.data.get("starts_on"):
        course.vacancy.notice_days = max((date.fromisoformat(starts_on) - day).days, 0)
