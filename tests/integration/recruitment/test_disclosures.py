"""Documents given out on a real database: read by one, recorded by codes, kept sealed, told to whom they are about."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from libs import calendar
from libs.calendar import local_date
from libs.outbox import outbox
from services.recruitment import erasure_store
from services.recruitment.main import application
from services.recruitment.settings import RecruitmentSettings
from tests.builders.tokens import FARSTA, HR_CONSULTANT, SECOND_HR_CONSULTANT
from tests.integration.recruitment.campaigning import ROOT, published
from tests.integration.recruitment.judging import declared, take
from tests.integration.recruitment.matching import applied
from tests.integration.recruitment.test_selection_tests import rows_with
from tests.service import As, settings_for

SECRET, SHOWN = "Planterat: provet gick bra.", "Jag har utrett i fyra år."


@pytest.fixture
def app(module_database: Callable[[str], str]) -> FastAPI:
    """The application, not started, on the module's own database."""
    return application(settings_for(module_database("recruitment"), RecruitmentSettings))


async def happened(app: FastAPI, kind: str) -> list[dict[str, Any]]:
    query = select(outbox.c.payload).where(outbox.c.type == f"recruitment.disclosure_{kind}.v1")
    rows = await app.state.kernel.database.run(lambda tx: tx.execute(query))
    return [json.loads(row.payload) for row in rows]


async def test_what_is_given_is_what_was_read_but_for_what_is_secret(api: As, app: FastAPI) -> None:
    campaign, hr = await published(api), api(HR_CONSULTANT)
    mine = await applied(api, campaign, 1, letter=f"{SHOWN}\n{SECRET}")
    hidden = await applied(api, campaign, 2, firstName="Dold", lastName="Skyddad", protected=True, letter="Egna ord.")
    wanted = {"campaign": campaign.body["id"], "documents": ["applicants", "application", "tests"], "numbers": [1, 2]}
    assert (await api(FARSTA).post(f"{ROOT}/disclosures", wanted)).status_code == 403
    unknown = await hr.post(f"{ROOT}/disclosures", wanted | {"numbers": [7]})
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (422, "numbers")
    begun = (await hr.post(f"{ROOT}/disclosures", wanted)).json()
    path = f"{ROOT}/disclosures/{begun['id']}"
    assert (await api(SECOND_HR_CONSULTANT).get(path)).json()["code"] == "disclosure_is_anothers"
    (event,) = await happened(app, "begun")
    assert event["identities"] == [mine["id"]], "who is protected is not known by it"
    await declared(api, campaign, HR_CONSULTANT)
    assert (await take(api, campaign, HR_CONSULTANT))["application"] == hidden["id"], "never what one knows"

    first = (await hr.get(path)).json()
    test = {"kind": "ability", "takenOn": local_date(calendar.now()).isoformat(), "outcome": SECRET}
    assert (await hr.post(f"{ROOT}/applications/{mine['id']}/tests", test)).status_code == 201
    masks = [{"passage": passage(first, "letter", SECRET), "ground": "selection_test"}]
    giving = {"expectedVersion": 1, "fingerprint": first["fingerprint"], "masks": masks, "recipient": "Tidning En"}
    assert (await hr.post(f"{path}/give", giving)).json()["code"] == "documents_have_changed"
    read = (await hr.get(path)).json()
    assert "Testsson" in str(read)
    assert not [one for one in ("Dold", "Skyddad", "person2@") if one in str(read)]
    given = await hr.post(f"{path}/give", giving | {"fingerprint": read["fingerprint"]})
    assert given.status_code == 200, given.text
    assert given.json()["masked"] == {"selection_test": 2, "protected_identity": 3}
    stale = await hr.post(f"{path}/give", giving | {"fingerprint": read["fingerprint"]})
    assert stale.json()["code"] == "version_conflict"

    told = (await hr.get(path)).json()
    assert (told["recipient"], SHOWN in str(told), SECRET in str(told)) == ("Tidning En", True, False)
    listed = (await api(SECOND_HR_CONSULTANT).get(f"{ROOT}/disclosures")).json()["items"]
    assert [one["given"] for one in listed] == [given.json()["given"]]
    (event,) = await happened(app, "given")
    assert event["masked"] == given.json()["masked"]
    for planted in (SECRET, SHOWN, "Tidning En", "Testsson"):
        assert await rows_with(app, planted) == []
    extract = await hr.post(f"{ROOT}/people/extracts", {"foundBy": "number", "value": mine["number"]})
    assert SHOWN in str(extract.json()["applications"][0]["stored"]["disclosed_application"])

    ids = [UUID(mine["id"]), UUID(hidden["id"])]
    await app.state.kernel.database.run(lambda tx: erasure_store.erase(tx, ids))
    left = (await hr.get(path)).json()
    assert (left["passages"], left["recipient"], left["disclosure"]["masked"]) == ([], None, given.json()["masked"])


def passage(read: dict[str, Any], name: str, text: str) -> str:
    """Return the id of the passage that says ``text``."""
    (found,) = (one["id"] for one in read["passages"] if (one["name"], one["text"]) == (name, text))
    return str(found)
