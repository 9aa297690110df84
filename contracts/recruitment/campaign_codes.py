"""Closed lists of recruitment campaigns."""

from enum import StrEnum


class CampaignStatus(StrEnum):
    """Where a campaign stands (sv. *rekryteringsomgång*)."""

    PREPARING = "preparing"
    PUBLISHED = "published"
    CLOSED_FOR_APPLICATIONS = "closed_for_applications"
    DECIDED = "decided"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class CampaignCommand(StrEnum):
    """What may be done with a campaign."""

    CHANGE = "change"
    SET_PROFILE = "set_profile"
    RECORD_GATE = "record_gate"
    PUBLISH = "publish"
    REVISE_PROFILE = "revise_profile"
    EXTEND = "extend"
    CANCEL = "cancel"
    DECIDE = "decide"
    CLOSE = "close"


class CampaignCancelReason(StrEnum):
    """Why a campaign is cancelled."""

    POSITIONS_WITHDRAWN = "positions_withdrawn"
    TOO_FEW_APPLICANTS = "too_few_applicants"
    REDONE = "redone"
    BY_MISTAKE = "by_mistake"


class CriterionKind(StrEnum):
    """A must is met or not; a merit is judged 0–4 and weighs."""

    MUST = "must"
    MERIT = "merit"


class Evidence(StrEnum):
    """From what a criterion is judged."""

    APPLICATION = "application"
    DOCUMENT = "document"
    INTERVIEW = "interview"
    TEST = "test"
    REFERENCE = "reference"


class Gate(StrEnum):
    """What the law asks for before a campaign goes out, or before somebody is offered a position."""

    REDEPLOYMENT = "redeployment"
    MORE_HOURS = "more_hours"
    RE_EMPLOYMENT = "re_employment"
    DEGREE = "degree"
    REGISTER_EXTRACT = "register_extract"


class GateStage(StrEnum):
    """When a gate must be passed."""

    BEFORE_PUBLISHING = "before_publishing"
    BEFORE_OFFER = "before_offer"


class GateOutcome(StrEnum):
    """What an examination of a gate found."""

    NOBODY_CONCERNED = "nobody_concerned"
    SOMEBODY_CONCERNED = "somebody_concerned"


class GateDocument(StrEnum):
    """What a candidate shows; it is seen and given back, never kept."""

    DEGREE_CERTIFICATE = "degree_certificate"
    CRIMINAL_RECORD = "criminal_record"
    SUSPICION_RECORD = "suspicion_record"
