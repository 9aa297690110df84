"""What a rule may say, and what it says of a fact that is missing."""

from dataclasses import replace
from datetime import date

import pytest

from contracts.specialist_team.api import Term
from contracts.specialist_team.policy import TermRule
from services.specialist_team.domain.queue import order
from services.specialist_team.domain.situation import holding_on
from tests.builders.policies import a_ledger, a_policy, a_situation
from tests.builders.specialist_team import NOW, a_queued


class TestMissing:
    def test_fact_is_shown_as_missing_and_scored_as_the_policy_says(self) -> None:
        request = a_queued()
        [unknown] = order([request], a_policy(), a_ledger(), a_situation(None, 10), NOW)
        told = {t.term: (t.value, t.points, t.missing) for t in unknown.terms}
        assert told[Term.VACANT_POSTS] == ("", 50, True)
        assert told[Term.TURNOVER] == ("10", 30, False)
        [zero] = order([request], a_policy(), a_ledger(), a_situation(0, 10), NOW)
        assert {t.term: (t.value, t.points, t.missing) for t in zero.terms}[Term.VACANT_POSTS] == ("0", 0, False)

    def test_figure_is_one_of_the_last_year(self) -> None:
        old, new, ahead = [replace(a_situation(5, 5)["farsta-utredning-barn-2"], valid_from=d) for d in DAYS]
        assert holding_on(date(2026, 11, 23), [old, new, ahead]) == {new.unit: new}
        assert holding_on(date(2026, 11, 23), [old, ahead]) == {}


DAYS = (date(2025, 11, 21), date(2025, 11, 22), date(2026, 11, 24))


class TestRule:
    def test_names_each_term_once_and_waiting_by_ageing(self) -> None:
        twice = [TermRule(term=Term.URGENCY, weight=1, cap=1, when_missing=0)] * 2
        waiting = [TermRule(term=Term.WAITING, weight=1, cap=1, when_missing=0)]
        for terms in (twice, waiting):
            with pytest.raises(ValueError, match="each term once"):
                a_policy(terms=terms)

    def test_cannot_score_the_missing_above_the_cap(self) -> None:
        with pytest.raises(ValueError, match="above cap"):
            TermRule(term=Term.TURNOVER, weight=1, cap=10, when_missing=11)
