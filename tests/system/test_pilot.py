"""The city's pilot of 2016 from order to hire and answer, and every figure of it counted by hand from its own ledger.

52 positions in three districts. As many applicants as ``AVLASTA_PILOT_APPLICANTS`` says; 400 is the pilot's size, here
fewer, since each is read and judged by two.
"""

import os
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import httpx
import pytest

from deploy.local.pilot import FIRST, LAST, Pilot
from deploy.local.pilot_diary import Entry
from deploy.local.pilot_office import DISTRICTS, HR, district_of
from libs.auth import Actor
from libs.calendar import now
from libs.client import ServiceClient
from services.portal import sessions
from services.portal.identity import Tokens
from services.portal.main import application
from services.portal.recruitment import Recruitment
from services.portal.settings import PortalSettings
from services.recruitment.settings import RecruitmentSettings
from tests.avlasta import ORGANISATION
from tests.service import settings_for

APPLICANTS = int(os.environ.get("AVLASTA_PILOT_APPLICANTS", "80"))
MINUTES = 15
LATEST = {"offer": "waiting", "accept": "accepted", "turn-down": "turned_down", "lapse": "lapsed"}


class ByHand:
    """One position, a day at a time: who has it in the evening, and what has become of it."""

    def __init__(self, unit: str, opened: date) -> None:
        self.district, self.opened = district_of(unit), opened
        self.status, self.days = "open", Counter[str]()
        self.returned, self.advertised, self.notice = False, False, 0
        self.candidates: dict[str, str] = {}
        self.offers: dict[str, str] = {}

    def evening(self) -> None:
        """Count the day to who has the position now."""
        steps = self.candidates.values()
        if "offer" in steps:
            who = "candidate"
        elif "choose" in steps:
            who = "hr_service"
        elif "proposed" in steps or self.returned:
            who = "manager"
        else:
            who = "candidate" if self.advertised else "hr_service"
        self.days[who] += self.status == "open"

    def note(self, entry: Entry) -> None:
        """Take in a line of the ledger."""
        match entry.what:
            case "returned" | "resent":
                self.returned = entry.what == "returned"
            case "advertised" | "advert_closed":
                self.advertised = entry.what == "advertised"
            case "cancelled":
                self.status = "cancelled"
            case "accept":
                self.status, self.notice = "filled", (date.fromisoformat(entry.note) - entry.day).days
        if entry.application:
            self.candidates[entry.application] = entry.what
            if entry.what in LATEST:
                self.offers[entry.application] = LATEST[entry.what]


def counted_by_hand(ledger: list[Entry], last: date) -> dict[str, ByHand]:
    """Walk through the pilot day by day and return every position."""
    positions: dict[str, ByHand] = {}
    day = FIRST
    while day < last:
        for entry in (one for one in ledger if one.day == day and one.position):
            if entry.what == "opened":
                positions[entry.position] = ByHand(entry.note, day)
            positions[entry.position].note(entry)
            if entry.what == "accept":
                for each in positions.values():
                    each.candidates.pop(entry.application, None)
        for each in positions.values():
            each.evening()
        day += timedelta(days=1)
    return positions


def half_filled_after(positions: list[ByHand]) -> int | None:
    """Return the first day on which at most half are vacant, those still open counted as long as they have been."""
    spells = [(one.days.total(), one.status == "filled") for one in positions]
    vacant = Fraction(1)
    for day in range(400):
        at_risk = sum(days >= day for days, _ in spells)
        if at_risk:
            vacant *= 1 - Fraction(spells.count((day, True)), at_risk)
        if vacant <= Fraction(1, 2):
            return day
    return None


def line(name: str, positions: list[ByHand], relieved: Fraction) -> str:
    """Return a line of the page's file as it must be."""
    statuses = Counter(one.status for one in positions)
    days = sum((one.days for one in positions), Counter[str]())
    offers = Counter(what for one in positions for what in one.offers.values())
    median = half_filled_after(positions)
    orders = len({(one.district, one.opened) for one in positions})
    figures = [
        *(orders, len(positions), *(statuses[one] for one in ("filled", "open", "cancelled"))),
        *("" if median is None else median, *(days[one] for one in ("hr_service", "manager", "candidate"))),
        *(sum(one.notice for one in positions), offers.total()),
        *(offers[one] for one in ("accepted", "turned_down", "lapsed")),
        int(relieved * MINUTES) // 60,
    ]
    return ";".join([name, *map(str, figures)])


@pytest.fixture(scope="module")
async def pilot(module_database: Callable[[str], str]) -> AsyncIterator[Pilot]:
    """The pilot, lived to its last day; the clock stays there until the tests end."""
    found = Pilot(settings_for(module_database("recruitment"), RecruitmentSettings), APPLICANTS)
    with found.office.clock():
        await found.live()
        yield found
    await found.office.close()


