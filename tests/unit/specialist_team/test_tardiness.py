"""How far the queue's order is from the least total weighted tardiness: published cases, one server, due dates."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import tardiness
from tests.builders.tardiness import PUBLISHED, RULES, Instance, an_instance, gap, total

TWO = an_instance("two", "2 3", "1 2", "1 3", "1 0", 4)
"""Done 0, 1: late by 1 and 2, so 1·1 + 2·2 = 5; done 1, 0: late by 0 and 4, so 4."""

each = pytest.mark.parametrize("jobs", PUBLISHED, ids=lambda jobs: jobs.name)


def test_a_case_that_can_be_counted_by_hand() -> None:
    assert [total(TWO, done) for done in ([0, 1], [1, 0])] == [5, 4]
    assert total(TWO, [1, 0], busy_until=10) == 2 * 10 + 1 * 14
    assert gap(5, 4) * 4 == 1


@each
def test_the_best_order_costs_what_is_published(jobs: Instance) -> None:
    assert sorted(jobs.best) == list(range(40))
    assert total(jobs, jobs.best) == jobs.least


@pytest.mark.parametrize(
    ("jobs", "cost"), [*zip(PUBLISHED, [324814, 290832, 323236], strict=True)], ids=["1", "2", "3"]
)
def test_where_all_are_late_every_number_counts(jobs: Instance, cost: int) -> None:
    """In the order of the file, begun after the last due date: a wrong time, weight or due date shows."""
    assert total(jobs, range(40), busy_until=2000) == cost


def test_what_each_rule_costs() -> None:
    """The least are 913, 1225 and 537: the queue's order, fair first, lies between due dates alone and the index."""
    assert {name: [total(jobs, rule(jobs)) for jobs in PUBLISHED] for name, rule in RULES.items()} == {
        "the queue": [1081, 3239, 1864],
        "earliest due date": [1588, 5226, 3051],
        "apparent tardiness cost": [1154, 1465, 721],
    }


@given(st.sampled_from(PUBLISHED), st.permutations(range(40)))
def test_no_order_costs_less_than_what_is_published(jobs: Instance, done: list[int]) -> None:
    assert total(jobs, done) >= jobs.least


@each
def test_two_neighbours_of_the_best_order_changed_are_never_better(jobs: Instance) -> None:
    for first in range(39):
        done = list(jobs.best)
        done[first], done[first + 1] = done[first + 1], done[first]
        assert total(jobs, done) >= jobs.least


@each
def test_without_weights_the_queue_goes_by_due_date(jobs: Instance) -> None:
    """The one who was to be helped first has waited longest."""
    alike = replace(jobs, weights=[1] * 40)
    done = tardiness.by_the_queue(alike)
    assert [alike.due[job] for job in done] == sorted(alike.due)
