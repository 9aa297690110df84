"""Closed lists of the voluntary questions by which it is seen whether groups are treated alike."""

from enum import StrEnum


class EqualityQuestion(StrEnum):
    """What is asked, voluntarily (sv. *frivilliga frågor*)."""

    SEX = "sex"
    AGE = "age"


class Sex(StrEnum):
    """What a candidate calls oneself."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class AgeBand(StrEnum):
    """A candidate's age in years, in bands; each from its number until before the next."""

    UNDER_THIRTY = "under_thirty"
    FROM_THIRTY = "from_thirty"
    FROM_FORTY_FIVE = "from_forty_five"
    FROM_SIXTY = "from_sixty"


EqualityAnswer = Sex | AgeBand


class EqualityStage(StrEnum):
    """How far an application has come, as its candidate knows: applied, called to an interview, offered a position."""

    APPLIED = "applied"
    INTERVIEWED = "interviewed"
    OFFERED = "offered"


class EqualityVerdict(StrEnum):
    """Whether a group's share is at least four fifths of the highest; ``unclear`` when what is told does not say."""

    ALIKE = "alike"
    LOWER = "lower"
    UNCLEAR = "unclear"
