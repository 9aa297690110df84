"""Closed lists of selection tests (sv. *urvalstest*)."""

from enum import StrEnum


class SelectionTestKind(StrEnum):
    """What was tested."""

    WORK_SAMPLE = "work_sample"
    ABILITY = "ability"
    PERSONALITY = "personality"
    LANGUAGE = "language"


class SelectionTestRemoval(StrEnum):
    """Why a result is removed."""

    WRONG_APPLICATION = "wrong_application"
    WRONG_RESULT = "wrong_result"


class SecrecyClass(StrEnum):
    """By what a result is secret: a selection test by OSL 39 kap. 5 a §."""

    SELECTION_TEST = "selection_test"
