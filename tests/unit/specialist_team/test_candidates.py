"""Who fits a request, in which order, and what each one's weeks would be like with it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from contracts.specialist_team.codes import Competence
from services.specialist_team.domain.candidates import candidates
from services.specialist_team.domain.team import Booking
from tests.builders.availability import a_conflict, a_member, time_off
from tests.builders.specialist_team import a_queued

DAY = date(2026, 11, 23)
START, END = date(2026, 12, 7), date(2027, 1, 29)


def test_who_fits_comes_first_and_says_what_is_missing() -> None:
    team = [
        a_member(id="specialist-a", percent=100, competences=frozenset()),
        a_member(),
        a_member(id="specialist-b", percent=50),
    ]
    seen = candidates(a_queued(percent=80), team, [], [], DAY)
    assert [(c.specialist.id, c.fits) for c in seen] == [
        ("specialist-c", True),
        ("specialist-b", False),
        ("specialist-a", False),
    ]
    assert (seen[0].met, seen[2].missing) == ([Competence.BBIC], [Competence.BBIC])


def test_time_off_and_conflicts_take_away_the_fit() -> None:
    request = a_queued(percent=60)
    away, reduced = a_member(time_off(100, date(2026, 12, 28), 4)), a_member(time_off(20, START, 90))
    assert [candidates(request, [one], [], [], DAY)[0].free_percent for one in (away, reduced)] == [0, 60]
    assert [candidates(request, [one], [], [], DAY)[0].fits for one in (away, reduced)] == [False, True]
    (seen,) = candidates(request, [a_member(conflicts=(a_conflict(),))], [], [], DAY)
    assert (seen.conflict, seen.fits) == (True, False)
    ended = a_member(conflicts=(a_conflict(ends_on=date(2026, 12, 6)),))
    assert candidates(request, [ended], [], [], DAY)[0].fits
    elsewhere = a_member(
        conflicts=(a_conflict(unit="farsta-utredning-barn-1"), a_conflict(district="bromma", unit=None))
    )
    assert candidates(request, [elsewhere], [], [], DAY)[0].fits
    everywhere = a_member(conflicts=(a_conflict(unit=None),))
    assert candidates(request, [everywhere], [], [], DAY)[0].conflict


def test_of_those_who_fit_the_one_with_fewest_assignments_is_in_turn() -> None:
    team = [a_member(), a_member(id="specialist-d")]
    lately = Booking(UUID(int=5), "specialist-c", 20, date(2026, 11, 2), date(2026, 11, 6), firm=True)
    tied = replace(lately, specialist="specialist-d")
    seen = candidates(a_queued(percent=40), team, [lately, tied, tied], [lately], DAY)
    assert [(c.specialist.id, c.recent, c.in_turn) for c in seen] == [
        ("specialist-d", 0, True),
        ("specialist-c", 1, False),
    ]


def test_the_weeks_as_they_would_be() -> None:
    booked = Booking(UUID(int=5), "specialist-c", 40, START, date(2026, 12, 11), firm=True)
    (seen,) = candidates(a_queued(percent=40), [a_member()], [booked], [booked], DAY)
    assert len(seen.weeks) == 8
    assert [(a.percent, b.percent) for a, b in zip(seen.weeks, seen.potential, strict=True)][:2] == [(50, 100), (0, 50)]
