"""The city's systems that a specialist needs access to: said once, kept through parts and files."""

from contracts.specialist_team.assignment_codes import PartCause
from contracts.specialist_team.codes import CitySystem
from services.specialist_team.domain import district_decisions, parts
from services.specialist_team.domain.import_rows import RequestRow, digest, parse
from tests.builders.specialist_team import COORDINATOR, MANAGER, NOW, REQUEST_ID, a_draft, a_queued

SYSTEMS = (CitySystem.FINANCE, CitySystem.OTHER)
ROW = {
    "key": "1",
    "unit": "farsta-utredning-barn-2",
    "purpose": "Metodstöd",
    "percent": "40",
    "starts_on": "2026-01-12",
    "ends_on": "2026-03-06",
    "tasks": "Rutiner för förhandsbedömning.",
    "status": "Ny",
    "submitted_on": "2026-01-02",
}
BEFORE = "162b2cc33c20c3109706f8c39dee3dde8f4357f7956eb7eb5e868164a0a79084"
"""The seal of the row as it was before there was a column for systems."""


def parsed(**more: str) -> RequestRow:
    row, errors = parse(ROW | more)
    assert row, errors
    return row


def test_a_part_and_the_event_say_the_same_systems() -> None:
    _, [sent] = district_decisions.submit(a_draft(systems=SYSTEMS), MANAGER, NOW)
    assert sent.model_dump()["need"]["systems"] == [*SYSTEMS]
    origin = a_queued(systems=SYSTEMS)
    part = parts.Part(40, origin.content.starts_on, origin.content.ends_on)
    sibling = parts.Sibling(REQUEST_ID, "SPT-2026-0002")
    new, _ = parts.queued_part(origin, part, sibling, PartCause.SPLIT, COORDINATOR, NOW)
    assert new.content.systems == SYSTEMS


def test_a_file_may_name_systems_and_one_that_does_not_is_known_again() -> None:
    assert parsed(systems="Ekonomisystem | annat system").systems == SYSTEMS
    assert parsed().systems == ()
    assert digest(parsed()).hex() == BEFORE
    assert digest(parsed(systems="finance")) != digest(parsed())


def test_an_unknown_system_is_named_at_its_column() -> None:
    _, errors = parse(ROW | {"systems": "Ekonomisystem | Fax"})
    assert [(error.field, error.code) for error in errors] == [("systems", "unknown_word")]
