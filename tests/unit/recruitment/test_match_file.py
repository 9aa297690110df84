"""The auditors' command: one file in, the matching and its proof out, or each fault by name."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from services.recruitment.domain.matching_instance import Contradiction
from services.recruitment.match import answer, main, read

FILE: dict[str, Any] = {
    "candidates": {"c1": ["p2", "p1"], "c2": ["p2"], "c3": []},
    "positions": {
        "p1": {"capacity": 1, "ranking": ["c1"], "district": "d1"},
        "p2": {"capacity": 1, "ranking": ["c2", "c1"], "district": "d1"},
    },
    "districts": {"d1": {"capacity": 3, "ranking": ["c2", "c1"]}},
}


def _changed(change: Callable[[dict[str, Any]], None]) -> str:
    file = json.loads(json.dumps(FILE))
    change(file)
    return json.dumps(file)


def test_the_answer_is_complete() -> None:
    found = answer(read(json.dumps(FILE)))
    assert found["matches"] == {"c1": "p1", "c2": "p2"}
    assert found["unmatched"] == ["c3"]
    assert found["blockingPairs"] == []
    assert found["ranks"]["ofEach"] == {"c1": 2, "c2": 1}
    assert found["ranks"]["candidates"] == {
        "matched": 2, "mean": 1.5, "median": 1.5, "firstChoices": 1, "profile": [1, 1], "regret": 2,
    }  # fmt: skip
    assert found["ranks"]["egalitarianCost"] == 5
    assert found["certificate"]["holds"]
    assert found["certificate"]["acceptablePairs"] == 3


def test_a_district_with_room_for_one_takes_the_one_it_ranks_first() -> None:
    found = answer(read(_changed(lambda file: file["districts"]["d1"].update(capacity=1))))
    assert found["matches"] == {"c2": "p2"}
    assert found["unmatched"] == ["c1", "c3"]
    assert found["certificate"]["holds"]


def test_districts_may_be_left_out() -> None:
    assert answer(read(_changed(lambda file: file.pop("districts"))))["matches"] == {"c1": "p1", "c2": "p2"}


def test_a_district_may_rank_pairs() -> None:
    ranking = [["c1", "p1"], ["c2", "p2"], ["c1", "p2"]]
    found = answer(read(_changed(lambda file: file["districts"]["d1"].update(capacity=1, ranking=ranking))))
    assert found["matches"] == {"c1": "p1"}


FAULTS: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda f: f["candidates"]["c1"].append("p9"), "candidate c1 lists position p9, which does not exist"),
    (lambda f: f["candidates"]["c1"].append("p1"), "candidate c1 lists position p1 twice"),
    (lambda f: f["candidates"]["c3"].append("p1"), "candidate c3 lists position p1, which does not rank the candidate"),
    (lambda f: f["candidates"]["c3"].append("p1"), "district d1 does not rank candidate c3 for position p1"),
    (lambda f: f["positions"]["p1"]["ranking"].append("c9"), "position p1 ranks candidate c9, who does not exist"),
    (lambda f: f["positions"]["p1"]["ranking"].append("c1"), "position p1 ranks candidate c1 twice"),
    (lambda f: f["positions"]["p1"]["ranking"].append("c2"), "position p1 ranks candidate c2, who does not list the position"),  # noqa: E501
    (lambda f: f["positions"]["p1"].update(capacity=-1), "position p1 has negative capacity -1"),
    (lambda f: f["positions"]["p1"].update(district="d9"), "position p1 belongs to district d9, which does not exist"),
    (lambda f: f["positions"]["p1"].update(capacity="1"), "positions p1 capacity: Input should be a valid integer"),
    (lambda f: f["positions"]["p1"].update(capacity=True), "positions p1 capacity: Input should be a valid integer"),
    (lambda f: f["positions"]["p1"].pop("ranking"), "positions p1 ranking: Field required"),
    (lambda f: f["positions"]["p1"].update(colour="blue"), "positions p1 colour: Extra inputs are not permitted"),
    (lambda f: f["districts"]["d1"].update(capacity=-2), "district d1 has negative capacity -2"),
    (lambda f: f["districts"]["d1"]["ranking"].append("c1"), "district d1 ranks candidate c1 for position p1 twice"),
    (lambda f: f["districts"]["d1"]["ranking"].append("c3"), "district d1 ranks candidate c3, who lists no position there"),  # noqa: E501
    (lambda f: f["districts"]["d1"]["ranking"].append("c9"), "district d1 ranks candidate c9, who lists no position there"),  # noqa: E501
    (lambda f: f["districts"]["d1"]["ranking"].remove("c2"), "district d1 does not rank candidate c2 for position p2"),
    (
        lambda f: f["districts"]["d1"]["ranking"].append(["c3", "p1"]),
        "district d1 ranks candidate c3 for position p1, which the candidate does not list there",
    ),
    (lambda f: f.pop("candidates"), "candidates: Field required"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "fault"), FAULTS, ids=[fault for _, fault in FAULTS])
def test_what_contradicts_itself_is_refused_by_name(change: Callable[[dict[str, Any]], None], fault: str) -> None:
    with pytest.raises(Contradiction) as refused:
        read(_changed(change))
    assert fault in refused.value.faults


def test_every_fault_is_named() -> None:
    def spoil(file: dict[str, Any]) -> None:
        file["candidates"]["c1"].append("p9")
        file["positions"]["p1"]["capacity"] = -1
        file["districts"]["d1"]["ranking"].append("c9")

    with pytest.raises(Contradiction) as refused:
        read(_changed(spoil))
    assert len(refused.value.faults) == 3


def test_a_name_that_is_there_twice_is_not_lost() -> None:
    with pytest.raises(Contradiction, match="c1 is there twice"):
        read('{"candidates": {"c1": [], "c1": []}, "positions": {}}')


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\ud800".encode("utf-8", "surrogatepass"), b"\xff"])
def test_what_is_no_such_file_is_refused(text: str | bytes) -> None:
    with pytest.raises(Contradiction):
        read(text)


def test_as_a_command_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    file = tmp_path / "instance.json"
    file.write_text(json.dumps(FILE))
    command = [sys.executable, "-m", "services.recruitment.match"]
    first, second = (subprocess.run([*command, str(file)], capture_output=True, check=True).stdout for _ in range(2))
    assert first == second
    assert json.loads(first)["matches"] == {"c1": "p1", "c2": "p2"}


def test_the_exit_status_tells_a_contradiction(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "instance.json"
    file.write_text(_changed(lambda spoiled: spoiled["candidates"]["c1"].append("p9")))
    assert main([str(file)]) == 2
    told = capsys.readouterr()
    assert not told.out
    assert told.err == "candidate c1 lists position p9, which does not exist\n"
    assert main([str(tmp_path / "none.json")]) == 2
    assert main([]) == 2


def test_rankings_that_oppose_each_other_end_openly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """When a position ranks otherwise than its district there may be no stable matching: the pairs are told."""
    file = tmp_path / "instance.json"
    file.write_text(
        json.dumps(
            {
                "candidates": {"a": ["p", "q"], "b": ["q", "p"]},
                "positions": {
                    "p": {"capacity": 1, "ranking": ["b", "a"], "district": "d"},
                    "q": {"capacity": 1, "ranking": ["a", "b"], "district": "d"},
                },
                "districts": {"d": {"capacity": 1, "ranking": ["a", "b"]}},
            }
        )
    )
    status = main([str(file)])
    blocking = json.loads(capsys.readouterr().out)["blockingPairs"]
    assert status == (1 if blocking else 0)
