"""Who is in the team and on what terms, as it is told: what changes from which day, and its events in a few words."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from contracts.organisation import Organisation
from contracts.specialist_team.availability import Member, Terms
from services.portal import formats
from services.portal.language import text
from services.portal.swedish import says


def terms(member: Member, organisation: Organisation) -> list[dict[str, Any]]:
    """Return what has changed and will, a line per day; the first is that of joining."""
    return [{"day": one.starts_on, "what": "; ".join(_what(one, organisation))} for one in member.terms]


def _what(one: Terms, organisation: Organisation) -> list[str]:
    said = [text("%(n)s procent") % {"n": one.percent}] if one.percent else []
    if one.home_district:
        said.append(text("utgår från %(place)s") % {"place": organisation.district(one.home_district).name})
    for codes, words in ((one.gained, text("kan %(what)s")), (one.lost, text("arbetar inte längre med %(what)s"))):
        if codes:
            said.append(words % {"what": ", ".join(says(code) for code in codes)})
    return said


def when(member: Member, today: date) -> str:
    """Return when the member begins or ends, if that is to come or has been; nothing otherwise."""
    if member.last_day:
        said = text("slutade %(day)s") if member.last_day < today else text("slutar %(day)s")
        return said % {"day": formats.day(member.last_day)}
    first = min((one.starts_on for one in member.terms), default=today)
    return text("börjar %(day)s") % {"day": formats.day(first)} if first > today else ""


def has_left(member: Member, today: date) -> bool:
    """Tell whether the last day has passed and nothing is left to settle."""
    return member.last_day is not None and member.last_day < today and not member.collisions


def _day(written: str) -> str:
    return formats.day(date.fromisoformat(written))


def _share(data: Mapping[str, Any]) -> str:
    facts = {"old": data["previous_percent"], "new": data["percent"], "day": _day(data["starts_on"])}
    return text("från %(old)s till %(new)s procent den %(day)s") % facts


def _from(data: Mapping[str, Any]) -> str:
    return text("från %(day)s") % {"day": _day(data["starts_on"])}


EMPLOYMENT_FACTS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "specialist_joined": _from,
    "specialist_share_changed": _share,
    "specialist_competences_changed": _from,
    "specialist_home_changed": _from,
    "specialist_last_day_set": lambda data: _day(data["last_day"]) if data["last_day"] else text("ingen sista dag"),
}
"""The facts of the events, for the history."""
