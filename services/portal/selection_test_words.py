"""The words for selection tests: kinds, reasons, refusals, fields."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from contracts.recruitment.selection_test_codes import SecrecyClass, SelectionTestKind, SelectionTestRemoval
from services.portal.language import word

SELECTION_TEST_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    SelectionTestKind: {
        SelectionTestKind.WORK_SAMPLE: word("Arbetsprov"),
        SelectionTestKind.ABILITY: word("Begåvningstest"),
        SelectionTestKind.PERSONALITY: word("Personlighetstest"),
        SelectionTestKind.LANGUAGE: word("Språktest"),
    },
    SelectionTestRemoval: {
        SelectionTestRemoval.WRONG_APPLICATION: word("Fel ansökan"),
        SelectionTestRemoval.WRONG_RESULT: word("Fel resultat"),
    },
    SecrecyClass: {
        SecrecyClass.SELECTION_TEST: word("Sekretess enligt 39 kap. 5 a § offentlighets- och sekretesslagen"),
    },
}
SELECTION_TEST_RULES: Final[Mapping[str, str]] = {
    "taken_in_the_future": word("Välj den dag då testet gjordes, senast %(day)s."),
}
"""What to do about a rule of the trade, by the refusal's code."""
SELECTION_TEST_REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "selection_test_not_found": (word("Resultatet finns inte"), word("Läs sidan igen. Det kan vara borttaget.")),
}
SELECTION_TEST_FIELDS: Final[Mapping[str, str]] = {
    "kind": word("Välj vad som testades."),
    "taken_on": word("Välj den dag då testet gjordes."),
    "outcome": word("Skriv resultatet, 3 till 600 tecken."),
    "reason": word("Välj varför."),
}
"""What a field takes, where other forms say otherwise."""
