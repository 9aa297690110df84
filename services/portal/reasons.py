"""«Varför här?»: a place in the queue in words, and each term's points as a bar."""

from dataclasses import dataclass
from typing import Final

from contracts.specialist_team.api import QueueEntry, Term, TermValue
from contracts.specialist_team.codes import Status, Urgency
from services.portal import formats
from services.portal.language import plural, text, word
from services.portal.policy_words import REASONS
from services.portal.swedish import says

_TOLD: Final = 2

_NO_PLACE: Final = {
    Status.SUBMITTED: word("Har ingen plats än: begäran ska bedömas först"),
    Status.RETURNED: word("Har ingen plats nu: stadsdelen kompletterar och väntetiden står still"),
    Status.TRIAGED: word("Har ingen plats än: begäran är bedömd men inte satt i kö"),
    Status.OFFERED: word("Har ingen plats nu: stadsdelen svarar på ett erbjudande"),
    Status.QUEUED: word("Har ingen plats än"),
}


@dataclass(frozen=True)
class Bar:
    """A term as a bar: lengths in percent of the longest, the cap as the track it runs in."""

    name: str
    fact: str
    points: str
    length: float
    track: float
    missing: bool


def headline(entry: QueueEntry) -> str:
    """Return what weighs most for the place, at most two terms; what is missing is never named as a reason."""
    if entry.position is None:
        return text(_NO_PLACE[entry.request.status])
    place = text("Plats %(n)s") % {"n": entry.position}
    if entry.emergency:
        place = text("Plats %(n)s genom akutfilen") % {"n": entry.position}
    if entry.request.override:
        return text("Plats %(n)s, bestämd av samordnaren") % {"n": entry.position}
    known = sorted((t for t in entry.terms if t.points > 0 and not t.missing), key=lambda term: -term.points)
    reasons = [_reason(term) for term in known[:_TOLD]]
    if not reasons:
        return f"{place}: {text('inga skäl ger poäng än, den som skickade först går först')}"
    return f"{place}: {text(' och ').join(reasons)}"


def _reason(term: TermValue) -> str:
    value = term.value
    if term.term is Term.URGENCY:
        value = says(Urgency(value)).lower()
    if term.term is Term.WAITING:
        value = formats.working_days(int(value))
    return text(REASONS[term.term]) % {"value": value}


def bars(entry: QueueEntry) -> list[Bar]:
    """Return one bar per term, all on the same scale."""
    scale = max([term.points for term in entry.terms] + [term.cap or 0 for term in entry.terms] + [1])
    return [_bar(term, scale) for term in entry.terms]


def _bar(term: TermValue, scale: int) -> Bar:
    return Bar(
        name=says(term.term),
        fact=f"{_fact(term)}{_cap(term)}",
        points=points(term.points),
        length=round(100 * term.points / scale, 1),
        track=round(100 * term.cap / scale, 1) if term.cap is not None else 100.0,
        missing=term.missing,
    )


def points(count: int) -> str:
    """«+250», «0»."""
    return f"+{formats.number(count)}" if count > 0 else formats.number(count)


def _cap(term: TermValue) -> str:
    words = text("högst %(n)s poäng") % {"n": formats.number(term.cap)} if term.cap is not None else text("inget tak")
    return f", {words}"


def _fact(term: TermValue) -> str:
    """Return the fact behind the points, or that it is missing and what the rule then gives."""
    if term.missing:
        facts = {"n": formats.number(term.points)}
        return text("Uppgift saknas: regeln ger %(n)s poäng") % facts
    if term.term is Term.URGENCY:
        return says(Urgency(term.value)).lower()
    count = int(term.value)
    if term.term is Term.WAITING:
        return formats.working_days(count)
    if term.term is Term.STATUTORY_RISK:
        words = plural("%(n)s lagstadgad tid", "%(n)s lagstadgade tider", count)
        return words % {"n": formats.spelled(count)} if count else text("ingen lagstadgad tid")
    return text(_SHARES[term.term]) % {"n": formats.number(count)}


_SHARES: Final = {
    Term.VACANT_POSTS: word("%(n)s procent av enheten"),
    Term.TURNOVER: word("%(n)s procent på tolv månader"),
    Term.ENTITLEMENT: word("%(n)s procent av ett år att få"),
}


def override(entry: QueueEntry) -> str:
    """Return why and when the coordinator decided the place, and where the rules would put it; or nothing."""
    made = entry.request.override
    if made is None:
        return ""
    words = text("”%(why)s” %(when)s. Enligt reglerna: plats %(n)s.")
    return words % {"why": made.reason, "when": formats.moment(made.at), "n": entry.ruled_position}


def latest(entry: QueueEntry, *, lane: bool) -> str:
    """Return the latest the place can become, and from when nobody sent later can pass; ``lane``: acute ones can."""
    if entry.bound is None:
        return ""
    facts = {"n": entry.bound.latest_position, "day": formats.day(entry.bound.overtaking_ends_on)}
    if lane:
        words = text(
            "Senast plats %(n)s av dem som är öppna nu. Det som skickas från och med %(day)s kan inte gå före, "
            "utom en akut genom akutfilen eller en som samordnaren flyttar med ett skäl som visas."
        )
    else:
        words = text(
            "Senast plats %(n)s av dem som är öppna nu. Det som skickas från och med %(day)s kan inte gå före, "
            "utom en som samordnaren flyttar med ett skäl som visas."
        )
    return words % facts
