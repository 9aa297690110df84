"""The engine: nothing beyond capacity, nothing before its day, the same for the same input, and as a plain day loop."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from services.specialist_team.domain.simulation import Ask, Booked, Member, Round, Scenario, play, rounds

HORIZON = 60
FEW = settings(max_examples=60)
ON_TIME = (100,)
SEEDS = st.text(max_size=5)
COMPETENCES = st.frozensets(st.sampled_from(["bbic", "supervision"]), max_size=2)
PERCENTS = st.integers(1, 5).map(lambda fifths: 20 * fifths)
AWAY = st.frozensets(st.integers(0, HORIZON - 1), max_size=12)
SHORT = st.lists(st.tuples(PERCENTS, st.integers(0, 30), st.integers(31, HORIZON)), max_size=1).map(tuple)
LATER = st.lists(st.tuples(st.integers(1, HORIZON - 1), COMPETENCES), max_size=1).map(tuple)
LEAVING = st.sampled_from([False, False, True])
MEMBERS = st.lists(
    st.builds(Member, st.uuids().map(str), PERCENTS, COMPETENCES, LEAVING, AWAY, st.just(()), SHORT, LATER),
    min_size=1,
    max_size=3,
)
ASKS = st.lists(
    st.builds(
        Ask,
        st.uuids().map(str),
        PERCENTS,
        COMPETENCES,
        st.integers(0, 30),
        st.integers(0, 70),
        st.integers(1, 20),
        st.just((50, 100, 150)),
        st.booleans(),
    ),
    max_size=8,
)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A team, bookings that fit it, and asks."""
    members = draw(MEMBERS)
    booked = []
    for number, member in enumerate(members):
        first = 0
        for length in draw(st.lists(st.integers(1, 20), max_size=3)):
            booked.append(Booked(number, member.percent, first, first + length, 2, draw(st.just((50, 100, 150)))))
            first += length + draw(st.integers(0, 4))
    fitting = tuple(one for one in booked if one.end <= HORIZON)
    return Scenario(HORIZON, tuple(members), fitting, tuple(draw(ASKS)), 2, draw(st.sampled_from([0, 0, 30])))


@FEW
@given(scenarios(), SEEDS)
def test_nobody_gives_more_than_the_share_and_every_hour_is_somebodys(scenario: Scenario, seed: str) -> None:
    one = play(scenario, seed)
    taken: Counter[tuple[int, int]] = Counter()
    for given_help in one.given:
        for day in range(given_help.first, given_help.end):
            taken[given_help.member, day] += given_help.percent
    for (member, _), percent in taken.items():
        assert percent <= scenario.members[member].percent
    asked = [given_help.ask for given_help in one.given if given_help.ask is not None]
    begun = [n for n, start in zip(one.asks, one.starts, strict=True) if start is not None]
    assert sorted(asked) == sorted(begun)
    assert len(one.given) == len(scenario.booked) + len(begun)


@FEW
@given(scenarios(), SEEDS)
def test_help_begins_on_a_day_that_was_wanted_by_somebody_who_can(scenario: Scenario, seed: str) -> None:
    for given_help in play(scenario, seed).given:
        if given_help.ask is not None:
            ask, member = scenario.asks[given_help.ask], scenario.members[given_help.member]
            assert given_help.first >= max(ask.wanted, ask.sent)
            assert member.knows(ask.competences, given_help.first)
            assert not member.leaving
            assert given_help.first not in member.away


@FEW
@given(scenarios(), SEEDS)
def test_same_seed_same_futures(scenario: Scenario, seed: str) -> None:
    assert list(rounds(scenario, seed, 3)) == list(rounds(scenario, seed, 3))


@FEW
@given(ASKS.map(lambda asks: asks[:1]), SEEDS)
def test_an_empty_queue_means_the_wanted_day(asks: list[Ask], seed: str) -> None:
    able = Member("a", 100, frozenset({"bbic", "supervision"}))
    one = play(Scenario(HORIZON, (able,), (), tuple(asks)), seed)
    for n, start in zip(one.asks, one.starts, strict=True):
        due = max(asks[n].wanted, asks[n].sent)
        assert start == (due if due < HORIZON else None)


