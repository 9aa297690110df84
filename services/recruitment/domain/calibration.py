"""Whether two assessors agreed enough in a month, over all criteria and campaigns that recruit to a district.

A coefficient is low also when there is hardly anything to tell apart: of forty who all have the degree, one differing
answer makes κ worse than chance. So a calibration is called for only when a tenth of the answers differed, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final
from uuid import UUID

from contracts.event import ActorReference
from contracts.recruitment.calibrations import CalibrationDue, CalibrationHeld
from services.recruitment.domain.agreement import correlation, fleiss_kappa
from services.recruitment.domain.calibration_refusals import CalibrationIsHeld
from services.recruitment.domain.screening import Screening
from services.recruitment.domain.screening_questions import Questions
from services.recruitment.domain.uniformity import FEWEST, FINDINGS, tables

LIMIT: Final = Decimal("0.6")
"""Below this, of κ or of ICC, the assessors are to talk through how they judge; published on the page of measures."""
DIFFERING: Final = Fraction(1, 10)


@dataclass(frozen=True)
class Agreement:
    """What two said of ``judged`` applications: κ of the musts, ICC(2,1) of the merits, the share that differed."""

    judged: int
    kappa: Fraction | None
    levels: Fraction | None
    differing: Fraction

    @property
    def is_low(self) -> bool:
        """Whether it calls for a calibration."""
        known = [one for one in (self.kappa, self.levels) if one is not None]
        return self.differing >= DIFFERING and any(one < Fraction(LIMIT) for one in known)


@dataclass(frozen=True)
class Calibration:
    """A district's month that was looked at; ``due`` when agreement was low."""

    id: UUID
    version: int
    district: str
    month: date
    judged: int
    kappa: Decimal | None
    agreement: Decimal | None
    due_at: datetime
    held_at: datetime | None = None
    held_by: str | None = None


Judged = Sequence[tuple[Sequence[Screening], Questions]]
"""What was judged in each campaign, and what its profile asks."""


def agreement(judged: Judged) -> Agreement | None:
    """Return how alike two judged, over every campaign; None of fewer than five applications that two have judged."""
    musts: list[list[int]] = []
    merits: list[list[int]] = []
    applications = 0
    for screenings, asked in judged:
        found = tables(screenings, asked)
        applications += max((len(rows) for rows in found.values()), default=0)
        for question in asked.asked:
            (musts if question.must else merits).extend(found[question.criterion])
    if applications < FEWEST:
        return None
    rows = [*musts, *merits]
    return Agreement(
        judged=applications,
        kappa=fleiss_kappa([[row.count(finding) for finding in FINDINGS] for row in musts]),
        levels=_levels(merits),
        differing=Fraction(sum(one != other for one, other in rows), len(rows)),
    )


def _levels(merits: Sequence[Sequence[int]]) -> Fraction | None:
    """Return ICC(2,1); 0 where the two differ and have no order in common, None where there is nothing to tell apart.

    Where every application's mean is the same, a coefficient is not told, though the two may differ throughout.
    """
    if icc := correlation(merits):
        return icc.agreement
    return Fraction(0) if any(one != other for one, other in merits) else None


def call_for(
    calibration_id: UUID, where: tuple[str, date], found: Agreement, by: ActorReference, now: datetime
) -> tuple[Calibration, CalibrationDue]:
    """Call for a calibration, since agreement was low."""
    district, month = where
    kappa, levels = _rounded(found.kappa), _rounded(found.levels)
    made = Calibration(calibration_id, 1, district, month, found.judged, kappa, levels, now)
    event = CalibrationDue(
        subject_id=made.id,
        subject_version=made.version,
        occurred_at=now,
        actor=by,
        district=district,
        month=month,
        judged=found.judged,
        kappa_percent=_percent(kappa),
        agreement_percent=_percent(levels),
        limit_percent=int(100 * LIMIT),
    )
    return made, event


def hold(one: Calibration, by: ActorReference, now: datetime) -> tuple[Calibration, CalibrationHeld]:
    """Note that it was talked through. Raises CalibrationIsHeld."""
    if one.held_at is not None:
        raise CalibrationIsHeld("It is noted already.")
    held = replace(one, version=one.version + 1, held_at=now, held_by=by.id)
    event = CalibrationHeld(
        subject_id=held.id,
        subject_version=held.version,
        occurred_at=now,
        actor=by,
        district=held.district,
        month=held.month,
    )
    return held, event


def months_over(today: date, count: int) -> list[date]:
    """Return the first days of the ``count`` months that are over, the latest first."""
    number = today.year * 12 + today.month - 1
    return [date((number - back) // 12, (number - back) % 12 + 1, 1) for back in range(1, count + 1)]


def _rounded(value: Fraction | None) -> Decimal | None:
    return None if value is None else Decimal(round(value * 100)) / 100


def _percent(value: Decimal | None) -> int | None:
    return None if value is None else int(100 * value)
