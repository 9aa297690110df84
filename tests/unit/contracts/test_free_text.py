"""Free text takes needs and refuses what looks like a client's identity or case."""

import pytest
from pydantic import TypeAdapter, ValidationError

from contracts.free_text import Description, find_client_data

# Shapes only: 121212-1212 and 850709-9805 are numbers that Skatteverket and folkbokföringen use as examples.
IDENTITIES = {
    "with hyphen": "121212-1212",
    "with century": "19121212-1212",
    "without hyphen": "1212121212",
    "twelve digits": "191212121212",
    "over a hundred": "121212+1212",
    "coordination number": "850769-9805",
    "last four hidden": "010203-XXXX",
    "last four starred": "010203-****",
    "with spaces": "121212 - 1212",
    "with an en dash": "121212–1212",
}
CASES = {
    "diary number": "dnr 2016/0412-5.1",
    "bare diary number": "2016/0412-5.1",
    "case number": "ärendenr 12345",
    "file number": "akt 4711",
}
HARMLESS = [
    "Sex utredningar är öppna och två når fyra månader före jul.",
    "Vi behöver hjälp 2026-12-07 till 2027-01-29.",
    "Budget 2025/26 och 2026/27 är klar.",
    "Åren 2024-2025 slutade 12 av 50.",
    "BBIC, LVU 3 §, SoL 11 kap. 2 § och 14 dagar.",
    "Ring växeln på 08-508 18 000.",
    "Enheten har 1 250 000 kr och 128 aktualiseringar.",
]


@pytest.mark.parametrize("number", [*IDENTITIES.values(), *CASES.values()], ids=[*IDENTITIES, *CASES])
def test_finds_what_identifies_a_client(number: str) -> None:
    assert find_client_data(f"Det gäller bland annat {number}, som väntar.") == number


@pytest.mark.parametrize("text", HARMLESS)
def test_leaves_ordinary_text_alone(text: str) -> None:
    assert find_client_data(text) is None


def test_the_error_names_what_to_remove() -> None:
    with pytest.raises(ValidationError) as refusal:
        TypeAdapter(Description).validate_python("Det gäller 121212-1212 och andra.")
    [error] = refusal.value.errors()
    assert (error["type"], error["ctx"]) == ("client_data", {"found": "121212-1212"})


@pytest.mark.parametrize("text", ["Hjälp\x00 oss med detta", "Hjälp\x1b oss med detta"])
def test_control_characters_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Description).validate_python(text)