@FEW
@given(scenarios(), MEMBERS, SEEDS)
def test_more_people_never_delay_a_lone_request(scenario: Scenario, more: list[Member], seed: str) -> None:
    lone = replace(scenario, asks=scenario.asks[:1])
    larger = replace(lone, members=(*lone.members, *more))

    def starts(of: Scenario) -> list[int]:
        return [HORIZON if start is None else start for one in rounds(of, seed, 5) for start in one.starts]

    assert all(after <= before for before, after in zip(starts(lone), starts(larger), strict=True))


def by_the_day(scenario: Scenario, one: Round) -> list[int | None]:
    """Play the round again the slow way: every request, member and day. All asks take exactly the days they ask for."""
    booked = [(g.member, g.percent, g.first, g.end) for g in one.given if g.ask is None]
    starts: dict[int, int] = {}
    for day in range(HORIZON):
        for n in one.asks:
            ask = scenario.asks[n]
            if n not in starts and day >= max(ask.sent, ask.wanted) and (found := who(scenario, booked, ask, day)):
                booked.append(found)
                starts[n] = day
    return [starts.get(n) for n in one.asks]


def who(
    scenario: Scenario, booked: list[tuple[int, int, int, int]], ask: Ask, day: int
) -> tuple[int, int, int, int] | None:
    """Return who begins to help that day: member, percent, first day and end."""
    able = []
    for number, member in enumerate(scenario.members):
        own = [(p, first, end) for m, p, first, end in booked if m == number] + [*member.short]
        taken = [sum(p for p, first, end in own if first <= d < end) for d in range(HORIZON)]
        end, left = day, ask.days
        while left and end < HORIZON:
            left -= end not in member.away
            end += 1
        can = day not in member.away and not member.leaving and member.knows(ask.competences, day)
        if can and max(taken[day:end]) + ask.percent <= member.percent:
            able.append((member.percent - taken[day], number, end))
    return (min(able)[1], ask.percent, day, min(able)[2]) if able else None


@FEW
@given(scenarios().filter(lambda s: not s.away_percent), SEEDS)
def test_looking_at_days_of_change_gives_what_looking_at_every_day_gives(scenario: Scenario, seed: str) -> None:
    exact = replace(scenario, asks=tuple(replace(ask, lengths=ON_TIME) for ask in scenario.asks))
    one = play(exact, seed)
    assert list(one.starts) == by_the_day(exact, one)


def test_who_stands_first_is_helped_first_and_the_tightest_fit_gives() -> None:
    team = (Member("a", 100, frozenset()), Member("b", 60, frozenset()))
    asks = tuple(
        Ask(name, percent, frozenset(), 0, 0, 10, ON_TIME) for name, percent in (("x", 60), ("y", 100), ("z", 60))
    )
    one = play(Scenario(HORIZON, team, (), asks), "1")
    assert one.starts == (0, 0, 10)
    assert [(g.ask, g.member) for g in one.given] == [(0, 1), (1, 0), (2, 1)]


def test_an_assignment_lasts_until_its_days_of_presence_are_worked() -> None:
    away = Member("a", 100, frozenset(), away=frozenset(range(5, 10)))
    ask = Ask("x", 100, frozenset(), 0, 3, 4, ON_TIME)
    (given_help,) = play(Scenario(HORIZON, (away,), (), (ask,)), "1").given
    assert (given_help.first, given_help.end, given_help.present) == (3, 12, 4)


def test_a_booking_takes_as_long_as_comparable_ones_that_lasted_longer_than_what_is_worked() -> None:
    booked = Booked(0, 100, 0, 10, elapsed=10, lengths=(40, 75, 150))
    one = Scenario(HORIZON, (Member("a", 100, frozenset()),), (booked,), ())
    ends = {played.given[0].end for played in rounds(one, "s", 50)}
    assert ends == {5, 20}


def test_help_begins_when_an_absence_ends() -> None:
    away = Member("a", 100, frozenset(), away=frozenset(range(5)))
    one = play(Scenario(HORIZON, (away,), (), (Ask("x", 100, frozenset(), 0, 2, 4, ON_TIME),)), "1")
    assert one.starts == (5,)
