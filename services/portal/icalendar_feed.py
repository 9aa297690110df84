"""A calendar as calendar programs read it: RFC 5545, with how often to read it again (RFC 7986)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from icalendar import Calendar, Event, Timezone
from sqlalchemy import Row

from contracts.organisation import Organisation
from contracts.specialist_team.codes import Purpose
from libs.calendar import STOCKHOLM
from services.portal import formats
from services.portal.calendar_store import Kind, uid
from services.portal.language import text, word
from services.portal.swedish import says

NAMES: Final = {
    Kind.OWN: word("Mina uppdrag"),
    Kind.TEAM: word("Specialistteamets uppdrag"),
    Kind.UNIT: word("Stöd från specialistteamet"),
}
_AGAIN: Final = timedelta(hours=1)
_A_QUARTER: Final = timedelta(minutes=15)


def feed(
    kind: Kind, periods: Sequence[Row[Any]], offers: Sequence[Row[Any]], organisation: Organisation, portal_url: str
) -> bytes:
    """Return the calendar. Help is whole days; an offer is a quarter of an hour at its last moment to be answered."""
    made = Calendar()
    made.add("prodid", "-//Avlasta//Specialistteamet//SV")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", text(NAMES[kind]))
    made.add("name", text(NAMES[kind]))
    made.add("x-wr-timezone", str(STOCKHOLM))
    made.add("refresh-interval", _AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", _AGAIN)
    made.add_component(Timezone.from_tzid(str(STOCKHOLM)))
    for row in periods:
        made.add_component(_help(row, organisation, portal_url))
    for row in offers:
        made.add_component(_offer(row, organisation, portal_url))
    written: bytes = made.to_ical()
    return written


def _place(row: Row[Any], organisation: Organisation) -> str:
    return f"{organisation.unit(row.unit).name}, {organisation.district(row.district).name}"


def _help(row: Row[Any], organisation: Organisation, portal_url: str) -> Event:
    event = Event()
    event.add("uid", uid(row.request, row.specialist, row.starts_on))
    event.add("sequence", row.sequence)
    event.add("dtstamp", row.changed_at)
    event.add("last-modified", row.changed_at)
    event.add("dtstart", row.starts_on)
    event.add("dtend", row.ends_on + timedelta(days=1))
    event.add("summary", text("Insats %(ref)s") % {"ref": row.reference})
    facts = {
        "who": formats.specialist_title(row.specialist),
        "percent": row.percent,
        "purpose": says(Purpose(row.purpose)),
    }
    event.add("description", text("%(who)s, %(percent)s procent. %(purpose)s.") % facts)
    event.add("location", _place(row, organisation))
    event.add("url", f"{portal_url}/stod/{row.request}")
    event.add("status", "CANCELLED" if row.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _offer(row: Row[Any], organisation: Organisation, portal_url: str) -> Event:
    event = Event()
    starts = row.answer_by.astimezone(STOCKHOLM) - _A_QUARTER
    event.add("uid", f"{row.id}-svar@avlasta")
    event.add("sequence", row.version)
    event.add("dtstamp", row.updated_at)
    event.add("dtstart", starts)
    event.add("dtend", starts + _A_QUARTER)
    event.add("summary", text("Svara på erbjudande, %(ref)s") % {"ref": row.reference})
    event.add("location", _place(row, organisation))
    event.add("url", f"{portal_url}/stod/{row.id}")
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event
