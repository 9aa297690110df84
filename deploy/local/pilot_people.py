"""Who applies in the pilot: invented people with seeded merits, as the rows of files from the recruitment system.

Nobody is real and no name is one: applicants are «Sökande» and a number. What an assessor reads follows from the row.
"""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

CRITERIA: Final[Sequence[dict[str, Any]]] = (
    {"id": "examen", "kind": "must", "title": "Socionomexamen eller likvärdig", "sources": ["document"]},
    {
        "id": "handlaggning",
        "kind": "merit",
        "title": "Har handlagt ärenden själv",
        "weight": 8,
        "steps": ["Ingen erfarenhet", "Under ett år", "Ett till två år", "Tre till fem år", "Mer än fem år"],
        "sources": ["application"],
    },
    {
        "id": "samtal",
        "kind": "merit",
        "title": "Leder svåra samtal",
        "weight": 5,
        "steps": ["Framgår inte", "Har deltagit", "Har lett enstaka", "Leder regelbundet", "Handleder andra"],
        "sources": ["application", "interview"],
    },
)
_SAMTAL: Final = ("Jag söker mitt första arbete.", *CRITERIA[2]["steps"][1:])
_LETTER: Final = "Ansökan {reference}. {said}. Jag vill arbeta där behovet är störst."
_DEGREES: Final = ("Socionomexamen",) * 16 + ("Annan behörig examen",) * 2 + ("Utländsk examen", "Ingen")
_EDGES: Final = (1, 3, 6)
"""Years of experience from which the next level of «handläggning» holds, after none."""


@dataclass(frozen=True)
class Applicant:
    """One who applies: a row of a file, and whether it is taken back before the last day."""

    row: dict[str, Any]
    withdraws: bool

    @property
    def reference(self) -> str:
        """The number in the recruitment system."""
        return str(self.row["reference"])


def applicants(
    chance: random.Random, prefix: str, people: Sequence[int], orders: Sequence[str], days: tuple[date, date]
) -> list[Applicant]:
    """Return an application of each of ``people``; wishes are orders, some have none and take any position."""
    first, last = days
    found = []
    for number in people:
        reference = f"{prefix}-{number:04d}"
        years, said = chance.choice((0, 0, 1, 2, 3, 4, 5, 7, 9, 12)), chance.choice((0, 1, 1, 2, 2, 3, 3, 4))
        row = {
            "reference": reference,
            "received_on": (first + timedelta(days=chance.randrange((last - first).days))).isoformat(),
            "first_name": "Sökande",
            "last_name": f"Pilot{number:04d}",
            "email": f"pilot{number:04d}@example.org",
            "wishes": "|".join(chance.sample(orders, chance.choice((0, 1, 2, 3, min(4, len(orders)))))),
            "degree": chance.choice(_DEGREES),
            "years": years,
            "letter": _LETTER.format(reference=reference, said=_SAMTAL[said].rstrip(".")),
        }
        found.append(Applicant(row, chance.random() < 0.03))  # noqa: PLR2004 - three of a hundred
    return found


File = Callable[[Sequence[Applicant]], tuple[bytes, int, int]]
"""A file of those who have applied so far: its content, its rows, and how many of them break a rule."""


def first_file(found: Sequence[Applicant]) -> tuple[bytes, int, int]:
    """Return a file in which one of fifty lacks its address."""
    rows = [one.row for one in found]
    wrong = [row | {"reference": f"{row['reference']}-X", "email": ""} for row in rows[::50]]
    return json.dumps(rows + wrong).encode(), len(rows + wrong), len(wrong)


def second_file(found: Sequence[Applicant]) -> tuple[bytes, int, int]:
    """Return everybody on the last day: what came first is there again, and who has withdrawn says so."""
    day = max(one.row["received_on"] for one in found)
    rows = [one.row | ({"withdrawn_on": day} if one.withdraws else {}) for one in found]
    return json.dumps(rows).encode(), len(rows), 0


def reference_of(letter: str) -> str:
    """Return the number that the letter begins with; that is how the pilot knows what it has been given."""
    return letter.split(" ")[1].rstrip(".")


def judged(merits: dict[str, Any], criteria: Sequence[str], chance: random.Random, *, second: bool) -> list[Any]:
    """Return what an assessor says of what is read; the second sometimes reads it otherwise than the first."""
    levels = {
        "handlaggning": sum(int(merits["years"] or 0) >= edge for edge in (1, *_EDGES)),
        "samtal": next(n for n, words in enumerate(_SAMTAL) if words.rstrip(".") in merits["letter"]),
    }
    found: list[Any] = []
    for criterion in criteria:
        if criterion == "examen":
            met = merits["degree"] not in {None, "none"}
            said: dict[str, Any] = {
                "finding": "met" if met else "not_met",
                "ground": "shown" if met else "not_mentioned",
            }
        else:
            off = chance.choice((0, 0, 0, 0, 0, 0, 0, 1, 1, 2)) if second else 0
            level = levels[criterion] + off if levels[criterion] + off < len(_SAMTAL) else levels[criterion] - off
            said = {"level": level, "ground": "shown" if level else "not_mentioned"}
        found.append({"criterion": criterion} | said)
    return found
