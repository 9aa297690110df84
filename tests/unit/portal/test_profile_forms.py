"""The requirement profile as a form: rows, buttons, ids that last, and errors said at their fields."""

import pytest
from starlette.datastructures import FormData, UploadFile

from contracts.recruitment.campaign_codes import CriterionKind
from contracts.recruitment.campaigns import ReviseProfile, SetProfile
from contracts.recruitment.profiles import Criterion
from services.portal import profile_forms
from services.portal.profile_forms import Row
from tests.builders.campaigns import CRITERIA

MUST, MERIT = profile_forms.rows_of([Criterion.model_validate(one) for one in CRITERIA])


def sent(*rows: Row) -> FormData:
    """Return the form as a browser would send it."""
    fields: list[tuple[str, str | UploadFile]] = [("rows", str(len(rows)))]
    for number, row in enumerate(rows):
        fields += [(f"{name}-{number}", str(getattr(row, name))) for name in ("id", "kind", "title", "weight")]
        fields += [(f"step-{number}-{each}", step) for each, step in enumerate(row.steps) if row.is_merit]
        fields += [(f"source-{number}", str(one)) for one in row.sources]
    return FormData(fields)


def body(*rows: Row) -> tuple[SetProfile | None, dict[str, str]]:
    found, errors = profile_forms.body_of(SetProfile, rows, expected_version=1)
    assert found is None or isinstance(found, SetProfile)
    return found, errors


def test_a_profile_comes_back_as_it_was() -> None:
    assert profile_forms.typed_rows(sent(MUST, MERIT)) == [MUST, MERIT]
    saved, errors = body(MUST, MERIT)
    assert errors == {}
    assert saved is not None
    assert [one.id for one in saved.criteria] == ["examen", "utredning"]
    assert saved.criteria[1].weight == 8


def test_buttons_add_and_take_away() -> None:
    assert [row.kind for row in profile_forms.changed([MUST], "merit")] == [CriterionKind.MUST, CriterionKind.MERIT]
    assert profile_forms.changed([MUST, MERIT, MUST], "remove-1") == [MUST, MUST]
    assert profile_forms.changed([MUST], "remove-7") == [MUST]
    assert len(profile_forms.changed([MUST] * profile_forms.MOST, "must")) == profile_forms.MOST


@pytest.mark.parametrize("rows", ["", "-1", "tjugo", "999999999999"])
def test_a_number_of_rows_that_cannot_be_is_none(rows: str) -> None:
    assert profile_forms.typed_rows(FormData([("rows", rows)])) == []


def test_a_new_criterion_gets_an_id_of_its_title_that_no_other_has() -> None:
    new = Row(CriterionKind.MUST, "", "Körkort B, för hembesök!", sources=("document",))
    saved, _ = body(MERIT, new, new, Row(CriterionKind.MUST, "", "???", sources=("document",)))
    assert saved is not None
    ids = [one.id for one in saved.criteria]
    assert ids == ["utredning", "korkort-b-for-hembesok", "korkort-b-for-hembesok-2", "krav"]


def test_what_is_wrong_is_said_at_its_field() -> None:
    wrong = Row(CriterionKind.MERIT, "x", "", "11", ("Inget", "", "Ett", "Två", "Tre"), ())
    _, errors = body(MUST, wrong)
    assert list(errors) == ["title-1", "weight-1", "step-1-1", "source-1"]
    assert errors["weight-1"] == "Skriv ett helt tal mellan 1 och 10."
    assert "merit" in body(MUST)[1]["criteria"]
    assert body()[1] == {"criteria": "Lägg till minst ett krav."}
    _, revised = profile_forms.body_of(ReviseProfile, [MERIT], expected_version=1, reason="")
    assert revised == {"reason": "Skriv varför profilen ändras, 3 till 600 tecken."}
    client = Row(CriterionKind.MUST, "", "Som 900101-2384", sources=("test",))
    assert "900101-2384" in body(MERIT, client)[1]["title-1"]
