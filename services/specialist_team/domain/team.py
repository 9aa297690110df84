"""The team: specialists, their time, and who fits a request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contracts.specialist_team.codes import Competence
from services.specialist_team.domain.request import Content


@dataclass(frozen=True)
class Booking:
    """Time taken of a specialist: percent of full time between two dates, both included. Firm once accepted."""

    request_id: UUID
    specialist: str
    percent: int
    starts_on: date
    ends_on: date
    firm: bool


@dataclass(frozen=True)
class Specialist:
    """A member of the team. ``percent`` is the employment share."""

    id: str
    title: str
    percent: int
    competences: frozenset[Competence]
    home_district: str


@dataclass(frozen=True)
class Candidate:
    """A specialist seen from a request: percent free through the whole period, competences met and missing."""

    specialist: Specialist
    free_percent: int
    met: Sequence[Competence]
    missing: Sequence[Competence]
    fits: bool


def free_percent(specialist: Specialist, bookings: Iterable[Booking], starts_on: date, ends_on: date) -> int:
    """Return what is free of the specialist on the busiest day of the period, in percent of full time."""
    mine = [b for b in bookings if b.specialist == specialist.id and b.starts_on <= ends_on and starts_on <= b.ends_on]
    days = {starts_on, *(max(b.starts_on, starts_on) for b in mine)}
    busiest = max(sum(b.percent for b in mine if b.starts_on <= day <= b.ends_on) for day in days)
    return max(specialist.percent - busiest, 0)


def candidates(content: Content, team: Iterable[Specialist], bookings: Sequence[Booking]) -> list[Candidate]:
    """Return every specialist for the need: those who fit, then fewest missing competences, then most time."""
    seen = [_candidate(content, specialist, bookings) for specialist in team]
    return sorted(seen, key=lambda c: (not c.fits, len(c.missing), -c.free_percent, c.specialist.id))


def _candidate(content: Content, specialist: Specialist, bookings: Sequence[Booking]) -> Candidate:
    free = free_percent(specialist, bookings, content.starts_on, content.ends_on)
    met = [c for c in content.competences if c in specialist.competences]
    missing = [c for c in content.competences if c not in specialist.competences]
    return Candidate(specialist, free, met, missing, fits=not missing and free >= content.percent)
