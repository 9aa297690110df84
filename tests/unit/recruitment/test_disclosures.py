"""What is masked from the start, what somebody masks, and what is given out in the end."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from contracts.event import ActorReference
from contracts.recruitment.disclosure_codes import DisclosedDocument, DisclosureStatus, MaskGround, PassageName
from contracts.recruitment.disclosures import BeginDisclosure
from services.recruitment.domain import disclosure
from services.recruitment.domain.disclosure import Disclosure, Passage, Said
from services.recruitment.domain.disclosure_refusals import (
    DisclosureIsAnothers,
    DisclosureIsGiven,
    NothingToDisclose,
    UnknownPassage,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BY = ActorReference(id="hr-konsult", role="hr_consultant")
APPLICATION, TESTS = DisclosedDocument.APPLICATION, DisclosedDocument.TESTS
WHO = (PassageName.NAME, PassageName.IDENTITY_NUMBER, PassageName.EMAIL, PassageName.PHONE)
OTHER = (PassageName.DEGREE, PassageName.LETTER, PassageName.NOTE, PassageName.DECISION)


def read(*, protected: bool = False) -> list[Passage]:
    said = [Said(name, f"Planterad {name}") for name in (*WHO, *OTHER)]
    tests = [Said(PassageName.TEST, "Planterat provresultat", "2026-11-20")]
    return disclosure.passages(UUID(int=1), 3, {APPLICATION: said, TESTS: tests}, protected=protected)


def begun() -> Disclosure:
    return Disclosure(
        uuid4(), UUID(int=2), 1, DisclosureStatus.BEGUN, (APPLICATION, TESTS), (3,), begun_by=BY.id, begun_at=NOW
    )


def test_what_a_test_showed_is_never_read() -> None:
    (test,) = (one for one in read() if one.document is TESTS)
    assert (test.ground, test.fixed, test.text) == (MaskGround.SELECTION_TEST, True, None)
    assert not any("provresultat" in str(one) for one in read())


def test_who_has_a_protected_identity_is_never_read_and_own_words_only_if_somebody_says_so() -> None:
    by_name = {one.name: one for one in read(protected=True)}
    for name in WHO:
        assert (by_name[name].ground, by_name[name].fixed, by_name[name].text) == (
            MaskGround.PROTECTED_IDENTITY,
            True,
            None,
        )
    for name in (PassageName.LETTER, PassageName.NOTE, PassageName.DECISION):
        assert (by_name[name].ground, by_name[name].fixed) == (MaskGround.PROTECTED_IDENTITY, False)
    assert by_name[PassageName.DEGREE].ground is None
    assert all(one.ground is None for one in read() if one.document is APPLICATION)


@given(st.booleans(), st.dictionaries(st.integers(0, 7), st.sampled_from(MaskGround)))
def test_what_is_given_is_what_was_read_but_for_what_is_masked(
    protected: bool,  # noqa: FBT001 - Hypothesis gives it
    chosen: dict[int, MaskGround],
) -> None:
    passages = read(protected=protected)
    masks = {passages[place].id: ground for place, ground in chosen.items()}
    masked = disclosure.masked(passages, masks.items())
    assert [one.id for one in masked] == [one.id for one in passages]
    for before, after in zip(passages, masked, strict=True):
        if before.fixed:
            assert after == before
        else:
            assert after.ground is masks.get(before.id)
            assert (after.text is None) == (after.ground is not None)
            assert after.text in {None, before.text}
    given_out, event = disclosure.give(begun(), masked, BY, NOW)
    assert given_out.given + sum(given_out.masked.values()) == len(passages)
    assert (event.given, event.masked) == (given_out.given, given_out.masked)
    assert "Planterad" not in event.model_dump_json() + str(given_out)


def test_refusals() -> None:
    with pytest.raises(UnknownPassage):
        disclosure.masked(read(), [("3.application.99", MaskGround.TOP_MANAGER)])
    given_out, _ = disclosure.give(begun(), read(), BY, NOW)
    with pytest.raises(DisclosureIsGiven):
        disclosure.give(given_out, read(), BY, NOW)
    with pytest.raises(NothingToDisclose):
        disclosure.give(begun(), [], BY, NOW)
    with pytest.raises(DisclosureIsAnothers):
        disclosure.require_own(begun(), "hr-konsult-2")


@pytest.mark.parametrize(
    ("documents", "numbers", "right"),
    [
        (["applicants"], [], True),
        (["applicants"], [3], False),
        (["application"], [], False),
        (["application"], [3], True),
        (["applicants", "feedback"], [3, 4], True),
        (["application"], [1, 2, 3, 4, 5, 6], False),
        ([], [3], False),
    ],
)
def test_applications_are_named_for_their_documents_and_only_for_them(
    documents: list[str], numbers: list[int], *, right: bool
) -> None:
    body = {"campaign": str(uuid4()), "documents": documents, "numbers": numbers}
    if right:
        assert BeginDisclosure.model_validate(body).numbers == numbers
    else:
        with pytest.raises(ValidationError):
            BeginDisclosure.model_validate(body)