async def test_the_pilot_ends_in_time_with_everybody_answered(pilot: Pilot) -> None:
    assert pilot.office.today == LAST
    files = [entry.note for entry in pilot.ledger if entry.what == "file"]
    for file in files:
        assert sum(file["fates"].values()) == file["rows"]
        assert file["fates"].get("wrong", 0) == file["wrong"]
    taken_in = sum(file["fates"]["imported"] for file in files)
    withdrawn = sum(one.withdraws for wave in pilot.waves for one in wave.applied)
    assert taken_in == sum(len(wave.applied) for wave in pilot.waves)
    hired = [entry for entry in pilot.ledger if entry.what == "accept"]
    answers, waiting = 0, 0
    for wave in pilot.waves:
        told = await pilot.office.get(HR[0], f"{wave.path}/feedback")
        answers, waiting = answers + len(told["answers"]), waiting + len(told["applications"])
        assert (await pilot.office.get(HR[0], wave.path))["status"] == "closed"
    assert (waiting, answers) == (0, taken_in - withdrawn - len(hired))


async def test_no_position_has_two_hires_and_nobody_is_hired_twice(pilot: Pilot) -> None:
    hired = [entry for entry in pilot.ledger if entry.what == "accept"]
    references = {key: value for wave in pilot.waves for key, value in wave.references.items()}
    people = {references[entry.application].rpartition("-")[2] for entry in hired}
    assert len(hired) == len({entry.position for entry in hired}) == len(people) > 0


async def test_every_run_is_made_again_byte_for_byte_and_no_pair_blocks_it(pilot: Pilot) -> None:
    runs = [entry.note for entry in pilot.ledger if entry.what == "run"]
    assert len(runs) > len(pilot.waves)
    for run in runs:
        again = await pilot.office.get(HR[0], f"/matching-runs/{run['id']}")
        assert again == run | {"same": True}
        assert (again["result"]["certificate"]["holds"], again["result"]["certificate"]["blockingPairs"]) == (True, 0)


async def test_the_page_says_what_a_hand_count_says(pilot: Pilot, module_database: Callable[[str], str]) -> None:
    by_hand = counted_by_hand(pilot.ledger, LAST)
    assert len(by_hand) == 52
    judged: Counter[str] = Counter()
    for one in {entry.application for entry in pilot.ledger if entry.what == "judged" and entry.note[1] == "finished"}:
        judged[next(wave.path for wave in pilot.waves if one in wave.references)] += 1
    expected, total = [], Fraction(0)
    for name, district in (("Farsta", "farsta"), ("Spånga-Tensta", "spanga-tensta"), ("Södermalm", "sodermalm")):
        relieved = Fraction(0)
        for wave in pilot.waves:
            places = [one["district"] for one in wave.campaign["positions"]]
            relieved += Fraction(judged[wave.path] * places.count(district), len(places))
        expected.append(line(name, [one for one in by_hand.values() if one.district == district], relieved))
        total += relieved
    expected.append(line("Alla", list(by_hand.values()), total))
    file, page = await read(pilot, module_database("portal"))
    assert sorted(file.splitlines()[1:]) == sorted(expected)
    filled = sum(one.status == "filled" for one in by_hand.values())
    assert f"52 tjänster: {filled} tillsatta" in page
    assert len(DISTRICTS) == len(expected) - 1


async def read(pilot: Pilot, database_url: str) -> tuple[str, str]:
    """Return the measures as the steering group has them of the portal: the file and the page."""
    settings: dict[str, Any] = {"organisation_file": ORGANISATION, "portal_url": "http://portal.test"}
    portal = application(settings_for(database_url, PortalSettings, **settings))
    async with portal.router.lifespan_context(portal):
        here = portal.state.portal
        http = httpx.AsyncClient(transport=httpx.ASGITransport(app=pilot.office.app))
        changed = {"recruitment": Recruitment(ServiceClient(http, "http://pilot.local"))}
        portal.state.portal = type(here)(**(vars(here) | changed))
        who = Actor("styrgrupp", frozenset({"steering_group"}))
        held = Tokens(who, "styrgrupp", now() + timedelta(hours=1), None, "id-token")
        cookie = await portal.state.kernel.database.run(lambda tx: sessions.begin(tx, held))
        transport = httpx.ASGITransport(app=portal)
        async with httpx.AsyncClient(transport=transport, base_url="http://portal.test") as browser:
            browser.cookies.set("avlasta", cookie)
            where = f"/rekrytering/matt?fran={FIRST:%Y-%m}&till={LAST:%Y-%m}"
            file, page = await browser.get(f"{where}&som=csv"), await browser.get(where)
        await http.aclose()
    assert (file.status_code, page.status_code) == (200, 200), page.text
    return file.content.decode("utf-8-sig"), page.text
