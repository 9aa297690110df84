"""How days are written in an address."""

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from contracts.wire import Day

DAYS: TypeAdapter[date] = TypeAdapter(Day)


@pytest.mark.parametrize("written", ["0", "1700000000", "20261231", "2026-12-31T00:00:00", "26-12-31", " 2026-12-31"])
def test_a_day_is_written_out(written: str) -> None:
    """A number could stand for a moment since 1970, which nobody who types it means."""
    with pytest.raises(ValidationError, match="a day is written as 2026-12-31"):
        DAYS.validate_python(written)
    assert DAYS.validate_python("2026-12-31") == date(2026, 12, 31)
