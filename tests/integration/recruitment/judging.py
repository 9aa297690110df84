"""What screening tests do: applications with planted secrets come in, and assessors judge them."""

from typing import Any

from libs import calendar
from libs.calendar import local_date
from tests.builders.applications import APPLICATION, another
from tests.builders.tokens import HR_CONSULTANT, SECOND_HR_CONSULTANT
from tests.integration.recruitment.campaigning import ROOT, Campaigning
from tests.service import As

PAIR = (HR_CONSULTANT, SECOND_HR_CONSULTANT)
SECRETS = ("Planterad", "Testsson", "19900101", "9001012384", "174 06 35", "0701740635", "planterad.testsson")
"""What tells who the planted candidate is, however it is written, also where it stands in the letter."""
LETTER = (
    "Jag heter Planterad Testsson och har utrett i fyra år. Ring 070-174 06 35, skriv till "
    "planterad.testsson@example.org, personnummer 19900101-2384. /TESTSSON"
)


async def sent(api: As, campaign: Campaigning, reference: str = "4711", **overrides: str) -> dict[str, Any]:
    """Send one application and return it as it was taken in."""
    row = (APPLICATION if reference == "4711" else another(reference)) | {"letter": LETTER} | overrides
    names = {"identity_number": "identityNumber", "first_name": "firstName", "last_name": "lastName"}
    body: dict[str, Any] = {
        names.get(name, name): value for name, value in row.items() if name not in {"received_on", "degree"}
    }
    body |= {"receivedOn": local_date(calendar.now()).isoformat(), "degree": "social_work", "years": 4}
    answer = await api(HR_CONSULTANT).post(f"{ROOT}/campaigns/{campaign.body['id']}/applications", body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def declared(api: As, campaign: Campaigning, who: dict[str, Any], *relations: dict[str, str]) -> str:
    """Declare whom not to judge and return the answer as it was written, without its time."""
    path = f"{ROOT}/campaigns/{campaign.body['id']}/screening/declare"
    answer = await api(who).post(path, {"relations": list(relations)})
    assert answer.status_code == 200, answer.text
    return answer.text.partition("declaredAt")[0]


async def take(api: As, campaign: Campaigning, who: dict[str, Any]) -> dict[str, Any]:
    """Ask for the next application; the answer, or the refusal."""
    told: dict[str, Any] = (await api(who).post(f"{ROOT}/campaigns/{campaign.body['id']}/screening/take", {})).json()
    return told


def a_judgement(level: int, finding: str = "met", *, profile: int = 1) -> dict[str, Any]:
    """Return the body that locks a judgement of both criteria."""
    ground = {0: "not_shown"}.get(level, "shown")
    merit = {"criterion": "utredning", "level": level, "ground": ground, "note": f"Steg {level} för detta."}
    must = {"criterion": "examen", "finding": finding, "ground": "shown" if finding == "met" else "not_mentioned"}
    return {"profile": profile, "verdicts": [must, merit]}


async def lock(api: As, application: str, who: dict[str, Any], body: dict[str, Any], expected: int = 200) -> Any:
    """Lock a judgement."""
    answer = await api(who).post(f"{ROOT}/applications/{application}/screening/lock", body)
    assert answer.status_code == expected, answer.text
    return answer.json()


async def seen(api: As, application: str, who: dict[str, Any]) -> dict[str, Any]:
    """Return the application as the assessor sees it."""
    answer = await api(who).get(f"{ROOT}/applications/{application}/screening")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def judged(api: As, campaign: Campaigning, application: str, first: int, second: int) -> None:
    """Let the two declare that they know nobody, take the one application that waits, and judge it."""
    for who, level in zip(PAIR, (first, second), strict=True):
        await declared(api, campaign, who)
        assert (await take(api, campaign, who))["application"] == application
        await lock(api, application, who, a_judgement(level))
