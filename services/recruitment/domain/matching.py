"""Who gets which position: stable, best for the candidates, and never a second time for who has accepted.

Deferred acceptance (Gale and Shapley 1962; with two levels of room: Abraham, Irving and Manlove 2007). Candidates wish
truthfully at no risk: no other list of wishes gets a candidate anything better (Dubins and Freedman 1981; Roth 1982).
Stable when each position ranks as its district does; what comes out is proven by ``certificate``, never assumed.
"""

from collections import Counter
from dataclasses import replace

from services.recruitment.domain.matching_instance import Instance, Matching
from services.recruitment.domain.offering import offer_down
from services.recruitment.domain.wishing import wish_on


def candidate_optimal(instance: Instance) -> Matching:
    """Return the stable matching that every candidate likes at least as well as any other stable one.

    Work grows with the number of wishes. Candidates come in the order of the instance.
    """
    return wish_on(instance, {})


def position_optimal(instance: Instance) -> Matching:
    """Return the stable matching that the positions like best: what it costs the candidates shows the side taken."""
    return offer_down(instance, {})


def repaired(instance: Instance, before: Matching) -> Matching:
    """Return a matching near ``before``, stable when some have dropped out, matches came to nothing or room is less.

    ``instance`` is how it is now; ``before`` was stable. With new places it may not be: ask the certificate. First
    those who lost their place wish on, while the places of those who are gone stand empty; then these are offered down
    the rankings (vacancy chains: Blum, Roth and Rothblum 1997). When one drops out nobody could do with fewer moves;
    nor when a place is lost where no district has a limit.
    """
    there = {who: name for who, name in before.items() if name in instance.wishes.get(who, ())}
    return offer_down(instance, wish_on(_without_vacant(instance, before), there))


def _without_vacant(instance: Instance, before: Matching) -> Instance:
    """Return the instance with only the room that is in use or was left over before."""
    sat = Counter(name for name in before.values() if name in instance.positions)
    sits = Counter(name for who, name in before.items() if name in instance.wishes.get(who, ()))
    positions = {
        name: replace(position, capacity=_in_use(position.capacity, sat[name], sits[name]))
        for name, position in instance.positions.items()
    }
    sat_in, sits_in = Counter[str | None](), Counter[str | None]()
    for name, position in positions.items():
        sat_in[position.district] += sat[name]
        sits_in[position.district] += min(sits[name], position.capacity)
    districts = {
        name: replace(district, capacity=_in_use(district.capacity, sat_in[name], sits_in[name]))
        for name, district in instance.districts.items()
    }
    return replace(instance, positions=positions, districts=districts)


def _in_use(capacity: int, sat: int, sits: int) -> int:
    return min(capacity, max(sits, capacity - (sat - sits)))
