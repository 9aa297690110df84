"""Who may judge an application, when, and what each sees: rules that hold in every order of events."""

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from contracts.recruitment.screening_codes import Ground, RecusalReason, ScreeningStatus, UnblindingGround
from libs.refusals import ServiceError
from services.recruitment.domain import masking, screening
from services.recruitment.domain.screening import Screening
from services.recruitment.domain.screening_answers import Answer
from services.recruitment.domain.screening_outcome import MET, NOT_MET, UNCLEAR, differ
from services.recruitment.domain.screening_refusals import (
    ApplicationIsNotGiven,
    JudgementIsLocked,
    JudgementIsWrong,
    NothingToJudge,
    NothingToReconcile,
    ScreeningIsNotFinished,
)
from tests.builders.screening import ASKED, NOT_BEGUN, NOW, answers, by, given, locked

BOTH = given(NOT_BEGUN, "a", "b")
DISAGREED = locked(locked(BOTH, "a", 0), "b", 4)
FINISHED = locked(locked(BOTH, "a", 3), "b", 3)


def test_two_are_given_it_and_a_third_only_when_they_differ() -> None:
    assert [screening.open_seat(one, "c", ASKED) for one in (NOT_BEGUN, BOTH, FINISHED, DISAGREED)] == [
        1,
        None,
        None,
        3,
    ]
    assert screening.open_seat(DISAGREED, "a", ASKED) is None
    with pytest.raises(NothingToJudge):
        given(BOTH, "c")


def test_the_third_judges_what_differs_and_the_middle_holds() -> None:
    third = given(DISAGREED, "c")
    assert screening.duties(third, "c", ASKED) == ["utredning"]
    assert locked(third, "c", 3).agreed == {"examen": MET, "utredning": 3}
    assert screening.open_seat(third, "d", ASKED) is None


@pytest.mark.parametrize(
    ("change", "where", "code"),
    [
        ({"utredning": None}, "utredning", "not_judged"),
        ({"utredning": Answer(UNCLEAR, Ground.NOT_MENTIONED)}, "utredning", "wrong_scale"),
        ({"examen": Answer(3, Ground.SHOWN)}, "examen", "wrong_scale"),
        ({"examen": Answer(MET, Ground.NOT_SHOWN)}, "examen", "ground_does_not_fit"),
        ({"utredning": Answer(0, Ground.EQUIVALENT)}, "utredning", "ground_does_not_fit"),
        ({"körkort": Answer(MET, Ground.SHOWN)}, "körkort", "not_asked"),
    ],
)
def test_a_judgement_answers_what_is_asked(change: dict[str, Answer | None], where: str, code: str) -> None:
    mine = {name: answer for name, answer in (answers(3) | change).items() if answer is not None}
    with pytest.raises(JudgementIsWrong) as refusal:
        screening.lock(BOTH, mine, ASKED, by("a"), NOW)
    assert [(one.field, one.code) for one in refusal.value.errors] == [(f"verdicts.{where}", code)]


def test_what_is_locked_stands_and_who_has_no_seat_judges_nothing() -> None:
    with pytest.raises(JudgementIsLocked):
        screening.lock(DISAGREED, answers(4), ASKED, by("a"), NOW)
    with pytest.raises(ApplicationIsNotGiven):
        screening.lock(BOTH, answers(4), ASKED, by("c"), NOW)
    with pytest.raises(JudgementIsLocked):
        screening.leave(FINISHED, RecusalReason.RECOGNISED, ASKED, by("a"), NOW)


def test_who_leaves_is_not_asked_again_and_sees_nothing_of_it() -> None:
    left, (event,) = screening.leave(BOTH, RecusalReason.RECOGNISED, ASKED, by("a"), NOW)
    assert event.type == "recruitment.screening_left.v1"
    assert screening.open_seat(left, "a", ASKED) is None
    assert screening.open_seat(left, "c", ASKED) == 1
    ended = locked(locked(given(left, "c"), "b", 2), "c", 2)
    assert ended.status is ScreeningStatus.FINISHED
    assert screening.shown(ended, "a", ASKED) == frozenset()
    assert screening.shown(ended, "d", ASKED) == {"examen", "utredning"}


def test_a_conflict_declared_afterwards_takes_away_what_was_judged() -> None:
    left, events = screening.leave(FINISHED, RecusalReason.DECLARED, ASKED, by("a"), NOW)
    assert (left.status, left.agreed) == (ScreeningStatus.WAITING, {})
    assert [event.type for event in events] == ["recruitment.screening_left.v1", "recruitment.screening_reopened.v1"]


