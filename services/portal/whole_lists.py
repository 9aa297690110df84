"""A list that a service gives by the page, read to its end."""

from collections.abc import Awaitable, Callable
from typing import Final, Protocol, TypeVar

AT_A_TIME: Final = 500
"""The most that the services give at once."""
One = TypeVar("One")


class Page(Protocol[One]):
    """Some items of a list, and how many there are in all."""

    @property
    def items(self) -> list[One]:
        """What is on this page."""

    @property
    def total(self) -> int:
        """How many there are on all pages."""


async def whole(page: Callable[[int], Awaitable[Page[One]]]) -> list[One]:
    """Return every item; ``page`` asks for one page of ``AT_A_TIME``, from 1."""
    found: list[One] = []
    number = 1
    while True:
        part = await page(number)
        found += part.items
        if len(found) >= part.total or not part.items:
            return found
        number += 1
