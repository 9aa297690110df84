"""A list by the page is read to its end, and no further."""

from dataclasses import dataclass

import pytest

from services.portal.whole_lists import AT_A_TIME, whole


@dataclass(frozen=True)
class _Page:
    items: list[int]
    total: int


@pytest.mark.parametrize("length", [0, 1, AT_A_TIME, AT_A_TIME + 1, 3 * AT_A_TIME])
async def test_every_item_once_and_no_page_too_many(length: int) -> None:
    asked = []

    async def page(number: int) -> _Page:
        asked.append(number)
        start = (number - 1) * AT_A_TIME
        return _Page(list(range(length))[start : start + AT_A_TIME], length)

    assert await whole(page) == list(range(length))
    assert asked == list(range(1, max(1, -(-length // AT_A_TIME)) + 1))


async def test_a_list_that_shrinks_while_it_is_read_ends() -> None:
    async def page(number: int) -> _Page:
        return _Page([1], 5) if number == 1 else _Page([], 5)

    assert await whole(page) == [1]
