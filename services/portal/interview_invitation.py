"""An interview as an invitation that calendars take in (RFC 5545, RFC 5546): a later one replaces it or takes it away.

It tells the application's number and never who the candidate is: calendars are shared and synchronised.
"""

from icalendar import Calendar, Event, Timezone, vCalAddress

from contracts.recruitment.interview_codes import InterviewStatus
from contracts.recruitment.interviews import Interview
from contracts.recruitment.own_page import OwnInterview
from libs.calendar import STOCKHOLM
from services.portal.language import text
from services.portal.settings import PortalSettings
from services.portal.swedish import says


def invitation(one: Interview, email: str | None, settings: PortalSettings) -> bytes:
    """Return the file for an interviewer or HR-service; ``email`` is the reader's own, who is invited by it."""
    off = one.status is InterviewStatus.CANCELLED
    event = _event(one, "intervju", one.number, settings)
    event.add("description", text("%(kind)s. Bedöm i Avlasta efteråt.") % {"kind": says(one.kind)})
    event.add("url", f"{settings.portal_url}/rekrytering/intervjuer/{one.id}")
    if email:
        event.add("attendee", vCalAddress(f"mailto:{email}"))
    return _file(event, off=off)


def own(one: OwnInterview, number: str, settings: PortalSettings) -> bytes:
    """Return the file for the candidate; it names neither who is interviewed nor who interviews."""
    event = _event(one, "kandidat", number, settings)
    event.add("description", says(one.kind))
    return _file(event, off=one.cancelled)


def _event(one: Interview | OwnInterview, whose: str, number: str, settings: PortalSettings) -> Event:
    event = Event()
    event.add("uid", f"{one.id}-{whose}@avlasta")
    event.add("sequence", one.sequence)
    event.add("dtstamp", one.updated_at)
    event.add("last-modified", one.updated_at)
    event.add("dtstart", one.starts_at.astimezone(STOCKHOLM))
    event.add("dtend", one.ends_at.astimezone(STOCKHOLM))
    event.add("summary", text("Intervju, ansökan %(number)s") % {"number": number})
    event.add("location", one.place)
    event.add("organizer", vCalAddress(f"mailto:{settings.mail_from}"))
    event.add("transp", "OPAQUE")
    return event


def _file(event: Event, *, off: bool) -> bytes:
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    made = Calendar()
    made.add("prodid", "-//Avlasta//Rekrytering//SV")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "CANCEL" if off else "REQUEST")
    made.add_component(Timezone.from_tzid(str(STOCKHOLM)))
    made.add_component(event)
    written: bytes = made.to_ical()
    return written
