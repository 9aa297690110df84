"""Closed lists of screening: how an application is judged, criterion by criterion, without knowing whose it is."""

from enum import StrEnum


class ScreeningStatus(StrEnum):
    """Where the judging of an application stands (sv. *urval*)."""

    WAITING = "waiting"
    DISAGREED = "disagreed"
    FINISHED = "finished"


class MustFinding(StrEnum):
    """What an assessor finds of a must. ``unclear`` is neither for nor against: what was sent in does not tell."""

    MET = "met"
    NOT_MET = "not_met"
    UNCLEAR = "unclear"


class Ground(StrEnum):
    """On what a judgement rests (sv. *motivering*)."""

    SHOWN = "shown"
    SHOWN_IN_PART = "shown_in_part"
    EQUIVALENT = "equivalent"
    NOT_SHOWN = "not_shown"
    NOT_MENTIONED = "not_mentioned"
    CONTRADICTORY = "contradictory"


class RecusalReason(StrEnum):
    """Why an assessor leaves an application to another."""

    RECOGNISED = "recognised"
    DECLARED = "declared"
    PREVENTED = "prevented"


class UnblindingGround(StrEnum):
    """For what somebody is told who a candidate is."""

    INTERVIEW = "interview"
    COMPLETION = "completion"
    OFFER = "offer"
    RIGHTS = "rights"
