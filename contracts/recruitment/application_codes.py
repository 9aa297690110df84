"""Closed lists of applications and of files with applications."""

from enum import StrEnum


class ApplicationStatus(StrEnum):
    """Where an application stands (sv. *ansökan*); ``hired_elsewhere`` by another application or campaign."""

    RECEIVED = "received"
    WITHDRAWN = "withdrawn"
    HIRED = "hired"
    HIRED_ELSEWHERE = "hired_elsewhere"


class Degree(StrEnum):
    """What education the candidate states; it is checked before an offer."""

    SOCIAL_WORK = "social_work"
    EQUIVALENT = "equivalent"
    FOREIGN = "foreign"
    NONE = "none"


class ApplicationFileStatus(StrEnum):
    """Where a file stands. What is checked has changed nothing yet; what is not run in time is forgotten."""

    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    LAPSED = "lapsed"


class ApplicationFate(StrEnum):
    """What becomes of a row.

    ``new`` will be taken in, ``imported`` has been; ``withdraws`` will withdraw an application that is there,
    ``withdrawn`` has; ``already_there`` says what was taken in before; ``differs`` has the number of an application
    with another content, which stands; ``wrong`` breaks a rule that its errors name.
    """

    NEW = "new"
    IMPORTED = "imported"
    WITHDRAWS = "withdraws"
    WITHDRAWN = "withdrawn"
    ALREADY_THERE = "already_there"
    DIFFERS = "differs"
    WRONG = "wrong"


class RecognitionVerdict(StrEnum):
    """What somebody says of two applications that may come from one person."""

    SAME_PERSON = "same_person"
    ANOTHER_PERSON = "another_person"


class RecognitionGround(StrEnum):
    """On what that rests. No words: they would tell who it is."""

    IN_SOURCE_SYSTEM = "in_source_system"
    ASKED = "asked"
    CORRECTION = "correction"
