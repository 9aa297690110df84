"""Closed lists of references (sv. *referenstagning*)."""

from enum import StrEnum


class ReferenceStatus(StrEnum):
    """Where a reference stands."""

    ASKED = "asked"
    REMINDED = "reminded"
    RECEIVED = "received"
    RECEIVED_OFF_SERVICE = "received_off_service"
    DECLINED = "declined"
    EXPIRED = "expired"


class ReferenceCommand(StrEnum):
    """What HR-service may do with a reference."""

    REMIND = "remind"
    EXTEND = "extend"
    RECEIVE_OFF_SERVICE = "receive_off_service"


class RefereeRelation(StrEnum):
    """How the referee knows the candidate."""

    MANAGER = "manager"
    FORMER_MANAGER = "former_manager"
    COLLEAGUE = "colleague"
    TEACHER = "teacher"


class ReferenceItem(StrEnum):
    """What a referee rates."""

    ASSESSMENT = "assessment"
    DOCUMENTATION = "documentation"
    CHILD_PERSPECTIVE = "child_perspective"
    TREATMENT = "treatment"
    COOPERATION = "cooperation"
    INDEPENDENCE = "independence"
    PRESSURE = "pressure"
    RELIABILITY = "reliability"


class ReferenceRating(StrEnum):
    """How well; ``not_seen`` counts neither way."""

    VERY_WELL = "very_well"
    WELL = "well"
    SUFFICIENTLY = "sufficiently"
    INSUFFICIENTLY = "insufficiently"
    NOT_SEEN = "not_seen"


class SafetyQuestion(StrEnum):
    """What is asked about safety for children and others who depend on help."""

    SUITABLE = "suitable"
    CONCERNS = "concerns"
    MEASURES = "measures"
    REHIRE = "rehire"


class SafetyAnswer(StrEnum):
    """The answer to such a question."""

    YES = "yes"
    NO = "no"
    CANNOT_SAY = "cannot_say"
