"""What users of other systems asked of a fair share between those who help, and between those who are helped."""

from typing import Any

from libs.calendar import local_date, now
from tests.builders.policies import a_rule
from tests.builders.tokens import COORDINATOR, STEERING_GROUP
from tests.requests import ROOT, Request, queued, under_way
from tests.service import As

V1 = "/specialist-team/v1"


async def rule_that_ties(api: As, *purposes: str) -> None:
    """Let the steering group decide, from today on, whose work is tied."""
    rule = a_rule(tied_purposes=list(purposes)).model_dump(mode="json", by_alias=True)
    body = {"rule": rule, "validFrom": local_date(now()).isoformat(), "reason": "Tidigare kontakt avgör vem."}
    made = (await api(STEERING_GROUP).post(f"{V1}/queue-policies", body)).json()
    signed = {"expectedVersion": 1, "reason": "Beslutat på mötet."}
    other = STEERING_GROUP | {"sub": "styrgrupp-2"}
    assert (await api(other).post(f"{V1}/queue-policies/{made['id']}/sign", signed)).status_code == 200


async def counted(api: As, waiting: Request) -> tuple[int, int]:
    """Return how many assignments count as specialist A's when turns are taken, and the hours given to Farsta."""
    candidates = (await api(COORDINATOR).get(f"{ROOT}/{waiting.body['id']}/candidates")).json()["items"]
    recent = next(one["recent"] for one in candidates if one["specialist"] == "specialist-a")
    accounts: list[dict[str, Any]] = (await api(COORDINATOR).get(f"{V1}/entitlement")).json()["items"]
    return recent, next(one["given"] for one in accounts if one["district"] == "farsta")


async def test_work_that_nobody_chose_who_was_to_have_counts_in_nobodys_turn_or_share(api: As) -> None:
    """Caseflow#15328: cases tied to a judge were levelled as if they were free, so that judge got too few others."""
    await under_way(api)
    waiting = await queued(api)
    recent, hours = await counted(api, waiting)
    assert recent == 1 and hours > 0
    await rule_that_ties(api, "investigation_backlog")
    assert await counted(api, waiting) == (0, 0)
