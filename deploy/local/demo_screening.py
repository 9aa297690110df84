"""A campaign of the demo with applications in every state of screening, made and judged by the personas."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from deploy.local.demo_api import Api

HR: Final = "hr-konsult"
ASSESSORS: Final = ("hr-konsult", "hr-konsult-2")
_WEEKS: Final = timedelta(weeks=3)
CRITERIA: Final[Sequence[dict[str, Any]]] = (
    {"id": "socionomexamen", "kind": "must", "title": "Socionomexamen", "sources": ["document"]},
    {
        "id": "utredning",
        "kind": "merit",
        "title": "Har utrett barns behov av skydd och stöd",
        "weight": 8,
        "steps": [
            "Ingen erfarenhet",
            "Under ett år",
            "Ett till två år",
            "Tre till fem år",
            "Mer än fem år, självständigt",
        ],
        "sources": ["application", "reference"],
    },
    {
        "id": "samtal",
        "kind": "merit",
        "title": "Samtalar med barn",
        "weight": 5,
        "steps": ["Framgår inte", "Har deltagit", "Har lett enstaka", "Leder regelbundet", "Handleder andra"],
        "sources": ["application", "interview"],
    },
)
_LETTER: Final = (
    "Jag heter Sökande {number} och har arbetat {years} år med barn och unga. Jag vill utreda och samtala med barn."
)
APPLICATIONS: Final = 8
JUDGED: Final = 6
"""How many each of the two has judged: at least four by both."""


def tell(api: Api, today: date) -> None:
    """Make the campaign for the first accepted order of Farsta's, take applications in, and judge most of them."""
    orders = json.loads(api.get(HR, "/orders?status=accepted&limit=100"))["items"]
    order = next(one for one in orders if one["district"] == "farsta")
    campaign = _published(api, order["id"], today)
    path = f"/campaigns/{campaign['id']}"
    for number in range(1, APPLICATIONS + 1):
        _send(api, HR, f"{path}/applications", _application(number, today), f"application-{number}")
    for who in ASSESSORS:
        _send(api, who, f"{path}/screening/declare", {"relations": []}, f"declare-{who}")
    for second, who in enumerate(ASSESSORS):
        for turn in range(JUDGED):
            given = _send(api, who, f"{path}/screening/take", {}, f"take-{who}-{turn}")
            number = int(given["number"].rpartition("-")[2])
            body = _judgement(number, differs=number % 4 == 0 and bool(second))
            _send(api, who, f"/applications/{given['application']}/screening/lock", body, f"lock-{who}-{number}")


def _published(api: Api, order: str, today: date) -> dict[str, Any]:
    days = {"opensOn": today.isoformat(), "closesOn": (today + _WEEKS).isoformat()}
    draft = {"title": "Socialsekreterare till Farsta", "orders": [order], **days}
    campaign = _send(api, HR, "/campaigns", draft, "campaign")
    path = f"/campaigns/{campaign['id']}"
    campaign = _send(api, HR, f"{path}/set-profile", {"expectedVersion": 1, "criteria": CRITERIA}, "campaign-profile")
    found = {"outcome": "nobody_concerned", "evidence": "Förfrågan besvarad av alla enheter."}
    for gate in campaign["gates"]:
        if gate["stage"] == "before_publishing":
            examined = {"gate": gate["gate"], "districts": gate["missing"], "expectedVersion": campaign["version"]}
            campaign = _send(api, HR, f"{path}/record-gate", examined | found, f"campaign-{gate['gate']}")
    return _send(api, HR, f"{path}/publish", {"expectedVersion": campaign["version"]}, "campaign-publish")


def _application(number: int, today: date) -> dict[str, Any]:
    names = {"firstName": "Sökande", "lastName": f"Nummer{number}", "email": f"sokande{number}@example.org"}
    said = {"degree": "social_work", "years": number, "letter": _LETTER.format(number=f"Nummer{number}", years=number)}
    return {"reference": f"demo-{number}", "receivedOn": today.isoformat()} | names | said


def _judgement(number: int, *, differs: bool) -> dict[str, Any]:
    """Return what is judged of an application; the second assessor differs on some."""
    found: list[dict[str, Any]] = [{"criterion": "socionomexamen", "finding": "met", "ground": "shown"}]
    for criterion, level in (("utredning", min(number // 2, 4)), ("samtal", number % 5)):
        said = (level + 2) % 5 if differs else level
        found.append({"criterion": criterion, "level": said, "ground": "shown" if said else "not_mentioned"})
    return {"profile": 1, "verdicts": found}


def _send(api: Api, who: str, path: str, body: Any, key: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(api.send(who, path, json.dumps(body).encode(), f"screening-{key}"))
    return told
