"""The words of voluntary questions, and of what the answers come to."""

from enum import StrEnum
from typing import Final

from contracts.recruitment.equality_codes import AgeBand, EqualityQuestion, EqualityStage, EqualityVerdict, Sex
from services.portal.language import word

EQUALITY_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    EqualityQuestion: {EqualityQuestion.SEX: word("Kön"), EqualityQuestion.AGE: word("Ålder")},
    Sex: {Sex.WOMAN: word("Kvinna"), Sex.MAN: word("Man"), Sex.OTHER: word("Annat")},
    AgeBand: {
        AgeBand.UNDER_THIRTY: word("Under 30 år"),
        AgeBand.FROM_THIRTY: word("30–44 år"),
        AgeBand.FROM_FORTY_FIVE: word("45–59 år"),
        AgeBand.FROM_SIXTY: word("60 år eller äldre"),
    },
    EqualityStage: {
        EqualityStage.APPLIED: word("Sökte"),
        EqualityStage.INTERVIEWED: word("Kallades till intervju"),
        EqualityStage.OFFERED: word("Erbjöds tjänst"),
    },
    EqualityVerdict: {
        EqualityVerdict.ALIKE: word("Lika ofta"),
        EqualityVerdict.LOWER: word("Mer sällan"),
        EqualityVerdict.UNCLEAR: word("Går inte att säga"),
    },
}
