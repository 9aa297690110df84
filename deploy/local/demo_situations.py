"""Vacant posts and turnover of the units in the demo, the same each time; a few units have told nothing, as in life."""

import random
from datetime import date
from typing import Final

from contracts.organisation import Area, Organisation
from contracts.specialist_team.policy import StateSituations, UnitSituation

_SEED: Final = 2018
_STRAINED: Final = {Area.CHILDREN_AND_YOUTH: 9, Area.INCOME_SUPPORT: 6}
"""Percent more of vacant posts in the areas that are hardest to staff."""
_SILENT: Final = 9
"""One unit in so many has told nothing."""


def situations(organisation: Organisation, today: date) -> StateSituations:
    """Return the latest figures of the units that exist today, by quarter's first day; some are half a year old."""
    chance = random.Random(_SEED)  # noqa: S311 - the same figures each time
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    before = date(quarter.year - (quarter.month == 1), (quarter.month - 4) % 12 + 1, 1)
    stated = []
    for unit in organisation.units:
        vacant = chance.randrange(2, 16) + _STRAINED.get(unit.area, 0)
        turnover = chance.randrange(8, 26) + _STRAINED.get(unit.area, 0)
        latest = chance.random()
        if chance.randrange(_SILENT) == 0 or not organisation.district(unit.district).valid_on(today):
            continue
        stated.append(
            UnitSituation(
                unit=unit.id,
                valid_from=quarter if latest > 0.2 else before,  # noqa: PLR2004 - every fifth is late
                vacant_percent=vacant,
                turnover_percent=turnover,
                source="Personalstatistik, påhittad för demon",
            )
        )
    return StateSituations(situations=stated)
