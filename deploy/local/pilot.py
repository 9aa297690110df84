"""The city's pilot of coordinated recruitment in 2016, lived through the service's own API day by day.

Farsta, Spånga-Tensta and Södermalm, 21 April to 31 October, 52 positions for social workers with children and youth and
with income support, and about 400 applicants. When and where are the city's (Östermalm's answer of 2016); how many each
unit orders, who applies and what people decide are invented, and the same for the same seed but for the lots, which the
service draws anew.
"""

from datetime import date, timedelta
from typing import Any, Final

from deploy.local import pilot_people
from deploy.local.pilot_diary import Action, Diary, Entry, Wave
from deploy.local.pilot_hiring import Hiring
from deploy.local.pilot_office import HR, UNITS, Office, pilots
from services.recruitment.settings import RecruitmentSettings

FIRST: Final = date(2016, 4, 21)
LAST: Final = date(2016, 10, 31)
SEED: Final = 2016
APPLICANTS: Final = 400
_POSITIONS: Final = ((4, 4, 3, 4, 3, 3, 3, 3, 3), (3, 2, 3, 3, 2, 2, 3, 2, 2))
"""What each unit orders in spring and in late summer; 52 in all."""
_CANCELLED: Final = (5, date(2016, 8, 30))
"""Whose second order is cancelled, and when."""
_BEGIN: Final = ((FIRST, date(2016, 5, 9)), (date(2016, 7, 25), date(2016, 8, 8)))
"""From when orders come, and when the campaign is published."""
_IN_SPRING: Final = 57
"""How many of a hundred applicants come to the first campaign."""
_AGAIN: Final = 10
"""How many of the second campaign's applied in the first one too, if they are not hired."""
_ADVERTISED: Final = timedelta(days=20)
_LEAD: Final = HR[0]


