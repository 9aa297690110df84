"""Closed lists of words about assignments, used in events, HTTP bodies and the domain alike."""

from enum import StrEnum


class Side(StrEnum):
    """Who of the two parties to an assignment."""

    DISTRICT = "district"
    TEAM = "team"


class Rest(StrEnum):
    """What becomes of the part of a need that an offer does not cover."""

    QUEUE = "queue"
    DROP = "drop"


class AfterStandDown(StrEnum):
    """What becomes of the help that is not given when the team takes a specialist home."""

    QUEUE = "queue"
    END = "end"


class PartCause(StrEnum):
    """Why a request came of another one."""

    ACCEPTED_IN_PART = "accepted_in_part"
    SPLIT = "split"
    STOOD_DOWN = "stood_down"


class EndDeclineReason(StrEnum):
    """Why one party says no to a new last day."""

    SPECIALIST_IS_NEEDED_ELSEWHERE = "specialist_is_needed_elsewhere"
    HELP_IS_STILL_NEEDED = "help_is_still_needed"
    HELP_IS_NO_LONGER_NEEDED = "help_is_no_longer_needed"
    TOO_SHORT_NOTICE = "too_short_notice"


class StandDownReason(StrEnum):
    """Why the team takes a specialist home before the last day."""

    ACUTE_NEED_ELSEWHERE = "acute_need_elsewhere"
    ABSENCE = "absence"
    HELP_NO_LONGER_NEEDED = "help_no_longer_needed"
    POSITION_FILLED = "position_filled"
    CONDITIONS_NOT_MET = "conditions_not_met"


class Match(StrEnum):
    """How well something was as it should be, said by the team of the district's part of an assignment."""

    FULLY = "fully"
    MOSTLY = "mostly"
    PARTLY = "partly"
    NOT = "not"


class Effect(StrEnum):
    """Whether the need was solved, said by the unit three months after the help ended."""

    SOLVED = "solved"
    MOSTLY_SOLVED = "mostly_solved"
    CAME_BACK = "came_back"
    NOT_SOLVED = "not_solved"
