"""The entitlement between districts: shares, what is owed, merge and split, and how evenly help was given."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.organisation import District, Organisation
from contracts.specialist_team.codes import Purpose, Status, Urgency
from contracts.specialist_team.policy import NeedBasis
from services.specialist_team.domain.apportionment import apportion
from services.specialist_team.domain.assignment import Assignment, Segment
from services.specialist_team.domain.help_given import Help, help_given, hours_of
from services.specialist_team.domain.ledger import Ledger, jain, ledger_of, needs_of, told_today
from services.specialist_team.domain.request import SupportRequest
from services.specialist_team.domain.situation import UnitSituation
from tests.builders.policies import an_organisation
from tests.builders.specialist_team import an_offered

TODAY = date(2026, 11, 23)
Q3, Q4 = date(2026, 7, 1), date(2026, 10, 1)

PUBLISHED = [
    ([5117, 4400, 162, 161, 160], 100, [51, 43, 2, 2, 2]),
    ([9061, 7179, 5259, 3319, 1182], 26, [9, 8, 5, 3, 1]),
    ([14, 28, 7, 35], 12, [2, 4, 1, 5]),
    ([0, 14, 28, 0, 0], 6, [0, 2, 4, 0, 0]),
]
"""Balinski and Young, The quota method of apportionment, Amer. Math. Monthly 82(7), 1975, and the cases of the Python
package apportionment (MIT), all by Sainte-Laguë."""


def needs(values: list[int]) -> dict[str, Fraction]:
    return {f"d{number:02d}": Fraction(value) for number, value in enumerate(values)}


class TestApportion:
    @pytest.mark.parametrize(("votes", "seats", "expected"), PUBLISHED)
    def test_equals_the_published_cases(self, votes: list[int], seats: int, expected: list[int]) -> None:
        assert list(apportion(seats, needs(votes)).values()) == expected

    @given(st.lists(st.integers(0, 500), min_size=1, max_size=14), st.integers(0, 2000))
    def test_no_hour_would_be_better_elsewhere(self, values: list[int], hours: int) -> None:
        """The min–max inequality that characterises Sainte-Laguë; nothing to who needs nothing; never less for more."""
        given_needs = needs(values)
        shares = apportion(hours, given_needs)
        assert sum(shares.values()) == (hours if any(values) else 0)
        lowest = min((given_needs[n] / (2 * s - 1) for n, s in shares.items() if s), default=None)
        assert lowest is None or lowest >= max(given_needs[n] / (2 * s + 1) for n, s in shares.items())
        assert all(shares[name] == 0 for name in shares if given_needs[name] == 0)
        more = apportion(hours + 1, given_needs)
        assert all(more[name] >= shares[name] for name in shares)
        assert apportion(hours, dict(reversed(given_needs.items()))) == shares


def ledger(given_help: list[Help], organisation: Organisation, percent: int = 20, **situation: int) -> Ledger:
    known = {f"{d}-1": UnitSituation(f"{d}-1", TODAY, share, None, "test") for d, share in situation.items()}
    basis = NeedBasis.VACANT_POSTS if situation else NeedBasis.BUDGETED_POSTS
    need = needs_of(organisation, known, basis, TODAY)
    return ledger_of(given_help, need, told_today(organisation, need, TODAY), percent, TODAY)


def gave(district: str, hours: int, quarter: date = Q4, *, emergency: bool = False) -> Help:
    return Help(district, quarter, Fraction(hours), emergency)


class TestLedger:
    def test_owes_who_was_given_less_than_the_share(self) -> None:
        told = ledger([gave("a", 90), gave("b", 30)], an_organisation({"a": 10, "b": 10, "c": 20}))
        assert {n: (a.entitled, int(a.given), int(a.owed)) for n, a in told.accounts.items()} == {
            "a": (30, 90, -60),
            "b": (30, 30, 0),
            "c": (60, 0, 60),
        }
        assert [told.owed_percent(n) for n in ("a", "b", "c", "unknown")] == [0, 0, 100, None]

    def test_carries_what_is_owed_until_it_is_given_back(self) -> None:
        city = an_organisation({"a": 10, "b": 10})
        late = ledger([gave("a", 100, Q3)], city)
        assert late.accounts["b"].owed == 50
        assert ledger([gave("a", 100, Q3), gave("b", 100)], city).accounts["b"].owed == 0

    def test_emergency_help_is_given_help_and_is_repaid(self) -> None:
        told = ledger([gave("a", 40, emergency=True), gave("b", 40)], an_organisation({"a": 10, "b": 30}))
        ahead, behind = told.accounts["a"], told.accounts["b"]
        assert ahead.owed == -20 and ahead.emergency == 40
        assert behind.owed == 20 and behind.owed_percent == 33

    def test_percent_is_of_the_last_four_quarters(self) -> None:
        city = an_organisation({"a": 10, "b": 10})
        old = ledger([gave("a", 200, date(2025, 10, 1)), gave("a", 50), gave("b", 50)], city)
        behind = old.accounts["b"]
        assert behind.owed == 100 and behind.lately == 50 and behind.owed_percent == 200
        assert ledger([gave("a", 200, date(2025, 10, 1))], city).owed_percent("b") == 100

    @given(
        st.lists(
            st.builds(
                Help,
                st.sampled_from("abc"),
                st.sampled_from([date(2025, 1, 1), Q3, Q4]),
                st.fractions(0, 500, max_denominator=25),
                st.booleans(),
            ),
            max_size=20,
        )
    )
    def test_what_is_owed_adds_up_to_less_than_an_hour(self, given_help: list[Help]) -> None:
        told = ledger(given_help, an_organisation({"a": 10.5, "b": 7, "c": 0.5}))
        assert -1 < sum(a.owed for a in told.accounts.values()) <= 0
        assert told == ledger(list(reversed(given_help)), an_organisation({"a": 10.5, "b": 7, "c": 0.5}))

    def test_need_follows_vacant_posts_with_the_average_for_the_unknown(self) -> None:
        city = an_organisation({"a": 10, "b": 30, "c": 20})
        told = ledger([gave("a", 600)], city, a=40, b=20)
        assert [a.entitled for a in told.accounts.values()] == [600 * n // 15 for n in (4, 6, 5)]


class TestReorganisation:
    GIVEN = (gave("a", 30), gave("b", 90), gave("old", 60, Q3))

    @staticmethod
    def gone(*successors: str) -> District:
        ended = date(2026, 10, 1)
        return District(
            id="old", name="old", sort_key="old", valid_from=date(2007, 1, 1), valid_to=ended, successors=[*successors]
        )

    def test_merged_district_has_the_sum(self) -> None:
        apart = ledger(list(self.GIVEN), an_organisation({"a": 10, "b": 20, "old": 30}))
        merged = ledger(list(self.GIVEN), an_organisation({"a": 40, "b": 20}, self.gone("a")))
        before = apart.accounts["a"], apart.accounts["old"]
        assert merged.accounts["a"].given == sum(x.given for x in before) == 90
        assert merged.accounts["a"].owed == sum(x.owed for x in before)
        assert merged.owed_percent("old") == merged.owed_percent("a")

    def test_split_district_is_divided_by_need(self) -> None:
        split = ledger(list(self.GIVEN), an_organisation({"a": 10, "b": 20}, self.gone("a", "b")))
        assert [split.accounts[n].given for n in "ab"] == [30 + 20, 90 + 40]
        assert sum(a.owed for a in split.accounts.values()) == 0


class TestHelpGiven:
    @staticmethod
    def started(**overrides: Any) -> SupportRequest:
        offered = an_offered()
        first, last = date(2026, 9, 28), date(2026, 12, 4)
        segments = (Segment("specialist-c", 80, first, last),)
        fields: dict[str, Any] = {"status": Status.UNDER_WAY, "assignment": Assignment(segments)}
        return replace(offered, **(fields | overrides))

    def test_is_hours_of_working_days_by_quarter_with_time_ahead_in_this_one(self) -> None:
        """28–30 September are three working days, 1 October – 4 December 46 (All Saints' Day is a Saturday)."""
        given_help = help_given([self.started()], frozenset(), TODAY)
        assert [(h.quarter, h.hours) for h in given_help] == [
            (Q3, Fraction(80 * 8 * 3, 100)),
            (Q4, Fraction(80 * 8 * 47, 100)),
        ]

    def test_is_the_sum_of_those_who_gave_it_one_after_the_other(self) -> None:
        whole = self.started().assignment.segments[0]
        handed_over = (replace(whole, ends_on=date(2026, 10, 15)), replace(whole, starts_on=date(2026, 10, 16)))
        in_two = self.started(assignment=Assignment(handed_over))
        assert help_given([in_two], frozenset(), TODAY) == help_given([self.started()], frozenset(), TODAY)

    def test_counts_from_the_yes_and_leaves_out_tied_work(self) -> None:
        accepted = self.started(status=Status.ACCEPTED, urgency=Urgency.ACUTE)
        assert {h.emergency for h in help_given([accepted], frozenset(), TODAY)} == {True}
        assert help_given([accepted], frozenset({Purpose.INVESTIGATION_BACKLOG}), TODAY) == []
        assert help_given([self.started(status=Status.OFFERED, id=UUID(int=7))], frozenset(), TODAY) == []

    def test_a_day_of_full_time_is_eight_hours_and_christmas_eve_none(self) -> None:
        assert hours_of(100, date(2026, 12, 23), date(2026, 12, 26)) == 8


class TestLane:
    def test_overdraft_is_carried_to_the_next_quarter_and_an_unused_share_is_not(self) -> None:
        city = an_organisation({"a": 10})
        overdrawn = ledger([gave("a", 50, Q3, emergency=True), gave("a", 50, Q3)], city)
        assert overdrawn.lane.emergency == 30 and overdrawn.lane.hours == 0 and not overdrawn.lane.is_open(20)
        repaid = ledger([gave("a", 50, Q3, emergency=True), gave("a", 50, Q3), gave("a", 150)], city)
        assert repaid.lane.is_open(20)
        saved = ledger([gave("a", 1000, Q3), gave("a", 10, emergency=True)], city)
        assert not saved.lane.is_open(20)


class TestEvenness:
    @given(st.integers(1, 14), st.integers(0, 14))
    def test_jain_is_the_part_that_shares_alike(self, some: int, none: int) -> None:
        """R. Jain, D. Chiu, W. Hawe 1984: k of n with equal shares and the rest with nothing gives k/n."""
        assert jain([Fraction(3)] * some + [Fraction(0)] * none) == Fraction(some, some + none)

    def test_is_not_known_before_any_help(self) -> None:
        assert jain([]) is jain([Fraction(0)]) is None
