"""«Varför här?»: what weighs most is said, what is missing is never a reason, and every bar has the same scale."""

from contracts.specialist_team.codes import Status
from services.portal import reasons
from tests.builders.queue_entries import TERMS, a_request, an_entry


def test_the_headline_names_the_two_that_weigh_most_and_nothing_that_is_missing() -> None:
    assert reasons.headline(an_entry()) == "Plats 3: lagens tider är i fara och enheten har väntat 12 arbetsdagar"
    assert reasons.headline(an_entry(terms=TERMS[3:4])).endswith("den som skickade först går först")
    assert "väntetiden står still" in reasons.headline(an_entry(position=None, request=a_request(Status.RETURNED)))


def test_the_emergency_lane_is_said() -> None:
    assert reasons.headline(an_entry(emergency=True)).startswith("Plats 3 genom akutfilen: ")


def test_bars_have_one_scale_with_the_cap_as_track() -> None:
    shown = {bar.name: bar for bar in reasons.bars(an_entry())}
    assert (shown["Brådska"].length, shown["Brådska"].track, shown["Brådska"].points) == (25.0, 50.0, "+100")
    assert (shown["Väntetid"].length, shown["Väntetid"].track) == (30.0, 100.0)
    assert shown["Vakanta tjänster"].missing
    assert shown["Vakanta tjänster"].fact == "Uppgift saknas: regeln ger 400 poäng, högst 400 poäng"
    assert shown["Personalomsättning"].points == "0"


def test_the_latest_place_excepts_acute_ones_only_where_there_is_a_lane() -> None:
    assert "från och med 3 mars 2031 kan inte gå före, utom en som samordnaren flyttar" in reasons.latest(
        an_entry(), lane=False
    )
    assert "utom en akut genom akutfilen eller en som samordnaren" in reasons.latest(an_entry(), lane=True)
    assert reasons.latest(an_entry(bound=None), lane=True) == ""