class Pilot:
    """The pilot with a number of applicants; ``ledger`` tells afterwards what was done."""

    def __init__(self, settings: RecruitmentSettings, applicants: int = APPLICANTS, seed: int = SEED) -> None:
        self.office = Office(settings, pilots(), FIRST, seed)
        self._diary = Diary(self.office)
        spring = applicants * _IN_SPRING // 100
        self._people = (range(1, spring + 1), range(max(1, spring + 1 - _AGAIN), applicants + 1))
        self.waves = [Wave(1), Wave(2)]

    @property
    def ledger(self) -> list[Entry]:
        """What was done, in order."""
        return self._diary.ledger

    async def live(self) -> None:
        """Live from the first order to the last day; every campaign is closed then, and everybody answered."""
        for wave, (orders_from, begins), counts in zip(self.waves, _BEGIN, _POSITIONS, strict=True):
            for number, (unit, count) in enumerate(zip(UNITS, counts, strict=True)):
                self._diary.on(orders_from + timedelta(days=number), self._ordering(wave, unit, count, number))
            self._diary.on(begins, self._recruiting(wave))
        self._diary.on(_CANCELLED[1], self._cancel)
        await self._diary.live(LAST)

    def _ordering(self, wave: Wave, unit: str, count: int, number: int) -> Action:
        async def order() -> None:
            starts_on = (self.office.today + timedelta(days=60)).isoformat()
            draft = {"unit": unit, "occupation": "socialsekreterare", "positions": count, "percent": 100}
            said = {"employment": "permanent", "startsOn": starts_on, "cause": "left", "tasks": "Handlägga ärenden."}
            placed = await self._command(unit, await self.office.send(unit, "/orders", draft | said), "place")
            self._note_all(placed, "opened", unit)
            if number == 1:
                self._diary.after(1, lambda: self._return(wave, placed, unit))
            else:
                self._diary.after(self.office.chance.randint(1, 5), lambda: self._accept(wave, placed))

        return order

    async def _return(self, wave: Wave, placed: dict[str, Any], unit: str) -> None:
        returned = await self._command(_LEAD, placed, "return", reason="Vilken dag kan de börja?")
        self._note_all(placed, "returned")

        async def again() -> None:
            resent = await self._command(unit, returned, "place")
            self._note_all(placed, "resent")
            self._diary.after(1, lambda: self._accept(wave, resent))

        self._diary.after(3, again)

    async def _accept(self, wave: Wave, placed: dict[str, Any]) -> None:
        wave.orders.append(await self._command(_LEAD, placed, "accept"))

    async def _cancel(self) -> None:
        unit = UNITS[_CANCELLED[0]]
        order = next(one for one in self.waves[1].orders if one["draft"]["unit"] == unit)
        self._note_all(await self._command(unit, order, "cancel", reason="budget"), "cancelled")

    def _note_all(self, order: dict[str, Any], what: str, note: Any = None) -> None:
        for one in order["positions"]:
            self._diary.note(what, one["id"], note=note)

    async def _command(self, who: str, order: dict[str, Any], command: str, **said: Any) -> dict[str, Any]:
        path, seen = f"/orders/{order['id']}/{command}", {"expectedVersion": order["version"]}
        told: dict[str, Any] = await self.office.send(who, path, seen | said)
        return told

    def _recruiting(self, wave: Wave) -> Action:
        async def recruit() -> None:
            opens_on, closes_on = self.office.today, self.office.today + _ADVERTISED
            days = {"opensOn": opens_on.isoformat(), "closesOn": closes_on.isoformat()}
            draft = {"title": f"Socialsekreterare, omgång {wave.number}", "orders": [one["id"] for one in wave.orders]}
            wave.campaign = await self.office.send(_LEAD, "/campaigns", draft | days)
            await self._give(wave, "set-profile", criteria=pilot_people.CRITERIA)
            for gate in wave.campaign["gates"]:
                if gate["stage"] == "before_publishing":
                    found = {"outcome": "nobody_concerned", "evidence": "Alla enheter har svarat."}
                    await self._give(wave, "record-gate", gate=gate["gate"], districts=gate["missing"], **found)
            await self._give(wave, "publish")
            self._note_all(wave.campaign, "advertised")
            orders = [one["reference"] for one in wave.orders]
            people = [one for one in self._people[wave.number - 1] if one not in self._hired()]
            when = opens_on, closes_on
            wave.applied = pilot_people.applicants(self.office.chance, f"V{wave.number}", people, orders, when)
            self._diary.on(closes_on - timedelta(days=6), self._importing(wave, pilot_people.first_file))
            self._diary.on(closes_on, self._importing(wave, pilot_people.second_file))
            self._diary.on(closes_on + timedelta(days=1), lambda: self._closed(wave))

        return recruit

    def _hired(self) -> set[int]:
        """Return the numbers of the people who are hired so far."""
        references = {key: value for wave in self.waves for key, value in wave.references.items()}
        hired = [entry.application for entry in self.ledger if entry.what == "accept"]
        return {int(references[one].rpartition("-")[2]) for one in hired}

    async def _give(self, wave: Wave, command: str, **said: Any) -> None:
        seen = {"expectedVersion": wave.campaign["version"]}
        wave.campaign = await self.office.send(_LEAD, f"{wave.path}/{command}", seen | said)

    def _importing(self, wave: Wave, file: pilot_people.File) -> Action:
        async def take_in() -> None:
            there = [one for one in wave.applied if one.row["received_on"] <= self.office.today.isoformat()]
            content, rows, wrong = file(there)
            checked = await self.office.send(_LEAD, f"/application-files?campaign={wave.campaign['id']}", content)
            path, run = f"/application-files/{checked['id']}", {"fingerprint": checked["fingerprint"]}
            await self.office.send(_LEAD, f"{path}/run", run)
            await self.office.take_in()
            done = await self.office.get(_LEAD, path)
            fates = {one["fate"]: one["rows"] for one in done["counts"]}
            self._diary.note("file", note={"rows": rows, "wrong": wrong, "fates": fates})

        return take_in

    async def _closed(self, wave: Wave) -> None:
        self._note_all(wave.campaign, "advert_closed")
        await Hiring(self._diary, wave).begin()
