"""Documents in words: what a row is called, and what stands instead of what is masked."""

from contracts.recruitment.disclosure_codes import DisclosedDocument, MaskGround, PassageName
from contracts.recruitment.disclosures import Passage
from contracts.recruitment.screening_codes import Ground
from services.portal import disclosure_told

REFERENCE = "OMG-2026-0001"


def a_passage(document: DisclosedDocument, name: PassageName, text: str | None, **facts: object) -> Passage:
    empty = {"about": "", "count": None, "rests_on": None, "ground": None, "fixed": False}
    said = {"id": f"3.{document}.1", "number": 3, "document": document, "name": name, "text": text}
    return Passage.model_validate(said | empty | facts)


def test_rows_say_what_they_are_about() -> None:
    judged, tested = DisclosedDocument.JUDGEMENTS, DisclosedDocument.TESTS
    level = {"about": "Har utrett", "count": 2, "rests_on": Ground.SHOWN_IN_PART}
    day = {"about": "2026-11-20", "ground": MaskGround.SELECTION_TEST, "fixed": True}
    found = disclosure_told.sections(
        [
            a_passage(DisclosedDocument.APPLICANTS, PassageName.NAME, "Ada Test"),
            a_passage(DisclosedDocument.APPLICANTS, PassageName.RECEIVED_ON, "2026-11-03"),
            a_passage(DisclosedDocument.APPLICATION, PassageName.DEGREE, "social_work"),
            a_passage(judged, PassageName.LEVEL, "3", **level),
            a_passage(tested, PassageName.TEST, None, **day),
        ],
        REFERENCE,
    )
    assert [one.heading for one in found][1:] == [
        f"Ansökan, {REFERENCE}-3",
        f"Bedömningar i urvalet, {REFERENCE}-3",
        f"Urvalstester, {REFERENCE}-3",
    ]
    assert [(row.label, row.value) for one in found for row in one.rows] == [
        ("Sökande 3", "Ada Test, inkom 3 november"),
        ("Examen", "Socionomexamen"),
        ("Har utrett: bedömning 2", "3. Framgår delvis."),
        ("Test, 20 november", "Maskat: 39 kap. 5 a § OSL, urvalstest"),
    ]


def test_a_preview_says_nothing_of_what_is_masked() -> None:
    name = a_passage(DisclosedDocument.APPLICATION, PassageName.NAME, "Ada Test")
    (masked,) = disclosure_told.previewed([name], {name.id: MaskGround.TOP_MANAGER})
    assert (masked.text, masked.ground) == (None, MaskGround.TOP_MANAGER)
    assert disclosure_told.previewed([masked], {}) == [masked.model_copy(update={"ground": None})]
    assert disclosure_told.from_the_start([name, masked]) == {name.id: MaskGround.TOP_MANAGER}
