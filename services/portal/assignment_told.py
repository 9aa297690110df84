"""An assignment as the request's page tells it."""

from collections.abc import Iterable
from typing import Any

from contracts.specialist_team.assignment_codes import Side
from contracts.specialist_team.assignments import AssignmentBody, ReviewBody, SegmentBody
from services.portal import assignment_forms, formats
from services.portal.assignment_words import MATCH_QUESTIONS
from services.portal.language import text
from services.portal.swedish import says


def told(body: AssignmentBody) -> dict[str, Any]:
    """Return what the page shows of the assignment; nothing to show gives ``shown`` false."""
    return {
        "body": body,
        "shown": bool(body.segments or body.origin or body.parts or body.stood_down),
        "segments": [_segment(one) for one in body.segments],
        "proposal": body.proposal,
        "proposal_text": _proposal(body),
        "hours": hours(body.planned_minutes) if body.segments else "",
        "worked": _worked(body),
        "not_given": _not_given(body),
        "review": _review(body.review),
        "questions": [(name, text(question)) for name, question in MATCH_QUESTIONS.items()],
    }


def lists() -> dict[str, Any]:
    """Return the lists of the forms; a select takes pairs."""
    found: dict[str, Any] = dict(assignment_forms.choices())
    return found | {f"{name}_pairs": [choice[:2] for choice in found[name]] for name in ("end_decline", "stand_down")}


def _segment(body: SegmentBody) -> dict[str, Any]:
    today = formats.today()
    total = (body.ends_on - body.starts_on).days + 1
    done = min(max((today - body.starts_on).days + 1, 0), total)
    when, words = "now", text("pågår")
    if today < body.starts_on:
        when, words = "later", text("kommande")
    elif today > body.ends_on:
        when, words = "past", text("klar")
    return {"body": body, "when": when, "words": words, "share": round(100 * done / total)}


def _proposal(body: AssignmentBody) -> str:
    if body.proposal is None or not body.segments:
        return ""
    who, other = (Side.DISTRICT, Side.TEAM) if body.proposal.side is Side.DISTRICT else (Side.TEAM, Side.DISTRICT)
    facts = {
        "who": says(who),
        "day": formats.day(body.proposal.ends_on),
        "now": formats.day(body.segments[-1].ends_on),
        "other": says(other).lower(),
    }
    return text("%(who)s vill att stödet slutar %(day)s i stället för %(now)s. Nu svarar %(other)s.") % facts


def _worked(body: AssignmentBody) -> str:
    if not body.reported_minutes:
        return ""
    facts = {"reported": hours(body.reported_minutes), "confirmed": hours(body.confirmed_minutes)}
    return text("%(reported)s rapporterade, %(confirmed)s bekräftade.") % facts


def _not_given(body: AssignmentBody) -> str:
    if body.stood_down is None:
        return ""
    reason = says(body.stood_down.reason)
    periods = ", ".join(_period(body.stood_down.not_given_segments))
    return text("%(reason)s. Det här gavs inte: %(periods)s.") % {"reason": reason, "periods": periods}


def _period(segments: Iterable[SegmentBody]) -> list[str]:
    return [
        text("%(n)s procent") % {"n": one.percent} + f", {formats.period(one.starts_on, one.ends_on)}"
        for one in segments
    ]


def _review(review: ReviewBody | None) -> list[tuple[str, str]]:
    if review is None:
        return []
    return [(text(question), says(getattr(review, name))) for name, question in MATCH_QUESTIONS.items()]


def hours(minutes: int) -> str:
    """Return «12 timmar», «7,5 timmar»."""
    return text("%(n)s timmar") % {"n": formats.number(round(minutes / 60, 2))}
