"""From the last day for applications to the last answer: consultants judge and propose, managers decide."""

from datetime import timedelta
from typing import Any, Final

from deploy.local.pilot_diary import Action, Diary, Wave
from deploy.local.pilot_office import HR, PilotError
from deploy.local.pilot_people import judged, reference_of

_LEAD: Final = HR[0]
_ROUNDS: Final = 3
_PROPOSED: Final = 3
_ANSWERS: Final = ("accept",) * 15 + ("turn-down",) * 3 + ("silence",) * 2
_LIVE: Final = ("proposed", "chosen", "offered")


class Hiring:
    """A campaign of the pilot after its last day for applications."""

    def __init__(self, diary: Diary, wave: Wave) -> None:
        self._diary = diary
        self._office = diary.office
        self._wave = wave
        self._run: dict[str, Any] = {}
        self._rounds: dict[str, int] = {}

    async def begin(self) -> None:
        """Plan the judging, the matching and a first round of proposals."""
        for number, who in enumerate(HR):
            self._diary.after(1 + 2 * number, self._judging(who, second=bool(number)))
        self._diary.after(7, self._match)

    def _judging(self, who: str, *, second: bool) -> Action:
        async def judge() -> None:
            await self._office.send(who, f"{self._wave.path}/screening/declare", {"relations": []})
            while (given := await self._next(who)) is not None:
                one = given["application"]
                seen = await self._office.get(who, f"/applications/{one}/screening")
                asked = [each["criterion"]["id"] for each in seen["criteria"] if each["asked"]]
                verdicts = judged(seen["merits"], asked, self._office.chance, second=second)
                body = {"profile": seen["profile"], "verdicts": verdicts}
                told = await self._office.send(who, f"/applications/{one}/screening/lock", body)
                self._wave.references[one] = reference_of(seen["merits"]["letter"])
                self._diary.note("judged", application=one, note=(who, told["status"]))

        return judge

    async def _next(self, who: str) -> dict[str, Any] | None:
        try:
            given: dict[str, Any] = await self._office.send(who, f"{self._wave.path}/screening/take", {})
        except PilotError as refusal:
            if "nothing_to_judge" in str(refusal):
                return None
            raise
        return given

    async def _match(self) -> None:
        for position in await self._matched():
            self._rounds[position] = 0
            self._diary.after(1, self._step(position))

    async def _matched(self) -> dict[str, dict[str, Any]]:
        """Make a run, which repairs the former one, and return what it gave by position."""
        before = {"repairs": self._run["id"]} if self._run else {}
        self._run = await self._office.send(_LEAD, f"{self._wave.path}/matching-runs", before)
        self._diary.note("run", note=self._run)
        return {each["position"]: each for each in self._run["result"]["positions"]}

    def _step(self, one: str) -> Action:
        """Return what is next for a position, by what the service says of it."""

        async def step() -> None:
            seen = await self._seen(one)
            live = {each: [r for r in seen["referrals"] if r["status"] == each] for each in _LIVE}
            if seen["status"] != "open":
                await self._done(one)
            elif live["offered"]:
                self._diary.after(1, self._step(one))
            elif live["chosen"]:
                await self._offer(one, live["chosen"][0])
            elif live["proposed"]:
                await self._choose(one, live["proposed"])
            else:
                await self._propose(one, seen)

        return step

    async def _seen(self, one: str) -> dict[str, Any]:
        seen: dict[str, Any] = await self._office.get(_LEAD, f"/positions/{one}/candidates")
        return seen

    async def _propose(self, one: str, seen: dict[str, Any]) -> None:
        """Propose who was matched and the next in rank; after some rounds without a yes the position stays open."""
        if self._rounds[one] == _ROUNDS:
            await self._done(one)
            return
        self._rounds[one] += 1
        matched = {each["position"]: each for each in self._run["result"]["positions"]}
        if self._rounds[one] > 1:
            matched = await self._matched()
        there = {each["application"] for each in seen["referrals"]}
        ranked = sorted(matched[one]["rankings"], key=lambda each: (not each["here"], each["rank"]))
        able = [each for each in ranked if each["application"] not in there and not each["likedElsewhere"]]
        proposed = [each for each in able[:_PROPOSED] if await self._proposed(one, each)]
        if proposed:
            self._diary.after(self._office.chance.randint(2, 9), self._step(one))
        else:
            await self._done(one)

    async def _proposed(self, one: str, each: dict[str, Any]) -> bool:
        candidate = {"application": each["application"], "reason": f"Rang {each['rank']} i matchningen."}
        body = {"candidates": [candidate], "run": self._run["id"]}
        try:
            await self._office.send(_LEAD, f"/positions/{one}/candidates", body)
        except PilotError as refusal:
            if "not_among_applications" in str(refusal):  # hired elsewhere since the run
                return False
            raise
        self._diary.note("proposed", one, each["application"])
        return True

    async def _choose(self, one: str, proposed: list[dict[str, Any]]) -> None:
        """The manager chooses the best in rank, mostly; now and then one is passed over the same day."""
        best, *others = sorted(proposed, key=lambda each: (-(each["points"] or 0), each["number"]))
        if others and self._office.chance.random() < 0.15:  # noqa: PLR2004 - a manager's own judgement
            best, others = others[0], [best, *others[1:]]
        await self._decide(one, best, "choose", {"reason": "Svarar bäst mot det vi behöver."})
        if others and self._office.chance.random() < 0.4:  # noqa: PLR2004 - the others may wait for the answer
            await self._decide(one, others[-1], "pass-over", {"reason": "closer_to_profile"})
        self._diary.after(self._office.chance.randint(1, 4), self._step(one))

    async def _decide(self, one: str, referral: dict[str, Any], command: str, said: dict[str, Any]) -> None:
        await self._command(referral["unit"], referral, command, said)
        self._diary.note(command, one, referral["application"])

    async def _offer(self, one: str, chosen: dict[str, Any]) -> None:
        if chosen["missingDocuments"]:
            chosen = await self._command(_LEAD, chosen, "see-documents", {"documents": chosen["missingDocuments"]})
        answer_by = self._office.today + timedelta(days=7)
        try:
            offered = await self._command(_LEAD, chosen, "offer", {"answerBy": answer_by.isoformat()})
        except PilotError as refusal:
            if "person_has_an_offer" not in str(refusal):
                raise
            await self._command(_LEAD, chosen, "retract", {"reason": "Har ett erbjudande om en annan tjänst."})
            self._diary.note("retract", one, chosen["application"])
            self._diary.after(1, self._step(one))
            return
        self._diary.note("offer", one, chosen["application"])
        answer, days = self._office.chance.choice(_ANSWERS), self._office.chance.randint(1, 6)
        if answer == "silence":
            self._diary.on(answer_by + timedelta(days=1), self._lapsed(one, offered))
        else:
            self._diary.after(days, self._answered(one, offered, answer))

    def _answered(self, one: str, offered: dict[str, Any], answer: str) -> Action:
        async def say() -> None:
            starts_on = (self._office.today + timedelta(days=self._office.chance.randint(30, 90))).isoformat()
            said = {"startsOn": starts_on} if answer == "accept" else {"reason": "Har valt en annan arbetsgivare."}
            await self._command(_LEAD, offered, answer, said)
            self._diary.note(answer, one, offered["application"], said.get("startsOn"))
            self._diary.after(1, self._step(one))

        return say

    def _lapsed(self, one: str, offered: dict[str, Any]) -> Action:
        async def lapse() -> None:
            self._diary.note("lapse", one, offered["application"])
            self._diary.after(1, self._step(one))

        return lapse

    async def _command(self, who: str, referral: dict[str, Any], command: str, said: dict[str, Any]) -> dict[str, Any]:
        body = {"expectedVersion": referral["version"]} | said
        told: dict[str, Any] = await self._office.send(who, f"/referrals/{referral['id']}/{command}", body)
        return told

    async def _done(self, one: str) -> None:
        """With the last position the campaign is decided; then everybody is answered, and it is closed."""
        del self._rounds[one]
        if not self._rounds:
            self._diary.after(1, self._conclude)

    async def _conclude(self) -> None:
        await self._give("decide")
        waiting = (await self._office.get(_LEAD, f"{self._wave.path}/feedback"))["applications"]
        for one in waiting:
            template = "requirement_not_met" if one["shortOfMust"] else "closer_to_profile"
            text = "Tack för din ansökan. Andra svarade bättre mot kraven den här gången."
            body = {"expectedVersion": one["version"], "template": template, "text": text}
            await self._office.send(_LEAD, f"/applications/{one['application']}/feedback", body)
            self._diary.note("answered", application=one["application"])
        await self._give("close")
        self._diary.note("closed", note=self._wave.campaign["id"])

    async def _give(self, command: str) -> None:
        now = await self._office.get(_LEAD, self._wave.path)
        await self._office.send(_LEAD, f"{self._wave.path}/{command}", {"expectedVersion": now["version"]})