def test_the_two_agree_instead_of_a_third() -> None:
    one, _ = screening.reconcile(DISAGREED, "utredning", 3, ASKED, by("a"), NOW)
    assert one.status is ScreeningStatus.DISAGREED
    done, events = screening.reconcile(one, "utredning", 3, ASKED, by("b"), NOW)
    assert (done.status, done.agreed["utredning"]) == (ScreeningStatus.FINISHED, 3)
    assert [event.type for event in events] == [
        "recruitment.screening_reconciled.v1",
        "recruitment.screening_finished.v1",
    ]
    for who, criterion in (("c", "utredning"), ("a", "examen")):
        with pytest.raises(NothingToReconcile):
            screening.reconcile(DISAGREED, criterion, 3, ASKED, by(who), NOW)


def test_an_unclear_must_can_be_settled_when_more_is_sent_in() -> None:
    unclear = locked(locked(BOTH, "a", 3, UNCLEAR), "b", 3, UNCLEAR)
    assert unclear.status is ScreeningStatus.FINISHED
    one, _ = screening.reconcile(unclear, "examen", MET, ASKED, by("a"), NOW)
    assert one.agreed["examen"] == UNCLEAR
    assert screening.reconcile(one, "examen", MET, ASKED, by("b"), NOW)[0].agreed["examen"] == MET


def test_who_it_is_is_told_when_it_is_finished() -> None:
    for one in (BOTH, DISAGREED):
        with pytest.raises(ScreeningIsNotFinished):
            screening.unblind(one, UnblindingGround.INTERVIEW, by("d"), NOW)
    told, (event,) = screening.unblind(FINISHED, UnblindingGround.INTERVIEW, by("d"), NOW)
    assert (event.type, event.actor.id) == ("recruitment.screening_identity_shown.v1", "d")
    assert told.version == FINISHED.version + 1


PEOPLE = st.sampled_from("abcd")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("give"), PEOPLE, st.just(0), st.just(0)),
        st.tuples(st.just("lock"), PEOPLE, st.integers(0, 4), st.sampled_from([MET, NOT_MET, UNCLEAR])),
        st.tuples(st.just("leave"), PEOPLE, st.just(0), st.just(0)),
        st.tuples(st.just("reconcile"), PEOPLE, st.integers(0, 4), st.just(0)),
    ),
    max_size=25,
)


def _step(one: Screening, what: str, who: str, level: int, must: int) -> Screening:
    if what == "give":
        return given(one, who)
    if what == "lock":
        return locked(one, who, level, must)
    if what == "leave":
        return screening.leave(one, RecusalReason.PREVENTED, ASKED, by(who), NOW)[0]
    return screening.reconcile(one, "utredning", level, ASKED, by(who), NOW)[0]


@hypothesis_given(STEPS)
def test_whatever_happens_the_rules_hold(steps: list[tuple[str, str, int, int]]) -> None:
    one = NOT_BEGUN
    for what, who, level, must in steps:
        before = one
        try:
            one = _step(one, what, who, level, must)
        except ServiceError:
            continue
        found = screening.reckon(one, ASKED)
        assert (one.status, dict(one.agreed)) == (found.status, dict(found.agreed))
        assert before.verdicts == one.verdicts[: len(before.verdicts)]
        if 3 in one.taken and 3 not in before.taken:
            pair = {(v.assessor, v.criterion): v.value for v in before.verdicts}
            assert any(
                differ(question, *(pair[assessor, question.criterion] for assessor in before.pair))
                for question in ASKED.asked
            )
        for reader in "abcd":
            own = {verdict.criterion for verdict in one.verdicts if verdict.assessor == reader}
            assert one.status is ScreeningStatus.FINISHED or screening.shown(one, reader, ASKED) <= own


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jag heter Anna-Karin Östs och arbetar.", "Jag heter [namn]-[namn] [namn] och arbetar."),
        ("ANNA ÖST, anna.ost@example.org", "[namn] [namn], [e-post]"),
        ("Ring 070-174 06 35 eller +46 70 174 06 35.", "Ring [telefon] eller [telefon]."),
        ("19900101-2384 och 900101 2384", "[personnummer] och [personnummer]"),
        ("Se https://www.linkedin.com/in/anna, åren 2015-2019.", "Se [länk] åren 2015-2019."),
        ("Jag är 34 år gammal, född 1990.", "Jag är [ålder], [ålder]."),
        ("Annanstans har jag lett 12 personer i 3 år.", "Annanstans har jag lett 12 personer i 3 år."),
        ("O\u0308st skrev", "[namn] skrev"),
    ],
)
def test_what_an_assessor_reads_does_not_tell_whose_it_is(text: str, expected: str) -> None:
    assert masking.blind(text, ["Anna-Karin", "Öst"]) == expected
