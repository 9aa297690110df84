"""What the team's own history says about how long help takes, how often it is asked for, and how well it was promised.

Where the history is too short a stated assumption stands in its place, and the result says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from contracts.specialist_team.codes import Purpose, Status
from contracts.specialist_team.forecast import Basis
from libs.calendar import local_date, working_days_between
from services.specialist_team.domain.request import SupportRequest

FEWEST_FINISHED = 5
"""With fewer finished assignments for a purpose than this, the assumption is used."""
ASSUMED_LENGTHS = (75, 90, 100, 100, 100, 110, 125)
"""Assumption: percent of the asked length, each as likely; three of seven end on the day."""
ASSUMED_ARRIVALS = Fraction(1)
"""Assumption: requests a week."""
LEAST_HISTORY = timedelta(weeks=4)
MEMORY = timedelta(weeks=52)
"""How far back the history is read."""
WITHOUT_HELP = frozenset({Status.DECLINED, Status.WITHDRAWN, Status.EXPIRED})


@dataclass(frozen=True)
class Experience:
    """Lengths in percent of what was asked, by purposes with a history, and requests a week with their basis.

    ``finished``: how many assignments the lengths come from; ``templates``: what coming requests are copies of.
    """

    lengths: Mapping[Purpose, tuple[int, ...]]
    finished: int
    arrivals: Fraction
    arrivals_basis: Basis
    templates: tuple[SupportRequest, ...]

    def lengths_for(self, purpose: Purpose) -> tuple[int, ...]:
        """Return what an assignment may take in percent of what was asked, each as likely."""
        return self.lengths.get(purpose, ASSUMED_LENGTHS)


def asked_days(request: SupportRequest) -> int:
    """Return the working days of the period that the request asks for, at least 1."""
    return max(1, working_days(request.content.starts_on, request.content.ends_on))


def working_days(first: date, last: date) -> int:
    """Count the working days from ``first`` to ``last``, both included."""
    return working_days_between(first - timedelta(days=1), last)


def learn(past: Iterable[SupportRequest], now: datetime) -> Experience:
    """Return what the requests sent up to ``now`` tell; those sent more than a year ago are left out.

    Requests that were declined, withdrawn or expired took nobody's time: they are no model of what comes.
    """
    remembered = sorted((r for r in past if _sent_since(r, now - MEMORY)), key=lambda r: r.reference)
    lengths = _lengths(remembered)
    known = {purpose: outcomes for purpose, outcomes in lengths.items() if len(outcomes) >= FEWEST_FINISHED}
    lasting = [request for request in remembered if request.status not in WITHOUT_HELP]
    arrivals, basis = _arrivals(lasting, now)
    return Experience(known, sum(map(len, known.values())), arrivals, basis, tuple(lasting))


def _sent_since(request: SupportRequest, moment: datetime) -> bool:
    return request.submitted_at is not None and request.submitted_at >= moment


def _lengths(requests: Sequence[SupportRequest]) -> dict[Purpose, tuple[int, ...]]:
    found: defaultdict[Purpose, list[int]] = defaultdict(list)
    for request in requests:
        if request.started_on and request.completed_on:
            took = max(1, working_days(request.started_on, request.completed_on))
            found[request.content.purpose].append(max(1, 100 * took // asked_days(request)))
    return {purpose: tuple(sorted(outcomes)) for purpose, outcomes in found.items()}


def _arrivals(requests: Sequence[SupportRequest], now: datetime) -> tuple[Fraction, Basis]:
    sent = [request.submitted_at for request in requests if request.submitted_at]
    if not sent or now - min(sent) < LEAST_HISTORY:
        return ASSUMED_ARRIVALS, Basis.ASSUMPTION
    days = (local_date(now) - local_date(min(sent))).days
    return Fraction(7 * len(sent), days), Basis.HISTORY
