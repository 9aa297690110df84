"""A register extract in words: no table or column is without any, and what is withheld says so."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from contracts.organisation import Organisation
from contracts.recruitment.extracts import ExtractedApplication, PersonExtract
from services.portal import extract_told
from services.portal.extract_words import COLUMNS, INTERNAL, TABLES
from services.recruitment.application_tables import application
from services.recruitment.extract_store import KEPT_BACK, TOLD
from tests.avlasta import ORGANISATION

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_every_table_and_column_that_is_told_has_its_words() -> None:
    tables = (application, *TOLD)
    assert {one.name for one in tables} == set(TABLES)
    columns = {column.name for one in tables for column in one.columns if "key_id" not in column.name}
    assert columns - KEPT_BACK <= {*COLUMNS, *INTERNAL}
    assert not {*COLUMNS} & INTERNAL


def test_what_is_stored_is_told_in_words_and_what_is_withheld_says_so() -> None:
    stored: dict[str, list[dict[str, Any]]] = {
        "application": [{"id": str(uuid4()), "number": 3, "status": "received", "late": False, "wishes": ["a", "b"]}],
        "application_merit": [{"content": {"degree": "social_work", "years": 4, "letter": ""}}],
        "screening_verdict": [{"criterion": "utredning", "value": 3, "ground": "shown", "note": {"text": "Tydligt."}}],
        "referral": [{"district": "farsta", "status": "passed_over", "decision": "Nej."}],
        "application_feedback": [{"template": "no_position_left", "content": {"text": "Hej."}}],
        "disclosed_application": [{"content": {"passages": [
            {"application_id": "x", "id": "3.application.1", "number": 3, "document": "application", "name": "name",
             "about": "", "count": None, "text": None, "rests_on": None, "ground": "top_manager", "fixed": False}]}}],
    }  # fmt: skip
    one = ExtractedApplication(
        number="OMG-2026-0001-3", identity={"first_name": "Ada", "protected": False}, withheld_tests=1, stored=stored
    )
    found = PersonExtract(made_at=NOW, identity={"first_name": "Ada", "phone": None}, applications=[one])
    told = extract_told.sections(found, Organisation.read(ORGANISATION))
    assert told[0].rows == [("Förnamn", "Ada")]
    rows = {(section.heading.rpartition(": ")[2], label): value for section in told for label, value in section.rows}
    assert rows["Ansökan", "Läge"] == "Inkommen"
    assert rows["Ansökan", "Tjänster du helst vill ha"] == "2 tjänster"
    assert rows["Ansökan", "Efter sista dagen"] == "Nej"
    assert rows["Det som bedöms", "Examen"] == "Socionomexamen"
    assert rows["Bedömning i urvalet", "utredning"] == "Nivå: 3. Grund: Framgår tydligt. Anteckning: Tydligt."
    assert rows["Förslag till en tjänst", "Stadsdel"] == "Farsta"
    assert rows["Besked", "Innehåll"] == "Hej."
    assert "39 kap. 5 b § OSL" in rows["Handlingar som har lämnats ut", "Innehåll"]
    assert "39 kap. 5 a §" in told[-1].lead
