"""From which day a district approves its own requests before they are sent."""

from datetime import date

import pytest

from contracts.organisation import District

SINCE, UNTIL = date(2026, 1, 1), date(2026, 7, 1)


@pytest.mark.parametrize(
    ("since", "until", "day", "expected"),
    [
        (None, None, SINCE, False),
        (SINCE, None, date(2025, 12, 31), False),
        (SINCE, None, SINCE, True),
        (SINCE, UNTIL, date(2026, 6, 30), True),
        (SINCE, UNTIL, UNTIL, False),
    ],
)
def test_a_district_approves_from_its_day_until_before_the_other(
    *, since: date | None, until: date | None, day: date, expected: bool
) -> None:
    district = District(
        id="bromma",
        name="Bromma",
        sort_key="bromma",
        valid_from=date(2007, 1, 1),
        approval_from=since,
        approval_to=until,
    )
    assert district.approves_on(day) is expected
