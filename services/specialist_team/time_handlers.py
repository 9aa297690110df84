"""Use cases of worked time: report, correct, confirm, object; and a specialist's week."""

from datetime import date, datetime, timedelta
from uuid import UUID

from contracts.event import ActorReference
from contracts.specialist_team import time as api
from libs.calendar import local_date
from libs.commands import Occasion
from libs.database import Transaction
from libs.refusals import NotAllowed, RoleMayNot
from services.specialist_team import assignment_store, availability_store, import_store, store, time_store
from services.specialist_team.changing import person
from services.specialist_team.domain import rules, time_report
from services.specialist_team.domain.refusals import RequestNotFound
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.time_refusals import TimeReportNotFound
from services.specialist_team.domain.time_report import Entry, TimeReport
from services.specialist_team.domain.week import Week, week_of

Seen = tuple[TimeReport, SupportRequest]


def may_report(who: rules.Person, specialist: str) -> str | None:
    """Return the role in which the person reports the specialist's time, or None."""
    if rules.SPECIALIST in who.roles and who.id == specialist:
        return rules.SPECIALIST
    return rules.COORDINATOR if rules.COORDINATOR in who.roles else None


def may_confirm(who: rules.Person, request: SupportRequest) -> bool:
    """Tell whether the person answers for the unit that was helped."""
    own = who.district == request.district and who.unit in {None, request.content.unit}
    return rules.UNIT_MANAGER in who.roles and own


async def report(tx: Transaction, occasion: Occasion, body: api.ReportTime) -> Seen:
    """Let a week say what the body says; raises the refusals of ``time_report.report``."""
    who = person(occasion)
    await time_store.lock(tx, body.specialist)
    request = await store.load(tx, body.request)
    if not rules.may_see(who, request):
        raise RequestNotFound("There is no such request, or it belongs to another district.")
    role = may_report(who, body.specialist)
    if role is None:
        raise RoleMayNot("A specialist reports the own time; the coordinator may correct it.")
    week = await time_store.of_specialist(tx, body.specialist, body.monday, body.monday)
    empty = time_report.empty(request.id, body.specialist, body.monday)
    known = next((one for one in week if one.id == empty.id), empty)
    entries = [Entry(one.day, one.kind, one.minutes) for one in body.entries]
    changed = await time_store.change(
        tx,
        known,
        body.expected_version,
        lambda now_known: time_report.report(
            now_known,
            request,
            entries,
            time_store.others_of(week, empty.id),
            body.reason,
            occasion.actor.acting_as(role),
            occasion.now,
        ),
        body.reason,
    )
    return changed, request


async def _to_answer(tx: Transaction, occasion: Occasion, report_id: UUID) -> tuple[TimeReport, SupportRequest]:
    known = await time_store.load(tx, report_id)
    await time_store.lock(tx, known.specialist)
    known = await time_store.load(tx, report_id)
    request = await store.load(tx, known.request)
    who = person(occasion)
    if not rules.may_see(who, request):
        raise TimeReportNotFound("There is no such time report.")
    if not may_confirm(who, request):
        raise RoleMayNot("The manager of the unit that was helped answers for its time.")
    return known, request


async def confirm(tx: Transaction, occasion: Occasion, report_id: UUID, body: api.ConfirmTime) -> Seen:
    """Confirm a week."""
    known, request = await _to_answer(tx, occasion, report_id)
    by = _manager(occasion)
    changed = await time_store.change(
        tx, known, body.expected_version, lambda one: time_report.confirm(one, request, by, occasion.now), None
    )
    return changed, request


async def object_to(tx: Transaction, occasion: Occasion, report_id: UUID, body: api.ObjectToTime) -> Seen:
    """Object to a week."""
    known, request = await _to_answer(tx, occasion, report_id)
    by = _manager(occasion)
    changed = await time_store.change(
        tx, known, body.expected_version, lambda one: time_report.object_to(one, request, by, occasion.now), body.reason
    )
    return changed, request


def _manager(occasion: Occasion) -> ActorReference:
    return occasion.actor.acting_as(rules.UNIT_MANAGER)


async def my_week(tx: Transaction, who: rules.Person, specialist: str, monday: date, now: datetime) -> Week:
    """Return a specialist's week: the own, or for the coordinator anybody's."""
    if may_report(who, specialist) is None:
        raise NotAllowed("A specialist sees the own week, the coordinator everybody's.")
    requests = await assignment_store.helped_by(tx, specialist)
    today = local_date(now)
    first = min(monday, today - timedelta(weeks=time_report.WEEKS_ASKED_FOR))
    reports = await time_store.of_specialist(tx, specialist, first, max(monday, today))
    away = [one for one in await availability_store.all_time_off(tx) if one.specialist == specialist]
    told = await import_store.days_told(tx, [one.id for one in requests])
    return week_of(specialist, monday, requests, reports, away, told, today)
